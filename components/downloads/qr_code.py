"""A view's address as a QR code: for a telephone in the same network."""

import segno
from flask import Flask, Response, request

from components.access.caller import is_loopback
from components.view import View
from components.words import say

ADDRESS = "/qr.svg"
_MOST_LETTERS = 1_000  # more cannot be read from a screen any more


def register(server: Flask) -> None:
    """Serve the code of a view of this site, never of another's address."""

    def _on_code() -> Response:
        path, _, search = request.args.get("at", "/").partition("?")
        view = View.parse(path, search)
        link = request.host_url.rstrip("/") + view.href
        why = _refused(link, request.host)
        if why:
            return Response(say(why, view.language), mimetype="text/plain")
        return Response(code_of(link), mimetype="image/svg+xml")

    server.add_url_rule(ADDRESS, endpoint="qr_code", view_func=_on_code)


def code_of(link: str) -> bytes:
    """Return the QR code of an address as SVG, on white for either scheme."""
    code = segno.make(link, error="m", micro=False)
    return code.svg_inline(scale=4, border=4, dark="#000", light="#fff").encode()


def _refused(link: str, host: str) -> str:
    """Return the key of what is said where no telephone could open an address."""
    if len(link) > _MOST_LETTERS:
        return "panel.qr_long"
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    is_here = is_loopback(name.strip("[]")) or name == "localhost" or name.endswith(".localhost")
    return "panel.qr_here" if is_here else ""
