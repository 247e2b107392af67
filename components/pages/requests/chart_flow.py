"""Bands from where things come from to where they go: an alluvial drawn with plain shapes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from components import theme
from components.charts.text import label, shown, wrapped
from components.theme import Chart

_HEIGHT = {True: 520, False: 460}
_GAP = 0.028  # of the whole, between two nodes
_NODE = 0.014
_LINE = {True: 15.5, False: 18}  # pixels of a line of a label
_LETTERS = {True: 6, False: 12}
_SIZE = {True: 11, False: 13}  # pixels of a letter of a label
_WIDTH = {True: 0.6, False: 1.0}  # of its size: a narrow letter, a wide one
_WIDE = 0x2E80  # where scripts begin whose letters are as wide as high
_TAG = re.compile("<[^>]*>")


@dataclass(frozen=True, slots=True)
class FlowNode:
    """One end of bands: its name, what it adds up to and the words beside it."""

    key: str
    name: str
    colour: str
    text: str


@dataclass(frozen=True, slots=True)
class FlowBand:
    """One band: from which node to which, how wide, and what hovering over it says."""

    left: str
    right: str
    value: float
    hover: str
    href: str = ""  # where a click leads


def flow_chart(
    lefts: Sequence[FlowNode],
    rights: Sequence[FlowNode],
    bands: Sequence[FlowBand],
    *,
    is_narrow: bool = False,
) -> Chart:
    """Draw bands as wide as their values, coloured by where they go."""
    whole = sum(band.value for band in bands) or 1.0
    colours = {node.key: node.colour for node in rights}
    starts = _spread([(n.key, _sum(bands, "left", n.key)) for n in lefts], whole)
    ends = _spread([(n.key, _sum(bands, "right", n.key)) for n in rights], whole)
    drawn = _drawn(lefts, rights, bands, starts, ends)
    margins = {
        side: _margin([_words(node, is_narrow=is_narrow) for node in nodes], is_narrow=is_narrow)
        for side, nodes in (("l", lefts), ("r", rights))
    }
    return {
        "data": [_hovers(drawn)],
        "layout": theme.layout(
            height=_HEIGHT[is_narrow],
            xaxis=_axis([0, 1]),
            yaxis=_axis([max(_foot(starts, whole), _foot(ends, whole)) + 0.01 * whole, 0]),
            shapes=[
                *(_ribbon(one, colours[one.band.right]) for one in drawn),
                *(_bar(0, *starts[n.key], theme.ACCENT) for n in lefts),
                *(_bar(1 - _NODE, *ends[n.key], n.colour) for n in rights),
            ],
            annotations=[
                *_labels(lefts, starts, whole, is_right=False, is_narrow=is_narrow),
                *_labels(rights, ends, whole, is_right=True, is_narrow=is_narrow),
            ],
            hovermode="closest",
            margin={**margins, "t": 12, "b": 12, "pad": 0},
        ),
    }


@dataclass(frozen=True, slots=True)
class _Drawn:
    band: FlowBand
    left: float  # the band's upper edge on each side
    right: float


def _sum(bands: Sequence[FlowBand], side: str, key: str) -> float:
    return sum(band.value for band in bands if getattr(band, side) == key)


def _spread(nodes: Sequence[tuple[str, float]], whole: float) -> dict[str, tuple[float, float]]:
    """Place nodes one under another, a gap between them: upper and lower edge of each."""
    edges, at = {}, 0.0
    for key, value in nodes:
        edges[key] = (at, at + value)
        at += value + _GAP * whole
    return edges


def _foot(places: dict[str, tuple[float, float]], whole: float) -> float:
    return max((low for _, low in places.values()), default=whole)


def _drawn(
    lefts: Sequence[FlowNode],
    rights: Sequence[FlowNode],
    bands: Sequence[FlowBand],
    starts: dict[str, tuple[float, float]],
    ends: dict[str, tuple[float, float]],
) -> list[_Drawn]:
    """Stack the bands of each node in the order of the nodes at their other end."""
    by_ends = {(band.left, band.right): band for band in bands if band.value > 0}
    used = {("left", k): top for k, (top, _) in starts.items()}
    used |= {("right", k): top for k, (top, _) in ends.items()}
    drawn = []
    for left in lefts:
        for right in rights:
            band = by_ends.get((left.key, right.key))
            if band is None:
                continue
            drawn.append(_Drawn(band, used["left", left.key], used["right", right.key]))
            used["left", left.key] += band.value
            used["right", right.key] += band.value
    return drawn


def _ribbon(drawn: _Drawn, colour: str) -> dict[str, Any]:
    x0, x1, width = _NODE, 1 - _NODE, drawn.band.value
    a, b = drawn.left, drawn.right
    path = (
        f"M{x0},{a:.3f} C0.5,{a:.3f} 0.5,{b:.3f} {x1},{b:.3f} "
        f"L{x1},{b + width:.3f} C0.5,{b + width:.3f} 0.5,{a + width:.3f} {x0},{a + width:.3f} Z"
    )
    return {
        "type": "path",
        "path": path,
        "xref": "x",
        "yref": "y",
        "fillcolor": colour,
        "opacity": 0.42,
        "layer": "below",
        "line": {"width": 0},
    }


def _bar(x: float, top: float, low: float, colour: str) -> dict[str, Any]:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "y",
        "x0": x,
        "x1": x + _NODE,
        "y0": top,
        "y1": low,
        "fillcolor": colour,
        "line": {"width": 0},
    }


def _labels(
    nodes: Sequence[FlowNode],
    places: dict[str, tuple[float, float]],
    whole: float,
    *,
    is_right: bool,
    is_narrow: bool,
) -> list[dict[str, Any]]:
    """Write each node's words beside it, moved down or up where two would cover each other."""
    texts = [_words(node, is_narrow=is_narrow) for node in nodes]
    foot = _foot(places, whole)
    line = _LINE[is_narrow] * foot / _HEIGHT[is_narrow]
    heights = [line * (text.count("<br>") + 1) for text in texts]
    middles = _apart([sum(places[node.key]) / 2 for node in nodes], heights, foot)
    side = "left" if is_right else "right"
    return [
        label(
            text,
            1 if is_right else 0,
            middle,
            size=_SIZE[is_narrow],
            colour=theme.INK,
            xanchor=side,
            xshift=8 if is_right else -8,
            align=side,
        )
        for middle, text in zip(middles, texts, strict=True)
    ]


def _margin(labels: Sequence[str], *, is_narrow: bool) -> int:
    """Return how many pixels the widest line of the labels takes, and some air."""
    lines = [unescape(_TAG.sub("", line)) for text in labels for line in text.split("<br>")]
    widest = max((sum(_WIDTH[ord(c) < _WIDE] for c in line) for line in lines), default=0.0)
    return round(widest * (_SIZE[is_narrow])) + 16


def _words(node: FlowNode, *, is_narrow: bool) -> str:
    is_one_word = node.name.isascii() and " " not in node.name
    name = shown(node.name) if is_one_word else wrapped(node.name, _LETTERS[is_narrow])
    return f"{name}<br>{node.text}" if is_narrow else f"{name}  <b>{node.text}</b>"


def _apart(middles: Sequence[float], heights: Sequence[float], foot: float) -> list[float]:
    """Move labels down where they would overlap, then up from the foot as far as needed."""
    places, low = [], 0.0
    for middle, height in zip(middles, heights, strict=True):
        places.append(max(middle, low + height / 2))
        low = places[-1] + height / 2
    top = foot
    for place in reversed(range(len(places))):
        places[place] = min(places[place], top - heights[place] / 2)
        top = places[place] - heights[place] / 2
    return places


def _hovers(drawn: Sequence[_Drawn]) -> dict[str, Any]:
    """Return unseen points along the bands that carry the words of a hover."""
    steps = (0.12, 0.3, 0.5, 0.7, 0.88)
    points = [(band, x) for band in drawn for x in steps]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for _, x in points],
        "y": [round(_middle(band, x), 3) for band, x in points],
        "hovertext": [band.band.hover for band, _ in points],
        "hoverinfo": "text",
        "customdata": [band.band.href for band, _ in points],
        "marker": {"size": 18, "opacity": 0, "color": theme.ACCENT},
    }


def _middle(drawn: _Drawn, x: float) -> float:
    """Return the middle of a band at x; a smooth step is near enough to the curve drawn."""
    step = x * x * (3 - 2 * x)
    return drawn.left + (drawn.right - drawn.left) * step + drawn.band.value / 2


def _axis(span: list[float]) -> dict[str, Any]:
    return {"visible": False, "fixedrange": True, "range": span}
