"""A proposed roster says who reports since when and after whom, and accuses nobody."""

from datetime import date

from pipelines.filing.proposal import DIVISION, DRAFT, REPORT, TITLE, SeenAgency, proposed
from pipelines.filing.roster import RosterEntry, expected


def seen(agency_id, name, years=(), source=REPORT, level="department"):
    return SeenAgency(agency_id, name, level, source, frozenset(years))


def lines(*found, listed=()):
    return {one.name: one for one in proposed(found, listed)}


def test_an_agency_is_proposed_from_the_first_year_in_which_anything_of_it_was_seen():
    found = lines(
        seen("1-a", "甲县教育局", [2021, 2023]),
        seen("1-a", "甲县教育局", [2020], TITLE),
        seen("1-b", "甲县民政局", [2022], DRAFT),
        seen("1", "甲县", (), DIVISION, "county"),
    )
    assert {name: one.since for name, one in found.items()} == {
        "甲县教育局": 2020,
        "甲县民政局": 2022,
        "甲县": 2023,  # nothing was seen of it: no year before the newest is held against it
    }
    education = found["甲县教育局"]
    assert (education.sources, education.years) == ((REPORT, TITLE), (2020, 2021, 2023))
    assert education.gaps == (2022,)
    assert found["甲县"].years == found["甲县"].gaps == ()
    assert proposed([seen("1", "甲县", (), DIVISION)], []) == []


def test_whom_an_agency_took_over_from_is_proposed_only_where_their_years_do_not_overlap():
    found = lines(
        seen("1-a", "甲县市场监督管理局", [2019, 2020]),
        seen("1-b", "甲县工商行政管理局", [2016, 2018]),
        seen("1-c", "甲县质量技术监督局", [2018, 2019]),  # both reported for 2019
        seen("1-d", "乙县工商行政管理局", [2017]),  # another place's
        seen("1-e", "甲县应急管理局", [2019]),
        seen("1-f", "甲县安全生产监督管理局"),  # never seen
        seen("100", "甲县乙乡人民政府", [2018], level="township"),
        seen("101", "甲县乙镇人民政府", [2020], level="township"),
        seen("102", "甲县丙镇人民政府", [2020], level="township"),
    )
    assert {name: one.predecessors for name, one in found.items() if one.predecessors} == {
        "甲县市场监督管理局": ("1-b",),
        "甲县乙镇人民政府": ("100",),
    }
    assert found["甲县市场监督管理局"].predecessor_names == ("甲县工商行政管理局",)
    due = expected([one.entry for one in found.values()], 2021)
    assert ("1-b", 2018) in due
    assert ("1-b", 2019) not in due  # it ends where its successor begins
    assert ("1-a", 2021) in due


def test_what_the_roster_has_is_said_and_what_was_taken_out_is_not_on_it():
    entry = RosterEntry("1-a", "甲县教育局", "department", date(2019, 1, 1))
    out = RosterEntry("1-b", "甲县民政局", "department", date(2019, 1, 1), is_expected=False)
    found = lines(
        seen("1-a", "甲县教育局", [2021]), seen("1-b", "甲县民政局", [2021]), listed=[entry, out]
    )
    assert found["甲县教育局"].listed == entry
    assert found["甲县民政局"].listed is None


def test_one_agency_spelled_two_ways_is_pointed_out_and_left_to_a_person():
    found = lines(
        seen("1-a", "甲县人民政府办公室", [2020]),
        seen("1-b", "甲县政府办公室", [2021]),
        seen("1-c", "甲县人民法院", [2021]),
    )
    assert {name: one.alike for name, one in found.items() if one.alike} == {
        "甲县人民政府办公室": ("甲县政府办公室",),
        "甲县政府办公室": ("甲县人民政府办公室",),
    }
