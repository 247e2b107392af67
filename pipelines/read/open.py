"""The one entry point: bytes of any kind → a Reading, or the reason why there is none."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

from pipelines.model import Block, Grid, Paragraph, Reading, Rejection
from pipelines.read import pictures
from pipelines.read.bundle import MAX_BYTES, is_archive, office_kind
from pipelines.read.html import read_html
from pipelines.read.legacy import REFUSALS
from pipelines.read.lines import read_text
from pipelines.read.pictures.linked import LinkedPictures
from pipelines.read.refused import Refused
from pipelines.read.sheet import looks_like_csv, read_csv, read_xlsx
from pipelines.read.sniff import decode, sniff

WRONG_CODES = "R-SRC-02"
MAX_TEXT = 10 * 1024 * 1024  # a page or a text of more is no report
MAX_LINES = 40_000
_REFUSED = {"empty": "empty", "binary": "binary", "encrypted": "encrypted", **REFUSALS}


def read(data: bytes, name: str, address: str = "") -> Reading | Rejection:
    """Return what the bytes say, or why they say nothing. Pure; never raises for what is inside."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return _read(data, name, address, sha256)
    except Refused as refused:
        return Rejection(refused.code, refused.detail, sha256, name)


def _read(data: bytes, name: str, address: str, sha256: str) -> Reading:
    if len(data) > MAX_BYTES:
        raise _too_large(data, MAX_BYTES)
    kind = sniff(data)
    if kind in _REFUSED:
        raise Refused(_REFUSED[kind])
    if kind == "zip":
        kind = office_kind(data) or "archive"
    if kind in {"html", "text"} and len(data) > MAX_TEXT:
        raise _too_large(data, MAX_TEXT)
    reading = _READERS[kind](data, Reading(sha256, name, kind, (), address=address))
    if len(reading.blocks) > MAX_LINES:
        raise Refused("hostile", why="lines")
    if not any(_says(block) for block in reading.blocks):
        is_drawn = reading.format == "picture" or _pictures(reading.blocks)
        raise Refused(_unread_picture(reading.format) if is_drawn else "no_text")
    return reading


def _too_large(data: bytes, limit: int) -> Refused:
    return Refused("too_large", size=str(len(data) // 2**20 + 1), limit=str(limit // 2**20))


def _html(
    data: bytes, empty: Reading, charset: str = "", linked: LinkedPictures | None = None
) -> Reading:
    text, is_lossy = decode(data, charset)
    page = read_html(text, linked)
    return replace(
        empty,
        blocks=page.blocks,
        title=page.title,
        notes=_notes(is_lossy=is_lossy),
        meta=page.meta,
        linked=page.linked,
        links=page.links,
    )


def _mhtml(data: bytes, empty: Reading) -> Reading:
    from pipelines.read.saved_page import unwrap  # noqa: PLC0415 - a page need not wait for it

    page = unwrap(data)
    if len(page.data) > MAX_TEXT:
        raise _too_large(page.data, MAX_TEXT)
    empty = replace(empty, format="html", address=empty.address or page.address)
    return _html(page.data, empty, page.charset, LinkedPictures(page.pictures, page.address))


def _text(data: bytes, empty: Reading) -> Reading:
    text, is_lossy = decode(data)
    if looks_like_csv(text, empty.name):
        return replace(empty, format="csv", blocks=read_csv(text), notes=_notes(is_lossy=is_lossy))
    if text.count("\n") > MAX_LINES:
        raise Refused("hostile", why="lines")
    return replace(empty, blocks=read_text(text), notes=_notes(is_lossy=is_lossy))


def _notes(*, is_lossy: bool) -> tuple[str, ...]:
    return (WRONG_CODES,) if is_lossy else ()


def _pdf(data: bytes, empty: Reading) -> Reading:
    from pipelines.read.pdf import read_pdf  # noqa: PLC0415 - a page need not wait for it

    title, blocks = read_pdf(data)
    return replace(empty, blocks=blocks, title=title)


def _picture(data: bytes, empty: Reading) -> Reading:
    if not pictures.is_installed():
        raise Refused("picture")
    return replace(empty, blocks=pictures.reader().read_picture(data))


def _docx(data: bytes, empty: Reading) -> Reading:
    from pipelines.read.docx import read_docx  # noqa: PLC0415 - a page need not wait for it

    return replace(empty, blocks=read_docx(data))


def _xlsx(data: bytes, empty: Reading) -> Reading:
    return replace(empty, blocks=read_xlsx(data))


def _ofd(data: bytes, empty: Reading) -> Reading:
    from pipelines.read.ofd import read_ofd  # noqa: PLC0415 - a page need not wait for it

    return replace(empty, blocks=read_ofd(data))


def _archive(data: bytes, _empty: Reading) -> Reading:
    """Refuse what is left of a ZIP here: members() opens archives, this is none or a broken one."""
    if not is_archive(data):
        raise Refused("damaged", format="ZIP")
    raise Refused("hostile", why="archive")


def _says(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return bool(block.text.strip())
    return any(cell.text.strip() for cell in block.cells)


def _unread_picture(form: str) -> str:
    """Return why pictures say nothing: elsewhere, nothing reads them, or unclear."""
    if form == "html":
        return "picture_elsewhere"
    return "unclear_picture" if pictures.is_installed() else "picture"


def _pictures(blocks: tuple[Block, ...]) -> bool:
    return any(isinstance(b, Grid) and any(c.is_image for c in b.cells) for b in blocks)


_READERS: dict[str, Callable[[bytes, Reading], Reading]] = {
    "html": _html,
    "mhtml": _mhtml,
    "text": _text,
    "archive": _archive,
    "pdf": _pdf,
    "picture": _picture,
    "docx": _docx,
    "xlsx": _xlsx,
    "ofd": _ofd,
}
