"""The catalogue's forms come to the cells that the official forms print."""

from itertools import pairwise

import pytest

from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import Catalogue

PRINTED = {"2019": {"2": 22, "3": 161, "4": 15}, "2021": {"2": 10, "3": 175, "4": 15}}


def test_a_form_has_the_cells_that_are_printed_and_names_none_twice():
    for form in catalogue().templates:
        slots = {table.number: list(table.slots()) for table in form.table}
        if form.id in PRINTED:
            assert {number: len(cells) for number, cells in slots.items()} == PRINTED[form.id]
        every = [slot for cells in slots.values() for slot in cells]
        assert len(every) == len(set(every)), form.id


def test_each_form_holds_until_the_next():
    years = [form.years for form in catalogue().templates]
    assert all(last + 1 == first for (_, last), (first, _) in pairwise(years))
    assert catalogue().form_of(2019).id == catalogue().form_of(2020).id == "2019"
    assert catalogue().form_of(2013) is None


def test_every_indicator_of_a_table_is_printed_in_it_by_a_form():
    printed = catalogue().printing
    listed = [i for i in catalogue().indicators if i.table != "narrative"]
    assert [i.id for i in listed if not printed(i.indicator, i.table)] == []


def test_every_dimension_of_an_indicator_has_members():
    known = {member.dimension for member in catalogue().members}
    assert {i.dimension for i in catalogue().indicators if i.dimension} <= known


def test_a_new_indicator_is_a_row_of_data():
    extended = catalogue().model_dump()
    row = dict(extended["indicators"][0], id="page.views", table="narrative")
    extended["indicators"] = (*extended["indicators"], row)
    assert "page.views" in {i.id for i in Catalogue.model_validate(extended).indicators}


def test_a_form_that_prints_an_unknown_indicator_is_refused():
    broken = catalogue().model_dump()
    broken["indicators"] = tuple(i for i in broken["indicators"] if i["id"] != "rule.made")
    with pytest.raises(ValueError, match=r"rule\.made"):
        Catalogue.model_validate(broken)


def test_a_repeated_key_is_refused():
    broken = catalogue().model_dump()
    broken["indicators"] = (*broken["indicators"], broken["indicators"][0])
    with pytest.raises(ValueError, match="repeated"):
        Catalogue.model_validate(broken)
