"""What the store answers: every state of a cell stays what it is, from the page to the frame."""

import json
import threading
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from pipelines.build.finding_rows import finding_row
from pipelines.build.publish import Work, publish
from pipelines.catalogue.load import catalogue
from pipelines.catalogue.rates import rates
from pipelines.errors import StoreError
from pipelines.ledger.decisions import DecidedReport
from pipelines.model import (
    Agency,
    Completeness,
    Figure,
    Place,
    Report,
    Severity,
    Status,
    TableReading,
)
from pipelines.store.questions import FigureQuery, FigureSlice
from pipelines.store.rows import Origin, Rows, report_rows
from pipelines.store.store import Store
from pipelines.validate.judgement import Judgement
from pipelines.validate.rulebook import rulebook

TOWN = Agency("抚宁区茶棚乡人民政府", "130306200", "130306200", "township")
OTHER = Agency("抚宁区留守营镇人民政府", "130306100", "130306100", "township")


def form(template, **values):
    """Return every cell of a form, 0 unless named, as figures, and its tables, complete."""
    figures, tables = [], {}
    for table in catalogue().template(template).table:
        tables[table.number] = TableReading(Completeness.COMPLETE, table.cells, table.cells)
        for position, (indicator, member) in enumerate(table.slots()):
            said = values.get(f"{indicator}|{member}", 0)
            is_number = not isinstance(said, Status)
            status = Status.NUMBER if is_number else said
            value = Decimal(said) if is_number else None
            place = Place(position, 0, 1, 0, 0)
            raw = str(said) if is_number else ""
            figures.append(Figure(indicator, member, value, status, raw, place, table.number))
    return figures, tables


def a_report(
    agency=TOWN, year=2022, template="2021", *, more=(), without=(), tables=None, **values
):
    figures, whole = form(template, **values)
    figures = [f for f in figures if f.table not in without] + list(more)
    return Report(
        sha256=f"{agency.id}{year}",
        name="page.html",
        part=0,
        title="",
        agency=agency,
        report_year=year,
        published_on=date(year + 1, 1, 20),
        signed_on=None,
        template=template,
        tables=whole | (tables or {}),
        figures=tuple(figures),
    )


def stated(indicator, value, label="", member="", **more):
    return Figure(
        indicator, member, Decimal(value), Status.NUMBER, str(value), Place(1, 0, 2), "narrative",
        label=label, **more,
    )  # fmt: skip


@pytest.fixture
def store_of(tmp_path):
    def make(*reports, received="2024-01-01", judgements=()):
        rows = Rows()
        for key, report in enumerate(reports):
            rows.extend(report_rows(DecidedReport(report), key, Origin("real", received)))
            place = ("130306", "抚宁区", "1303", "秦皇岛市", "13", "河北省")
            agency = report.agency
            rows.agency.append(
                ("real", agency.id, agency.name, agency.name[3:6], agency.level, *place, False, 0)
            )

        def examine(stage):
            ids = {(one.sha256, one.part): one.report_id for one in stage.reports()}
            found = [
                finding_row("real", ids.get((one.sha256, one.part)), position, one)
                for position, one in enumerate(judgements)
            ]
            stage.add(Rows(finding=found))

        publish(tmp_path, "0" * 16, Work(lambda stage: stage.add(rows), examine=examine))
        return Store(tmp_path)

    return make


def cell(store, indicator, **chosen):
    [row] = store.cells("real", indicator, **chosen).to_dict("records")
    return row


def test_a_zero_of_a_complete_table_is_implied_and_is_a_number(store_of):
    store = store_of(a_report())
    assert store.info().built_from.get("figure.real", 0) == 0
    row = cell(store, "request.received")
    assert (row["state"], row["value"], row["member"]) == ("number", 0, "total")


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.NUMBER])
def test_each_state_of_a_cell_stays_what_it_is(status, store_of):
    row = cell(store_of(a_report(**{"normative.made|": status})), "normative.made")
    assert row["state"] == status
    assert row["value"] != row["value"]


def test_an_unread_cell_is_no_zero_in_sums_and_counts(store_of):
    store = store_of(a_report(**{"normative.made|": Status.LOST}), a_report(OTHER))
    [row] = store.totals("real", "normative.made", "", "county").to_dict("records")
    assert (row["value_sum"], row["known_count"], row["expected_count"]) == (0, 1, 2)


def test_a_partial_table_implies_nothing(store_of):
    figures, _ = form("2021")
    kept = [f for f in figures if f.table == "4"][:7]
    partial = {"4": TableReading(Completeness.PARTIAL, 15, 7)}
    store = store_of(a_report(without={"4"}, more=kept, tables=partial))
    assert cell(store, "review.upheld")["value"] == 0
    assert cell(store, "suit_after_review.total")["state"] == "not_captured"


def test_a_table_that_claims_to_be_complete_and_lacks_a_cell_implies_nothing(store_of):
    figures, _ = form("2021")
    kept = [f for f in figures if f.table == "4"][:-1]
    store = store_of(a_report(without={"4"}, more=kept))
    assert store.reports("real")["table_4"].tolist() == ["partial"]
    assert cell(store, "suit_after_review.total")["state"] == "not_captured"
    assert cell(store, "review.upheld")["state"] == "number"


@pytest.mark.parametrize(
    ("completeness", "state"), [("absent", "absent"), ("unrecoverable", "lost")]
)
def test_a_table_that_is_not_there_has_no_numbers(completeness, state, store_of):
    tables = {"3": TableReading(Completeness(completeness), 175, 0)}
    store = store_of(a_report(without={"3"}, tables=tables))
    assert cell(store, "outcome.total")["state"] == state


def test_what_prose_does_not_state_is_not_captured(store_of):
    row = cell(store_of(a_report()), "disclosure.total")
    assert (row["state"], row["is_expected"]) == ("not_captured", True)


def test_what_was_disclosed_is_the_total_else_what_the_website_carried_and_says_which(store_of):
    total, site = (
        stated("disclosure.total", 90),
        stated("disclosure.by_channel", 70, member="website"),
    )
    other = stated("disclosure.by_channel", 8, member="wechat")
    store = store_of(
        a_report(year=2021, more=[total, site]),
        a_report(year=2022, more=[site, other]),
        a_report(year=2023, more=[other]),
        a_report(year=2017, template="2014"),
    )
    found = store.cells("real", "disclosure.published").set_index("report_year")
    said = {year: (row["value"], row["basis"]) for year, row in found.iterrows() if row["basis"]}
    assert said == {2017: (0, "total"), 2021: (90, "total"), 2022: (70, "website")}
    assert found.loc[2023, "state"] == "not_captured"
    strict = store.cells("real", "disclosure.total").set_index("report_year")["value"]
    assert strict.dropna().to_dict() == {2017: 0, 2021: 90}
    sites = store.cells("real", "disclosure.website").set_index("report_year")["value"]
    assert sites.dropna().to_dict() == {2017: 0, 2021: 70, 2022: 70}  # the form printed its 0
    assert store.totals("real", "disclosure.published", "", "nation").empty  # never one sum
    figures = store.figures(FigureQuery("real"), FigureSlice(5_000))
    marked = figures[figures["basis"] != ""]
    assert sorted(marked["value"]) == [0, 70, 90]
    for indicator, values in {
        "disclosure.published": [0, 70, 90],
        "disclosure.website": [0, 70, 70],
    }.items():
        named = store.figures(FigureQuery("real", indicators=(indicator,)), FigureSlice(5_000))
        assert sorted(named["value"]) == values


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


def test_a_form_that_never_asked_is_not_expected_to_say(store_of):
    row = cell(store_of(a_report(year=2020, template="2019")), "fee.amount")
    assert (row["state"], row["is_expected"]) == ("absent", False)


def test_prose_that_says_otherwise_than_the_table_does_not_displace_its_zero(store_of):
    said = stated("disclosure.total", 5)
    store = store_of(a_report(year=2016, template="2014", more=[said]))
    assert cell(store, "disclosure.total")["value"] == 0


def test_the_total_is_not_one_more_applicant(store_of):
    values = {f"request.received|{member}": 2 for member in ("natural_person", "total")}
    store = store_of(a_report(**values))
    assert store.mix("real", "applicant", "request.received")["value"].sum() == 2
    assert len(store.mix("real", "applicant", "request.received")) == 6


def test_categories_keep_their_words_and_unsaid_ones_are_one_unknown_row(store_of):
    said = [
        stated("disclosure.by_category", 4, "政策文件", "policy"),
        stated("disclosure.by_category", 3, "公告公示", "notice"),
        stated("disclosure.by_category", 2, "杂项甲"),
    ]
    mix = store_of(a_report(more=said), a_report(OTHER)).mix(
        "real", "category", "disclosure.by_category"
    )
    rows = mix[["agency_id", "member", "label", "state"]].to_dict("split")["data"]
    assert rows == [
        ["130306100", "", "", "not_captured"],
        ["130306200", "policy", "政策文件", "number"],
        ["130306200", "notice", "公告公示", "number"],
        ["130306200", "", "杂项甲", "number"],
    ]


def test_two_labels_of_one_member_add_up_in_cells(store_of):
    said = [
        stated("disclosure.by_category", 4, "政策文件", "policy"),
        stated("disclosure.by_category", 3, "规范性文件", "policy"),
    ]
    row = cell(store_of(a_report(more=said)), "disclosure.by_category", members=["policy"])
    assert (row["value"], row["label"]) == (7, "政策文件 规范性文件")


def test_what_prose_says_of_channels_is_never_added_to_the_printed_ones(store_of):
    printed = {"disclosure.by_channel|website": 340, "disclosure.by_channel|other": 19}
    said = [
        stated("disclosure.by_channel", 340, "政府网站", "website"),
        stated("disclosure.by_channel", 19, "公开栏", "boards"),
    ]
    store = store_of(a_report(year=2016, template="2014", more=said, **printed))
    assert cell(store, "disclosure.by_channel", members=["website"])["value"] == 340
    assert store.mix("real", "channel", "disclosure.by_channel")["value"].sum() == 359


def test_a_repeated_statement_counts_once(store_of):
    said = [stated("disclosure.total", 56), stated("disclosure.total", 56)]
    assert cell(store_of(a_report(more=said)), "disclosure.total")["value"] == 56


def test_last_years_figure_is_not_this_years(store_of):
    said = [stated("disclosure.total", 40, scope="prior")]
    store = store_of(a_report(more=said))
    assert cell(store, "disclosure.total")["state"] == "not_captured"
    assert cell(store, "disclosure.total", scope="prior")["value"] == 40


def test_the_newest_version_is_the_current_one(store_of):
    old = a_report(**{"normative.made|": 1})
    new = replace(
        a_report(**{"normative.made|": 2}), sha256="f" * 64, published_on=date(2023, 3, 1)
    )
    store = store_of(new, old)
    assert cell(store, "normative.made")["value"] == 2
    assert store.versions(TOWN.id, 2022)["standing"].tolist() == ["current", "superseded"]


def test_an_open_agency_waits_and_is_in_no_figure(store_of):
    store = store_of(a_report(Agency("太平镇人民政府", candidates=("1", "2"))))
    assert store.reports("real").empty
    assert store.cells("real", "normative.made").empty
    assert store.waiting()["candidates"].tolist() == ["1 2"]


def test_explain_tells_zeros_too(store_of):
    rows = store_of(a_report(**{"outcome.total|total": 3})).explain(TOWN.id, 2022, "outcome.total")
    said = dict(zip(rows["member"], rows["value"], strict=True))
    assert said["total"] == 3
    assert said["natural_person"] == 0
    assert len(said) == 7
    assert rows["is_implied"].sum() == 6
    assert rows["member"].tolist()[::6] == ["natural_person", "total"]  # as printed


def judgement(report, rule="R-T3-01", **said):
    fixed = {"severity": Severity.ERROR, "status": "fail", "agency": report.agency.id}
    fixed |= {"report_year": report.report_year, "sha256": report.sha256, "part": report.part}
    return Judgement(rule, **(fixed | said))


def test_a_judgement_stands_beside_its_report_with_the_words_of_its_rule(store_of):
    report = a_report()
    sides = {"left": Decimal(3), "right": Decimal(2), "places": (Place(1, 0, 1), Place(2, 0, 1))}
    store = store_of(report, judgements=[judgement(report, **sides)])
    [row] = store.findings("real").to_dict("records")
    assert (row["rule"], row["family"], row["left_side"], row["right_side"]) == (
        "R-T3-01", "t3", "3", "2",
    )  # fmt: skip
    assert (row["agency"], row["level"], row["sha256"]) == (TOWN.name, "township", report.sha256)
    assert row["title_zh"]
    assert row["basis_en"]
    assert json.loads(row["place"])["block"] == 1
    assert [place["block"] for place in json.loads(row["places"])] == [1, 2]


def test_what_is_not_judged_is_not_counted_as_broken(store_of):
    report = a_report()
    said = [judgement(report), judgement(report, "R-X-01", status="na", reason="no_prior")]
    store = store_of(report, judgements=said)
    assert store.findings("real")["status"].tolist() == ["fail", "na"]
    assert store.reports("real")["finding_count"].tolist() == [1]


def test_a_rule_may_speak_of_a_year_without_a_report(store_of):
    missing = replace(a_report(), report_year=2023, sha256="")
    store = store_of(a_report(), judgements=[judgement(missing)])
    [row] = store.findings("real", years=(2023, 2023)).to_dict("records")
    assert pd.isna(row["report_id"])
    assert row["agency_id"] == TOWN.id
    assert store.reports("real")["finding_count"].tolist() == [0]


def test_the_rules_of_the_book_are_in_the_store(store_of):
    rules = store_of(a_report()).rules()
    assert rules["rule"].tolist() == [rule.id for rule in rulebook().rules]
    [one] = rules[rules["rule"] == "R-T3-03"].to_dict("records")
    assert (one["family"], one["axis"]) == ("t3", "agency")
    assert "outcome.partial" in one["formula"] or one["formula"]


def test_the_data_sets_are_never_mixed(store_of):
    store = store_of(a_report())
    assert store.cells("demo", "normative.made").empty
    assert store.agencies("demo").empty


def test_an_empty_choice_is_all_and_an_unknown_agency_is_none(store_of):
    store = store_of(a_report(), a_report(OTHER))
    assert len(store.cells("real", "normative.made", agencies=[])) == 2
    assert store.cells("real", "normative.made", agencies=["nobody"]).empty


@pytest.mark.parametrize(
    "text", ["130306200", "茶棚乡", "抚宁区茶棚乡人民政府", "茶棚", "1303062", "ChaPeng", "cpx"]
)
def test_an_agency_is_found_by_code_and_by_its_names(text, store_of):
    found = store_of(a_report(), a_report(OTHER)).find_agencies("real", text)
    assert found["agency_id"].tolist() == [TOWN.id]


def test_many_threads_get_the_right_answers(store_of):
    store = store_of(
        *(a_report(year=year, **{"normative.made|": year}) for year in range(2021, 2026))
    )
    wrong = []

    def ask(year):
        for _ in range(20):
            values = store.cells("real", "normative.made", years=(year, year))["value"].tolist()
            if values != [year]:
                wrong.append((year, values))

    threads = [threading.Thread(target=ask, args=(2021 + n % 5,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_changing_an_answer_does_not_change_the_next(store_of):
    store = store_of(a_report())
    first = store.cells("real", "normative.made")
    first["value"] = 99.0
    first.loc[0, "state"] = "spoilt"
    assert cell(store, "normative.made")["value"] == 0
    assert cell(store, "normative.made")["state"] == "number"


def test_without_a_store_the_remedy_is_named(tmp_path):
    with pytest.raises(StoreError, match="mingcha build"):
        Store(tmp_path).info()


def test_a_damaged_store_is_a_fault_with_a_remedy(tmp_path):
    (tmp_path / "mingcha-x.duckdb").write_bytes(b"not a database" * 100)
    (tmp_path / "current").symlink_to("mingcha-x.duckdb")
    with pytest.raises(StoreError, match="mingcha build"):
        Store(tmp_path).info()
