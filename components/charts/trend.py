"""A few lines over the years in one frame, each with its name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from components import theme
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
from components.charts.text import wrapped
from components.theme import Chart

_HEIGHT: Final = 450
_APART: Final = 0.062  # of the height: what two labels need between their lines


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
                *_labels(lines, (low, top), size),
                *(break_word(years, mark) for mark in breaks),
            ],
            margin={"l": 8, "r": 104 if is_narrow else 168, "t": 34, "b": 34, "pad": 6},
        ),
    }


def _labels(
    lines: Sequence[ChartLine], span: tuple[float, float], size: int
) -> list[dict[str, Any]]:
    """Write each line's name beside its last point, moved apart where two would overlap."""
    low, top = span
    ends = []
    for index, line in enumerate(lines):
        known = [i for i, value in enumerate(line.values) if value is not None]
        if known:
            value = line.values[known[-1]] or 0.0
            ends.append(
                (
                    (value - low) / (top - low),
                    known[-1],
                    wrapped(line.name, size),
                    _ink(line, index),
                )
            )
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


def _colour(line: ChartLine, index: int) -> str:
    return theme.MUTED if line.is_median else theme.SERIES[index % len(theme.SERIES)]


def _ink(line: ChartLine, index: int) -> str:
    """Return the series' colour, dark enough for words."""
    return theme.MUTED if line.is_median else theme.SERIES_INK[index % len(theme.SERIES_INK)]
