"""What lets a reader keep an answer: a tag of the publication and the question."""

import hashlib
from typing import Final

from flask import Response, request

from components.access.documents import sees_names
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


def kept_tag(tag: str) -> str:
    """Return the reader's own form of a tag where it has this very answer, else "".

    What was packed on the way wears a suffix, which Flask-Compress gives it.
    """
    wanted = request.if_none_match
    if wanted.star_tag:
        return tag
    own = wanted.as_set(include_weak=True)
    return next((one for one in own if one.strip('W/"').partition(":")[0] == tag), "")


def unchanged(tag: str) -> Response:
    """Return the answer that says so."""
    return marked(Response(status=304), tag)


def marked(reply: Response, tag: str) -> Response:
    """Return an answer that may be kept and must be asked after."""
    reply.set_etag(tag.strip('"'))
    reply.headers["Cache-Control"] = "no-cache"
    reply.headers["X-Content-Type-Options"] = "nosniff"
    return reply
