"""Characters of a PDF page as they are seen: each once, without watermarks and raised marks."""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

Character = dict[str, Any]

_SAME = 1.0  # points within which one character drawn twice lies: how boldness is feigned
_SLANTED = 0.08  # of a character's size: what lies across the page is no part of its lines
_RAISED = 0.8  # of a number's size: smaller digits are the mark of a note


def shown(characters: Iterable[Character]) -> list[Character]:
    """Return the characters of a page without watermarks, and without what is drawn over itself.

    12 drawn twice, a third of a point apart, came as 1122; a 2 of a date written across the page
    became the first digit of the number below it.
    """
    known: dict[tuple[str, int, int], list[Character]] = {}
    visible: list[Character] = []
    for character in characters:
        if _is_slanted(character):
            continue
        x, y = round(character["x0"]), round(character["top"])
        near = (
            other
            for across, down in product((-1, 0, 1), repeat=2)
            for other in known.get((character["text"], x + across, y + down), ())
        )
        if any(_is_same(character, other) for other in near):
            continue
        known.setdefault((character["text"], x, y), []).append(character)
        visible.append(character)
    return visible


def _is_slanted(one: Character) -> bool:
    """Tell whether a character stands neither upright nor at a right angle."""
    a, b = (abs(value) for value in one["matrix"][:2])
    return bool(min(a, b) > _SLANTED * max(a, b))


def _is_same(one: Character, other: Character) -> bool:
    return bool(abs(one["x0"] - other["x0"]) < _SAME and abs(one["top"] - other["top"]) < _SAME)


def note_marks(cell: Sequence[Character]) -> tuple[list[Character], str]:
    """Return the characters of a cell without a raised mark behind its number, and that mark."""
    digits = [glyph for glyph in cell if glyph["text"].isdecimal()]
    size = max((glyph["size"] for glyph in digits), default=0.0)
    marks = [glyph for glyph in digits if glyph["size"] < _RAISED * size]
    if not marks or len(digits) < len(cell):
        return list(cell), ""
    rest = [glyph for glyph in cell if glyph not in marks]
    is_behind = min(glyph["x0"] for glyph in marks) >= max(glyph["x1"] for glyph in rest) - _SAME
    is_raised = all(glyph["bottom"] < max(r["bottom"] for r in rest) for glyph in marks)
    if not (is_behind and is_raised):
        return list(cell), ""
    return rest, "".join(glyph["text"] for glyph in marks)
