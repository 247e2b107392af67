"""The compiled words of the narrative: patterns and units of its lexicon."""

import re
from functools import lru_cache
from typing import Any

from pipelines.catalogue.load import lexicon


@lru_cache(maxsize=128)
def pattern(name: str, table: str = "") -> re.Pattern[str]:
    """Return one pattern of the narrative's words, compiled once."""
    words: dict[str, Any] = dict(lexicon("narrative"))
    return re.compile(words[table][name] if table else words[name])


@lru_cache(maxsize=128)
def units(table: str, name: str = "units") -> frozenset[str]:
    """Return the units that may count a thing."""
    return frozenset(lexicon("narrative")[table][name])
