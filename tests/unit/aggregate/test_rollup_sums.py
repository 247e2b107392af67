"""A district's sum: what is unknown is never added, never 0, and every cell says who gave it."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.aggregate.rollup import (
    NO_REPORT,
    OTHER,
    OTHER_FORM,
    OTHER_UNIT,
    SPLIT,
    against,
    contributions,
    summed,
)
from pipelines.aggregate.rollup_relations import relations, with_other
from pipelines.catalogue.load import catalogue

COMPARABLE = frozenset(one.indicator for one in catalogue().indicators if one.comparable == "A")
GIVEN = st.one_of(st.none(), st.integers(0, 50))


def slots(form: str) -> pd.DataFrame:
    """Return the printed cells of a form."""
    rows = [
        (table.number, indicator, member)
        for table in catalogue().template(form).table
        for indicator, member in table.slots()
    ]
    return pd.DataFrame(rows, columns=["table", "indicator", "member"])


def cells(agency: str, form: str, said: dict, state="blank", unit="") -> pd.DataFrame:
    """Return a report's cells: the values said, None in the given state, 0 elsewhere."""
    frame = slots(form).assign(agency_id=agency, template=form, value=0.0, state="number")
    frame["unit"] = unit
    for (indicator, member), value in said.items():
        at = (frame["indicator"] == indicator) & (frame["member"] == member)
        assert at.any(), (indicator, member)
        frame.loc[at, "value"] = math.nan if value is None else float(value)
        frame.loc[at, "state"] = state if value is None else "number"
    return frame


def parts(**forms: str) -> pd.DataFrame:
    """Return the agencies expected, each with its form; "" has no report."""
    rows = [
        {
            "agency_id": agency,
            "template": form,
            "has_report": bool(form),
            **{f"table_{number}": "complete" if form else None for number in (2, 3, 4, 2014)},
        }
        for agency, form in forms.items()
    ]
    return pd.DataFrame(rows)


def told(agencies, frames, form="2021", money=frozenset()):
    said = pd.concat(frames, ignore_index=True)
    return contributions(slots(form), agencies, said, form, COMPARABLE, money)


def at(frame, indicator, member="total"):
    (row,) = frame[(frame["indicator"] == indicator) & (frame["member"] == member)].to_dict(
        "records"
    )
    return row


@settings(max_examples=40, deadline=None)
@given(st.lists(GIVEN, min_size=1, max_size=6))
def test_a_cell_is_the_sum_of_those_who_gave_a_number(values):
    key = ("request.received", "total")
    names = [f"a{n}" for n in range(len(values))]
    frames = [cells(name, "2021", {key: value}) for name, value in zip(names, values, strict=True)]
    row = at(summed(told(parts(**dict.fromkeys(names, "2021")), frames)), *key)
    known = [value for value in values if value is not None]
    assert (row["given"], row["expected"]) == (len(known), len(values))
    assert math.isnan(row["value"]) if not known else row["value"] == sum(known)


def test_an_agency_without_a_report_is_missing_from_every_cell():
    found = told(parts(a="2021", b=""), [cells("a", "2021", {})])
    sums = summed(found)
    assert set(sums["given"]) == {1}
    assert set(sums["expected"]) == {2}
    assert set(found.loc[found["agency_id"] == "b", "state"]) == {NO_REPORT}


def test_a_stroke_keeps_its_word_and_is_not_a_nought():
    found = told(parts(a="2021"), [cells("a", "2021", {("review.total", ""): None}, "slash")])
    row = at(found, "review.total", "")
    assert row["state"] == "slash"
    assert math.isnan(at(summed(found), "review.total", "")["value"])


def test_of_another_form_only_what_means_the_same_is_added():
    old = cells("b", "2019", {("request.received", "total"): 5, ("normative.made", ""): 9})
    new = cells("a", "2021", {("request.received", "total"): 2, ("normative.made", ""): 1})
    found = told(parts(a="2021", b="2019"), [new, old])
    sums = summed(found)
    assert at(sums, "request.received")["value"] == 7
    made = at(sums, "normative.made", "")
    assert (made["value"], made["given"], made["expected"]) == (1, 1, 2)
    rest = found[(found["agency_id"] == "b") & (found["indicator"] == "normative.made")]
    assert set(rest["state"]) == {OTHER_FORM}


def test_one_row_of_other_handling_is_not_split_into_three():
    old = cells("b", "2019", {(OTHER, "total"): 4})
    sums = summed(told(parts(a="2021", b="2019"), [cells("a", "2021", {}), old]))
    for name in SPLIT:
        assert at(sums, name)["given"] == 1


@pytest.mark.parametrize(("last", "value"), [(3, 6.0), (None, None)])
def test_three_rows_of_other_handling_are_one_row_of_2019(last, value):
    split = {(name, "total"): n for name, n in zip(SPLIT, (1, 2, last), strict=True)}
    frames = [cells("a", "2019", {}), cells("b", "2021", split)]
    row = at(summed(told(parts(a="2019", b="2021"), frames, "2019")), OTHER)
    assert row["given"] == (1 if value is None else 2)
    assert row["value"] == (0 if value is None else value)


def test_money_in_another_unit_is_left_out_and_a_count_is_not():
    key, made = ("procurement.amount", ""), ("normative.made", "")
    frames = [
        cells("a", "2019", {key: 500, made: 1}, unit="元"),
        cells("b", "2019", {key: 300, made: 2}, unit="元"),
        cells("c", "2019", {key: 4, made: 3}, unit="万元"),
    ]
    found = told(parts(a="2019", b="2019", c="2019"), frames, "2019", frozenset({key[0]}))
    row = at(summed(found), *key)
    assert (row["value"], row["given"]) == (800, 2)
    assert OTHER_UNIT in set(found["state"])
    assert at(summed(found), *made)["value"] == 6


def test_a_table_that_could_not_be_read_is_lost_not_empty():
    agencies = parts(a="2021")
    agencies["table_4"] = "unrecoverable"
    said = cells("a", "2021", {})
    found = told(agencies, [said[said["table"] != "4"]])
    assert set(found.loc[found["table"] == "4", "state"]) == {"lost"}
    assert summed(found).loc[lambda one: one["table"] == "4", "value"].isna().all()


def test_the_own_report_is_set_beside_the_sum_cell_by_cell():
    sums = summed(told(parts(a="2021", b=""), [cells("a", "2021", {("review.total", ""): 3})]))
    own = cells("own", "2021", {("review.total", ""): 5, ("review.upheld", ""): None})
    both = against(sums, own)
    row = at(both, "review.total", "")
    assert (row["own"], row["difference"], row["is_complete"]) == (5, -2, False)
    unknown = at(both, "review.upheld", "")
    assert math.isnan(unknown["own"])
    assert math.isnan(unknown["difference"])


def test_a_broken_balance_names_the_agency_that_breaks_it():
    good = {("request.received", "total"): 3, ("outcome.total", "total"): 3}
    bad = {("request.received", "total"): 2, ("outcome.total", "total"): 3}
    found = told(parts(a="2021", b="2021"), [cells("a", "2021", good), cells("b", "2021", bad)])
    (row,) = [
        one for one in relations(found, "2021") if one.rule == "R-T3-01" and one.member == "total"
    ]
    assert not row.holds
    assert (row.left, row.right, row.causes) == (5, 6, (("b", -1.0),))


def test_sums_over_different_agencies_name_who_gave_only_some_cells():
    said = {("request.received", "total"): 4, ("outcome.total", "total"): None}
    found = told(parts(a="2021"), [cells("a", "2021", said)])
    (row,) = [
        one for one in relations(found, "2021") if one.rule == "R-T3-01" and one.member == "total"
    ]
    assert (row.causes, row.partial, row.difference) == ((), ("a",), 4)


def test_the_one_row_of_other_handling_still_counts_in_the_total():
    old = {(OTHER, "total"): 4, ("outcome.total", "total"): 4, ("request.received", "total"): 4}
    frames = [cells("a", "2021", {}), cells("b", "2019", old)]
    found = told(parts(a="2021", b="2019"), frames)
    said = pd.concat(frames, ignore_index=True)
    rows = relations(with_other(found, said), "2021")
    (row,) = [one for one in rows if one.rule == "R-T3-02" and one.member == "total"]
    assert (row.left, row.right, row.holds) == (4, 4, True)
    assert row.partial == ()
