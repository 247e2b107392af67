"""Every request is counted and timed, has a number, and leaves one line without personal data."""

import logging
import re
from time import perf_counter
from typing import Final
from uuid import uuid4

from flask import Flask, Response, g, has_request_context, request

from components.operations.figures import Figures
from components.view import page_of

HEADER: Final = "X-Request-Id"
_NUMBER: Final = re.compile(r"[0-9A-Za-z-]{8,64}")  # a proxy's own number is kept
_PAGES: Final = frozenset({"/", "/<path:path>"})  # where Dash answers with the page itself
_log: Final = logging.getLogger("mingcha.request")


def watch(server: Flask, figures: Figures) -> None:
    """Number, time, count and log every request of a server."""

    def _on_request() -> None:
        said = request.headers.get(HEADER, "")
        g.request_id = said if _NUMBER.fullmatch(said) else uuid4().hex
        g.began = perf_counter()

    def _on_response(response: Response) -> Response:
        seconds = perf_counter() - g.get("began", perf_counter())
        page, status = page_name(), response.status_code
        figures.count(page, status, seconds)
        response.headers[HEADER] = request_id()
        _log.info(
            "request",
            extra={
                "said": {
                    "method": request.method if request.method in _METHODS else "other",
                    "page": page,
                    "status": status,
                    "ms": round(seconds * 1000, 1),
                    "bytes": None if response.is_streamed else response.content_length,
                }
            },
        )
        return response

    server.before_request(_on_request)
    server.after_request(_on_response)


_METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"})


def request_id() -> str:
    """Return the number of the present request, "" outside of one."""
    return str(g.get("request_id", "")) if has_request_context() else ""


def page_name() -> str:
    """Return what kind of page was asked for: one of few words, never a path as it was typed."""
    rule = request.url_rule
    if rule is None:
        return "unknown"
    if rule.rule in _PAGES:
        return page_of(request.path)
    if rule.rule.startswith("/_dash-update"):
        return "callback"
    if rule.rule.startswith("/_"):
        return "machinery"
    if rule.rule.startswith("/assets/"):
        return "asset"
    return str(rule.endpoint)
