"""Lines over the years: a missing year is a gap, a change of form is a marked break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from components import theme
from components.charts.text import shown, wrapped
from components.theme import Chart

_PANEL = 168
_PLOT = 380
_APART = 0.062  # of the height: what two labels need between their lines


@dataclass(frozen=True, slots=True)
class Line:
    """One series: its value a year (None is unknown) and the stretches that may be joined.

    `segments` numbers, for each year, the stretch it belongs to; no line is drawn across two.
    """

    name: str
    values: tuple[float | None, ...]
    hovers: tuple[str, ...]
    segments: tuple[int, ...]
    is_median: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A change of form between two years, with the words that mark it."""

    after: str
    label: str


def trend_chart(
    years: Sequence[str], lines: Sequence[Line], breaks: Sequence[Break], *, is_narrow: bool = False
) -> Chart:
    """Draw every line in one frame with its name at its end."""
    top = _most(lines) * 1.08
    size = 7 if is_narrow else 11
    data: list[dict[str, Any]] = []
    for index, line in enumerate(lines):
        data += _stretches(years, line, _colour(line, index), "x", "y")
    return {
        "data": data,
        "layout": theme.layout(
            height=_PLOT + 70,
            xaxis=_years(years, most=5 if is_narrow else 12),
            yaxis=theme.value_axis(range=[0, top], automargin=True),
            shapes=[_hairline(years, mark, "x", "y domain") for mark in breaks],
            annotations=[
                *_labels(lines, top, size),
                *(_word(years, mark) for mark in breaks),
            ],
            margin={"l": 8, "r": 104 if is_narrow else 168, "t": 34, "b": 34, "pad": 6},
        ),
    }


@dataclass(frozen=True, slots=True)
class Band:
    """The middle of many: median and quartiles a year, and the words under each year."""

    median: Line
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    label: str
    bases: tuple[str, ...]


def band_chart(
    years: Sequence[str], band: Band, breaks: Sequence[Break], *, is_narrow: bool = False
) -> Chart:
    """Draw the median of many agencies with the span of the middle half, and n under each year."""
    top = max((value for value in band.high if value is not None), default=1.0) * 1.1 or 1.0
    columns = [i for i in range(len(years)) if not is_narrow or i % 3 == (len(years) - 1) % 3]
    axis = _years(years, most=len(years)) | {
        "tickvals": [years[i] for i in columns],
        "ticktext": [f"{years[i]}<br>{band.bases[i]}" for i in columns],
    }
    return {
        "data": [
            *_whiskers(years, band),
            *_stretches(years, replace(band.median, is_median=False), theme.ACCENT, "x", "y"),
        ],
        "layout": theme.layout(
            height=_PLOT + 70,
            legend=theme.LEGEND,
            xaxis=axis,
            yaxis=theme.value_axis(range=[0, top], automargin=True),
            shapes=[_hairline(years, mark, "x", "y domain") for mark in breaks],
            annotations=[_word(years, mark) for mark in breaks],
            margin={"l": 8, "r": 24, "t": 34, "b": 44, "pad": 6},
        ),
    }


def _whiskers(years: Sequence[str], band: Band) -> list[dict[str, Any]]:
    """Return one pale column a year from the lower to the upper quartile."""
    known = [i for i, low in enumerate(band.low) if low is not None and band.high[i] is not None]
    lows = [band.low[i] or 0.0 for i in known]
    return [
        {
            "type": "bar",
            "name": band.label,
            "x": [years[i] for i in known],
            "base": lows,
            "y": [(band.high[i] or 0.0) - low for i, low in zip(known, lows, strict=True)],
            "width": 0.34,
            "hovertext": [band.median.hovers[i] for i in known],
            "hoverinfo": "text",
            "marker": {"color": theme.TINTS[0]},
        }
    ]


def panels_chart(
    years: Sequence[str],
    lines: Sequence[Line],
    median: Line | None,
    breaks: Sequence[Break],
    *,
    is_narrow: bool = False,
) -> Chart:
    """Draw a small panel for each line on one scale, the median behind each."""
    most = _most([*lines, *([median] if median else [])]) * 1.12
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
        _panel(chart, years, line, median, breaks, _Cell(index, columns, rows, most))
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

    @property
    def suffix(self) -> str:
        return "" if self.index == 0 else str(self.index + 1)

    @property
    def across(self) -> list[float]:
        width = 1 / self.columns
        left = (self.index % self.columns) * width
        return [left + 0.06 * width, left + (0.92 if self.columns == 2 else 0.95) * width]

    @property
    def down(self) -> list[float]:
        height = 1 / self.rows
        top = 1 - (self.index // self.columns) * height
        return [top - 0.68 * height, top]


def _panel(
    chart: Chart,
    years: Sequence[str],
    line: Line,
    median: Line | None,
    breaks: Sequence[Break],
    cell: _Cell,
) -> None:
    x, y = f"x{cell.suffix}", f"y{cell.suffix}"
    if median:
        chart["data"] += _stretches(years, median, theme.QUIET, x, y)
    chart["data"] += _stretches(years, line, theme.ACCENT, x, y)
    few = [years[0], years[-1]] if len(years) > 1 else list(years)
    chart["layout"][f"xaxis{cell.suffix}"] = {
        **_years(years, most=len(years)),
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
        range=[0, cell.most],
        nticks=3,
        showticklabels=cell.index % cell.columns == 0,
        tickfont={"size": 11, "color": theme.MUTED},
        automargin=True,
    )
    chart["layout"]["shapes"] += [_hairline(years, m, x, f"{y} domain") for m in breaks]
    chart["layout"]["annotations"].append(_title(line.name, x, y))


def _stretches(
    years: Sequence[str], line: Line, colour: str, x: str, y: str
) -> list[dict[str, Any]]:
    traces = []
    for segment in dict.fromkeys(line.segments):
        inside = [
            value if own == segment else None
            for value, own in zip(line.values, line.segments, strict=True)
        ]
        if any(value is not None for value in inside):
            traces.append(_trace(years, line, inside, colour, x, y))
    return traces


def _trace(
    years: Sequence[str],
    line: Line,
    values: list[float | None],
    colour: str,
    x: str,
    y: str,
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines" if line.is_median else "lines+markers",
        "name": line.name,
        "x": list(years),
        "y": values,
        "xaxis": x,
        "yaxis": y,
        "connectgaps": False,
        "hovertext": list(line.hovers),
        "hoverinfo": "text",
        "line": {
            "color": colour,
            "width": 1.5 if line.is_median else 2.2,
            "dash": "5px,4px" if line.is_median else "solid",
        },
        "marker": {"size": 6, "color": colour},
        "cliponaxis": False,
    }


def _labels(lines: Sequence[Line], top: float, size: int) -> list[dict[str, Any]]:
    """Write each line's name beside its last point, moved apart where two would overlap."""
    ends = []
    for index, line in enumerate(lines):
        known = [i for i, value in enumerate(line.values) if value is not None]
        if known:
            value = line.values[known[-1]] or 0.0
            ends.append((value / top, known[-1], wrapped(line.name, size), _ink(line, index)))
    labels, floors = [], dict.fromkeys((at for _, at, _, _ in ends), -1.0)
    for height, at, name, colour in sorted(ends):
        tall = _APART * (1 + name.count("<br>"))
        middle = max(height, floors[at] + tall / 2)
        floors[at] = middle + tall / 2
        labels.append(
            {
                "xref": "x",
                "yref": "paper",
                "x": at,
                "y": middle,
                "xanchor": "left",
                "yanchor": "middle",
                "align": "left",
                "xshift": 9,
                "text": name,
                "showarrow": False,
                "font": {"size": 12, "color": colour},
            }
        )
    return labels


def _years(years: Sequence[str], most: int) -> dict[str, Any]:
    few = list(years) if len(years) <= most else list(years[:: -(-len(years) // most)])
    return theme.name_axis(
        list(years),
        range=[-0.25, len(years) - 0.75],
        tickmode="array",
        tickvals=few,
        tickfont={"size": 12, "color": theme.MUTED},
    )


def _hairline(years: Sequence[str], mark: Break, x: str, y: str) -> dict[str, Any]:
    at = list(years).index(mark.after) + 0.5
    return {
        "type": "line",
        "xref": x,
        "yref": y,
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "line": {"color": theme.MUTED, "width": 1, "dash": "2px,3px"},
    }


def _word(years: Sequence[str], mark: Break) -> dict[str, Any]:
    return {
        "xref": "x",
        "yref": "paper",
        "x": list(years).index(mark.after) + 0.5,
        "y": 1,
        "yanchor": "bottom",
        "text": mark.label,
        "showarrow": False,
        "font": {"size": 11, "color": theme.MUTED},
    }


def _title(name: str, x: str, y: str) -> dict[str, Any]:
    return {
        "xref": f"{x} domain",
        "yref": f"{y} domain",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "text": shown(name),
        "showarrow": False,
        "font": {"size": 12, "color": theme.INK},
    }


def _colour(line: Line, index: int) -> str:
    return theme.MUTED if line.is_median else theme.SERIES[index % len(theme.SERIES)]


def _ink(line: Line, index: int) -> str:
    """Return the series' colour, dark enough for words."""
    return theme.MUTED if line.is_median else theme.SERIES_INK[index % len(theme.SERIES_INK)]


def _most(lines: Sequence[Line]) -> float:
    return max((v for line in lines for v in line.values if v is not None), default=1.0) or 1.0
