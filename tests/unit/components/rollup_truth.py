"""What a district adds up to, from what was written into the simulated documents alone."""

import csv

from pipelines.catalogue.load import catalogue
from pipelines.settings import ROOT

FORMS = {2018: "2014", 2019: "2019", 2020: "2019"} | dict.fromkeys(range(2021, 2026), "2021")
# What agencies did not give, as data/demo/faults.csv says it: agency, year, table.
NO_REPORT = ("990101005", 2020)
PICTURE = ("990101008", 2021)
STROKES = ("990101001", 2020)
OLD_FORM = ("990101005", 2021)


def expected(year: int) -> dict[str, tuple[float, int]]:
    """Return by cell the sum of the year's form and how many agencies gave a number."""
    with (ROOT / "data/demo/truth.csv").open(encoding="utf-8") as file:
        said = [row for row in csv.DictReader(file) if row["report_year"] == str(year)]
    with (ROOT / "data/demo/roster.csv").open(encoding="utf-8") as file:
        agencies = [row["agency_id"] for row in csv.DictReader(file)]
    values = {
        (row["agency_id"], row["table"], row["indicator"], row["member"]): row for row in said
    }
    found = {}
    for table in catalogue().template(FORMS[year]).table:
        for indicator, member in table.slots():
            key = f"{indicator}[{member}]" if member else indicator
            given = [
                _value(values.get((agency, table.number, indicator, member)))
                for agency in agencies
                if _has(agency, year, table.number, indicator)
            ]
            known = [value for value in given if value is not None]
            found[key] = (sum(known), len(known))
    return found


def _has(agency: str, year: int, table: str, indicator: str) -> bool:
    """Tell whether an agency has this cell on the year's form, or one that means the same."""
    if (agency, year) == NO_REPORT or ((agency, year) == PICTURE and table == "3"):
        return False
    if (agency, year) == OLD_FORM:
        return table != "2" and not indicator.startswith("outcome.other.")
    return not ((agency, year) == STROKES and table == "4")


def _value(row: dict[str, str] | None) -> float | None:
    """Return a planted number; a cell that is not listed is a printed 0, a blank is none."""
    if row is None:
        return 0.0
    return float(row["value"]) if row["status"] == "number" else None
