"""Questions about every figure: which are wanted, and how they are read without holding all."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipelines.catalogue.indicator_ids import DISCLOSURE_PUBLISHED, DISCLOSURE_WEBSITE
from pipelines.identities import IDS, unit_of
from pipelines.sql import statement

_EVERY_YEAR: Final = (0, 9999)
Years = tuple[int, int] | None
LAST_REPORT: Final = 9_007_199_254_740_991  # the greatest number that a browser reads exactly
FIRST: Final = (0, 0)
_AREA: Final = 100 * IDS  # ids an area: of all its years
# Whole numbers that may be unknown, by question: they stay whole, <NA> where they are.
WHOLE: Final[Mapping[str, tuple[str, ...]]] = {
    "findings": ("report_id",),
    "finding_heads": ("report_id",),
    "former_findings": ("report_id",),
    "filing": ("days_late", "report_id", "judged_report_id"),
}
_DERIVED: Final = frozenset({DISCLOSURE_PUBLISHED, DISCLOSURE_WEBSITE})


@dataclass(frozen=True, slots=True)
class FigureQuery:
    """Which figures: no agencies means all, no years means all, "" lets everything pass.

    `indicators` are several; the member "-" stands for no member.
    """

    dataset: str
    agencies: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    indicator: str = ""
    member: str = ""
    table: str = ""
    form: str = ""
    state: str = ""
    method: str = ""
    text: str = ""
    indicators: tuple[str, ...] = ()

    @property
    def scope(self) -> dict[str, object]:
        """Return whose reports of which years, as parameters."""
        first_year, last_year = self.years or _EVERY_YEAR
        return {
            "dataset": self.dataset,
            "agencies": list(self.agencies),
            "first_year": first_year,
            "last_year": last_year,
        }

    @property
    def words(self) -> list[str]:
        """Return the words that a figure must have, as they are compared."""
        return unicodedata.normalize("NFKC", self.text).lower().split()

    @property
    def is_of_derived(self) -> bool:
        """Tell whether an indicator is asked for that no report prints: it chooses among others."""
        return not _DERIVED.isdisjoint((*self.indicators, self.indicator))

    @property
    def filters(self) -> dict[str, object]:
        """Return what a single figure must be, as parameters."""
        return {
            "indicators": list(self.indicators) or list(filter(None, (self.indicator,))),
            "member": self.member,
            "table_number": self.table,
            "form": self.form,
            "state": self.state,
            "method": self.method,
        }


@dataclass(frozen=True, slots=True)
class FigureSlice:
    """Which part of the figures, in which order; `after` is the place of the last one seen."""

    limit: int
    offset: int = 0
    sort: str = ""
    after: tuple[int, int] = FIRST
    reports: tuple[int, int] = (0, LAST_REPORT)

    @property
    def parameters(self) -> dict[str, object]:
        """Return the part as parameters."""
        return {
            "row_limit": self.limit,
            "row_offset": self.offset,
            "sort": self.sort,
            "after_report": self.after[0],
            "after_row": self.after[1],
        }

    @property
    def is_a_page(self) -> bool:
        """Tell whether it is so many figures of all reports, in their own order."""
        return not self.sort and self.after == FIRST and self.reports == (0, LAST_REPORT)

    @property
    def page(self) -> dict[str, object]:
        """Return which figures of their order it is, as parameters."""
        return {"row_limit": self.limit, "row_offset": self.offset}

    def at(self, first: int, last: int, offset: int) -> FigureSlice:
        """Return the same part among the figures of a span of reports."""
        return replace(self, offset=offset, reports=(first, last))

    @property
    def nowhere(self) -> FigureSlice:
        """Return the part that is of no report."""
        return replace(self, reports=(0, 0))

    @property
    def span(self) -> dict[str, object]:
        """Return the reports looked at as parameters."""
        return {"first_report": self.reports[0], "last_report": self.reports[1]}


def about_figures(name: str) -> str:
    """Return a question about every figure: what a figure is told of stands in one place."""
    parts = (("query", "chosen_reports"), ("schema", "every_figure"), ("query", "said_figures"))
    return "\n".join(statement(*part) for part in (*parts, ("query", name)))


def about_counts(name: str) -> str:
    """Return a question that counts figures: which tables imply zeros stands in one place."""
    parts = ("chosen_reports", "whole_tables", name)
    return "\n".join(statement("query", part) for part in parts)


def quoted(text: str) -> str:
    """Write a text of ours as SQL text: COPY takes neither path nor note as a parameter."""
    return "'" + text.replace("'", "''") + "'"


def scope_of(dataset: str, agencies: Sequence[str], years: Years) -> dict[str, object]:
    """Return whose reports of which years, as parameters; no agencies means all of them."""
    return span_of(dataset, years) | {"agencies": list(agencies)}


def range_of(dataset: str, agencies: Sequence[str]) -> dict[str, object]:
    """Return between which ids the reports of some agencies lie: of all of them, all ids."""
    if not agencies:
        return {"first_id": 0, "last_id": LAST_REPORT}
    areas = [unit_of(dataset, agency, None) * IDS for agency in agencies]
    return {"first_id": min(areas), "last_id": max(areas) + _AREA - 1}


def span_of(dataset: str, years: Years) -> dict[str, object]:
    """Return a data set and its years, as parameters; no years means all of them."""
    first_year, last_year = years or _EVERY_YEAR
    return {"dataset": dataset, "first_year": first_year, "last_year": last_year}
