"""Who takes part in a district's sum, and the district's own report, which does not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from components.figures.form import forms
from components.figures.records import records
from components.words import say
from pipelines.store.store import Store

PARTS: Final = ("department", "township")
TABLES: Final = ("2", "3", "4", "2014")
_STANDING: Final = [f"table_{number}" for number in TABLES]


@dataclass(frozen=True, eq=False)
class DistrictReport:
    """The district government's own report: its row of the store and the cells of its tables."""

    about: Mapping[str, Any]
    cells: pd.DataFrame
    is_of_form: bool  # it follows the year's form, so that its cells can be set beside the sums
    is_of_office: bool  # its title names the government's office: that is another report

    @property
    def is_comparable(self) -> bool:
        """Tell whether its cells may stand beside the sums."""
        return self.is_of_form and not self.is_of_office and not self.cells.empty


def parts_of(
    known: pd.DataFrame, reports: pd.DataFrame, filing: pd.DataFrame, year: int
) -> tuple[pd.DataFrame, bool]:
    """Return the agencies expected in a year with their reports, and whether a roster says so.

    Without a roster everyone is expected of whom a report of any year is held: a floor.
    """
    due = set(filing.loc[filing["is_expected"].astype(bool), "agency_id"])
    now = reports[reports["report_year"] == year].set_index("agency_id")
    if due:
        known = known[known["agency_id"].isin(due | set(now.index))]
    parts = known[["agency_id", "name", "short_name", "level"]].sort_values(
        ["level", "agency_id"], ascending=[False, True]
    )
    columns = ["report_id", "template", "source", "title", *_STANDING]
    parts = parts.merge(now[columns], left_on="agency_id", right_index=True, how="left")
    parts["has_report"] = parts["report_id"].notna()
    parts["template"] = parts["template"].fillna("")
    is_told_apart = (parts["short_name"] != "") & ~parts["short_name"].duplicated(keep=False)
    parts["short_name"] = parts["short_name"].where(is_told_apart, parts["name"])
    return parts.reset_index(drop=True), bool(due)


def own_of(
    store: Store, dataset: str, county: str, year: int, template: str
) -> DistrictReport | None:
    """Return the report of the district's government itself, None where it is not held."""
    rows = records(store.reports(dataset, [county], (year, year)))
    if not rows:
        return None
    about = rows[0]
    cells = cells_of(store, dataset, [county], year, [template])
    office = say("rollup.office", "zh")
    return DistrictReport(
        about=about,
        cells=cells[cells["template"] == template],
        is_of_form=about["template"] == template,
        is_of_office=office in str(about["title"] or ""),
    )


def tables_of(templates: Iterable[str]) -> tuple[str, ...]:
    """Return the tables that forms print, so that no others are asked for."""
    numbers = {form.number for one in set(templates) for form in forms(one, "zh")}
    return tuple(number for number in TABLES if number in numbers) or TABLES[:1]


def cells_of(
    store: Store, dataset: str, agencies: list[str], year: int, templates: Iterable[str]
) -> pd.DataFrame:
    """Return the cells of the official tables of some agencies in one year."""
    frames = [
        store.table_cells(dataset, number, agencies, (year, year)).assign(table=number)
        for number in tables_of(templates)
    ]
    filled = [one for one in frames if len(one)]
    return pd.concat(filled, ignore_index=True) if filled else frames[0]
