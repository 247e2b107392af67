"""A waterfall: from one number to another, each step from where the one before it ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from components import theme
from components.charts.ranking import names_axis
from components.charts.text import label, room_for
from components.theme import Chart

Kind = Literal["total", "rise", "fall", "rest"]
COLOURS: Final[dict[Kind, str]] = {
    "total": theme.OTHER,
    "rise": theme.ACCENT,
    "fall": theme.SERIES[1],
    "rest": theme.QUIET,
}
_ROW: Final = 28
_LABEL: Final = 12


@dataclass(frozen=True, slots=True)
class WaterfallStep:
    """One row: from where to where, of what kind; `rest` is what cannot be explained: hatched."""

    name: str
    start: float
    end: float
    kind: Kind
    text: str
    hover: str
    href: str = ""


def waterfall_chart(steps: Sequence[WaterfallStep], *, is_narrow: bool = False) -> Chart:
    """Draw the steps from the top in the given order, each number written at its right end."""
    ends = [value for step in steps for value in (step.start, step.end)]
    low, high = min(0.0, *ends), max(0.0, *ends)
    span = (high - low) or 1.0
    right = 16 + room_for((step.text for step in steps), _LABEL)
    return {
        "data": [_bars(steps)],
        "layout": theme.layout(
            height=len(steps) * (_ROW + 10 * is_narrow) + 70,
            xaxis=theme.value_axis(
                side="top",
                range=[low - 0.01 * span, high + 0.02 * span],
                nticks=4 if is_narrow else 6,
            ),
            yaxis={
                **names_axis([step.name for step in steps], is_narrow=is_narrow),
                "categoryarray": _places(steps),
            },
            shapes=[_joint(steps, at) for at in range(len(steps) - 1)],
            annotations=[_label(step, at) for at, step in enumerate(steps)],
            bargap=0.36,
            margin={"l": 8, "r": right, "t": 34, "b": 26, "pad": 6},
        ),
    }


def _bars(steps: Sequence[WaterfallStep]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": _places(steps),
        "base": [min(step.start, step.end) for step in steps],
        "x": [abs(step.end - step.start) for step in steps],
        "hovertext": [step.hover for step in steps],
        "hoverinfo": "text",
        "customdata": [step.href for step in steps],
        "marker": theme.bars_ink(
            [COLOURS[step.kind] for step in steps],
            [step.kind == "rest" for step in steps],
            solidity=0.3,
        ),
    }


def _places(steps: Sequence[WaterfallStep]) -> list[str]:
    """Return a category of its own for each step: two may have the same name."""
    return [str(at) for at in range(len(steps))]


def _label(step: WaterfallStep, at: int) -> dict[str, Any]:
    end = max(step.start, step.end)
    return label(step.text, end, at, size=_LABEL, colour=theme.INK, xanchor="left", xshift=6)


def _joint(steps: Sequence[WaterfallStep], at: int) -> dict[str, Any]:
    """Return the hairline from the end of one step to the start of the next."""
    return {
        "type": "line",
        "xref": "x",
        "yref": "y",
        "x0": steps[at].end,
        "x1": steps[at].end,
        "y0": at,
        "y1": at + 1,
        "layer": "below",
        "line": {"color": theme.MUTED, "width": 1},
    }
