"""What the first page is made of: numbers that are links, lines with bars, blocks of both."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from components.answers.figures import has_number
from components.answers.scope import Scope
from components.desk import Ask
from components.view import Language, Page, View
from components.words import say


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
class Line:
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
    lines: tuple[Line, ...]


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
class Glance:
    """One year of a place, with everything the blocks count already fetched."""

    ask: Ask
    scope: Scope
    year: int
    reports: pd.DataFrame  # of the year
    totals: pd.DataFrame  # own totals of the year and the one before
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

    def of(self, indicator: str, year: int | None = None) -> pd.DataFrame:
        """Return the reports of a year that state a number of an indicator."""
        rows = self.totals[self.totals["indicator"] == indicator]
        return rows[(rows["report_year"] == (year or self.year)) & has_number(rows)]

    def name(self, agency_id: object, fallback: object) -> str:
        """Return the name an agency has on this page."""
        return self.names.get(str(agency_id), str(fallback))

    @property
    def names(self) -> dict[str, str]:
        """Return the names of the scope; short where that is clear."""
        return self.scope.names
