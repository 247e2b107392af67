"""A day as people type it into a cell: 2026年12月20日, 2026/12/20, or the number of a program."""

import re
import unicodedata
from datetime import date, timedelta
from typing import Final

from pipelines.papers.words import table
from pipelines.parse.dates import day_at

_EPOCH: Final = date(1899, 12, 30)  # day 0 of Excel, as of 1900-03-01
_SERIAL: Final = re.compile(r"([3-7]\d{4})(?:\.\d+)?", re.ASCII)  # a cell of no format for days
_CLOCK: Final = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?", re.ASCII)
_FIRST, _LAST = 2000, 2099


def typed_day(cell: str) -> date | None:
    """Return the day that a cell says and nothing else, of this century; None where it is none.

    A day without its year, or one that no calendar has, is none.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    clock = _CLOCK.search(text)
    if clock is not None and clock.end() == len(text):
        text = text[: clock.start()]
    words = table("tasks")["typed_day"]
    usual, spoken = words["day"]
    text = "".join(text.split()).replace(spoken, usual)
    if serial := _SERIAL.fullmatch(text):
        counted = _EPOCH + timedelta(days=int(serial[1]))
        return counted if _FIRST <= counted.year <= _LAST else None
    found = day_at(text, 0)
    return found.value if found is not None and text[found.end :] in {"", *words["by"]} else None
