"""Pairs of reports that are alike, as a map."""

import pandas as pd

from components.pages.similarity.frame import (
    MOST,
    band_of,
    between_agencies,
    between_years,
    pairs_of,
)


def pairs(*rows):
    names = ["left_agency_id", "left_year", "right_agency_id", "right_year", "kind", "similarity"]
    return pd.DataFrame(rows, columns=names)


SIMILAR = pairs(
    ("a", 2023, "b", 2023, "agencies", 0.6),
    ("b", 2023, "c", 2023, "agencies", 0.95),
    ("a", 2022, "c", 2022, "agencies", 0.7),
    ("a", 2023, "a", 2022, "years", 0.8),
)


def test_pairs_of_a_year_come_the_most_alike_first():
    found = pairs_of(SIMILAR, "agencies", 2023)
    assert list(found["similarity"]) == [0.95, 0.6]
    assert len(pairs_of(SIMILAR, "years", None)) == 1


def test_the_map_is_the_same_from_both_sides_and_has_everybody():
    found = between_agencies(pairs_of(SIMILAR, "agencies", 2023), ["a", "b", "c", "d"])
    assert found.keys == ("a", "b", "c", "d")
    assert found.cells["b", "c"] == found.cells["c", "b"] == 0
    assert ("a", "c") not in found.cells
    assert found.left_out == 0


def test_of_very_many_agencies_those_of_the_most_alike_pairs_are_kept():
    many = [f"{n:03}" for n in range(MOST + 20)]
    found = between_agencies(pairs_of(SIMILAR, "agencies", 2023), many)
    assert found.keys == ("a", "b", "c")
    assert found.left_out == MOST + 20


def test_years_of_one_agency_stand_against_each_other():
    found = between_years(pairs_of(SIMILAR, "years", None), [2021, 2023, 2022])
    assert found.keys == ("2021", "2022", "2023")
    assert found.cells == {("2023", "2022"): 0, ("2022", "2023"): 0}


def test_a_tint_begins_at_its_least():
    assert [band_of(value) for value in (1.0, 0.9, 0.89, 0.65, 0.5)] == [0, 0, 1, 2, 3]
