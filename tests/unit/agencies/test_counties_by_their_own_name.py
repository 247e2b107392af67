"""A county's bare name means that county, or stays open: never something else of that name."""

import pytest

from pipelines.agencies import Agencies
from pipelines.settings import ROOT


@pytest.fixture(scope="module")
def agencies():
    return Agencies.load(ROOT / "data" / "reference")


def test_no_county_is_taken_for_another_place(agencies):
    counties = [one for one in agencies.regions.by_code.values() if one.level == "county"]
    assert len(counties) > 2_500
    wrong = []
    for county in counties:
        for name in (county.name, f"{county.name}人民政府", f"{county.name}人民政府办公室"):
            found = agencies.resolve(name)
            if found.id and not found.id.startswith(county.code):
                wrong.append((name, found.id))
    assert wrong == []


def test_a_township_called_as_counties_are_is_one_of_the_candidates(agencies):
    found = agencies.resolve("朝阳区人民政府")
    assert found.id == ""
    assert {"110105", "220104", "231282001"} <= set(found.candidates)
