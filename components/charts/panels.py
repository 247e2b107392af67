"""Small multiples: one panel an agency, all on one scale, the median behind each."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from components import theme
from components.charts.lines import (
    ChartLine,
    FormBreak,
    greatest,
    hairline,
    least,
    stretches,
    years_axis,
)
from components.charts.text import label, room_for, shown
from components.theme import Chart

_PANEL: Final = 168
_WIDTH: Final = {2: 140, 3: 300, 4: 230}  # pixels of one of so many panels beside each other
_LETTERS: Final = 11
_DRAWN: Final = 0.68  # of a panel's height, beside its title and its years


def panels_chart(
    years: Sequence[str],
    lines: Sequence[ChartLine],
    median: ChartLine | None,
    breaks: Sequence[FormBreak],
    *,
    is_narrow: bool = False,
    has_own_scales: bool = False,
) -> Chart:
    """Draw a small panel for each line, on one scale or each its own, the median behind each.

    The first and last known value of each line stand at its ends.
    """
    behind = [median] if median else []
    every = greatest([*lines, *behind])
    columns = 2 if is_narrow else 4 if len(lines) > 6 else 3
    rows = ceil(len(lines) / columns)
    chart: Chart = {
        "data": [],
        "layout": theme.layout(
            height=rows * _PANEL + 30,
            legend=theme.LEGEND,
            annotations=[],
            shapes=[],
            margin={"l": 8, "r": 12, "t": 30, "b": 0, "pad": 0},
        ),
    }
    for index, line in enumerate(lines):
        most = (greatest([line, *behind]) if has_own_scales else every) * 1.3
        low = least([line, *behind] if has_own_scales else [*lines, *behind]) * 1.3
        has_scale = has_own_scales or index % columns == 0
        cell = _Cell(index, columns, rows, most, low, has_scale=has_scale)
        _panel(chart, years, line, median, breaks, cell)
    named = {median.name} if median else set()
    for trace in chart["data"]:  # one entry for the median, which every panel repeats
        trace["showlegend"] = trace["name"] in named
        named.discard(trace["name"])
    return chart


@dataclass(frozen=True, slots=True)
class _Cell:
    index: int
    columns: int
    rows: int
    most: float
    least: float
    has_scale: bool

    @property
    def suffix(self) -> str:
        return "" if self.index == 0 else str(self.index + 1)

    @property
    def across(self) -> list[float]:
        width = 1 / self.columns
        left = (self.index % self.columns) * width
        return [left + 0.08 * width, left + 0.92 * width]  # two years side by side have room

    @property
    def down(self) -> list[float]:
        height = 1 / self.rows
        top = 1 - (self.index // self.columns) * height
        return [top - _DRAWN * height, top]


def _panel(
    chart: Chart,
    years: Sequence[str],
    line: ChartLine,
    median: ChartLine | None,
    breaks: Sequence[FormBreak],
    cell: _Cell,
) -> None:
    x, y = f"x{cell.suffix}", f"y{cell.suffix}"
    if median:
        chart["data"] += stretches(years, median, theme.QUIET, x, y)
    chart["data"] += stretches(years, line, theme.ACCENT, x, y)
    few = [years[0], years[-1]] if len(years) > 1 else list(years)
    chart["layout"][f"xaxis{cell.suffix}"] = {
        **years_axis(years, most=len(years)),
        "domain": cell.across,
        "anchor": y,
        "tickvals": few,
        "ticks": "outside",
        "ticklen": 5,
        "tickcolor": "rgba(0,0,0,0)",
        "tickfont": {"size": 11, "color": theme.MUTED},
    }
    chart["layout"][f"yaxis{cell.suffix}"] = theme.value_axis(
        domain=cell.down,
        anchor=x,
        range=[cell.least, cell.most],
        nticks=3,
        showticklabels=cell.has_scale,
        tickfont={"size": 11, "color": theme.MUTED},
        automargin=True,
    )
    chart["layout"]["shapes"] += [hairline(years, m, x, f"{y} domain") for m in breaks]
    chart["layout"]["annotations"] += [_title(line.name, x, y), *_ends(line, x, y, cell)]


def _ends(line: ChartLine, x: str, y: str, cell: _Cell) -> list[dict[str, Any]]:
    """Write the first and last known value at their points; both at the last where they meet."""
    known = [at for at, value in enumerate(line.values) if value is not None]
    texts = {at: f"{line.values[at]:,.10g}" for at in (known[:1] + known[-1:])}
    step = _WIDTH[cell.columns] / max(len(line.values) - 1, 1)
    room = sum(room_for([text], _LETTERS) for text in texts.values()) + _LETTERS
    if len(texts) == 2 and (known[-1] - known[0]) * step < room:
        texts = {known[-1]: " → ".join(texts.values())}
    return [_end(line, at, text, (x, y), cell, step) for at, text in texts.items()]


def _end(
    line: ChartLine, at: int, text: str, refs: tuple[str, str], cell: _Cell, step: float
) -> dict[str, Any]:
    """Write a value where its own line does not run through it: above what it spans, or below."""
    is_left = at < len(line.values) / 2
    reach = ceil(room_for([text], _LETTERS) / step)
    span = line.values[at : at + reach + 1] if is_left else line.values[max(at - reach, 0) : at + 1]
    near = [value for value in span if value is not None]
    low = (min(near) - cell.least) / (cell.most - cell.least or 1) * _PANEL * _DRAWN
    is_below = max(near) > min(near) == line.values[at] and low > 2 * _LETTERS
    return label(
        text,
        at,
        min(near) if is_below else max(near),
        refs=refs,
        size=_LETTERS,
        colour=theme.INK,
        yanchor="top" if is_below else "bottom",
        xanchor="left" if is_left else "right",
        yshift=-4 if is_below else 4,
    )


def _title(name: str, x: str, y: str) -> dict[str, Any]:
    refs = f"{x} domain", f"{y} domain"
    return label(shown(name), 0, 1, refs=refs, colour=theme.INK, xanchor="left", yanchor="bottom")
