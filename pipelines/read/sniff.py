"""What a file really is and how its characters are written, by its content, not by its name."""

import codecs
import re
from collections.abc import Sequence
from itertools import islice

from pipelines.catalogue.load import lexicon
from pipelines.read.legacy import kind_of_compound, kind_of_open_document

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
# The head of a page that a browser saved as one file: fields, among them what it is made of.
_SAVED_PAGE = re.compile(
    rb"\s*(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?"
    rb"content-type:\s*multipart/related",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|head|body|table|tr|td|div|p|span|meta|br|h[1-6]|ul|li|section|article)\b",
    re.IGNORECASE,
)
# The line that Markdown draws below the head of a table; its cells break their lines by <br>.
_MARKDOWN = re.compile(rb"^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|){2}", re.MULTILINE)
_BREAK = re.compile(rb"<\s*br\s*/?\s*>", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"RIFF", "riff"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "binary"),
    (b"7z\xbc\xaf", "binary"),
    (b"\x1f\x8b", "binary"),
)
_CONTROLS = bytes((*range(9), *range(14, 27)))
_SAMPLE = 65536


def sniff(data: bytes) -> str:
    """Return pdf, zip, picture, mhtml, html, text, binary or empty; doc, xls … of older offices."""
    if not data.strip(b"\x00 \t\r\n"):
        return "empty"
    known = _by_magic(data) or ("pdf" if b"%PDF-" in data[:1024] else "")
    if known:
        return _by_content(known, data)
    if _is_binary(data):
        return "binary"
    if _SAVED_PAGE.match(data[:_SAMPLE]):
        return "mhtml"
    if any(data.startswith(mark) for mark, _ in _MARKS[1:]) or _wide(data[:_SAMPLE]):
        sample = decode(data[:_SAMPLE])[0].encode()
    else:
        sample = data[:_SAMPLE]
    if _BREAK.search(sample) and _MARKDOWN.search(sample):
        sample = _BREAK.sub(b"", sample)
    return "html" if len(list(islice(_MARKUP.finditer(sample), 2))) == 2 else "text"


def _by_content(known: str, data: bytes) -> str:
    """Return what a compound file or a ZIP holds, where that is a document of an office."""
    if known == "ole":
        return kind_of_compound(data)
    return (kind_of_open_document(data) if known == "zip" else "") or known


def is_zip(data: bytes) -> bool:
    """Tell a ZIP by its first bytes alone; what else a file may be takes a look at all of it."""
    return _by_magic(data) == "zip"


def _by_magic(data: bytes) -> str:
    head = data[:1024].lstrip()
    for magic, kind in _MAGIC:
        if head.startswith(magic) and (magic != b"BM" or _is_bitmap(data)):
            if kind == "riff":  # sound and film come in it too
                return "picture" if head[8:12] == b"WEBP" else "binary"
            return kind
    return ""


def _is_bitmap(data: bytes) -> bool:
    return len(data) > 26 and int.from_bytes(data[2:6], "little") == len(data)


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    if any(sample.startswith(mark) for mark, _ in _MARKS[1:]) or _wide(sample):
        return False
    return len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) // 100


def decode(data: bytes, charset: str = "") -> tuple[str, bool]:
    """Return the text, and whether characters had to be given up.

    `charset` is what a server or an envelope says of the bytes: believed after what they show.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            return text, "\ufffd" in text
    wide = _wide(data[:_SAMPLE])
    if wide:
        return _decoded(data, [wide])
    declared = _charset(charset) if charset else _declared(data)
    return _decoded(data, ["utf-8", *([declared] if declared else _guessed(data)), "gb18030"])


def _decoded(data: bytes, candidates: Sequence[str]) -> tuple[str, bool]:
    """Return the text in the first encoding that fits, else in the one that loses the least."""
    best = ""
    fewest = len(data) + 1
    for encoding in candidates:
        try:
            return data.decode(encoding), False
        except (UnicodeDecodeError, LookupError):
            pass
        try:
            text = data.decode(encoding, errors="replace")
        except LookupError:
            continue
        lost = text.count("\ufffd")
        if lost < fewest:
            best, fewest = text, lost
    return best, fewest > 0


def _guessed(data: bytes) -> list[str]:
    """Return the Chinese encodings of bytes that declare none, the one with known words first."""
    if data.isascii():
        return []
    words = lexicon("characters")["common"]
    texts = {name: data.decode(name, errors="ignore") for name in ("gb18030", "big5hkscs")}
    known = {name: sum(text.count(word) for word in words) for name, text in texts.items()}
    return sorted(known, key=lambda name: -known[name])


def _declared(data: bytes) -> str:
    found = _META.search(data[:4096])
    return _charset(found[1].decode("ascii")) if found else ""


def _charset(name: str) -> str:
    """Return an encoding by its superset: pages declared to be gb2312 use characters of gb18030."""
    plain = name.strip("\"' ").lower()
    if plain.startswith(("gb", "x-gb", "cp936")):
        return "gb18030"
    # what servers and editors write where they know nothing
    return "" if plain.startswith(("iso-8859", "us-ascii", "windows-1252", "latin")) else plain


def _wide(sample: bytes) -> str:
    """Return utf-16 of either order when every other byte of plain text is zero."""
    if 0 not in sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half < 16:
        return ""
    few = max(4, half // 20)  # ideographs have zero bytes too
    if odd > half // 10 and even < few:
        return "utf-16-le"
    if even > half // 10 and odd < few:
        return "utf-16-be"
    return ""
