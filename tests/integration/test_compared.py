"""Figures set against others: a rate of two sums, and what stands around a number."""

from components.context import PageRequest, SiteContext
from components.report.sheet import sheet
from components.view import View
from pipelines.catalogue.rates import rates
from pipelines.model import Agency, Status
from pipelines.settings import Settings
from tests.integration.printed_reports import OTHER, TOWN, a_report, stated


def rate(store, name, report_year=2022):
    found = store.rates("real", rates()[name], years=(report_year, report_year))
    [row] = found.to_dict("records")
    known = {key: None if row[key] != row[key] else row[key] for key in ("value", "upper", "lower")}
    return row["state"], *known.values()


def test_a_rate_is_known_only_where_its_every_cell_is_and_its_base_carries_it(store_of):
    total, granted = "outcome.total|total", "outcome.granted|total"
    denied = "outcome.denied.process|total"
    store = store_of(
        a_report(year=2019, template="2014"),
        a_report(year=2020, template="2019", **{total: 12, granted: 5, "outcome.partial|total": 3}),
        a_report(year=2021, **{total: 9, granted: 9}),
        a_report(year=2022, **{total: 12, granted: 8, denied: Status.BLANK}),
        a_report(year=2023, **{total: 10, granted: 11}),
        a_report(year=2024),
    )
    told = {year: rate(store, "rate.disclosed", year) for year in range(2019, 2025)}
    assert told == {
        2019: ("absent", None, None, None),
        2020: ("number", 66.7, 8, 12),
        2021: ("small_base", None, 9, 9),
        2022: ("number", 66.7, 8, 12),
        2023: ("contradiction", None, 11, 10),
        2024: ("small_base", None, 0, 0),
    }
    assert rate(store, "rate.denied") == ("blank", None, None, None)  # one row of eight
    assert rate(store, "rate.unable") == ("number", 0, 0, 12)


def test_the_rates_of_carrying_over_and_of_cases_are_of_their_own_cells(store_of):
    said = {"request.received|total": 17, "request.carried_in|total": 3, "outcome.total|total": 16}
    said |= {"request.carried_out|total": 4, "review.total|": 2, "suit_direct.total|": 1}
    store = store_of(a_report(**said, **{"suit_after_review.total|": 3}))
    assert {name: rate(store, f"rate.{name}") for name in ("carried_over", "reviews", "suits")} == {
        "carried_over": ("number", 20, 4, 20),
        "reviews": ("number", 12.5, 2, 16),
        "suits": ("number", 25, 4, 16),
    }
    assert rate(store, "rate.backlog_change") == ("number", 1, 1, None)


def test_what_stands_around_a_number_is_known_comparable_and_of_its_own_kind(store_of):
    third, town = Agency("抚宁区榆关镇人民政府", "130306101", "130306101", "township"), TOWN
    bureau = Agency("抚宁区教育局", "130306-abc", "130306-abc", "department")
    received, made, lost = "request.received|total", "normative.made|", "licence.decisions|"
    store = store_of(
        a_report(town, 2020, "2019", **{received: 4, made: 7, "fee.items_prior|": 2}),
        a_report(town, 2021, **{received: 6, made: 9, lost: 5, "fee.amount|": 3}),
        a_report(OTHER, 2021, **{received: 8, made: 9, lost: Status.LOST}),
        a_report(third, 2021, **{received: 1}, without={"2"}),
        a_report(bureau, 2021, **{received: 50}),
    )
    rows = store.context("real", town.id, 2021).to_dict("records")
    told = {
        (row["indicator"], row["member"]): tuple(
            None if row[key] != row[key] else row[key]
            for key in ("value", "prior_value", "known_count", "rank", "median")
        )
        for row in rows
    }
    assert len(told) == len(rows)
    assert told["request.received", "total"] == (6, 4, 3, 2, 6)  # the bureau is of another kind
    assert told["normative.made", ""] == (9, 7, 2, 1, 9)  # one town has no table two
    assert told["licence.decisions", ""] == (5, 0, 1, 1, 5)  # and the other's cell is lost
    assert told["fee.amount", ""][1] is None  # no such cell on the form before


def test_a_report_s_file_sets_last_year_beside_this_year_s_number_alone(store_of, tmp_path):
    """The text may repeat the number of the year before: what is around this year's is not its."""
    total = "disclosure.total"
    store = store_of(
        a_report(year=2021, more=[stated(total, 70)]),
        a_report(more=[stated(total, 100), stated(total, 70, scope="prior")]),
    )
    settings = Settings(tmp_path, tmp_path, tmp_path, f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    view = View("report", agencies=(TOWN.id,), years=(2022, 2022))
    ask = PageRequest(SiteContext(store, settings), view, store.info().digest)
    keys = ("数值", "上年", "增减")
    table = sheet(ask).table
    at = {column.label: place for place, column in enumerate(table.columns)}
    told = [
        tuple(row[at[key]].value for key in keys)
        for row in table.rows
        if total in {cell.text for cell in row}
    ]
    assert told == [(100, 70, 30), (70, None, None)]
