"""Bars sorted by value: who has most; several years side by side in tints of one ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from components import theme
from components.theme import Chart

_ROW = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """One agency's value; None is unknown, which is not zero. `text` is written at its end."""

    name: str
    value: float | None
    text: str
    hover: str
    is_chosen: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """A hairline across the bars with its label: the median."""

    value: float
    label: str


def ranking_chart(bars: Sequence[Bar], *, rule: Rule | None = None) -> Chart:
    """Draw bars from the top in the given order; zero is a dot at the axis, unknown a ring."""
    names = [bar.name for bar in bars]
    known = [bar for bar in bars if bar.value is not None]
    zeros = [bar for bar in known if bar.value == 0]
    unknown = [bar for bar in bars if bar.value is None]
    most = max((bar.value for bar in known if bar.value is not None), default=1.0) or 1.0
    return {
        "data": [
            _bars(known),
            _dots(zeros, "circle", theme.ACCENT, label=False),
            _dots(unknown, "circle-open", theme.MUTED, label=True),
        ],
        "layout": theme.layout(
            height=len(bars) * _ROW + 72,
            xaxis=theme.value_axis(side="top", range=[0, most * 1.16]),
            yaxis=theme.name_axis(names, autorange="reversed", automargin=True),
            shapes=[_line(rule)] if rule else [],
            annotations=[_label(rule)] if rule else [],
            bargap=0.42,
            margin={"l": 8, "r": 24, "t": 34, "b": 30, "pad": 6},
        ),
    }


def side_by_side_chart(
    names: Sequence[str], years: Sequence[str], bars: Sequence[Sequence[Bar]]
) -> Chart:
    """Draw one bar a year for each name; the newest year has the full ink."""
    tints = theme.TINTS[-len(years) :]
    data: list[dict[str, Any]] = []
    for year, tint, column in zip(years, tints, bars, strict=True):
        trace = _bars(column, colour=tint)
        data.append({**trace, "name": year, "offsetgroup": year})
    most = max((b.value for column in bars for b in column if b.value is not None), default=1.0)
    return {
        "data": data,
        "layout": theme.layout(
            height=len(names) * (17 * len(years) + 12) + 84,
            barmode="group",
            bargap=0.28,
            bargroupgap=0.06,
            showlegend=True,
            legend={
                "orientation": "h",
                "y": 1,
                "yanchor": "bottom",
                "yref": "container",
                "x": 0,
                "traceorder": "normal",
                "itemclick": False,
                "itemdoubleclick": False,
            },
            xaxis=theme.value_axis(range=[0, (most or 1) * 1.16]),
            yaxis=theme.name_axis(list(names), autorange="reversed", automargin=True),
            margin={"l": 8, "r": 24, "t": 40, "b": 34, "pad": 6},
        ),
    }


def _bars(bars: Sequence[Bar], colour: str = "") -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": [bar.name for bar in bars],
        "x": [bar.value for bar in bars],
        "text": [bar.text for bar in bars],
        "textposition": "outside",
        "textfont": {"size": 12, "color": theme.INK},
        "cliponaxis": False,
        "hovertext": [bar.hover for bar in bars],
        "hoverinfo": "text",
        "marker": {
            "color": colour or [theme.ACCENT if b.is_chosen else theme.QUIET for b in bars],
        },
    }


def _dots(bars: Sequence[Bar], symbol: str, colour: str, *, label: bool) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text" if label else "markers",
        "y": [bar.name for bar in bars],
        "x": [0 for _ in bars],
        "text": [bar.text if label else "" for bar in bars],
        "textposition": "middle right",
        "textfont": {"size": 12, "color": theme.MUTED},
        "cliponaxis": False,
        "hovertext": [bar.hover for bar in bars],
        "hoverinfo": "text",
        "marker": {
            "symbol": symbol,
            "size": 8,
            "color": colour,
            "line": {"width": 1.5, "color": colour},
        },
    }


def _line(rule: Rule) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": rule.value,
        "x1": rule.value,
        "y0": 0,
        "y1": 1,
        "layer": "above",
        "line": {"color": theme.MUTED, "width": 1, "dash": "4px,3px"},
    }


def _label(rule: Rule) -> dict[str, Any]:
    return {
        "xref": "x",
        "yref": "paper",
        "x": rule.value,
        "y": 0,
        "yanchor": "top",
        "xanchor": "left",
        "text": rule.label,
        "showarrow": False,
        "font": {"size": 12, "color": theme.MUTED},
    }
