"""The catalogue's forms come to the cells that the official forms print."""

import pytest

from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import Catalogue

PRINTED = {"2019": {"2": 22, "3": 161, "4": 15}, "2021": {"2": 10, "3": 175, "4": 15}}


@pytest.mark.parametrize("form", PRINTED)
def test_a_form_has_the_cells_that_are_printed(form):
    tables = catalogue().template(form).table
    assert {table.number: len(list(table.slots())) for table in tables} == PRINTED[form]


@pytest.mark.parametrize("form", [*PRINTED, "2014"])
def test_no_cell_of_a_form_has_the_name_of_another(form):
    slots = [slot for table in catalogue().template(form).table for slot in table.slots()]
    assert len(slots) == len(set(slots))


def test_every_printed_indicator_names_the_form_that_prints_it():
    for template in catalogue().templates:
        named = {i.indicator for i in catalogue().indicators if template.id in i.templates}
        assert {indicator for indicator, _ in template.slots} == named


def test_every_dimension_of_an_indicator_has_members():
    known = {member.dimension for member in catalogue().members}
    assert {i.dimension for i in catalogue().indicators if i.dimension} <= known


def test_a_new_indicator_is_a_row_of_data():
    extended = catalogue().model_dump()
    row = dict(extended["indicators"][0], id="page.views", table="narrative", templates=("any",))
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
