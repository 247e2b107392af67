"""Charts that a reader may edit, in the product's style: native ones, with their workbook inside.

A chart is made on a slide; `chart_parts` gives the same chart's XML and workbook for a document.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import xlsxwriter
from pptx import Presentation
from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt

from pipelines.papers.analysis.blocks import WHOLE, Chart, ChartSeries
from pipelines.papers.analysis.style import Box, box_of, colour_of, rgb, set_face
from pipelines.papers.analysis.wording import say
from pipelines.papers.plain import printable
from pipelines.papers.steady import steady
from pipelines.papers.words import joined, table

_KINDS: Final = {
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked_bars": XL_CHART_TYPE.BAR_STACKED,
    "lines": XL_CHART_TYPE.LINE_MARKERS,
}
_EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_FORMAT: Final = "General"
_HIDES_ZERO: Final = "{0};-{0};;"  # a part of 0 in a stack has no length to stand in
_LIGHT: Final = 0.3
_TIGHT: Final = 0.06  # of the highest value: lines that end closer have their numbers parted
_WIDE, _NARROW = 60, 40  # per cent of a column's width between columns


def add_chart(slide: Slide, chart: Chart, box: Box, font: str, size: float = 11) -> NativeChart:
    """Put a chart on a slide, styled, with its workbook."""
    data = CategoryChartData(number_format=_FORMAT)
    data.categories = [printable(text) for text in chart.categories]
    for one in chart.series:
        data.add_series(printable(one.name), list(one.values))
    frame = slide.shapes.add_chart(_KINDS[chart.kind], *box, data)
    frame.name = chart.title
    frame._element.nvGraphicFramePr.cNvPr.set("descr", _description(chart))  # noqa: SLF001 - no public way
    native = frame.chart
    native.part.chart_workbook.update_from_xlsx_blob(_workbook(chart))
    _style(native, chart, font, size)
    return native


def chart_parts(chart: Chart, font: str) -> tuple[bytes, bytes]:
    """Return a chart's XML and its workbook, for a file that is no presentation."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    native = add_chart(slide, chart, box_of(0, 0, 150, 75), font, 9)
    return native.part.blob, native.part.chart_workbook.xlsx_part.blob


def _description(chart: Chart) -> str:
    """Say a chart in words, for who does not see it."""
    return say("chart.description", title=chart.title, names=joined(chart.categories))


def _workbook(chart: Chart) -> bytes:
    """Write the values behind a chart; equal charts have equal workbooks."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": _EPOCH})
        sheet = book.add_worksheet("Sheet1")
        sheet.write_column(1, 0, [printable(text) for text in chart.categories])
        for column, one in enumerate(chart.series, 1):
            sheet.write_string(0, column, printable(one.name))
            for row, value in enumerate(one.values, 1):
                if value is not None:
                    sheet.write_number(row, column, value)
    return steady(target.getvalue())


def _style(native: NativeChart, chart: Chart, font: str, size: float) -> None:
    native.font.size = Pt(size)
    native.font.color.rgb = colour_of("ink")
    set_face(native.font._rPr, font)  # noqa: SLF001 - no public way
    native.has_title = False
    _unframed(native)
    native.has_legend = len(chart.series) > 1
    if native.has_legend:
        native.legend.position = XL_LEGEND_POSITION.BOTTOM
        native.legend.include_in_layout = False
    _axes(native, chart)
    if chart.kind == "lines":
        _draw_lines(native, chart, size)
        return
    plot = native.plots[0]
    is_stacked = chart.kind.startswith("stacked")
    plot.gap_width = _NARROW if chart.kind.endswith("bars") else _WIDE
    plot.overlap = 100 if is_stacked else 0
    for shape, one in zip(plot.series, chart.series, strict=True):
        colour = _series_colour(one)
        shape.format.fill.solid()
        shape.format.fill.fore_color.rgb = colour
        shape.invert_if_negative = False
        labels = shape.data_labels
        labels.show_value = True
        labels.number_format = _HIDES_ZERO.format(chart.shown) if is_stacked else chart.shown
        labels.number_format_is_linked = False
        labels.font.size = Pt(size)
        labels.font.color.rgb = _ink_on(colour) if is_stacked else colour_of("ink")
        if not is_stacked:
            labels.position = XL_LABEL_POSITION.OUTSIDE_END


def _draw_lines(native: NativeChart, chart: Chart, size: float) -> None:
    """Draw each series as a line, its last number beside its end; a gap stays open."""
    ends = [next((v for v in series.values[::-1] if v is not None), 0.0) for series in chart.series]
    highest = max((v for one in chart.series for v in one.values if v is not None), default=0.0)
    for shape, series, end in zip(native.plots[0].series, chart.series, ends, strict=True):
        colour = _series_colour(series)
        shape.smooth = False
        shape.format.line.color.rgb, shape.format.line.width = colour, Pt(2)
        shape.marker.size = 6
        shape.marker.format.fill.solid()
        shape.marker.format.fill.fore_color.rgb = colour
        shape.marker.format.line.fill.background()
        known = [place for place, value in enumerate(series.values) if value is not None]
        if known:
            label = shape.points[known[-1]].data_label
            label.position = _side([other - end for other in ends], _TIGHT * highest)
            label.font.size, label.font.color.rgb = Pt(size), colour


def _side(apart: Sequence[float], tight: float) -> XL_LABEL_POSITION:
    """Return where the number of a line's end stands so that the next line's is not over it."""
    near = [by for by in apart if 0 < abs(by) < tight]
    if not near or min(near) < 0 < max(near):
        return XL_LABEL_POSITION.RIGHT
    return XL_LABEL_POSITION.BELOW if min(near) > 0 else XL_LABEL_POSITION.ABOVE


def _unframed(native: NativeChart) -> None:
    """Take the frame off a chart: it stands on the page's own ground."""
    space = native._chartSpace  # noqa: SLF001 - no public way
    shape = parse_xml(f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>")
    space.find(qn("c:chart")).addnext(shape)


def _axes(native: NativeChart, chart: Chart) -> None:
    value, name = native.value_axis, native.category_axis
    value.minimum_scale = 0
    if chart.shown == WHOLE:
        value.maximum_scale = 1
    value.has_major_gridlines = True
    value.major_gridlines.format.line.color.rgb = colour_of("hairline")
    value.format.line.fill.background()
    value.major_tick_mark = XL_TICK_MARK.NONE
    value.tick_labels.font.color.rgb = colour_of("muted")
    value.tick_labels.number_format = chart.shown
    value.tick_labels.number_format_is_linked = False
    if 1 < _largest(chart.series) < 4:  # half an agency has no place on an axis
        value.major_unit = 1
    name.format.line.color.rgb = colour_of("muted")
    name.major_tick_mark = XL_TICK_MARK.NONE
    name.has_major_gridlines = False
    if chart.kind.endswith("bars"):  # the first on top, and the axis of values below
        name.reverse_order = True
        value.visible = False
        value.has_major_gridlines = False


def _ink_on(colour: RGBColor) -> RGBColor:
    """Return the ink that reads on a colour: dark on light ones, white on dark ones."""
    red, green, blue = (part / 255 for part in colour)
    light = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return colour_of("ink") if light > _LIGHT else RGBColor(255, 255, 255)


def _largest(series: Sequence[ChartSeries]) -> float:
    return max((value or 0 for one in series for value in one.values), default=0)


def _series_colour(one: ChartSeries) -> RGBColor:
    colours = table("analysis")["chart"]["series"]
    if one.own:
        return rgb(one.own)
    return colour_of("quiet") if one.colour < 0 else rgb(colours[one.colour])
