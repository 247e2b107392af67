"""A few lines over the years in one frame, each with its name at its end."""

from collections.abc import Sequence
from typing import Any, Final

from components import theme
from components.charts.labels import apart
from components.charts.lines import (
    ChartLine,
    FormBreak,
    break_word,
    greatest,
    hairline,
    least,
    stretches,
    years_axis,
)
from components.charts.text import label, room_for, wrapped
from components.theme import Chart

_HEIGHT: Final = 450
_APART: Final = 0.062  # of the height: what two labels need between their lines
_WIDTH: Final = {True: 200, False: 700}  # pixels that the years have at the least
_LETTERS, _SHIFT = 12, 9  # height of a name, and how far from its point it stands
_End = tuple[float, int, str, str]  # how high a line ends, in which year, its name and ink


def trend_chart(
    years: Sequence[str],
    lines: Sequence[ChartLine],
    breaks: Sequence[FormBreak],
    *,
    is_narrow: bool = False,
) -> Chart:
    """Draw every line in one frame with its name at its end."""
    top, low = greatest(lines) * 1.08, least(lines) * 1.08
    behind = [line for line in lines if line.is_other]
    lines = [line for line in lines if not line.is_other]
    size = 7 if is_narrow else 11
    step = _WIDTH[is_narrow] / max(len(years) - 1, 1)
    data: list[dict[str, Any]] = []
    for line in behind:
        data += stretches(years, line, theme.QUIET, "x", "y")
    for index, line in enumerate(lines):
        data += stretches(years, line, _colour(line, index), "x", "y")
    return {
        "data": data,
        "layout": theme.layout(
            height=_HEIGHT,
            xaxis=years_axis(years, most=5 if is_narrow else 12),
            yaxis=theme.value_axis(range=[low, top], automargin=True),
            shapes=[hairline(years, mark, "x", "y domain") for mark in breaks],
            annotations=[
                *_labels(lines, (low, top), size, step),
                *(break_word(years, mark) for mark in breaks),
            ],
            margin={"l": 8, "r": 104 if is_narrow else 168, "t": 34, "b": 34, "pad": 6},
        ),
    }


def _labels(
    lines: Sequence[ChartLine], span: tuple[float, float], size: int, step: float
) -> list[dict[str, Any]]:
    """Write each line's name beside its last point, moved apart where two would overlap.

    `step` is how many pixels a year is wide: the name of a line that ends early reaches into the
    years after it.
    """
    low, top = span
    ends: list[_End] = []
    for index, line in enumerate(lines):
        known = [i for i, value in enumerate(line.values) if value is not None]
        if known:
            value = line.values[known[-1]] or 0.0
            ink = theme.MUTED if line.is_median else theme.SERIES_INK[index % len(theme.SERIES_INK)]
            ends.append(((value - low) / (top - low), known[-1], wrapped(line.name, size), ink))
    labels: list[dict[str, Any]] = []
    for beside in _side_by_side(ends, step):
        heights = [(height, _APART * (1 + name.count("<br>"))) for height, _, name, _ in beside]
        for middle, (_, at, name, colour) in zip(apart(heights), beside, strict=True):
            labels.append(_label(at, middle, name, colour))
    return labels


def _side_by_side(ends: Sequence[_End], step: float) -> list[list[_End]]:
    """Part names into groups that reach into each other's years, each from the lowest up."""
    groups: list[list[_End]] = []
    until = 0.0
    for end in sorted(ends, key=lambda end: end[1]):
        _, at, name, _ = end
        if not groups or at >= until:
            groups.append([])
        groups[-1].append(end)
        until = max(until, at + (_SHIFT + room_for(name.split("<br>"), _LETTERS)) / step)
    return [sorted(group) for group in groups]


def _label(at: int, middle: float, name: str, colour: str) -> dict[str, Any]:
    stands = {"xanchor": "left", "yanchor": "middle", "align": "left"}
    refs = "x", "paper"
    return label(name, at, middle, refs=refs, size=_LETTERS, colour=colour, xshift=_SHIFT, **stands)


def _colour(line: ChartLine, index: int) -> str:
    return theme.MUTED if line.is_median else theme.SERIES[index % len(theme.SERIES)]
