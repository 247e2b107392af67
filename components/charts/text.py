"""Words in a chart: names come from documents, so they are shown and never obeyed as markup."""

from collections.abc import Iterable
from html import escape
from typing import Any, Final

from components import theme

_WIDE: Final = "\u2e80"  # from here on a sign is as wide as it is high
_NARROW: Final = 0.6  # of its height, as a digit of the page's fonts at the most


def label(
    text: str,
    x: float,
    y: float | None,
    *,
    refs: tuple[str, str] = ("x", "y"),
    size: int = 12,
    colour: str = theme.MUTED,
    **more: str | float,
) -> dict[str, Any]:
    """Write words at a place of two axes, without an arrow; `more` says how they stand there."""
    return {
        "xref": refs[0],
        "yref": refs[1],
        "x": x,
        "y": y,
        "text": text,
        "showarrow": False,
        "font": {"size": size, "color": colour},
        **more,
    }


def shown(text: str) -> str:
    """Return a text whose signs the chart library does not take for markup."""
    return escape(text, quote=False)


def wrapped(text: str, most: int) -> str:
    """Break a long name into lines: between words where it has any, else between characters.

    `most` counts wide signs; narrow letters take half of their room, and no word of them is broken.
    """
    if len(text) <= most or (len(text) <= 2 * most and " " not in text and max(text) < _WIDE):
        return shown(text)
    if " " in text:
        lines = [""]
        for word in text.split():
            is_full = lines[-1] and len(lines[-1]) + len(word) >= 2 * most
            lines += [word] if is_full else []
            lines[-1] = lines[-1] if is_full else f"{lines[-1]} {word}".strip()
        return "<br>".join(map(shown, lines))
    count = -(-len(text) // most)
    size = -(-len(text) // count)
    return "<br>".join(shown(text[i : i + size]) for i in range(0, len(text), size))


def room_for(texts: Iterable[str], size: int) -> int:
    """Return how many pixels the longest of some texts of one line takes, letters `size` high."""
    widths = (sum(1.0 if sign >= _WIDE else _NARROW for sign in text) for text in texts)
    return round(size * max(widths, default=0.0))
