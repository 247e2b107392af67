"""The words of papers: templates/, one file a paper."""

from collections.abc import Mapping
from typing import Any

from pipelines.catalogue.model import Language
from pipelines.words import Messages


def table(paper: str) -> Mapping[str, Any]:
    """Return everything one paper says."""
    return _messages(paper).table()


def say(paper: str, key: str, language: Language = "zh", /, **holes: object) -> str:
    """Return the text of `group.key` with its holes filled; most papers are Chinese only."""
    return _messages(paper).say(key, language, **holes)


def _messages(paper: str) -> Messages:
    return Messages("pipelines.papers", f"templates/{paper}.toml")


def ordinal(number: int) -> str:
    """Return a number below a hundred as official papers number their parts."""
    digits: str = say("shared", "marks.digits")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else (digits[tens] if tens > 1 else "") + digits[10]
    return head + (digits[ones] if ones or not tens else "")
