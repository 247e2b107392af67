"""Periods set against the shorter ones they consist of: quarters against the half-year and year.

`cells` are rows of ledgers and reports (first, last: their months; template, indicator, member,
value; NaN where it is not known). Nothing unknown is added, and a part that is not there is none.
"""

from collections.abc import Iterable, Sequence

import pandas as pd

Months = tuple[int, int]
_CELL = ["indicator", "member"]
DECIMALS = 6  # the most that a number of a form has: 0.1 and 0.2 are 0.3


def parts_of(period: Months, held: Iterable[Months]) -> list[Months]:
    """Return the shortest periods held that make up a longer one exactly; none where a part lacks.

    Of two that begin in one month the shorter is taken as long as the rest can be made up.
    """
    inside = sorted(
        {one for one in held if one != period and period[0] <= one[0] and one[1] <= period[1]}
    )
    return _made_up(period[0], period[1], inside) or []


def _made_up(first: int, last: int, inside: Sequence[Months]) -> list[Months] | None:
    if first > last:
        return []
    for part in inside:
        if part[0] == first:
            rest = _made_up(part[1] + 1, last, inside)
            if rest is not None:
                return [part, *rest]
    return None


def compared(
    cells: pd.DataFrame, period: Months, parts: Sequence[Months], rules: Sequence[Sequence[str]]
) -> pd.DataFrame:
    """Return one row per cell known in the period and in every part: value and made_up.

    The columns 1, 2 … hold what each part says, in their order.

    Args:
        cells: of one agency and year, of one form.
        period: the longer period.
        parts: the shorter ones that make it up, in their order.
        rules: indicators of which the first part's number counts, and those of the last part's.
    """
    first, last = rules
    columns = [_column(cells, months) for months in (period, *parts)]
    joined = pd.concat(columns, axis=1, keys=range(len(columns))).dropna()
    names = joined.index.get_level_values("indicator")
    made_up = joined.iloc[:, 1:].sum(axis=1).round(DECIMALS)
    made_up = made_up.mask(names.isin(first), joined[1])
    made_up = made_up.mask(names.isin(last), joined[len(parts)])
    return joined.rename(columns={0: "value"}).assign(made_up=made_up).reset_index()


def _column(cells: pd.DataFrame, period: Months) -> pd.Series:
    own = cells[(cells["first"] == period[0]) & (cells["last"] == period[1])]
    return own.set_index(_CELL)["value"]
