"""The words of papers (templates/, one file a paper), and numbers as papers write them."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
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


def joined(texts: Iterable[str]) -> str:
    """Return a list in one sentence, parted as Chinese papers part it."""
    return say("shared", "marks.list").join(texts)


def ordinal(number: int) -> str:
    """Return a number below a hundred as official papers number their parts."""
    digits: str = say("shared", "marks.digits")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else (digits[tens] if tens > 1 else "") + digits[10]
    return head + (digits[ones] if ones or not tens else "")


def rounded(value: float, places: int) -> str:
    """Write a number with at most so many decimals, none of them an idle nought."""
    exact = Decimal(str(round(value, 9))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: float) -> str:
    """Write a share (0-1) in hundredths with at most one decimal."""
    return rounded(share * 100, 1)
