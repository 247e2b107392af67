"""Text made comparable: widths, script, pinyin, white space. For matching only, never for raw."""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

from pipelines.catalogue.load import radicals

# Any CJK ideograph, then Latin syllables with tone marks in brackets: what mirror sites insert.
_PINYIN = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:\([a-z\u00e0-\u024f\u0250-\u02af\u0300-\u036f]{1,8}\))+"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_NOT_WORD = re.compile(r"[\W_]+")
_BRACKETED = re.compile(r"\([^()]*\)?")
_PIPE_RUN = re.compile(r"\|{20,}")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_SIMPLIFY = OpenCC("t2s")
UNCLEAR = "\ufffd"  # what stands in a text for what nobody can read
# What is stripped from the edges of a cell: every kind of space, and invisible characters.
SPACES = "".join(
    map(chr, [*range(9, 14), 32, 0x85, 0xA0, 0xAD, 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029])
)
SPACES += "\u202f\u205f\u2060\u3000\u3164\ufeff"


def narrow(text: str) -> str:
    """Return the text in its plain width, without invisible characters."""
    if text.isascii():
        return text
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text.translate(radicals())))


@lru_cache(maxsize=65536)
def simple(text: str) -> str:
    """Return the text in plain width, simplified script and without pinyin."""
    if text.isascii():
        return text.lower()
    plain = _PINYIN.sub("", narrow(text).lower())
    if _CJK.search(plain):
        plain = _SIMPLIFY.convert(plain)
    return plain


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Return only letters, digits and ideographs: how two wordings are compared."""
    return _NOT_WORD.sub("", simple(text))


def without_brackets(text: str) -> str:
    """Return the text without what stands in brackets, an unclosed one included."""
    return _BRACKETED.sub("", simple(text))


def pipe_runs(text: str) -> list[tuple[int, int]]:
    """Return the spans between runs of twenty and more pipes: what a layout table leaves."""
    spans: list[tuple[int, int]] = []
    start = 0
    for run in _PIPE_RUN.finditer(text):
        spans.append((start, run.start()))
        start = run.end()
    spans.append((start, len(text)))
    return [span for span in spans if span[0] < span[1]]
