"""A ranking of hundreds: the first, the last, those chosen, and where the rest lies."""

import re

from components.downloads.slide import native_chart
from components.pages.questions import answer
from components.view import View

YEAR = (2025, 2025)


def drawn(answered, *, is_narrow=False):
    """Return the named rows of bars and the columns under them."""
    data = answered.chart(is_narrow=is_narrow)["data"]
    return list(data[0]["y"]), data[-1]


def test_the_first_and_the_last_are_drawn_and_every_other_is_counted(store):
    answered = answer(store, View("counts", years=YEAR))
    known = [row for row in answered.table.rows if row[4].value is not None]
    names, columns = drawn(answered)
    assert len(known) > 100
    assert len(names) == 19
    assert sum(columns["y"]) == len(known)
    values = list(answered.chart()["data"][0]["x"])
    assert values == [row[4].value for row in (*known[:16], *known[-3:])]
    assert any(f"前 16 个和末 3 个；其余 {len(known) - 19} 个" in note for note in answered.notes)


def test_a_choice_stands_between_the_first_and_the_last_of_its_scope(store):
    everyone = answer(store, View("counts", years=YEAR))
    row = everyone.table.rows[100]
    agency = re.search(r"/agency/([0-9A-Za-z-]+)", row[1].href)[1]
    answered = answer(store, View("counts", years=YEAR, agencies=(agency,)))
    names, columns = drawn(answered)
    assert len(names) == 7
    assert answered.chart()["data"][0]["x"][3] == row[4].value
    assert columns["marker"]["color"].count("#1F5C6B") == 1
    assert [cells[1].href for cells in answered.table.rows] == [row[1].href]


def rows_of(answered):
    """Return the rows of a ranking from the top: names, and "⋯" where others are left out."""
    rows = answered.chart()["layout"]["yaxis"]["ticktext"]
    return [row[:1] if row[0] == "⋯" else row for row in rows]


def test_others_are_left_out_only_where_there_are_others(store):
    everyone = answer(store, View("counts", years=YEAR)).table.rows
    named = [re.search(r"/agency/([0-9A-Za-z-]+)", row[1].href)[1] for row in everyone]
    for places, gaps in (((3,), [4]), ((2,), [3]), ((3, 4, 50), [5, 7]), ((50, 51), [3, 6])):
        chosen = tuple(named[place] for place in places)
        rows = rows_of(answer(store, View("counts", years=YEAR, agencies=chosen)))
        assert [place for place, row in enumerate(rows) if row == "⋯"] == gaps, places


def test_what_is_not_drawn_is_counted_of_those_with_a_number(store):
    everyone = answer(store, View("counts", years=YEAR)).table.rows
    named = [re.search(r"/agency/([0-9A-Za-z-]+)", row[1].href)[1] for row in everyone]
    is_known = [row[4].value is not None for row in everyone]
    unknown = named[is_known.index(False)]
    for chosen, drawn_ones in (((named[50], unknown), 2), (tuple(named[40:70]), 14)):
        answered = answer(store, View("counts", years=YEAR, agencies=chosen))
        left = sum(is_known) - 6 - (drawn_ones - (unknown in chosen))
        words = f"（{drawn_ones}/{len(chosen)} 个）；其余 {left} 个"
        assert [note for note in answered.notes if words in note], answered.notes


def test_a_slide_says_how_many_it_leaves_out(store):
    answered = answer(store, View("counts", years=YEAR))
    chart = native_chart(answered)
    assert f"{len(answered.table.rows) - len(chart.categories)} " in chart.note


def test_a_slide_of_a_choice_says_how_many_of_its_scope_it_leaves_out(store):
    everyone = answer(store, View("counts", years=YEAR)).table.rows
    known = [row for row in everyone if row[4].value is not None]
    agency = re.search(r"/agency/([0-9A-Za-z-]+)", known[50][1].href)[1]
    chart = native_chart(answer(store, View("counts", years=YEAR, agencies=(agency,))))
    assert f"同范围另有 {len(known) - 7} 个没有画出" in chart.note


def test_the_line_under_a_phone_s_ranking_is_no_longer_than_the_phone(store):
    notes = answer(store, View("counts", years=YEAR)).chart(is_narrow=True)["layout"]["annotations"]
    assert max(len(note["text"]) for note in notes) <= 24
