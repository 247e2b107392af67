"""Outcomes of requests: groups, flows, reasons and sums never take the unknown for nought."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.aggregate.requests import GROUPS, UNDECIDED, outcomes, readable
from pipelines.aggregate.shares import shares
from pipelines.catalogue.load import applicants, catalogue
from tests.unit.aggregate.cell_by_cell import flows, grouped, reasons, sums

CATALOGUE = catalogue()
APPLICANTS = tuple(name for name in applicants() if name != "total")
COUNTS = st.integers(0, 40)


def rows_of(form: str) -> list[str]:
    """Return the rows of table three in a form's order."""
    (printed,) = (one for one in CATALOGUE.template(form).table if one.number == "3")
    return list(dict.fromkeys(indicator for indicator, _ in printed.slots()))


def table(report: int, form: str, values: dict[tuple[str, str], float | None], year=2022):
    """Return the cells of one report's table: the values given, 0 elsewhere."""
    rows = [
        {
            "agency_id": f"a{report}",
            "agency": f"A{report}",
            "report_year": year,
            "template": form,
            "indicator": indicator,
            "member": member,
            "position": place,
            "value": values.get((indicator, member), 0.0),
            "state": "number",
            "is_approximate": False,
            "report_id": report,
        }
        for place, (indicator, member) in enumerate(
            (row, member) for row in rows_of(form) for member in (*APPLICANTS, "total")
        )
    ]
    return pd.DataFrame(rows).astype({"value": "float64"})


def test_the_forms_have_nineteen_and_twenty_one_single_outcomes():
    for form, count in (("2019", 19), ("2021", 21)):
        found = outcomes(table(1, form, {}))
        assert found.loc[found["member"] == "total", "indicator"].nunique() == count
        assert readable(table(1, form, {})) == {1}
        assert set(found["group"]) == set(GROUPS)


@pytest.mark.parametrize(("form", "is_derived"), [("2019", False), ("2021", True)])
def test_other_handling_is_derived_only_where_the_form_prints_three_rows(form, is_derived):
    found = grouped(table(1, form, {}))
    other = found[(found["group"] == "other") & (found["member"] == "total")]
    assert list(other["is_derived"]) == [is_derived]


def test_one_unknown_row_makes_its_group_unknown_and_leaves_the_others():
    cells = table(1, "2021", {("outcome.denied.process", "total"): None})
    found = grouped(cells[cells["member"] == "total"]).set_index("group")["value"]
    assert math.isnan(found["denied"])
    assert found.drop("denied").notna().all()


def test_a_report_with_a_blank_cell_is_not_readable_and_not_nought():
    whole = table(1, "2021", {("outcome.granted", "total"): 5})
    blank = table(2, "2021", {("outcome.granted", "total"): None})
    assert readable(pd.concat([whole, blank])) == {1}


def test_an_excerpt_that_shows_some_rows_is_not_readable():
    cells = table(1, "2021", {("outcome.granted", "total"): 5})
    assert readable(cells[cells["indicator"] == "outcome.granted"]) == set()


def test_flows_add_up_what_each_applicant_got_and_leave_the_total_column_out():
    values = {
        ("outcome.granted", "natural_person"): 3,
        ("outcome.denied.process", "enterprise"): 2,
        ("outcome.denied.third_party", "enterprise"): 1,
        ("request.carried_out", "enterprise"): 4,
        ("outcome.granted", "total"): 3,
    }
    found = flows(table(1, "2021", values))
    told = {(r.member, r.group): r.value for r in found.itertuples() if r.value}
    assert told == {
        ("natural_person", "granted"): 3,
        ("enterprise", "denied"): 3,
        ("enterprise", UNDECIDED): 4,
    }
    assert set(found["report_count"]) == {1}


def test_flows_leave_a_report_out_where_one_applicants_cell_is_unknown():
    whole = table(1, "2021", {("outcome.granted", "research"): 7})
    part = table(2, "2021", {("outcome.granted", "research"): None})
    found = flows(pd.concat([whole, part], ignore_index=True))
    assert found["value"].sum() == 7
    assert set(found["report_count"]) == {1}


def test_reasons_of_both_forms_share_one_derived_sum_of_other_handling():
    old = table(1, "2019", {("outcome.other", "total"): 2})
    new = table(2, "2021", {("outcome.other.misc", "total"): 3})
    both = reasons(pd.concat([old, new], ignore_index=True))
    (other,) = both[both["group"] == "other"].itertuples()
    assert (other.indicator, other.value, other.is_derived) == ("outcome.other", 5, True)
    alone = reasons(new)
    assert len(alone[alone["group"] == "other"]) == 3
    assert not alone["is_derived"].any()


def test_a_published_total_that_is_not_the_sum_of_its_rows_is_told_with_both():
    values = {("outcome.granted", "total"): 5, ("outcome.total", "total"): 6}
    found = sums(table(1, "2021", values)).set_index("side")
    assert found.loc["outcomes", "published"] == 6
    assert found.loc["outcomes", "recomputed"] == 5
    assert found.loc["outcomes", "differs"]


def test_an_unknown_total_differs_from_nothing():
    values = {("outcome.granted", "total"): 5, ("outcome.total", "total"): None}
    found = sums(table(1, "2021", values)).set_index("side")
    assert not found.loc["outcomes", "differs"]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(COUNTS, COUNTS, COUNTS), min_size=1, max_size=4))
def test_shares_of_known_groups_add_up_to_one(counts):
    tables = [
        table(
            place,
            "2021",
            {
                ("outcome.granted", "total"): granted,
                ("outcome.denied.process", "total"): denied,
                ("outcome.other.misc", "total"): other,
            },
        )
        for place, (granted, denied, other) in enumerate(counts, 1)
    ]
    cells = pd.concat(tables, ignore_index=True)
    found = grouped(cells[cells["member"] == "total"])
    bars = shares(found.drop(columns="member").rename(columns={"group": "member"}), "year")
    whole = sum(map(sum, counts))
    assert bars["value"].sum() == whole
    if whole:
        assert bars["share"].sum() == pytest.approx(1)
    else:
        assert bars["share"].isna().all()
