"""Over the years: lines with honest gaps, the median beside them, breaks where the form changes."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.aggregate.changes import LEAST_BASE, may_join

NO_REPORT: Final = "no_report"
_KEPT: Final = ["agency_id", "agency", "report_year", "template", "value", "state"]
_MORE: Final = ["is_approximate", "source", "report_id", "unit", "basis", "upper", "lower"]
_QUANTILES: Final = {0.5: "median", 0.25: "q1", 0.75: "q3"}


def trend(
    cells: pd.DataFrame, comparable: str = "A", years: tuple[int, int] | None = None
) -> pd.DataFrame:
    """Return one row per agency and year over a complete axis of years.

    A year without a report has value NaN and state "no_report"; an unknown cell keeps its state.
    is_break marks the first report after a change of form. segment counts from 0: points of
    different segments must not be joined by a line (comparable C and D never cross a form; A and B
    do, with the mark; a total and what a website carried never meet). The axis runs over `years`,
    or from the first to the last year there is.
    """
    columns = [name for name in (*_KEPT, *_MORE) if name in cells]
    if cells.empty:
        return cells[columns].assign(is_break=False, segment=0)
    first, last = years or (int(cells["report_year"].min()), int(cells["report_year"].max()))
    axis = pd.MultiIndex.from_product(
        [sorted(cells["agency_id"].unique()), range(first, last + 1)],
        names=["agency_id", "report_year"],
    )
    lines = cells[columns].set_index(["agency_id", "report_year"]).reindex(axis).reset_index()
    lines["state"] = lines["state"].fillna(NO_REPORT)
    lines["template"] = lines["template"].fillna("")
    newest = cells.sort_values("report_year").drop_duplicates("agency_id", keep="last")
    lines["agency"] = lines["agency_id"].map(newest.set_index("agency_id")["agency"])
    if "is_approximate" in lines:
        lines["is_approximate"] = lines["is_approximate"].eq(other=True)
    return _with_breaks(lines, comparable)


def _with_breaks(lines: pd.DataFrame, comparable: str) -> pd.DataFrame:
    whose = pd.factorize(lines["agency_id"])[0]
    form = lines["template"].where(lines["template"] != "")
    before = _last_known(form, whose)
    lines["is_break"] = form.notna() & before.notna() & (form != before)
    steps = lines["is_break"] & (not may_join(comparable))
    if "basis" in lines:
        lines["basis"] = lines["basis"].fillna("")
        basis = lines["basis"].where(lines["value"].notna() & (lines["basis"] != ""))
        last = _last_known(basis, whose)
        steps |= basis.notna() & last.notna() & (basis != last)
    lines["segment"] = steps.groupby(whose).cumsum().astype("int64")
    return lines


def _last_known(values: pd.Series, whose: npt.NDArray[np.intp]) -> pd.Series:
    """Return what each agency had last before a year, <NA> where nothing is known of any."""
    return values.groupby(whose).ffill().groupby(whose).shift()


def medians(lines: pd.DataFrame, agency_count: int | None = None) -> pd.DataFrame:
    """Return one row per year of a trend: median, q1, q3 of the known, known_ and expected_count.

    A year in which nothing is known has NaN, not 0. expected is `agency_count` where given, else
    the agencies of the trend.
    """
    by_year = lines.groupby("report_year")["value"]
    quantiles = by_year.quantile(np.array(list(_QUANTILES)))
    yearly = quantiles.unstack().reindex(columns=list(_QUANTILES))  # noqa: PD010 - a level, no table
    yearly = yearly.rename(columns=_QUANTILES).assign(known_count=by_year.count()).reset_index()
    yearly["expected_count"] = agency_count or lines["agency_id"].nunique()
    return yearly


def constant(lines: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    """Return the rows of the agencies that have a number in every one of the years.

    The median of a set that changes from year to year goes up and down with who is in it.
    """
    asked = lines[lines["report_year"].isin(years) & lines["value"].notna()]
    counts = asked.groupby("agency_id")["report_year"].nunique()
    return asked[asked["agency_id"].isin(counts.index[counts == len(set(years))])]


def starts(cells: pd.DataFrame) -> tuple[int, ...]:
    """Return the years from which most reports follow another form than the year before."""
    forms = cells[cells["template"] != ""].groupby("report_year")["template"]
    usual = forms.agg(lambda of_year: of_year.mode().iloc[0])
    changed = usual != usual.shift()
    return tuple(int(year) for year in usual.index[changed][1:])


def index(lines: pd.DataFrame) -> pd.DataFrame:
    """Return a trend as an index: the first known year of each agency's segment is 100.

    Adds base_year and base; a segment that begins under 10 has no index (NaN), since one more or
    less would look like a great change; it keeps its states.
    """
    indexed = lines.copy()
    keys = [indexed["agency_id"], indexed["segment"]]
    known = indexed["value"].notna()
    base = indexed["value"].groupby(keys).transform("first")
    year = indexed["report_year"].where(known)
    indexed["base_year"] = year.groupby(keys).transform("first").astype("Int64")
    indexed["base"] = base
    indexed["value"] = indexed["value"] / base.where(base >= LEAST_BASE) * 100
    return indexed
