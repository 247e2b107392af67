"""What became of a report that was due: exactly one state, decided by dates alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.catalogue.load import catalogue
from pipelines.filing.deadlines import (
    deadline_of,
    deadlines,
    no_reports,
    reasons,
    state_words,
)
from pipelines.filing.states import (
    MOVED_AFTER,
    State,
    filed_state,
    is_unread,
    nothing_received,
    of_report,
    published,
)
from pipelines.model import Agency, Figure, Report, Status
from pipelines.validate.judgement import Judgement
from pipelines.validate.run import judge

STEADY = settings(deadline=None, derandomize=True)
TOWNSHIP = ("130306200", "township")
OFFICE = ("130306-0bf1dcfc", "department")
COUNTY = ("130306", "county")
LEVELS = st.sampled_from(["province", "city", "county", "township", "department", "", "league"])
IDS = st.sampled_from(["130306200", "4312-00000000", "431202100", "430602", "13", ""])
DAYS = st.none() | st.dates()
YEARS = st.integers(min_value=-5, max_value=12_000)


def report(day=None, *, agency=OFFICE, year=2022, figures=(), template="2021"):
    who = Agency("机关", agency[0], None, agency[1])
    return Report("0" * 64, "a.html", 0, "", who, year, day, None, template, {}, tuple(figures))


def figure(status, value=None):
    return Figure("request.received", "total", value, status, "", None, "3")


@pytest.mark.parametrize(
    ("who", "year", "day", "state", "days"),
    [
        (OFFICE, 2022, date(2023, 1, 31), State.ON_TIME, 0),
        (OFFICE, 2022, date(2023, 2, 1), State.LATE, 1),
        (OFFICE, 2022, date(2022, 12, 31), State.EARLY, None),
        (OFFICE, 2022, date(2023, 1, 1), State.ON_TIME, 0),
        (COUNTY, 2022, date(2023, 3, 31), State.ON_TIME, 0),
        (COUNTY, 2022, date(2023, 4, 2), State.LATE, 2),
        (TOWNSHIP, 2018, date(2019, 3, 31), State.ON_TIME, 0),
        (TOWNSHIP, 2022, date(2023, 4, 12), State.LATE, 71),
        (OFFICE, 2022, date(2023, 7, 30), State.LATE, MOVED_AFTER),
        (OFFICE, 2022, date(2023, 7, 31), State.NOT_JUDGED, None),
        (OFFICE, 2022, None, State.NOT_JUDGED, None),
        (("1", ""), 2022, date(2023, 4, 12), State.NOT_JUDGED, None),
    ],
)
def test_the_day_decides(who, year, day, state, days):
    found = published(*who, year, day)
    assert (found.state, found.days_late) == (state, days)


def test_a_deadline_on_a_sunday_stays_where_it_is():
    assert date(2021, 1, 31).weekday() == 6
    assert published(*OFFICE, 2020, date(2021, 2, 1)).days_late == 1


def test_a_local_notice_comes_before_the_law():
    assert deadline_of("4312-0bf1dcfc", "department", 2021).due(2021) == date(2022, 1, 28)
    assert deadline_of("4312-0bf1dcfc", "department", 2022).due(2022) == date(2023, 1, 31)
    assert deadline_of("431202100", "township", 2021).due(2021) == date(2022, 2, 20)
    assert deadline_of("431202-0bf1dcfc", "department", 2021).due(2021) == date(2022, 1, 31)


def test_filing_with_the_office_has_a_day_of_its_own():
    county = deadline_of("430602", "county", 2023)
    assert county.due(2023) == date(2024, 3, 31)
    assert county.filing_due(2023) == date(2024, 1, 31)
    assert filed_state(published("430602", "county", 2023, None), 2023, date(2024, 2, 1)) == "late"
    assert filed_state(published(*COUNTY, 2023, None), 2023, date(2024, 2, 1)) == ""


def test_every_deadline_names_its_source_in_both_languages():
    assert all(one.source.zh and one.source.en for one in deadlines())
    assert {str(state) for state in State} == set(state_words())


@pytest.mark.parametrize(
    ("as_of", "state", "reason"),
    [
        (date(2023, 2, 1), State.MISSING, ""),
        (date(2023, 1, 31), State.NOT_JUDGED, "not_due"),
        (None, State.NOT_JUDGED, "not_due"),
    ],
)
def test_nothing_is_missing_before_its_deadline_has_passed(as_of, state, reason):
    found = nothing_received(*TOWNSHIP, 2022, as_of)
    assert (found.state, found.reason) == (state, reason)


def test_without_a_deadline_nobody_is_missing():
    assert nothing_received("1", "", 2022, date(2030, 1, 1)).reason == "no_deadline"


def test_a_report_of_pictures_is_unreadable_and_keeps_its_date():
    pictures = [figure(Status.IMAGE), figure(Status.LOST)]
    found = of_report(report(figures=pictures), date(2023, 2, 2))
    assert (found.state, found.days_late, found.reason) == (State.UNREADABLE, 2, "no_figures")


@pytest.mark.parametrize("status", [Status.NUMBER, Status.BLANK, Status.DASH, Status.NONE_WORD])
def test_one_cell_that_was_read_makes_a_report_readable(status):
    assert not is_unread(report(figures=[figure(Status.IMAGE), figure(status)]))


def test_old_prose_without_a_number_is_not_unreadable():
    assert not is_unread(report(year=2010, template="narrative"))
    assert is_unread(report(year=2022, template="narrative"))


@STEADY
@given(agency=IDS, level=LEVELS, year=YEARS, day=DAYS)
def test_of_a_report_exactly_one_state_holds(agency, level, year, day):
    found = published(agency, level, year, day)
    assert found.state in set(State) - {State.MISSING, State.UNREADABLE}
    assert (found.days_late is not None) == (found.state in {State.ON_TIME, State.LATE})
    assert bool(found.reason) == (found.state is State.NOT_JUDGED)
    assert not found.reason or found.why == reasons()[found.reason]
    if found.state is State.LATE:
        assert found.due_on + timedelta(days=found.days_late) == day
        assert 0 < found.days_late <= MOVED_AFTER
    if found.state is State.EARLY:
        assert day <= date(year, 12, 31)


@STEADY
@given(agency=IDS, level=LEVELS, year=YEARS, as_of=DAYS)
def test_of_silence_exactly_one_state_holds(agency, level, year, as_of):
    found = nothing_received(agency, level, year, as_of)
    assert found.state in {State.MISSING, State.NOT_JUDGED}
    assert bool(found.reason) == (found.state is State.NOT_JUDGED)
    if found.state is State.MISSING:
        assert found.due_on < as_of


@STEADY
@given(day=DAYS, year=st.integers(2008, 2030), who=st.sampled_from([OFFICE, COUNTY, TOWNSHIP]))
def test_the_rules_and_the_filing_say_the_same(day, year, who):
    found = published(*who, year, day)
    rules = {j.rule: j for j in timing(report(day, agency=who, year=year))}
    wanted = {State.LATE: "R-TIME-01", State.EARLY: "R-TIME-02"}.get(found.state)
    wanted = wanted or {"moved": "R-TIME-04", "no_date": "R-TIME-05"}.get(found.reason)
    assert set(rules) == ({wanted} if wanted else set())
    if found.state is State.LATE:
        late: Judgement = rules["R-TIME-01"]
        assert late.words["difference"].zh == str(found.days_late)
        assert str(late.severity) == found.severity


def timing(one):
    from pipelines.catalogue.load import catalogue
    from pipelines.validate.check_context import CheckContext, Surroundings
    from pipelines.validate.checks.timing import TIMING
    from pipelines.validate.rulebook import rulebook

    context = CheckContext(one, None, {}, rulebook(), catalogue(), Surroundings())
    return [judgement for check in TIMING for judgement in check(context)]


def test_the_rule_book_judges_dates_by_the_same_function():
    late = report(date(2023, 4, 12), figures=[figure(Status.NUMBER, None)])
    assert "R-TIME-01" in {judgement.rule for judgement in judge([late])}


def test_a_file_is_missing_only_behind_rejections_that_are_worded():
    assert no_reports() <= set(catalogue().rejections)
