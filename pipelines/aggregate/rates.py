"""What several reports' rate comes to: their sums against each other, never a sum of rates."""

import pandas as pd

from pipelines.catalogue.rates import RateDefinition


def pooled(cells: pd.DataFrame, rate: RateDefinition) -> pd.DataFrame:
    """Return one row per year: upper and lower of the reports that have both, and their rate.

    `cells` are rates as the store gives them. A report whose base alone would carry no rate is
    added like any other; one with an unknown cell, or with a part above its whole, is left out.
    value is NaN where the sum of the bases is under the rate's guard too. known_count says how many
    reports are in, report_count how many there are.
    """
    has_both = cells["upper"].notna() & cells["lower"].notna()
    reports = cells["report_id"].notna() if "report_id" in cells else has_both
    frame = cells.assign(
        is_in=has_both & (cells["state"] != "contradiction"), is_report=reports.astype("int64")
    )
    counts = frame.groupby("report_year")["is_report"].sum()
    by_year = frame[frame["is_in"]].groupby("report_year")
    yearly = by_year[["upper", "lower"]].sum().reindex(counts.index, fill_value=0.0)
    yearly["known_count"] = by_year.size().reindex(counts.index, fill_value=0)
    yearly["report_count"] = counts
    carries = yearly["lower"] >= rate.least
    yearly["value"] = (100 * yearly["upper"] / yearly["lower"].where(carries)).round(1)
    return yearly.reset_index()
