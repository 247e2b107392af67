"""Bars sorted by value: who has most; several years of each as dots on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from components import theme
from components.charts.text import label, room_for, wrapped
from components.theme import Chart

_LABEL, _END, _GAP = 12, 13, 12  # heights of letters, and what stands between bar and text
_ROW = 26
_FEW_TICKS: Final = {"nticks": 4, "tickangle": 0}  # on a phone more would be turned on end and cut
_NAME = {True: 9, False: 20}


@dataclass(frozen=True, slots=True)
class RankingBar:
    """One agency's value; None is unknown, which is not zero. `text` is written at its end."""

    name: str
    value: float | None
    text: str
    hover: str
    is_chosen: bool = True
    is_website: bool = False  # what a website carried, not a total: drawn hatched
    href: str = ""  # where a click leads: the figure in its report
    is_gap: bool = False  # no agency: a row that says that others are left out here


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A hairline across the bars with its label: the median; `middle` spans the quartiles."""

    value: float
    label: str
    middle: tuple[float, float] | None = None


def ranking_chart(
    bars: Sequence[RankingBar], *, rule: ReferenceLine | None = None, is_narrow: bool = False
) -> Chart:
    """Draw bars from the top in the given order; zero is a dot at the axis, unknown a ring."""
    known = [bar for bar in bars if bar.value is not None]
    unknown = [bar for bar in bars if bar.value is None and not bar.is_gap]
    zeros = [bar for bar in known if bar.value == 0]
    most = max((bar.value for bar in known if bar.value is not None), default=1.0) or 1.0
    least = min((bar.value for bar in known if bar.value is not None), default=0.0)
    right = _GAP + room_for((bar.text for bar in known), _LABEL)  # of the longest bar
    return {
        "data": [
            _bars(known),
            _dots(zeros, "circle", theme.ACCENT, has_text=False),
            _dots(unknown, "circle-open", theme.MUTED, has_text=True),
        ],
        "layout": theme.layout(
            height=len(bars) * (_ROW + 12 * is_narrow) + 72,
            xaxis=theme.value_axis(
                side="top",
                range=[min(least, 0) * 1.16, most * 1.02],
                **_FEW_TICKS if is_narrow else {},
            ),
            yaxis=names_axis([bar.name for bar in bars], is_narrow=is_narrow),
            shapes=[*_middle(rule), _line(rule)] if rule else [],
            annotations=[_label(rule, most)] if rule else [],
            bargap=0.42,
            margin={"l": 8, "r": right, "t": 34, "b": 30, "pad": 6},
        ),
    }


def years_chart(
    names: Sequence[str],
    years: Sequence[str],
    columns: Sequence[Sequence[RankingBar]],
    *,
    is_narrow: bool = False,
) -> Chart:
    """Draw one row a name with a dot a year, the newest in full ink; no dot where unknown.

    The newest value of each row stands at its end, under the year it is of.
    """
    values = [bar.value for column in columns for bar in column if bar.value is not None]
    most, least = max(values, default=1.0) or 1.0, min([0.0, *values])
    data = [_spans(names, columns)]
    for year, strength, column in zip(years, strengths(len(years)), columns, strict=True):
        data.append(_year_dots(year, strength, column))
    ends = [_end(str(place), bar) for place, bar in enumerate(columns[-1])]
    right = 2 * _GAP + room_for((years[-1], *(bar.text for bar in columns[-1])), _END)
    return {
        "data": data,
        "layout": theme.layout(
            height=len(names) * (_ROW + 4 + 10 * is_narrow) + 64,
            legend=theme.LEGEND,
            xaxis=theme.value_axis(
                side="top",
                range=[least - 0.02 * (most - least), most + 0.03 * (most - least)],
                **_FEW_TICKS if is_narrow else {},
            ),
            yaxis=names_axis(names, is_narrow=is_narrow),
            annotations=[*ends, _end_head(years[-1])],
            margin={"l": 8, "r": right, "t": 34, "b": 22, "pad": 6},
        ),
    }


def strengths(count: int) -> tuple[float, ...]:
    """Return how strong the ink of each of so many years is, the last in full."""
    first = 0.25
    return tuple(first + (1 - first) * (n + 1) / count if count > 1 else 1.0 for n in range(count))


def _end(place: str, bar: RankingBar) -> dict[str, Any]:
    """Write the newest value of a row at the end of the row, whatever dot lies where."""
    colour = theme.INK if bar.value is not None else theme.MUTED
    refs = "paper", "y"
    return label(
        bar.text, 1, int(place), refs=refs, size=_END, colour=colour, xanchor="left", xshift=_GAP
    )


def _end_head(year: str) -> dict[str, Any]:
    """Write over the newest values which year they are of."""
    refs = "paper", "paper"
    return label(year, 1, 1, refs=refs, xanchor="left", yanchor="bottom", xshift=12, yshift=5)


def names_axis(names: Sequence[str], *, is_narrow: bool) -> dict[str, Any]:
    """Return the axis of agencies' names from the top, long ones on several lines."""
    return theme.name_axis(
        list(names),
        autorange="reversed",
        automargin=True,
        tickmode="array",
        tickvals=list(range(len(names))),
        ticktext=[wrapped(name, _NAME[is_narrow]) for name in names],
        tickfont={"size": 11 if is_narrow else 13, "color": theme.INK},
    )


def _bars(bars: Sequence[RankingBar]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": [bar.name for bar in bars],
        "x": [bar.value for bar in bars],
        "text": [bar.text for bar in bars],
        "textposition": "outside",
        "textfont": {"size": _LABEL, "color": theme.INK},
        "cliponaxis": False,
        "hovertext": [bar.hover for bar in bars],
        "hoverinfo": "text",
        "customdata": [bar.href for bar in bars],
        "marker": theme.bars_ink(
            [theme.ACCENT if bar.is_chosen else theme.QUIET for bar in bars],
            [bar.is_website for bar in bars],
            solidity=0.4,
        ),
    }


def _dots(
    bars: Sequence[RankingBar], symbol: str, colour: str, *, has_text: bool
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text" if has_text else "markers",
        "y": [bar.name for bar in bars],
        "x": [0 for _ in bars],
        "text": [f"  {bar.text}" if has_text else "" for bar in bars],
        "textposition": "middle right",
        "textfont": {"size": 12, "color": theme.MUTED},
        "cliponaxis": False,
        "hovertext": [bar.hover for bar in bars],
        "hoverinfo": "text",
        "customdata": [bar.href for bar in bars],
        "marker": {
            "symbol": symbol,
            "size": 8,
            "color": colour,
            "line": {"width": 1.5, "color": colour},
        },
    }


def _year_dots(year: str, strength: float, bars: Sequence[RankingBar]) -> dict[str, Any]:
    known = [bar for bar in bars if bar.value is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": year,
        "y": [bar.name for bar in known],
        "x": [bar.value for bar in known],
        "cliponaxis": False,
        "hovertext": [bar.hover for bar in known],
        "hoverinfo": "text",
        "customdata": [bar.href for bar in known],
        "marker": {
            "size": 11,
            "color": theme.ACCENT,
            "opacity": strength,
            "symbol": ["diamond" if bar.is_website else "circle" for bar in known],
            "line": {"width": 1, "color": theme.GROUND},
        },
    }


def _spans(names: Sequence[str], columns: Sequence[Sequence[RankingBar]]) -> dict[str, Any]:
    """Return one hairline a row from its least to its greatest year."""
    x: list[float | None] = []
    y: list[str | None] = []
    for index, name in enumerate(names):
        known = [column[index].value for column in columns]
        values = [value for value in known if value is not None]
        if len(values) > 1:
            x += [min(values), max(values), None]
            y += [name, name, None]
    line = {"color": theme.QUIET, "width": 1.5}
    return {
        "type": "scatter",
        "mode": "lines",
        "showlegend": False,
        "x": x,
        "y": y,
        "hoverinfo": "skip",
        "line": line,
    }


def _line(rule: ReferenceLine) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "x",
        "yref": "y domain",
        "x0": rule.value,
        "x1": rule.value,
        "y0": 0,
        "y1": 1,
        "layer": "above",
        "line": {"color": theme.MUTED, "width": 1, "dash": "4px,3px"},
    }


def _middle(rule: ReferenceLine) -> list[dict[str, Any]]:
    """Return the band from the lower to the upper quartile, behind the bars."""
    if rule.middle is None:
        return []
    low, high = rule.middle
    return [
        {
            "type": "rect",
            "xref": "x",
            "yref": "y domain",
            "x0": low,
            "x1": high,
            "y0": 0,
            "y1": 1,
            "layer": "below",
            "line": {"width": 0},
            "fillcolor": theme.BAND,
        }
    ]


def _label(rule: ReferenceLine, most: float) -> dict[str, Any]:
    side = "left" if rule.value < most / 2 else "right"
    return label(rule.label, rule.value, 0, refs=("x", "y domain"), yanchor="top", xanchor=side)
