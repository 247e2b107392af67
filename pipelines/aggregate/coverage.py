"""How many reports stand behind a figure, out of how many."""

import pandas as pd


def coverage(cells: pd.DataFrame, agency_count: int | None = None) -> pd.DataFrame:
    """Return one row per year: report_count, asked_count, known_count, zero_count, expected_count.

    asked: reports whose form asks for the indicator. expected: the agencies that should have a
    report where `agency_count` says how many, else the reports there are. Cells that are known are
    those with a number; a printed 0 is one of them and is also in zero_count.
    """
    frame = pd.DataFrame(
        {
            "report_year": cells["report_year"],
            "report_count": 1,
            "asked_count": cells["is_expected"].astype("int64") if "is_expected" in cells else 1,
            "known_count": cells["value"].notna().astype("int64"),
            "zero_count": (cells["value"] == 0).astype("int64"),
        }
    )
    years = frame.groupby("report_year", as_index=False).sum()
    years["expected_count"] = years["report_count"] if agency_count is None else agency_count
    return years.sort_values("report_year").reset_index(drop=True)
