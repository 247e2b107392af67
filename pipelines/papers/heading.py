"""What a paper says of itself: scope, date, deadline, office, and what it was computed from."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from pipelines.papers.facts import Row
from pipelines.papers.plain import plain
from pipelines.papers.words import say
from pipelines.validate.rulebook import rulebook

WORKING_DAYS: Final = 10
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Heading:
    """The frame of a paper. Equal headings and frames give equal bytes: the date is a parameter.

    `deadline` is proposed (ten working days after the date) where none is given.
    """

    dataset: str
    years: tuple[int, int]
    made_on: date
    digest: str
    county: str = ""
    office: str = ""
    deadline: date | None = None
    contact: str = ""
    link: str = ""
    letterhead: str = ""
    number: str = ""  # the paper's own, as its office counts
    copies: str = ""  # to whom else it goes
    chosen: int = 0  # agencies picked out of the district; 0 for all of it

    @property
    def is_simulated(self) -> bool:
        """Tell whether the paper is of the simulated district."""
        return self.dataset == "demo"

    @property
    def year(self) -> int:
        """Return the last year of the scope: the year of a paper of one year."""
        return self.years[1]

    @property
    def years_text(self) -> str:
        """Return the years as one number or a span."""
        first, last = self.years
        return str(first) if first == last else f"{first}-{last}"

    @property
    def due(self) -> date:
        """Return the day by which the paper asks for an answer."""
        return self.deadline or after_working_days(self.made_on, WORKING_DAYS)


def after_working_days(day: date, count: int) -> date:
    """Return the day `count` working days later; only weekends are known to be free."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


def day_words(value: object) -> str:
    """Return a day as official papers write it; one that is unknown says so."""
    text = plain(value)[:10]
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text or say("shared", "marks.unknown")
    return say("shared", "marks.day", year=day.year, month=day.month, day=day.day)


@lru_cache(maxsize=1)
def rules_version() -> str:
    """Return the version of the rule book: a digest of everything it says."""
    return hashlib.sha256(rulebook().model_dump_json().encode()).hexdigest()[:12]


def notes(heading: Heading, scope: str, *, excluded: int, rows: Sequence[Row]) -> list[str]:
    """Return scope, store, rules and the meaning of the figures, as far as they apply."""
    made_on = heading.made_on.isoformat()
    dataset = say("shared", f"dataset.{heading.dataset}")
    version = {"digest": heading.digest, "rules": rules_version(), "made_on": made_on}
    lines = [
        say("shared", "note.data", scope=scope, dataset=dataset),
        say("shared", "note.store", **version),
    ]
    if heading.link:
        lines.append(say("shared", "note.link", link=heading.link))
    lines.append(say("shared", "note.rule", count=len(rulebook().rules)))
    if any(row.get("is_assumed") for row in rows):
        lines.append(say("shared", "note.assumed"))
    if excluded:
        lines.append(say("shared", "note.excluded", count=excluded))
    return lines
