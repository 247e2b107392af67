"""The words that checks look for in a report's text: checks.toml."""

from collections.abc import Mapping
from typing import Any

from pipelines.resources import toml


def check_words() -> Mapping[str, Any]:
    """Return the whole table of words, one group a check."""
    return toml("pipelines.validate", "checks.toml")
