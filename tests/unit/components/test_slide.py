"""A view as a slide: its numbers are the page's, what a native chart cannot say stands below it."""

import io

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_LABEL_POSITION

from components.pages.questions import answer
from components.view import View

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
THREE = "a=990101001&a=990101002&a=990101003"
VIEWS = (
    "/counts?dataset=demo&y=2023",
    f"/counts?dataset=demo&y=2020..2023&{THREE}",
    "/counts?dataset=demo&y=2023&i=rate.disclosed",
    f"/trends?dataset=demo&{THREE}&lang=en",
    "/counts?county=420104&y=2023",
)


def slide_at(client, view):
    path, _, search = view.partition("?")
    reply = client.get(f"{path}.pptx?{search}")
    assert (reply.status_code, reply.mimetype) == (200, PPTX)
    [slide] = Presentation(io.BytesIO(reply.data)).slides
    words = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    [chart] = [shape.chart for shape in slide.shapes if shape.has_chart]
    return slide.shapes.title.text_frame.text, words, chart


@pytest.mark.parametrize("view", VIEWS)
def test_every_number_of_the_chart_stands_in_the_table_and_the_title_is_the_answer(
    client, store, view
):
    title, words, chart = slide_at(client, view)
    path, _, search = view.partition("?")
    found = answer(store, View.parse(path, search))
    assert found.sentence.startswith(title.rstrip(".。")[:40])
    known = {cell.value for row in found.table.rows for cell in row if cell.value is not None}
    drawn = [value for plot in chart.plots for series in plot.series for value in series.values]
    assert [value for value in drawn if value is not None]
    assert [value for value in drawn if value is not None and value not in known] == []
    assert store.info().digest[:12] in words
    assert ("模拟" in words or "Simulated" in words) == ("dataset=demo" in view)


def test_the_parts_of_a_bar_add_up_to_what_the_table_says(client, store):
    _, _, chart = slide_at(client, "/mix?dataset=demo&y=2023&measure=count")
    rows = answer(store, View.parse("/mix", "dataset=demo&y=2023&measure=count")).table.rows
    parts = zip(*(series.values for series in chart.plots[0].series), strict=True)
    sums = [sum(value or 0 for value in bar) for bar in parts]
    names = [row[0].text for row in rows]
    assert list(chart.plots[0].categories) == names[: len(sums)]
    assert sums == [row[1].value for row in rows[: len(sums)]]


def test_marks_and_gaps_are_kept(client):
    _, words, chart = slide_at(client, "/counts?county=420104&y=2021..2023")
    assert "（网站）" in words
    assert None in [value for series in chart.plots[0].series for value in series.values]


def test_where_there_is_no_number_there_is_no_slide(client):
    assert client.get("/counts.pptx?dataset=demo&y=1900").status_code == 404
    assert client.get("/counts.pptx?y=abc").status_code == 400


def test_last_numbers_of_lines_that_end_close_to_each_other_are_not_printed_over_each_other(client):
    """Two towns ended at 253 and 251: one number lay on the other."""
    _, _, chart = slide_at(client, f"/counts?dataset=demo&y=2020..2023&{THREE}")
    sides = {
        series.values[-1]: series.points[3].data_label.position for series in chart.plots[0].series
    }
    above, below, right = XL_LABEL_POSITION.ABOVE, XL_LABEL_POSITION.BELOW, XL_LABEL_POSITION.RIGHT
    assert sides == {253: above, 251: below, 210: right}
