"""How many were expected, reported and did not, so that the numbers add up."""

from typing import Final

import pandas as pd

from pipelines.filing.states import State

_PLACE: Final = ("county_code", "report_year")


def tally(filing: pd.DataFrame) -> pd.DataFrame:
    """Return one row a county and year: expected = received + missing + unknown.

    `unknown` are those of which nothing is here and nothing can be said yet; `unlisted` reported
    without being on the roster, and stand outside the sum. The states are counted over everybody
    expected, so they add up to `expected` too. `repeated` counts agencies with several versions,
    of which the newest is read.
    """
    is_here = filing["report_id"].notna() | (filing["state"] == str(State.UNREADABLE))
    is_missing = filing["state"] == str(State.MISSING)
    due = filing["is_expected"].astype(bool)
    counted = filing[list(_PLACE)].assign(
        expected=due,
        received=due & is_here,
        missing=due & is_missing,
        unknown=due & ~is_here & ~is_missing,
        unlisted=~due,
        repeated=filing["version_count"] > 1,
        **{
            str(state): due & (filing["state"] == str(state))
            for state in State
            if state != "missing"
        },
    )
    return counted.groupby(list(_PLACE), as_index=False, sort=True).sum()
