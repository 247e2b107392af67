"""A page that a browser saved as one file (.mht, .mhtml): the page itself and where it was."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message

from pipelines.read.refused import Refused

_MOST_PARTS = 2000


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The markup of a saved page, the charset its envelope names, and its address."""

    data: bytes
    charset: str
    address: str


def unwrap(data: bytes) -> SavedPage:
    """Return the page inside a saved file.

    Raises:
        Refused: the file is damaged, or holds no page.
    """
    try:
        envelope = message_from_bytes(data, policy=policy.compat32)
        found = _page(envelope)
        content = found.get_payload(decode=True) if found is not None else None
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise Refused("damaged", format="MHTML") from error
    if found is None or not isinstance(content, bytes) or not content.strip():
        raise Refused("no_text")
    address = envelope["Snapshot-Content-Location"] or found["Content-Location"] or ""
    return SavedPage(content, str(found.get_content_charset() or ""), _web(str(address)))


def _page(envelope: Message) -> Message | None:
    """Return the first part that is a page; the frames and advertisements of it come later."""
    for number, part in enumerate(envelope.walk()):
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            return part
        if number > _MOST_PARTS:
            break
    return None


def _web(address: str) -> str:
    return address if address.lower().startswith(("http://", "https://")) else ""
