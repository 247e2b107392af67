"""Columns under a ranking of hundreds: how many agencies lie where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from components import theme
from components.charts.text import label, wrapped
from components.theme import Chart

AXIS: Final = "y2"  # of the columns: how many
_UNDER: Final = 160  # pixels that the columns, their title and their edges take
_COLUMNS: Final = 74  # of these the columns themselves
_FEW: Final = 4  # edges that are named on a phone
_WIDTH: Final = 0.94  # of a range
_LETTERS: Final = 14  # wide ones, of a line of the title on a phone


@dataclass(frozen=True, slots=True)
class DistributionColumn:
    """One range of values: how many lie there, in words too, and whether one is chosen."""

    count: int
    hover: str
    is_chosen: bool = False


def with_distribution(
    chart: Chart,
    columns: Sequence[DistributionColumn],
    edges: Sequence[str],
    title: str,
    *,
    is_narrow: bool = False,
) -> Chart:
    """Return a ranking with columns under it; `edges` are where ranges begin and the last ends."""
    layout = chart["layout"]
    margin = layout["margin"]
    plot = layout["height"] + _UNDER - margin["t"] - margin["b"]
    bars, top = _UNDER / plot, _COLUMNS / plot
    title = wrapped(title, _LETTERS) if is_narrow else title
    step = -(-len(edges) // _FEW) if is_narrow else 1  # a phone has no room for every edge
    return {
        "data": [*chart["data"], _columns(columns)],
        "layout": layout
        | {
            "height": layout["height"] + _UNDER,
            "yaxis": layout["yaxis"] | {"domain": [bars, 1]},
            "xaxis2": {
                "anchor": AXIS,
                "range": [-0.02, len(columns) + 0.02],
                "tickvals": list(range(0, len(edges), step)),
                "ticktext": list(edges[::step]),
                "tickangle": 0,
                "tickfont": {"size": 11, "color": theme.MUTED},
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
            "yaxis2": {
                "domain": [0, top],
                "range": [0, 1.3 * max(column.count for column in columns)],
                "visible": False,
                "fixedrange": True,
            },
            "annotations": [*layout["annotations"], _title(title, bars - 26 / plot)],
        },
    }


def _columns(columns: Sequence[DistributionColumn]) -> dict[str, Any]:
    return {
        "type": "bar",
        "xaxis": "x2",
        "yaxis": AXIS,
        "x": [place + 0.5 for place in range(len(columns))],
        "y": [column.count for column in columns],
        "width": _WIDTH,
        "text": [str(column.count) if column.count else "" for column in columns],
        "textposition": "outside",
        "textangle": 0,
        "textfont": {"size": 11, "color": theme.INK},
        "cliponaxis": False,
        "hovertext": [column.hover for column in columns],
        "hoverinfo": "text",
        "marker": {
            "color": [theme.ACCENT if column.is_chosen else theme.QUIET for column in columns]
        },
    }


def _title(text: str, height: float) -> dict[str, Any]:
    return label(text, 0, height, refs=("paper", "paper"), xanchor="left", yanchor="top")
