"""What was asked for and is not there: agencies and years of the choice without a report."""

from collections.abc import Sequence

import pandas as pd


def without_report(
    cells: pd.DataFrame, agencies: Sequence[str], years: tuple[int, int] | None
) -> list[tuple[str, int]]:
    """Return each agency and year that was asked for and has no row; no years ask for none."""
    if years is None:
        return []
    known = set(zip(cells["agency_id"].astype(str), cells["report_year"].astype(int), strict=True))
    every = [(agency, year) for agency in agencies for year in range(years[0], years[1] + 1)]
    return [pair for pair in every if pair not in known]
