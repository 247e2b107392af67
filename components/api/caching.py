"""What lets a reader keep an answer: a tag of the publication and the question."""

from __future__ import annotations

import hashlib
from typing import Final

from flask import Response, request

from components.access.documents import sees_names
from components.api.packing import can_unpack
from components.context import PageRequest
from components.figures.evidence import ledger
from pipelines.ledger.verdicts import KIND

STAMP: Final = 12


def stamp_of(ask: PageRequest, route: str) -> str:
    """Return what an answer stands on: the publication, and for findings the people's words."""
    text = ask.digest
    if route == "findings":
        last = ledger(ask).latest(KIND)
        text += f" {last[0] if last else 0}"
        text += " named" if sees_names(ask.desk.installation) else ""
    return hashlib.sha256(text.encode()).hexdigest()[:STAMP]


def tag_of(stamp: str, *parts: str) -> str:
    """Return the tag of one answer."""
    return f"{stamp}-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:16]}"


def is_kept(tag: str) -> bool:
    """Tell whether the reader has this very answer; a compressed one wears a suffix."""
    wanted = request.if_none_match
    if wanted.star_tag:
        return True
    kept = (*wanted.as_set(include_weak=True),)
    return any(one.strip('W/"').partition(":")[0] == tag for one in kept)


def unchanged(tag: str, *, is_text: bool) -> Response:
    """Return the answer that says so."""
    return marked(Response(status=304), tag, is_text=is_text)


def marked(reply: Response, tag: str, *, is_text: bool) -> Response:
    """Return an answer that may be kept and must be asked after; packed text has its own tag."""
    suffix = ":gzip" if is_text and can_unpack() else ""
    reply.headers["ETag"] = f'"{tag}{suffix}"'
    reply.headers["Vary"] = "Accept-Encoding"
    reply.headers["Cache-Control"] = "no-cache"
    reply.headers["X-Content-Type-Options"] = "nosniff"
    return reply
