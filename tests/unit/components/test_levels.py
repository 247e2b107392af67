"""Like is compared with like: a place narrowed to one level."""

from components.figures.levels import level_toggles
from components.figures.scope import scope_of
from components.pages.questions import answer
from components.view import View


def test_a_level_narrows_the_ranking_and_its_median(store):
    view = View(page="counts", dataset="demo")
    towns = scope_of(store, view.with_own(level="township"))
    everyone = scope_of(store, view)
    assert set(towns.within["level"]) == {"township"}
    assert 0 < len(towns.within) < len(everyone.within)
    narrowed, whole = answer(store, view.with_own(level="township")), answer(store, view)
    assert len(narrowed.table.rows) == len(towns.within)
    assert narrowed.sentence != whole.sentence


def test_a_level_that_nobody_has_is_no_filter(store):
    view = View(page="counts", dataset="demo").with_own(level="galaxy")
    assert len(scope_of(store, view).within) == len(scope_of(store, View(dataset="demo")).within)


def test_the_ways_say_how_many_there_are_of_each(store):
    view = View(page="counts", dataset="demo")
    place = scope_of(store, view).place
    first, *levels = level_toggles(place, view)
    assert first.is_on
    assert str(len(place)) in first.label
    counts = place["level"].value_counts()
    assert all(str(counts.loc[way.href.rpartition("level=")[2]]) in way.label for way in levels)


def test_a_place_of_one_level_asks_for_none(store):
    place = scope_of(store, View(dataset="demo")).place
    assert level_toggles(place[place["level"] == "township"], View(page="counts")) == ()
