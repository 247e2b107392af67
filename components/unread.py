"""What of an address no view can be read from: a slip is named and never passed over."""

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final, get_args
from urllib.parse import parse_qs

from components.view import (
    CODE,
    EXTRAS,
    INDICATOR,
    LEVELS,
    YEARS,
    Dataset,
    Dimension,
    Language,
    Measure,
    page_of,
    ways_by,
)

# What others append to a link that is sent on: no typing error of the reader.
_OF_OTHERS: Final = re.compile(
    r"utm_\w+|_\w*|from|t|v|scene|spm|share\w*|timestamp|isappinstalled|nsukey|\wclid", re.ASCII
)
_MOST_SHOWN: Final = 40  # letters of what could not be read
NO_VALUES: Final[Mapping[str, Collection[str]]] = MappingProxyType({})


def unread(
    path: str | None, search: str | None, closed: Mapping[str, Collection[str]] = NO_VALUES
) -> tuple[tuple[str, str], ...]:
    """Return what an address asks for that no view can be read from: y=abc, yaer=2023, two years.

    `closed` are the values that the closed filters of the page know; any other value is a slip.

    What chat programs and counters of visits append to links is none of the reader's doing.
    """
    query = parse_qs((search or "").removeprefix("?"))
    ways: dict[str, Collection[str]] = {
        **closed,
        "dataset": get_args(Dataset),
        "lang": get_args(Language),
        "by": ways_by(page_of(path)),
        "level": LEVELS,
        "header": ("none", "names", "comments"),
        "measure": get_args(Measure),
        "d": get_args(Dimension),
    }
    patterns = {"y": YEARS, "i": INDICATOR} | dict.fromkeys(("province", "city", "county"), CODE)
    known = EXTRAS | ways.keys() | patterns.keys() | {"a"}
    slips = []
    for key, values in query.items():
        if key not in known and _OF_OTHERS.fullmatch(key):
            continue
        is_read = (
            key in known
            and values[-1].isprintable()
            and values[-1] in ways.get(key, (values[-1],))
            and (key not in patterns or patterns[key].fullmatch(values[-1]))
            and (all(map(CODE.fullmatch, values)) if key == "a" else len(set(values)) == 1)
        )
        if not is_read:
            slips.append((key[:_MOST_SHOWN], values[-1][:_MOST_SHOWN]))
    return tuple(slips)
