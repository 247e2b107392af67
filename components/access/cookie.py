"""The cookie of a session: signed, unreadable for scripts, Secure wherever the site is."""

import logging
from typing import Any

from flask import Flask, has_request_context, request
from flask.sessions import SecureCookieSessionInterface

from components.access.visitor import Access
from pipelines.accounts.key import key
from pipelines.errors import MingchaError

_log = logging.getLogger("mingcha.access")


class KeptSession(SecureCookieSessionInterface):
    """Sessions whose key is asked for when there are accounts: before, none is ever made."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def get_signing_serializer(self, app: Flask) -> Any:  # noqa: ANN401 - as Flask declares it
        """Return what signs the cookie; None, so no session, where there are no accounts."""
        if not app.secret_key:
            try:
                if not self._access.accounts.has_any():
                    return None
                app.secret_key = key(self._access.installation)
            except (MingchaError, OSError) as error:
                _log.error("sessions: %s", error)
                return None
        return super().get_signing_serializer(app)

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - as Flask declares it
        """Tell whether the cookie may only travel encrypted: wherever this request did."""
        return has_request_context() and request.is_secure
