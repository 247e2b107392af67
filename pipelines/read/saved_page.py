"""A page that a browser saved as one file (.mht, .mhtml): the page itself and where it was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from pipelines.read.refused import Refused

_MOST_PARTS = 2000


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The markup of a saved page, the charset its envelope names, its address and its pictures.

    Pictures lie under the addresses by which the page links them.
    """

    data: bytes
    charset: str
    address: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def unwrap(data: bytes) -> SavedPage:
    """Return the page inside a saved file.

    Raises:
        Refused: the file is damaged, or holds no page.
    """
    try:
        envelope = message_from_bytes(data)  # by its default policy: the others take long to load
        page = _page(envelope)
        content = page.get_payload(decode=True) if page is not None else None
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise Refused("damaged", format="MHTML") from error
    if page is None or not isinstance(content, bytes) or not content.strip():
        raise Refused("no_text")
    address = envelope["Snapshot-Content-Location"] or page["Content-Location"] or ""
    charset = str(page.get_content_charset() or "")
    return SavedPage(content, charset, _web(str(address)), dict(_pictures(envelope)))


def _pictures(envelope: Message) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures of a saved page with each address that it may link them by."""
    for number, part in enumerate(envelope.walk()):
        if number > _MOST_PARTS:
            return
        if part.get_content_maintype() != "image":
            continue
        content = part.get_payload(decode=True)
        name = str(part["Content-ID"] or "").strip().strip("<>")
        for address in (str(part["Content-Location"] or "").strip(), name and f"cid:{name}"):
            if address and isinstance(content, bytes):
                yield address, content


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
