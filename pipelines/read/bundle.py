"""A ZIP opened safely: limits on members, sizes, ratio and nesting; names that stay inside."""

import contextlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from pipelines.model import Rejection
from pipelines.read.legacy import kind_of_open_document
from pipelines.read.sniff import is_zip

MAX_BYTES = 50 * 1024 * 1024
MAX_MEMBERS = 5000
MAX_TOTAL = 500 * 1024 * 1024
MAX_RATIO = 200
MAX_DEPTH = 2
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "OFD.xml": "ofd"}
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]|^[A-Za-z]:")


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes] | Rejection]:
    """Yield (name, bytes) of each file in a ZIP, a rejection for what is unsafe, else itself."""
    yield from _members(data, name, depth=0)


def _members(data: bytes, name: str, depth: int) -> Iterator[tuple[str, bytes] | Rejection]:
    if not is_zip(data) or is_office(data):
        yield name, data
        return
    if depth >= MAX_DEPTH:
        yield Rejection("hostile", {"why": "nesting"}, name=name)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from _unpack(archive, name, depth)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        yield Rejection("damaged", {"format": "ZIP"}, name=name)


def _unpack(
    archive: zipfile.ZipFile, name: str, depth: int
) -> Iterator[tuple[str, bytes] | Rejection]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    why = _hostile(entries)
    if why:
        yield Rejection("hostile", {"why": why}, name=name)
        return
    for entry in entries:
        inside = f"{name}/{_safe(entry)}"
        if entry.flag_bits & 1:
            yield Rejection("encrypted", name=inside)
            continue
        try:
            with archive.open(entry) as stream:
                content = stream.read(MAX_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
            yield Rejection("damaged", {"format": "ZIP"}, name=inside)
            continue
        if len(content) > MAX_BYTES:
            yield Rejection("hostile", {"why": "size"}, name=inside)
            continue
        yield from _members(content, inside, depth + 1)


def _hostile(entries: list[zipfile.ZipInfo]) -> str:
    if len(entries) > MAX_MEMBERS:
        return "members"
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if total > MAX_TOTAL or any(entry.file_size > MAX_BYTES for entry in entries):
        return "size"
    if total > 1024 * 1024 and total > packed * MAX_RATIO:
        return "ratio"
    return ""


def _safe(entry: zipfile.ZipInfo) -> str:
    """Return the member's name without anything that could leave the folder it is put in."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    parts = [_UNSAFE.sub("_", part) for part in name.replace("\\", "/").split("/")]
    return "/".join(part for part in parts if part not in {"", ".", ".."}) or "member"


def is_office(data: bytes) -> bool:
    """Tell whether a ZIP is a document itself: of Word, of Excel, an OFD or an OpenDocument."""
    return bool(office_kind(data) or kind_of_open_document(data))


def is_archive(data: bytes) -> bool:
    """Tell whether a ZIP can be opened at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)):
            return True
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def office_kind(data: bytes) -> str:
    """Return docx, xlsx or ofd for a ZIP that is one, else an empty text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[: MAX_MEMBERS * 2])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""
    return next((kind for entry, kind in _OFFICE.items() if entry in names), "")
