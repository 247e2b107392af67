"""What the box in the head of every page finds."""

from components.pages.find.answer import find
from components.view import View


def asked(text, **more):
    return View(page="find", **more).with_own(q=text)


def test_letters_of_the_name_lead_to_the_newest_report_of_simulated_data_marked(store):
    [hit] = find(store, asked("heting")).hits
    assert hit.is_demo
    assert hit.newest.startswith("/report/990101001/")
    assert "dataset=demo" in hit.newest
    assert "a=990101001" in hit.trend


def test_nothing_typed_finds_nothing_and_a_stranger_is_told_apart(store):
    assert find(store, asked("")).hits == ()
    nobody = find(store, asked("没有这个镇"))
    assert (nobody.hits, nobody.others) == ((), "")


def test_divisions_without_a_report_are_named_apart(store):
    found = find(store, asked("太平镇"))
    assert "太平镇" in found.others
    assert all("太平镇" in hit.name for hit in found.hits)


def test_words_of_a_query_language_are_only_words(store):
    assert find(store, asked("' OR 1=1 --")).hits == ()
