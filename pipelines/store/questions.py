"""Questions about every figure: which are wanted, and how they are read without holding all."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

_EVERY_YEAR: Final = (0, 9999)
LAST_REPORT: Final = 2_147_483_647
FIRST: Final = (0, 0)


@dataclass(frozen=True, slots=True)
class FigureQuery:
    """Which figures: no agencies means all, no years means all, "" lets everything pass."""

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
    def filters(self) -> dict[str, object]:
        """Return what a single figure must be, as parameters."""
        return {
            "indicator": self.indicator,
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
    def span(self) -> dict[str, object]:
        """Return the reports looked at as parameters."""
        return {"first_report": self.reports[0], "last_report": self.reports[1]}
