"""Reasons ranked: bars in the colour of their group, the count at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

from components import theme
from components.charts.ranking import names_axis
from components.theme import Chart

_ROW = 28


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its words, how often, the colour of its group, and the hover."""

    name: str
    value: float
    text: str
    colour: str
    hover: str
    href: str = ""  # where a click leads


def reasons_chart(reasons: Sequence[Reason], *, is_narrow: bool = False) -> Chart:
    """Draw the reasons from the top in the given order."""
    most = max((reason.value for reason in reasons), default=1.0) or 1.0
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": [reason.name for reason in reasons],
                "x": [reason.value for reason in reasons],
                "text": [reason.text for reason in reasons],
                "textposition": "outside",
                "textfont": {"size": 12, "color": theme.INK},
                "cliponaxis": False,
                "hovertext": [reason.hover for reason in reasons],
                "hoverinfo": "text",
                "customdata": [reason.href for reason in reasons],
                "marker": {"color": [reason.colour for reason in reasons]},
            }
        ],
        "layout": theme.layout(
            height=len(reasons) * (_ROW + 16 * is_narrow) + 64,
            xaxis=theme.value_axis(side="top", range=[0, most * (1.4 if is_narrow else 1.16)]),
            yaxis=names_axis([reason.name for reason in reasons], is_narrow=is_narrow),
            bargap=0.42,
            margin={"l": 8, "r": 16, "t": 34, "b": 16, "pad": 6},
        ),
    }
