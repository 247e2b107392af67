"""Files of older and other offices: what each is by its content, and what it can be turned into."""

import io
import zipfile
from typing import Final

# What LibreOffice makes of each, in a form that is read here.
TARGETS: Final = {"doc": "docx", "rtf": "docx", "odt": "docx", "xls": "xlsx", "ods": "xlsx"}
REFUSALS: Final = {
    "doc": "legacy_word",
    "xls": "legacy_excel",
    "rtf": "rich_text",
    "odt": "open_document",
    "ods": "open_document",
    "ole": "legacy_other",
}
_STREAMS: Final = (  # names in the directory of a compound file; WPS writes the same
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_MIMETYPE: Final = "application/vnd.oasis.opendocument."
_KINDS: Final = {"text": "odt", "spreadsheet": "ods"}
_SECTOR: Final = 512
_ENTRY: Final = 128


def kind_of_compound(data: bytes) -> str:
    """Return doc, xls, encrypted or ole for a compound file, by the streams it holds."""
    names = set(_names(data))
    return next((kind for name, kind in _STREAMS if name in names), "ole")


def _names(data: bytes) -> list[str]:
    """Return the names of a compound file's streams: entries of 128 bytes, wherever they lie.

    The directory's sectors are chained through a table that damaged files lose; its entries are
    told by their own form, which no text has: a name in UTF-16, its length, and its kind.
    """
    names = []
    for start in range(_SECTOR, len(data) - _ENTRY + 1, _ENTRY):
        size = int.from_bytes(data[start + 64 : start + 66], "little")
        if not 4 <= size <= 64 or size % 2 or data[start + 66] not in {1, 2}:
            continue
        name = data[start : start + size - 2].decode("utf-16-le", errors="ignore")
        if name.isascii() and name.isprintable():
            names.append(name)
    return names


def kind_of_open_document(data: bytes) -> str:
    """Return odt or ods for a ZIP that says so in its first member, else an empty text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as member:
            kind = member.read(100).decode("ascii", errors="replace").strip()
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, NotImplementedError, RuntimeError):
        return ""
    name = kind.removeprefix(_MIMETYPE).partition("-")[0]  # also text-web, text-template
    return _KINDS.get(name, "") if kind.startswith(_MIMETYPE) else ""
