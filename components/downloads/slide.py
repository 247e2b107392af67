"""A view as one slide for a meeting: its answer as the title, a native chart, its source."""

from collections.abc import Iterable
from typing import Final

from components import theme
from components.answers import Answer
from components.charts.distribution import AXIS as DISTRIBUTION_AXIS
from components.downloads.about import Export
from components.tables import TableCell
from components.words import say
from pipelines.export.terms import cited
from pipelines.papers.analysis.blocks import WHOLE, AnalysisParagraph, Chart, ChartSeries
from pipelines.papers.analysis.chart import add_chart
from pipelines.papers.analysis.slide_page import SlidePage, deck_bytes, wide_deck
from pipelines.papers.analysis.style import box_of
from pipelines.papers.heading import Heading

_MOST_BARS: Final = 16
_MOST_LINES: Final = 6
_NOTED: Final = 6
_LONG: Final = 90  # letters of a title in two lines
_BOX: Final = (14.0, 42.0, 310.0, 118.0)  # millimetres


def slide_of(export: Export, answer: Answer) -> bytes | None:
    """Return the PPTX of an answer; None where its chart has no number to show."""
    view, language = answer.view, answer.view.language
    chart = native_chart(answer)
    if chart is None or not chart.is_known:
        return None
    years = view.years or (0, 0)
    heading = Heading(view.dataset, years, export.made_on, export.digest)
    deck = wide_deck()
    page = SlidePage(deck, heading)
    source = say("panel.source_line", language, coverage=answer.coverage, digest=export.digest[:12])
    cite = cited(export.digest, export.published_on, view.dataset)
    badge = say("export.simulated", language)
    title = answer.sentence
    stop = say("slide.stop", language)
    if len(title) > _LONG:  # the first statement says the answer; all of it stands on the page
        title = f"{title.partition(stop)[0].rstrip('.')}{stop.strip()}"
    slide = page.add(title, f"{source} · {export.link}", cite, badge)
    page.caption(slide, f"{answer.question}  {answer.scope}", box_of(14.0, 32.0, 310.0, 8.0))
    add_chart(slide, chart, box_of(*_BOX), say("slide.font", language), 12)
    if chart.note:
        page.text(slide, [AnalysisParagraph(chart.note)], box_of(14.0, 161.0, 310.0, 12.0), 11)
    name = f"{answer.question} {answer.scope}"
    return deck_bytes(deck, name, say("site.name", language), export.made_on, language)


def native_chart(answer: Answer) -> Chart | None:
    """Return an answer's chart as one that stays editable: its bars, or else its years as lines."""
    figure = answer.chart()
    bars = [trace for trace in figure["data"] if trace["type"] == "bar" and _numbers(trace["x"])]
    if not bars:
        return _lines(answer)
    is_stack = figure["layout"].get("barmode") == "stack"
    names = list(bars[0]["y"])[:_MOST_BARS]
    series = []
    for trace in bars if is_stack else bars[:1]:
        values = dict(zip(trace["y"], trace["x"], strict=True))
        label = str(trace.get("name") or answer.definition.label)
        colour = trace["marker"].get("color") if is_stack else ""
        own = colour.removeprefix("#").upper() if isinstance(colour, str) else ""
        series.append(ChartSeries(label, [values.get(name) for name in names], 0, own))
    texts = [] if is_stack else zip(bars[0]["y"], bars[0]["text"], bars[0]["x"], strict=True)
    marked = [f"{name} {text}" for name, text, value in texts if not _is_plain(text, value)]
    is_share = (is_stack and answer.view.measure == "share") or answer.definition.is_rate
    return Chart(
        "stacked_bars" if is_stack else "bars",
        answer.question,
        names,
        series,
        _note(answer, marked, len(answer.table.rows) - answer.table.foot - len(names))
        + _beside_choice(answer, figure, len(names)),
        WHOLE if is_share else _shown(answer),
    )


def _numbers(values: Iterable[float | None]) -> list[float]:
    """Return what is known; a 0 is a number."""
    return [value for value in values if value is not None]


def _lines(answer: Answer) -> Chart | None:
    """Return the table of years as lines: the first agencies, and what they are held against."""
    table = answer.table
    years = [place for place, column in enumerate(table.columns) if column.label.isdigit()]
    if not years:
        return None
    agencies = table.rows[: len(table.rows) - table.foot]
    rows = [*agencies[:_MOST_LINES], *table.rows[len(agencies) :][:1]]
    series = [
        ChartSeries(
            row[0].text,
            [row[place].value for place in years],
            number if number < len(agencies[:_MOST_LINES]) else -1,
        )
        for number, row in enumerate(rows)
    ]
    names = [table.columns[place].label for place in years]
    marked = [
        f"{row[0].text} {name} {row[place].text}"
        for row in rows
        for name, place in zip(names, years, strict=True)
        if _is_marked(row[place])
    ]
    note = _note(answer, marked, len(agencies) - len(agencies[:_MOST_LINES]))
    return Chart("lines", answer.question, names, series, note, _shown(answer))


def _shown(answer: Answer) -> str:
    """Return how a spreadsheet writes the numbers of an answer: a rate with a decimal."""
    if not answer.definition.is_rate:
        return "#,##0.##" if answer.definition.kind in {"money", "ratio"} else "#,##0"
    return '0.0"%"' if answer.definition.unit == "%" else "0.0"


def _note(answer: Answer, marked: list[str], left_out: int) -> str:
    """Say what a native chart cannot: which numbers are approximate, and what is not drawn."""
    language = answer.view.language
    comma = say("scope.comma", language)
    said = [say("slide.marked", language, items=comma.join(marked[:_NOTED]))] if marked else []
    said += [say("slide.more_marked", language, n=len(marked) - _NOTED)] if marked[_NOTED:] else []
    said += [say("slide.left_out", language, n=left_out)] if left_out > 0 else []
    return "".join(said)


def _beside_choice(answer: Answer, figure: theme.Chart, drawn: int) -> str:
    """Say how many of a long ranking are left out where its table has the chosen ones alone."""
    ranges = [trace for trace in figure["data"] if trace.get("yaxis") == DISTRIBUTION_AXIS]
    known = sum(sum(trace["y"]) for trace in ranges)
    if known <= len(answer.table.rows) - answer.table.foot:
        return ""
    return say("slide.left_out_scope", answer.view.language, n=known - drawn)


def _is_marked(cell: TableCell) -> bool:
    return cell.value is not None and not _is_plain(cell.text, cell.value)


def _is_plain(text: str, value: object) -> bool:
    """Tell whether a label is its number alone, without a word such as about or of the website."""
    return value is None or all(letter.isdigit() or letter in ",.%- " for letter in text)
