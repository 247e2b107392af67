"""What is typed after a verb, checked: days, years, data sets, indicators, reports, findings."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from pipelines.catalogue.load import catalogue
from pipelines.cli.words import say
from pipelines.errors import MingchaError

_SHORTEST: Final = 6  # characters of a fingerprint that a person must give


def day_of(text: str | None, fault: str = "paper.bad_day") -> date | None:
    """Return a day written as YYYY-MM-DD, None where none is given; `fault` says what is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise MingchaError(say(fault, text=text)) from error


def check_year(year: int | None) -> None:
    """Refuse a year that no report can be of; None is any."""
    if year is not None and not 2008 <= year <= 2100:
        raise MingchaError(say("fault.year", year=year))


def check_dataset(dataset: str) -> None:
    """Refuse a data set that there is not: real and simulated reports have one each."""
    if dataset not in {"real", "demo"}:
        raise MingchaError(say("fault.dataset", text=dataset))


def check_indicator(indicator: str | None) -> None:
    """Refuse an indicator that the catalogue does not know."""
    if indicator and indicator not in {one.indicator for one in catalogue().indicators}:
        raise MingchaError(say("fault.indicator", text=indicator))


def one_fingerprint(given: str, known: Iterable[str], fault: str = "fault.fingerprint") -> str:
    """Return the one known fingerprint that begins as given, never a guess.

    Raises:
        MingchaError: too little is given, none fits, or several do; the message is `fault`.
    """
    fitting = {mark for mark in known if mark.startswith(given)}
    if len(given) < _SHORTEST or len(fitting) != 1:
        raise MingchaError(say(fault, word=given))
    return fitting.pop()


def subject(report: str) -> tuple[str, int]:
    """Return (hash, part) of `SHA` or `SHA:part`."""
    match = re.fullmatch(r"([0-9a-f]{6,64})(?::(\d{1,4}))?", report)
    if match is None:
        raise MingchaError(say("fault.subject", text=report))
    return match[1], int(match[2] or 0)
