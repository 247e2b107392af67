"""Stacked bars of one whole: of what the items consist, one bar an agency or a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from components import theme
from components.charts.ranking import names_axis
from components.charts.text import label, room_for
from components.theme import Chart

_ROW = 30
_ROOM_FOR_TEXT = {True: 0.14, False: 0.06}


@dataclass(frozen=True, slots=True)
class MixPart:
    """One member's value in every bar, in the bars' order; None is unknown."""

    name: str
    colour: str
    values: tuple[float | None, ...]
    hovers: tuple[str, ...]
    hrefs: tuple[str, ...] = ()  # where a click on each bar's part leads


@dataclass(frozen=True, slots=True)
class MixBar:
    """One bar: its name, its base and the words at its end; a small base is drawn pale."""

    name: str
    base: float
    text: str
    is_small: bool = False


def mix_chart(
    wholes: Sequence[MixBar], parts: Sequence[MixPart], *, as_share: bool, is_narrow: bool = False
) -> Chart:
    """Draw one stacked bar a whole, to one hundred per cent or by count."""
    most = 1.0 if as_share else max((whole.base for whole in wholes), default=1.0) or 1.0
    room = _ROOM_FOR_TEXT[is_narrow] * most
    right = 12 + room_for((whole.text for whole in wholes), 12)
    return {
        "data": [_trace(part, wholes, room, as_share=as_share) for part in parts],
        "layout": theme.layout(
            height=len(wholes) * (_ROW + 10 * is_narrow) + 48,
            barmode="stack",
            bargap=0.3,
            legend=theme.LEGEND,
            xaxis=theme.value_axis(
                range=[0, most], tickformat=".0%" if as_share else "", zeroline=False
            ),
            yaxis=names_axis([whole.name for whole in wholes], is_narrow=is_narrow),
            annotations=[
                _end(whole, place, most, as_share=as_share) for place, whole in enumerate(wholes)
            ],
            margin={"l": 8, "r": right, "t": 8, "b": 30, "pad": 6},
        ),
    }


def _trace(
    part: MixPart, wholes: Sequence[MixBar], room: float, *, as_share: bool
) -> dict[str, Any]:
    lengths = [
        None if value is None else value / (whole.base or 1) if as_share else value
        for value, whole in zip(part.values, wholes, strict=True)
    ]
    texts = [
        _inside(x, value, room, as_share=as_share and not whole.is_small)
        for x, value, whole in zip(lengths, part.values, wholes, strict=True)
    ]
    return {
        "type": "bar",
        "orientation": "h",
        "name": part.name,
        "y": [whole.name for whole in wholes],
        "x": lengths,
        "text": texts,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {
            "size": 11,
            "color": [
                theme.INK_ON_PALE if whole.is_small else theme.ink_on(part.colour)
                for whole in wholes
            ],
        },
        "hovertext": list(part.hovers),
        "hoverinfo": "text",
        "customdata": list(part.hrefs),
        "marker": {
            "color": part.colour,
            "opacity": [0.45 if whole.is_small else 1 for whole in wholes],
            "line": {"color": theme.GROUND, "width": 1},
        },
    }


def _inside(length: float | None, value: float | None, room: float, *, as_share: bool) -> str:
    """Write a part where it fits: its share, or its count where the base is too small for one."""
    if length is None or value is None or length < room:
        return ""
    return f"{length:.0%}" if as_share else f"{value:,.0f}"


def _end(whole: MixBar, place: int, most: float, *, as_share: bool) -> dict[str, Any]:
    """Write a bar's base at its end; by its place, since a year's name would be a number."""
    return label(whole.text, most if as_share else whole.base, place, xanchor="left", xshift=6)
