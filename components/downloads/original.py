"""The archived document itself, as a file to keep: never shown, never run by this site.

A document that does not count is found by nobody but those who may work on it.
"""

import io
import re
from typing import Final

from flask import Flask, Response, abort, send_file

from components.access.documents import sees_document
from components.context import SiteContext
from pipelines.build.evidence import Evidence
from pipelines.errors import ArchiveError

_HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_BYTES: Final = "application/octet-stream"


def register(server: Flask, desk: SiteContext) -> None:
    """Serve documents by the hash of their bytes; no address ever names a path."""

    def _on_source(sha256: str) -> Response:
        found = _found(desk, sha256)
        if found is None:
            abort(404)
        name, data = found
        answer = send_file(
            io.BytesIO(data), _BYTES, as_attachment=True, download_name=name, max_age=0
        )
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer

    server.add_url_rule("/source/<sha256>", endpoint="source", view_func=_on_source)


def _found(desk: SiteContext, sha256: str) -> tuple[str, bytes] | None:
    if not _HASH.fullmatch(sha256) or not sees_document(desk.installation, sha256):
        return None
    try:
        return Evidence(desk.installation).source(sha256)
    except ArchiveError:  # not the bytes that were received: better none
        return None
