"""Small pictures for the first page: a few bars, one stacked bar, one line; no hover needed."""

from __future__ import annotations

from collections.abc import Sequence

from components import theme
from components.charts.text import shown
from components.theme import Chart

_HEIGHT = 176


def columns_chart(years: Sequence[str], values: Sequence[float], *, height: int = 120) -> Chart:
    """Draw how many there are a year, each number above its column."""
    return {
        "data": [
            {
                "type": "bar",
                "x": list(years),
                "y": list(values),
                "text": [f"{value:,.0f}" for value in values],
                "textposition": "outside",
                "textfont": {"size": 11, "color": theme.MUTED},
                "cliponaxis": False,
                "hoverinfo": "x+y",
                "marker": {"color": theme.ACCENT},
            }
        ],
        "layout": theme.layout(
            height=height,
            bargap=0.35,
            xaxis=theme.name_axis(
                list(years),
                tickfont={"size": 11, "color": theme.MUTED},
                tickangle=0,
                nticks=8,
                showline=True,
                linecolor=theme.MUTED,
            ),
            yaxis={"visible": False, "fixedrange": True, "rangemode": "tozero"},
            margin={"l": 2, "r": 2, "t": 18, "b": 20, "pad": 2},
        ),
    }


def line_chart(years: Sequence[str], values: Sequence[float | None], texts: Sequence[str]) -> Chart:
    """Draw one quiet line with its last value written; a missing year is a gap."""
    known = [i for i, value in enumerate(values) if value is not None]
    ends = {known[0], known[-1]} if known else set()
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers+text",
                "x": list(years),
                "y": list(values),
                "text": [text if i in ends else "" for i, text in enumerate(texts)],
                "textposition": "top center",
                "textfont": {"size": 12, "color": theme.INK},
                "connectgaps": False,
                "cliponaxis": False,
                "hoverinfo": "x+y",
                "line": {"color": theme.ACCENT, "width": 2},
                "marker": {"size": 5, "color": theme.ACCENT},
            }
        ],
        "layout": theme.layout(
            height=_HEIGHT,
            xaxis=theme.name_axis(
                list(years),
                tickvals=[years[0], years[-1]] if years else [],
                tickfont={"size": 11, "color": theme.MUTED},
                showline=True,
                linecolor=theme.MUTED,
            ),
            yaxis={"visible": False, "fixedrange": True, "rangemode": "tozero"},
            margin={"l": 18, "r": 22, "t": 24, "b": 22, "pad": 2},
        ),
    }


def bars_chart(names: Sequence[str], values: Sequence[float], texts: Sequence[str]) -> Chart:
    """Draw the first few of a ranking."""
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": list(map(shown, names)),
                "x": list(values),
                "text": list(texts),
                "textposition": "outside",
                "textfont": {"size": 11, "color": theme.INK},
                "cliponaxis": False,
                "hoverinfo": "y+x",
                "marker": {"color": theme.ACCENT},
            }
        ],
        "layout": theme.layout(
            height=_HEIGHT,
            bargap=0.45,
            xaxis={
                "visible": False,
                "fixedrange": True,
                "range": [0, (max(values, default=1) or 1) * 1.22],
            },
            yaxis=theme.name_axis(
                list(map(shown, names)),
                autorange="reversed",
                automargin=True,
                tickfont={"size": 11, "color": theme.INK},
            ),
            margin={"l": 4, "r": 8, "t": 6, "b": 6, "pad": 4},
        ),
    }
