"""Who had to report in which year, from what people said in turn."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.filing.register import register
from pipelines.filing.roster import FIRST_YEAR, RosterEntry, as_of, body_of, entries_of, expected
from pipelines.filing.roster_table import LineError, decoded, entry, lines_of, rows_of_text
from pipelines.identities import AgencyId, FilingSubject
from pipelines.ledger.decisions import Decision
from pipelines.model import Agency

STEADY = settings(deadline=None, derandomize=True)
KNOWN = {
    "甲乡": "130306200",
    "乙乡": "130306201",
    "130306200": "130306200",
    "老局": "130306-0bf1dcfc",
}


def resolve(words):
    if words == "太平镇":
        return Agency(words, candidates=("610423111", "370883107"))
    return Agency(words, KNOWN.get(words, ""), None, "township")


def one(agency="a", start=2020, end=None, **said):
    return RosterEntry(agency, agency, "township", date(start, 1, 1), end, **said)


def years(entries, agency, last=2024):
    return [year for name, year in sorted(expected(entries, last)) if name == agency]


def decision(number, kind, subject, body, day=1):
    return Decision(number, datetime(2024, 1, day, tzinfo=UTC), "人", kind, subject, body)


def test_who_exists_at_the_end_of_a_year_reports_for_it():
    assert years([one(end=date(2022, 6, 30))], "a") == [2020, 2021]
    assert years([one(end=date(2022, 12, 31))], "a") == [2020, 2021, 2022]
    assert years([RosterEntry("a", "a", "", date(2021, 12, 31))], "a") == [2021, 2022, 2023, 2024]


def test_an_abolished_agency_is_not_expected_after_it_and_its_successor_is():
    old = one("old", end=date(2021, 8, 22))
    new = RosterEntry("new", "new", "county", date(2021, 8, 22), predecessors=("old",))
    assert years([old, new], "old") == [2020]
    assert years([old, new], "new") == [2021, 2022, 2023, 2024]


def test_a_predecessor_without_an_end_ends_where_its_successor_begins():
    new = RosterEntry("new", "new", "county", date(2022, 3, 1), predecessors=("old",))
    assert years([one("old"), new], "old") == [2020, 2021]
    assert years([new, one("old")], "old") == [2020, 2021]


def test_an_end_that_is_known_is_kept_beside_a_successor():
    new = RosterEntry("new", "new", "county", date(2022, 3, 1), predecessors=("old",))
    assert years([one("old", end=date(2023, 12, 31)), new], "old") == [2020, 2021, 2022, 2023]


def test_the_later_word_counts():
    out = one(start=2022, end=date(2022, 12, 31), is_expected=False)
    assert years([one(), out], "a") == [2020, 2021, 2023, 2024]
    assert years([out, one()], "a") == [2020, 2021, 2022, 2023, 2024]


def test_nobody_is_expected_before_there_were_reports():
    assert min(years([one(start=1949)], "a")) == FIRST_YEAR


@STEADY
@given(
    st.lists(
        st.builds(
            RosterEntry,
            agency_id=st.sampled_from("abc"),
            name=st.just("n"),
            level=st.just("township"),
            valid_from=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
            valid_to=st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1)),
            predecessors=st.lists(st.sampled_from("abc"), max_size=2).map(tuple),
            is_named=st.booleans(),
            is_expected=st.booleans(),
        )
    )
)
def test_a_roster_comes_back_from_the_ledger_as_it_went_in(entries):
    kept = entries_of([decision(1, "roster", "list", body_of(entries))])
    assert list(kept) == entries


def test_the_newest_receipt_stands_for_the_clock():
    words = [
        decision(1, "roster", "x", {}, day=5),
        decision(2, "verdict", "x", {}, day=20),
    ]
    assert as_of(["2024-01-03T10:00:00+00:00", ""], words) == date(2024, 1, 5)
    assert as_of(["2024-01-09T10:00:00+00:00"], words) == date(2024, 1, 9)
    near_midnight = ["2024-01-31T16:30:00+00:00"]  # half past midnight in China: a day late
    assert as_of(near_midnight, [], ZoneInfo("Asia/Shanghai")) == date(2024, 2, 1)
    assert as_of([], []) is None


def test_the_register_keeps_each_kind_of_note():
    subject = str(FilingSubject(AgencyId("130306200"), 2022))
    notes = [
        decision(1, "filing", subject, {"filed_on": "2023-01-20"}),
        decision(2, "filing", subject, {"returned_on": "2023-01-22"}),
    ]
    filed = register(notes)["130306200", 2022]
    assert (filed.filed_on, filed.is_unmended) == (date(2023, 1, 20), True)
    notes.append(decision(3, "filing", subject, {"mended_on": "2023-01-25"}))
    assert not register(notes)["130306200", 2022].is_unmended


def table(text):
    return [entry(line, resolve) for _, line in lines_of(rows_of_text(text))]


def test_a_table_with_chinese_heads_is_read():
    [first, second] = table("单 位 名 称,年度\n甲乡,2022年度\n\n130306200,2023\n")
    assert (first.agency_id, first.valid_from.year, first.is_named) == ("130306200", 2022, True)
    assert second.valid_to == date(2023, 12, 31)


def test_dates_may_be_years_months_or_days():
    [found] = table("name,valid_from,valid_to\n甲乡,2015年8月22日,2020-02\n")
    assert (found.valid_from, found.valid_to) == (date(2015, 8, 22), date(2020, 2, 29))
    assert not found.is_named
    [of_a_workbook] = table("name,valid_from,valid_to\n甲乡,2019-03-01 00:00:00,2020/2/9 0:00\n")
    assert of_a_workbook.valid_from == date(2019, 3, 1)
    assert of_a_workbook.valid_to == date(2020, 2, 9)
    assert not of_a_workbook.is_named


def test_a_year_says_since_when_it_reports_and_a_day_since_when_it_is():
    said = [
        "起始年度,截止年度|2019,2023",
        "起,止|2019年,",
        "起,止|2019-05-01,",
        "成立日期,撤销日期|1984,2020",
    ]
    found = []
    for head, cells in (one.split("|") for one in said):
        [line] = table(f"name,{head}\n甲乡,{cells}\n")
        found.append((line.valid_from.year, line.valid_to and line.valid_to.year, line.is_named))
    assert found == [
        (2019, 2023, True),
        (2019, None, True),
        (2019, None, False),
        (1984, 2020, False),
    ]


def test_predecessors_are_resolved_too():
    [found] = table("name,valid_from,前身\n甲乡,2020,乙乡、老局\n")
    assert found.predecessors == ("130306201", "130306-0bf1dcfc")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("name,year\n没有乡,2022\n", "agency.unknown"),
        ("name,year\n太平镇,2022\n", "agency.ambiguous"),
        ("name,year\n甲乡,去年\n", "roster.date"),
        ("name,year\n甲乡,1022\n", "fault.year"),
        ("name,valid_from,valid_to\n甲乡,2022,2020\n", "roster.order"),
        ("name,valid_from\n甲乡,2022-13-01\n", "roster.date"),
        ("name\n甲乡\n", "roster.no_year"),
        ("电话,年度\n123,2022\n", "roster.no_column"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(text, key):
    with pytest.raises(LineError) as fault:
        table(text)
    assert fault.value.key == key


def test_a_number_of_any_length_is_no_fault_of_the_program():
    for number in ("9" * 5_000, "9" * 12):
        for head in ("year", "valid_from"):
            with pytest.raises(LineError) as fault:
                table(f"name,{head}\n甲乡,{number}\n")
            assert len(str(fault.value.parts)) < 300


def test_columns_stand_in_any_order_below_a_title_and_are_parted_in_several_ways():
    for parter in (",", ";", "\t"):
        text = "二〇二二年应报名单\n\n序号|年度|单位名称\n1|2022|甲乡\n".replace("|", parter)
        [found] = table(text)
        assert (found.agency_id, found.valid_from.year) == ("130306200", 2022)


def test_what_was_found_instead_of_a_column_is_named():
    with pytest.raises(LineError) as fault:
        table("电话,年度\n123,2022\n")
    assert fault.value.parts["found"] == "电话 年度"
    assert "单位名称" in fault.value.parts["known"]


def test_a_table_of_a_chinese_spreadsheet_is_read():
    text = "单位名称,年度\n甲乡,2022\n"
    assert decoded(text.encode("gb18030")) == text
    assert decoded(text.encode("utf-8-sig")) == text
