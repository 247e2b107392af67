"""What the store answers: every state of a cell stays what it is, from the page to the frame."""

import threading
from dataclasses import replace
from datetime import date

import pytest

from pipelines.errors import StoreError
from pipelines.model import Agency, Completeness, Status, TableReading
from pipelines.store.questions import FigureQuery, FigureSlice, scope_of
from pipelines.store.store import Store
from tests.integration.printed_reports import OTHER, TOWN, a_report, cell, form, stated


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
    figures = store.figures(FigureQuery("real"), FigureSlice(5_000))
    marked = figures[figures["basis"] != ""]
    assert sorted(marked["value"]) == [0, 70, 90]
    for indicator, values in {
        "disclosure.published": [0, 70, 90],
        "disclosure.website": [0, 70, 70],
    }.items():
        named = store.figures(FigureQuery("real", indicators=(indicator,)), FigureSlice(5_000))
        assert sorted(named["value"]) == values


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


def test_a_question_about_one_member_says_what_the_one_that_adds_up_wordings_says(store_of):
    worded = [
        stated("disclosure.by_category", 4, "政策文件", "policy"),
        stated("disclosure.by_category", 3, "政策解读", "policy"),
        stated("disclosure.total", 90),
    ]
    absent = {"3": TableReading(Completeness("absent"), 175, 0)}
    lost = {f"request.received|{member}": Status.LOST for member in ("natural_person", "total")}
    store = store_of(
        a_report(more=worded),
        a_report(OTHER, **lost),
        a_report(year=2023, without={"3"}, tables=absent),
        a_report(year=2017, template="2014"),
    )
    asked = store.indicators()[["indicator", "member"]].drop_duplicates().itertuples(index=False)
    wrong = []
    for indicator, member in [*asked, ("disclosure.by_category", "policy")]:
        for agencies in ((), (TOWN.id,), (TOWN.id, OTHER.id), ("nobody",)):
            for scope in ("year", "prior"):
                given = scope_of("real", agencies, None) | {"indicator": indicator, "scope": scope}
                added = store._rows("cells", members=[member], **given)
                cells = store.cells("real", indicator, [member], agencies, scope=scope)
                if not cells.equals(added):
                    wrong.append((indicator, member, agencies, scope))
    assert wrong == []
    policy = store.cells("real", "disclosure.by_category", ["policy"], [TOWN.id])
    assert policy["value"].dropna().tolist() == [7]
    assert "政策文件 政策解读" in set(policy["label"])
