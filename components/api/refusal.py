"""A refusal: a code, one sentence in both languages, and what would have been allowed."""

import json
from typing import Final

from flask import Response

from components.view import Language
from components.words import say

_STATUS: Final = {
    "unknown_path": 404,
    "no_such_build": 404,
    "wrong_method": 405,
    "store_changed": 409,
    "nothing_published": 503,
}
_LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


class RefusalError(Exception):
    """A question that cannot be answered as it was put."""

    def __init__(self, code: str, name: str = "", allowed: str = "") -> None:
        super().__init__(code)
        self.code, self.name, self.allowed = code, name, allowed

    @property
    def status(self) -> int:
        """Return the status of the answer."""
        return _STATUS.get(self.code, 400)


def refused(error: RefusalError) -> Response:
    """Return a refusal as JSON."""
    words = {"name": error.name[:60], "allowed": error.allowed}
    body: dict[str, object] = {"code": error.code}
    if error.name:
        body["parameter"] = error.name[:60]
    if error.allowed:
        body["allowed"] = error.allowed
    body |= {name: say(f"data_error.{error.code}", name, **words) for name in _LANGUAGES}
    text = json.dumps({"error": body}, ensure_ascii=False)
    reply = Response(text, error.status, mimetype="application/json")
    reply.headers["Cache-Control"] = "no-store"
    return reply
