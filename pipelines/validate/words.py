"""The words that checks look for in a report's text: checks.toml."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from pipelines.resources import toml


def check_words() -> Mapping[str, Any]:
    """Return the whole table of words, one group a check."""
    return toml("pipelines.validate", "checks.toml")


@cache
def check_pattern(*keys: str) -> re.Pattern[str]:
    """Return one pattern of the table, by the names that lead to it, compiled once."""
    found: Any = check_words()
    for key in keys:
        found = found[key]
    return re.compile(found)
