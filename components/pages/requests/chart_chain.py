"""Two columns a year, what came in and what became of it, and bands between the years."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from components import theme
from components.charts.text import label
from components.theme import Chart

_HALF = 0.19  # a column stands this far from its year's middle
_WIDTH = 0.34
_HEIGHT = {True: 320, False: 380}


@dataclass(frozen=True, slots=True)
class ChainColumn:
    """One part of the columns: its name, side, colour, and a value and hover a year."""

    name: str
    is_left: bool
    colour: str
    values: tuple[float | None, ...]
    hovers: tuple[str, ...]
    hrefs: tuple[str, ...] = ()  # where a click on each year leads


@dataclass(frozen=True, slots=True)
class Joint:
    """The band into the year at `place`: its height at both ends, the words, and if it broke."""

    place: int
    before: float
    after: float
    text: str
    hover: str
    is_broken: bool


def chain_chart(
    years: Sequence[str],
    columns: Sequence[ChainColumn],
    joints: Sequence[Joint],
    gap: str,
    *,
    is_narrow: bool = False,
) -> Chart:
    """Draw each year's two columns from the carried part up; a year that is unknown says so."""
    places = range(len(years))
    tops = [_top(columns, place) for place in places]
    most = max((top for top in tops if top is not None), default=1.0) or 1.0
    return {
        "data": [*(_bars(c, is_narrow=is_narrow) for c in columns), _hovers(joints)],
        "layout": theme.layout(
            height=_HEIGHT[is_narrow],
            barmode="stack",
            legend=theme.LEGEND,
            xaxis={
                "tickmode": "array",
                "tickvals": list(places),
                "ticktext": list(years),
                "range": [-0.5, len(years) - 0.5],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
                "tickangle": 0,
                "tickfont": {"size": 11 if is_narrow else 13, "color": theme.INK},
            },
            yaxis=theme.value_axis(range=[0, most * 1.08]),
            shapes=[_ribbon(joint) for joint in joints],
            annotations=[
                *(_mark(joint, most) for joint in joints if joint.is_broken),
                *(_gap(p, gap) for p in places if tops[p] is None),
            ],
            margin={"l": 40, "r": 8, "t": 12, "b": 30, "pad": 4},
        ),
    }


def _top(columns: Sequence[ChainColumn], place: int) -> float | None:
    values = [column.values[place] for column in columns]
    known = [value for value in values if value is not None]
    if not known:
        return None
    sides = [
        sum(c.values[place] or 0 for c in columns if c.is_left == is_left)
        for is_left in (True, False)
    ]
    return max(sides)


def _bars(column: ChainColumn, *, is_narrow: bool) -> dict[str, Any]:
    shift = -_HALF if column.is_left else _HALF
    return {
        "type": "bar",
        "name": column.name,
        "x": [place + shift for place in range(len(column.values))],
        "y": list(column.values),
        "width": _WIDTH,
        "text": ["" if is_narrow or not v else f"{v:,.0f}" for v in column.values],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": 11, "color": theme.ink_on(column.colour)},
        "hovertext": list(column.hovers),
        "hoverinfo": "text",
        "customdata": list(column.hrefs),
        "marker": {"color": column.colour, "line": {"color": theme.GROUND, "width": 1}},
    }


def _ribbon(joint: Joint) -> dict[str, Any]:
    edge = _HALF + _WIDTH / 2
    x0, x1 = joint.place - 1 + edge, joint.place - edge
    middle = (x0 + x1) / 2
    path = (
        f"M{x0:.3f},{joint.before} C{middle:.3f},{joint.before} {middle:.3f},{joint.after} "
        f"{x1:.3f},{joint.after} L{x1:.3f},0 L{x0:.3f},0 Z"
    )
    colour = theme.DOUBT if joint.is_broken else theme.OTHER
    return {
        "type": "path",
        "path": path,
        "xref": "x",
        "yref": "y",
        "fillcolor": colour,
        "opacity": 0.55,
        "layer": "below",
        "line": {
            "width": 1.5 if joint.is_broken else 0,
            "color": colour,
            "dash": "4px,3px" if joint.is_broken else "solid",
        },
    }


def _mark(joint: Joint, most: float) -> dict[str, Any]:
    """Write both numbers over a broken joint."""
    height = max(joint.before, joint.after) + 0.02 * most
    return label(
        joint.text,
        joint.place - 0.5,
        height,
        colour="#7A4A00",
        yanchor="bottom",
        bgcolor="#FFF4DC",
        borderpad=3,
    )


def _gap(place: int, words: str) -> dict[str, Any]:
    return label(words, place, 0.02, refs=("x", "paper"), yanchor="bottom")


def _hovers(joints: Sequence[Joint]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "showlegend": False,
        "x": [joint.place - 0.5 for joint in joints],
        "y": [(joint.before + joint.after) / 4 for joint in joints],
        "hovertext": [joint.hover for joint in joints],
        "hoverinfo": "text",
        "marker": {"size": 16, "opacity": 0, "color": theme.OTHER},
    }
