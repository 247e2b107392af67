"""One printed cell: its status, and its value and unit where it holds one number."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipelines.catalogue.load import lexicon, pattern_of
from pipelines.model import Status
from pipelines.read.clean import SPACES, narrow, plain
from pipelines.values import value

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_DIGIT = re.compile(r"\d")
_APART = re.compile(r"^([+\-\u2212])\s+")  # a sign that stands apart from its number
_NUMERIC = re.compile(r"[\d\s.,+\-]+")


@value(frozen=True, slots=True)
class CellReading:
    """What one cell says. `is_numeric` tells digits that cannot be read from words."""

    status: Status
    value: Decimal | None = None
    unit: str = ""
    is_numeric: bool = False


@dataclass(frozen=True, slots=True)
class _CellWords:
    none_words: frozenset[str]
    longest: int  # letters beyond which no script's writing of a word for none goes
    dashes: frozenset[str]
    slashes: frozenset[str]
    signs: tuple[tuple[str, str], ...]
    units: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _CellWords:
    words = lexicon("tables")
    signs = [(word, "+") for word in words["increase"]] + [
        (word, "-") for word in words["decrease"]
    ]
    units = {*words["units"], *words["money_units"]}
    return _CellWords(
        none_words=frozenset(words["none_words"]),
        longest=2 * max(map(len, words["none_words"])),
        dashes=frozenset(words["dashes"]),
        slashes=frozenset(words["slashes"]),
        signs=tuple(sorted(signs, key=lambda sign: -len(sign[0]))),
        units=tuple(sorted(units, key=len, reverse=True)),
    )


@lru_cache(maxsize=16384)
def read_cell(text: str) -> CellReading:
    """Return what one cell says. Text that is none of the known kinds is LOST, never zero."""
    if text.isdecimal() and text.isascii() and (text[0] != "0" or text == "0"):
        return CellReading(Status.NUMBER, Decimal(text), "", is_numeric=True)
    # before ringed and raised figures lose their form: 12① would be 121
    is_plain = text[-1:].isalpha() or text[-1:].isdecimal()
    shown = narrow(text if is_plain else pattern_of("tables", "noted").sub("", text)).strip(SPACES)
    if not shown:
        return CellReading(Status.BLANK)
    mark = _mark(shown)
    if mark is not None:
        return CellReading(mark)
    if _DIGIT.search(shown):
        return _number(shown)
    return CellReading(Status.NONE_WORD if _is_none_word(shown) else Status.LOST)


def _mark(shown: str) -> Status | None:
    words = _words()
    if shown[0] not in words.dashes and shown[0] not in words.slashes:
        return None
    signs = set(shown) - {" "}
    if signs <= words.dashes:
        return Status.DASH
    return Status.SLASH if signs <= words.slashes else None


def _is_none_word(shown: str) -> bool:
    """Tell a word for none; a long run of letters is spared its comparable writing."""
    words = _words()
    if len(shown) > words.longest and shown.isalnum():
        return False
    return plain(shown) in words.none_words


def _number(shown: str) -> CellReading:
    value, unit = _without_unit(shown)
    for word, sign in _words().signs:
        if value.startswith(word):
            value = sign + value.removeprefix(word).lstrip(" :")
            break
    value = _APART.sub(r"\1", value).replace("\u2212", "-")
    if value[:1] in _words().dashes and value[1:2].isdigit():
        value = "-" + value[1:]
    is_glued = len(value) > 1 and value[0] == "0" and value[1].isdigit()
    if _NUMBER.fullmatch(value) and value.isascii() and not is_glued:
        return CellReading(Status.NUMBER, Decimal(value.replace(",", "")), unit, is_numeric=True)
    # "4." alone is the numbering of a label, not a number that broke
    is_numeric = bool(_NUMERIC.fullmatch(value)) and value[-1].isdigit()
    return CellReading(Status.LOST, is_numeric=is_numeric)


def _without_unit(shown: str) -> tuple[str, str]:
    if not shown.endswith((*_words().units, ")")):
        return shown, ""
    for unit in _words().units:
        if shown.endswith(unit) and len(shown) > len(unit):
            head = shown[: -len(unit)].rstrip(" (")
            if head[-1:].isdigit():
                return head, unit
    bare = shown.removesuffix(")")
    if bare != shown:
        head, unit = _without_unit(bare)
        if unit:
            return head, unit
    return shown, ""
