"""What every chart over the years is drawn from: lines with gaps, breaks of form, the axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from components import theme
from components.charts.text import label


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One series: its value a year (None is unknown) and the stretches that may be joined.

    `segments` numbers, for each year, the stretch it belongs to; no line is drawn across two.
    """

    name: str
    values: tuple[float | None, ...]
    hovers: tuple[str, ...]
    segments: tuple[int, ...]
    is_median: bool = False
    is_other: bool = False  # a grey line behind the chosen ones, without a name
    websites: tuple[bool, ...] = ()  # the years whose number is what a website carried: diamonds
    hrefs: tuple[str, ...] = ()  # where a click on each year leads


@dataclass(frozen=True, slots=True)
class FormBreak:
    """A change of form between two years, with the words that mark it."""

    after: str
    label: str


def stretches(
    years: Sequence[str], line: ChartLine, colour: str, x: str, y: str
) -> list[dict[str, Any]]:
    """Return one trace a stretch: nothing is drawn across two of them."""
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
    line: ChartLine,
    values: list[float | None],
    colour: str,
    x: str,
    y: str,
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines" if line.is_median or line.is_other else "lines+markers",
        "name": line.name,
        "x": list(years),
        "y": values,
        "xaxis": x,
        "yaxis": y,
        "connectgaps": False,
        "hovertext": list(line.hovers),
        "hoverinfo": "text",
        "customdata": list(line.hrefs),
        "line": {
            "color": colour,
            "width": 1 if line.is_other else 1.5 if line.is_median else 2.2,
            "dash": "5px,4px" if line.is_median else "solid",
        },
        "marker": {
            "size": 7 if any(line.websites) else 6,
            "color": colour,
            "symbol": ["diamond-open" if is_site else "circle" for is_site in line.websites]
            or "circle",
        },
        "cliponaxis": False,
    }


def years_axis(years: Sequence[str], most: int) -> dict[str, Any]:
    """Return the axis of years as categories, thinned out where there are many."""
    few = list(years) if len(years) <= most else list(years[:: -(-len(years) // most)])
    return theme.name_axis(
        list(years),
        range=[-0.25, len(years) - 0.75],
        tickmode="array",
        tickvals=few,
        tickfont={"size": 12, "color": theme.MUTED},
    )


def hairline(years: Sequence[str], mark: FormBreak, x: str, y: str) -> dict[str, Any]:
    """Return the upright hairline of a change of form."""
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


def break_word(years: Sequence[str], mark: FormBreak) -> dict[str, Any]:
    """Return the words above a change of form."""
    at = list(years).index(mark.after) + 0.5
    return label(mark.label, at, 1, refs=("x", "paper"), size=11, yanchor="bottom")


def least(lines: Sequence[ChartLine]) -> float:
    """Return the least value of the lines, 0 where none is below it."""
    return min((v for line in lines for v in line.values if v is not None and v < 0), default=0.0)


def greatest(lines: Sequence[ChartLine]) -> float:
    """Return the greatest value of the lines, 1 where there is none."""
    return max((v for line in lines for v in line.values if v is not None), default=1.0) or 1.0
