"""In which order indicators stand side by side: as the forms print them, then the text."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final

from components.figures.form import forms
from pipelines.catalogue.load import catalogue

ORDER: Final = ("2", "3", "4", "2014", "narrative")
Key = tuple[str, str]
_LAST: Final = 9999


def ordered(templates: Collection[str], used: Collection[Key]) -> dict[Key, str]:
    """Return every row with its table: what the forms print, then what the texts state.

    A cell that several forms print stands where the newest has it.
    """
    keys: dict[Key, str] = {}
    for template in sorted(set(templates) - {""}, reverse=True):
        for key, number in _printed(template):
            keys.setdefault(key, number)
    for key in sorted(used, key=lambda key: (_places().get(key[0], _LAST), key[1])):
        keys.setdefault(key, "narrative")
    for key in texts():
        keys.setdefault(key, "narrative")
    place = {key: n for n, key in enumerate(keys)}
    return dict(sorted(keys.items(), key=lambda item: (ORDER.index(item[1]), place[item[0]])))


def _printed(template: str) -> Iterator[tuple[Key, str]]:
    for form in forms(template, "zh"):
        for slot in form.slots():
            yield slot.figure, form.number


@lru_cache(maxsize=1)
def _places() -> Mapping[str, int]:
    return {one.indicator: n for n, one in reversed(list(enumerate(catalogue().indicators)))}


@lru_cache(maxsize=1)
def texts() -> tuple[Key, ...]:
    """Return what texts may state in one number, lists left out."""
    lists = {"category", "channel"}
    return tuple(
        (one.indicator, "")
        for one in catalogue().indicators
        if one.table == "narrative" and one.dimension not in lists
    )
