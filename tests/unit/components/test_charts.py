"""Charts as facts: what is drawn, what is left open, and that the library takes it."""

from itertools import pairwise

import plotly.graph_objects as go
import pytest

from components import theme
from components.charts.band import QuartileBand, band_chart
from components.charts.lines import ChartLine, FormBreak
from components.charts.mix import MixBar, MixPart, mix_chart
from components.charts.panels import panels_chart
from components.charts.ranking import RankingBar, ReferenceLine, ranking_chart, years_chart
from components.charts.text import wrapped
from components.charts.trend import trend_chart

BARS = (
    RankingBar("A", 12.0, "12", "A 12"),
    RankingBar("B", 0.0, "0", "B 0"),
    RankingBar("C", None, "not captured", "C ?"),
)
YEARS = ("2018", "2019", "2020", "2021")


def line(name, values, segments=(0, 0, 0, 0)):
    return ChartLine(name, values, tuple("" for _ in values), segments)


def test_a_zero_is_a_dot_at_the_axis_and_an_unknown_is_an_open_ring():
    bars, zeros, unknown = ranking_chart(BARS)["data"]
    assert bars["y"] == ["A", "B"]
    assert (zeros["y"], zeros["marker"]["symbol"]) == (["B"], "circle")
    assert (unknown["y"], unknown["marker"]["symbol"]) == (["C"], "circle-open")
    assert unknown["text"][0].strip() == "not captured"


def test_the_ranking_starts_at_zero_and_names_every_agency_in_order():
    layout = ranking_chart(BARS)["layout"]
    assert layout["xaxis"]["range"][0] == 0
    assert layout["yaxis"]["categoryarray"] == ["A", "B", "C"]


def test_a_year_without_a_number_has_no_dot():
    first = (RankingBar("A", 3.0, "3", ""), RankingBar("B", None, "", ""))
    last = (RankingBar("A", 5.0, "5", ""), RankingBar("B", 2.0, "2", ""))
    spans, older, newest = years_chart(["A", "B"], ["2019", "2020"], [first, last])["data"]
    assert older["y"] == ["A"]
    assert newest["y"] == ["A", "B"]
    assert spans["y"] == ["A", "A", None]


def test_a_missing_year_is_a_gap_not_a_zero():
    (trace,) = trend_chart(YEARS, [line("A", (1.0, None, 3.0, 4.0))], [])["data"]
    assert trace["y"] == [1.0, None, 3.0, 4.0]
    assert trace["connectgaps"] is False


def test_a_line_is_never_drawn_across_two_segments():
    lines = [line("A", (1.0, 2.0, 3.0, 4.0), (0, 1, 1, 2))]
    traces = trend_chart(YEARS, lines, [FormBreak("2018", "new form")])["data"]
    assert [trace["y"] for trace in traces] == [
        [1.0, None, None, None],
        [None, 2.0, 3.0, None],
        [None, None, None, 4.0],
    ]


def test_a_change_of_form_is_marked_between_its_years():
    chart = trend_chart(YEARS, [line("A", (1.0, 2.0, 3.0, 4.0))], [FormBreak("2018", "new form")])
    assert chart["layout"]["shapes"][0]["x0"] == 0.5
    assert chart["layout"]["annotations"][-1]["text"] == "new form"


def test_names_at_one_end_do_not_overlap():
    lines = [line(name, (1.0, 1.0, 1.0, 10.0)) for name in "ABC"]
    notes = trend_chart(YEARS, lines, [])["layout"]["annotations"]
    heights = sorted(note["y"] for note in notes)
    assert min(b - a for a, b in pairwise(heights)) > 0.05


def test_names_at_one_end_stand_around_their_middle_and_within_the_frame():
    values = [(1.0, 1.0, 1.0, end) for end in (5.0, 5.01, 5.02, 10.0)]
    lines = [line(name, value) for name, value in zip("ABCD", values, strict=True)]
    notes = trend_chart(YEARS, lines, [])["layout"]["annotations"]
    heights = {note["text"]: note["y"] for note in notes}
    wanted = 5.01 / 10.8
    assert heights["B"] == pytest.approx(wanted, abs=0.002)
    assert heights["A"] < wanted < heights["C"]
    zeros = [line(name, (0.0, 0.0, 0.0, 0.0)) for name in "ABCDE"]
    tops = [line(name, (1.0, 1.0, 1.0, 1.0)) for name in "FGHIJ"]
    notes = trend_chart(YEARS, [*zeros, *tops], [])["layout"]["annotations"]
    assert all(-0.001 <= note["y"] <= 1.001 for note in notes)


def test_a_name_beside_a_line_that_ends_early_is_not_printed_over_the_next_one():
    lines = [line("西溪沿街道办事", (1.0, 1.0, 5.0, None)), line("东河头镇", (1.0, 1.0, 1.0, 5.1))]

    def apart(*, is_narrow):
        notes = trend_chart(YEARS, lines, [], is_narrow=is_narrow)["layout"]["annotations"]
        first, last = (note["y"] for note in notes)
        return abs(last - first)

    assert apart(is_narrow=True) > 0.05
    assert apart(is_narrow=False) < 0.05  # a year is wide enough for a name


def test_small_panels_share_one_scale():
    lines = [line(name, (1.0, 2.0, 3.0, 4.0)) for name in "ABCDEFG"]
    layout = panels_chart(YEARS, lines, line("m", (9.0, 9.0, 9.0, 9.0)), [])["layout"]
    scales = [axis["range"] for key, axis in layout.items() if key.startswith("yaxis")]
    assert len(scales) == 7
    assert all(scale == scales[0] for scale in scales)


def test_a_share_is_of_the_bar_and_a_small_base_is_pale():
    wholes = [MixBar("A", 8.0, "n=8", is_small=True), MixBar("B", 200.0, "n=200")]
    parts = [
        MixPart("x", "#0072B2", (2.0, 50.0), ("", "")),
        MixPart("y", "#E69F00", (6.0, None), ("",) * 2),
    ]
    first, second = mix_chart(wholes, parts, as_share=True)["data"]
    assert first["x"] == [0.25, 0.25]
    assert second["x"] == [0.75, None]
    assert first["marker"]["opacity"] == [0.45, 1]
    assert first["text"] == ["2", "25%"]


def test_the_base_of_a_bar_that_is_a_year_stands_beside_its_bar():
    wholes = [MixBar(year, 20.0, "n=20") for year in YEARS]
    parts = [MixPart("x", "#0072B2", (20.0,) * 4, ("",) * 4)]
    layout = mix_chart(wholes, parts, as_share=True)["layout"]
    assert [note["y"] for note in layout["annotations"]] == [0, 1, 2, 3]
    assert layout["yaxis"]["tickvals"] == [0, 1, 2, 3]


def test_ink_on_a_colour_can_be_read():
    assert theme.ink_on("#E69F00") == theme.INK
    assert theme.ink_on("#1F5C6B") == "#FFFFFF"


def test_a_name_is_shown_and_never_obeyed():
    assert wrapped("<b>x</b>", 20) == "&lt;b&gt;x&lt;/b&gt;"
    assert wrapped("一二三四五六七八", 4) == "一二三四<br>五六七八"
    assert wrapped("Organization", 7) == "Organization"  # narrow letters: no word of them is broken
    assert "<br>" in wrapped("Organizational-matters", 7)


MEDIAN = line("m", (1.0, 2.0, None, 4.0))
EVERY = {
    "ranking": ranking_chart(BARS, rule=ReferenceLine(3.0, "median")),
    "ranking band": ranking_chart(BARS, rule=ReferenceLine(3.0, "median", (1.0, 4.0))),
    "ranking narrow": ranking_chart(BARS, is_narrow=True),
    "years": years_chart(["A"], ["2019"], [[RankingBar("A", 1.0, "1", "")]]),
    "mix": mix_chart(
        [MixBar("A", 4.0, "4")], [MixPart("x", "#0072B2", (4.0,), ("",))], as_share=False
    ),
    "trend": trend_chart(YEARS, [MEDIAN], [FormBreak("2018", "b")]),
    "panels": panels_chart(YEARS, [MEDIAN] * 7, MEDIAN, [FormBreak("2018", "b")], is_narrow=True),
    "band": band_chart(
        YEARS,
        QuartileBand(MEDIAN, (1.0, 1.0, None, 2.0), (2.0, 3.0, None, 5.0), "half", ("n=1",) * 4),
        [],
    ),
}


@pytest.mark.parametrize("name", EVERY)
def test_the_library_knows_every_property_of(name):
    assert go.Figure(EVERY[name]).layout.height > 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_chart_can_be_sent_away(language):
    config = theme.config(language)
    assert config["showSendToCloud"] is False
    assert config["plotlyServerURL"] == ""
    assert config["displaylogo"] is False


def test_panels_say_their_first_and_last_value_on_one_scale_or_each_its_own():
    lines = [line("A", (1.0, None, 3.0, 4.0)), line("B", (None, 200.0, 150.0, None))]
    chart = panels_chart(YEARS, lines, None, [])
    texts = [note["text"] for note in chart["layout"]["annotations"]]
    assert texts == ["A", "1", "4", "B", "200", "150"]
    tops = {chart["layout"][axis]["range"][1] for axis in ("yaxis", "yaxis2")}
    assert len(tops) == 1
    own = panels_chart(YEARS, lines, None, [], has_own_scales=True)["layout"]
    assert own["yaxis"]["range"][1] < 10 < own["yaxis2"]["range"][1]
    assert own["yaxis2"]["showticklabels"]  # a scale of its own is written
