"""The words of papers: templates/, one file a paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.catalogue.model import Language
from pipelines.resources import toml


def table(paper: str) -> Mapping[str, Any]:
    """Return everything one paper says."""
    return toml("pipelines.papers", f"templates/{paper}.toml")


def say(paper: str, key: str, language: Language = "zh", /, **holes: object) -> str:
    """Return the text of `group.key` with its holes filled; most papers are Chinese only."""
    group, _, name = key.partition(".")
    words = table(paper)[group][name]
    text: str = words if isinstance(words, str) else words[language]
    return text.format(**holes)


def ordinal(number: int) -> str:
    """Return a number below a hundred as official papers number their parts."""
    digits: str = say("shared", "marks.digits")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else (digits[tens] if tens > 1 else "") + digits[10]
    return head + (digits[ones] if ones or not tens else "")
