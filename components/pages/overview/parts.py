"""What the first page is made of: numbers that are links, lines with bars, blocks of both."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import pandas as pd

from components.context import PageRequest
from components.figures.scope import DEFAULT_INDICATOR, TOTAL, Scope
from components.view import Language, Page, View
from components.words import say
from pipelines.catalogue.indicator_ids import REQUESTS_RECEIVED, REQUESTS_RECEIVED_IN_TEXT

RECEIVED: Final = REQUESTS_RECEIVED
STATED: Final = REQUESTS_RECEIVED_IN_TEXT
ASKED: Final = (TOTAL, DEFAULT_INDICATOR, RECEIVED, STATED)


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a block: how it is written, its words, and the view where it stands too."""

    text: str
    label: str
    href: str = ""
    note: str = ""  # its base: how many of how many
    mark: str = ""  # the shape of a filing state, where it is one
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """One line of a block: who or what, how much, and the length of its bar (0-1)."""

    label: str
    text: str
    href: str
    length: float | None = None
    colour: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that belong together, and the words above them."""

    heading: str
    lines: tuple[OverviewLine, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One question of the year: its page, a computed sentence, numbers, lines, what is left out."""

    page: Page
    title: str
    href: str
    lead: str
    numbers: tuple[Number, ...] = ()
    lists: tuple[Lines, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Counted:
    """What the own totals of a scope say of one year, in no language; nobody changes it."""

    known: pd.DataFrame  # numbers of the year that blocks ask for by name
    outcomes: pd.DataFrame  # sums of this year and the one before, by group
    paired: pd.DataFrame  # agencies and indicators known in this year and the one before
    added: pd.DataFrame  # the same, added up by indicator


@dataclass(frozen=True, eq=False)
class Glance:
    """One year of a place, with everything the blocks count already fetched."""

    ask: PageRequest
    scope: Scope
    year: int
    reports: pd.DataFrame  # of the year
    counted: Counted
    filing: pd.DataFrame  # one row an agency of the year: state and findings
    findings: pd.DataFrame  # of the year, with what people said of them
    similar: pd.DataFrame  # pairs of the year

    @property
    def language(self) -> Language:
        """Return the reader's language."""
        return self.ask.language

    def say(self, key: str, **values: object) -> str:
        """Return one of the page's words."""
        return say(f"overview.{key}", self.language, **values)

    def view(self, page: Page, **own: str) -> View:
        """Return another page of the same place and year; only the level goes along."""
        here = self.ask.view
        plain = View(page, here.language, here.dataset, here.province, here.city, here.county)
        plain = replace(plain, agencies=here.agencies, years=(self.year, self.year))
        return plain.with_own(level=here.own("level"), **own)

    def of(self, indicator: str) -> pd.DataFrame:
        """Return the reports of the year that state a number of one of a few indicators."""
        return self.counted.known[self.counted.known["indicator"] == indicator]

    def outcomes_of(self, year: int) -> tuple[pd.Series, int]:
        """Return the outcomes of a year by group, and how many reports they are read from."""
        found = self.counted.outcomes[self.counted.outcomes["report_year"] == year]
        count = int(found["report_count"].iloc[0]) if len(found) else 0
        return found.set_index("group")["value"], count

    def name(self, agency_id: object, fallback: object) -> str:
        """Return the name an agency has on this page."""
        return self.names.get(str(agency_id), str(fallback))

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the names of the scope; short where that is clear."""
        return self.scope.names
