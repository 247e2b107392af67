"""A district's tables as the sum of its agencies: who gave a number to which cell, who did not.

`slots` are the cells of the year's form (table, indicator, member), `agencies` the agencies that
are expected (agency_id, template, table_2, table_3, table_4, table_2014; template is "" where
there is no report), `cells` what their tables say (agency_id, template, indicator, member, value,
state, unit). Nothing unknown is ever added, and nothing that is missing counts as 0.
"""

from typing import Final

import pandas as pd

from pipelines.catalogue.indicator_ids import NO_CORRECTION, NO_PAYMENT, OUTCOME_OTHER

NO_REPORT: Final = "no_report"
OTHER_FORM: Final = "other_form"
OTHER_UNIT: Final = "other_unit"
OTHER: Final = OUTCOME_OTHER
SPLIT: Final = (NO_CORRECTION, NO_PAYMENT, "outcome.other.misc")
_CELL: Final = ["table", "indicator", "member"]
_UNREAD: Final = {"unrecoverable": "lost", "absent": "absent"}
_NOT_CAPTURED: Final = "not_captured"
_NUMBER: Final = "number"


def contributions(
    slots: pd.DataFrame,
    agencies: pd.DataFrame,
    cells: pd.DataFrame,
    template: str,
    comparable: frozenset[str],
    money: frozenset[str] = frozenset(),
) -> pd.DataFrame:
    """Return one row per agency and cell: its number, or why there is none.

    Args:
        slots: the cells of the year's form.
        agencies: who is expected, with the form each used.
        cells: what the agencies' tables say, of whatever form.
        template: the year's form.
        comparable: the indicators that mean the same on every form.
        money: the indicators whose unit changes the number: yuan, or ten thousand of them.
    """
    usable = _on_this_form(cells, template, comparable)
    grid = agencies.merge(slots, how="cross")
    keys = ["agency_id", "indicator", "member"]
    grid_cells = grid.merge(
        usable[[*keys, "value", "state", "unit", "is_derived"]], on=keys, how="left"
    )
    grid_cells["is_derived"] = grid_cells["is_derived"].fillna(0).astype(bool)
    grid_cells["state"] = (
        grid_cells["state"]
        .astype(object)
        .where(grid_cells["state"].notna(), _gaps(grid_cells, template))
    )
    grid_cells["value"] = grid_cells["value"].where(grid_cells["state"] == _NUMBER)
    grid_cells["unit"] = grid_cells["unit"].fillna("")
    return _of_one_unit(grid_cells, money)


def _on_this_form(cells: pd.DataFrame, template: str, comparable: frozenset[str]) -> pd.DataFrame:
    """Return the cells that may stand on the year's form; those of other forms where they may."""
    is_own = cells["template"] == template
    foreign = cells[~is_own & cells["indicator"].isin(comparable)]
    parts = [cells[is_own], foreign, other_sums(foreign)]
    found = pd.concat([part.assign(is_derived=float(n == 2)) for n, part in enumerate(parts)])
    return found.drop_duplicates(["agency_id", "indicator", "member"], keep="first")


def other_sums(cells: pd.DataFrame) -> pd.DataFrame:
    """Return "other handling" of the reports that split it into three rows, as one row a member.

    The sum is unknown where one of the three is.
    """
    split = cells[cells["indicator"].isin(SPLIT)]
    keys = ["agency_id", "template", "member"]
    added = split.groupby(keys, as_index=False, observed=True).agg(
        value=("value", "sum"), known=("value", "count")
    )
    is_whole = added.pop("known") == len(SPLIT)
    added["value"] = added["value"].where(is_whole)
    state = is_whole.map({True: _NUMBER, False: _NOT_CAPTURED}).astype(object)
    return added.assign(indicator=OTHER, state=state, unit="")


def _gaps(grid: pd.DataFrame, template: str) -> pd.Series:
    """Return why a cell without a row is not known: no report, another form, a table not read."""
    state = pd.Series(_NOT_CAPTURED, index=grid.index, dtype=object)
    for number in sorted(set(grid["table"])):
        standing = grid[f"table_{number}"].map(_UNREAD)
        state = state.mask((grid["table"] == number) & standing.notna(), standing)
    state = state.mask(grid["template"] != template, OTHER_FORM)
    return state.mask(~grid["has_report"], NO_REPORT)


def _of_one_unit(given: pd.DataFrame, money: frozenset[str]) -> pd.DataFrame:
    """Leave out of a sum of money what is stated in another unit than most."""
    is_money = given["indicator"].isin(money) & (given["value"].fillna(0) != 0)
    if not is_money.any():
        return given
    known = given.loc[is_money, [*_CELL, "unit"]]
    usual = known.groupby(_CELL)["unit"].agg(lambda units: units.value_counts().index[0])
    index = pd.MultiIndex.from_frame(known[_CELL])
    strange = is_money.copy()
    strange[is_money] = known["unit"].to_numpy() != usual.reindex(index).to_numpy()
    state = given["state"].mask(strange, OTHER_UNIT)
    return given.assign(state=state, value=given["value"].mask(strange))


def summed(contributed: pd.DataFrame) -> pd.DataFrame:
    """Return one row per cell: the sum of the numbers given, how many gave one, out of how many.

    `value` is NaN where nobody gave one.
    """
    values = contributed.groupby(_CELL, sort=False)["value"]
    sums = values.sum(min_count=1)
    return pd.DataFrame(
        {"value": sums, "given": values.count(), "expected": values.size()}
    ).reset_index()


def against(sums: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """Return the sums beside the district's own report: `difference` is sum − own.

    Args:
        sums: as `summed` gives them.
        own: the cells of the district's own report on the year's form.
    """
    beside = own[["indicator", "member", "value"]].rename(columns={"value": "own"})
    both = sums.merge(beside, on=["indicator", "member"], how="left")
    both["difference"] = both["value"] - both["own"]
    both["is_complete"] = both["given"] == both["expected"]
    return both
