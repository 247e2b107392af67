"""A sheet as the rows of an HTML table."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.forms.sheets import Box, Sheet

EMPTY = "&nbsp;"


def rows(sheet: Sheet, cell: Callable[[Box], str]) -> list[str]:
    """Return every row, its cells drawn by `cell`."""
    return [f"<tr>{''.join(map(cell, boxes))}</tr>" for boxes in sheet.rows]


def plain(box: Box) -> str:
    """Return a cell with its spans and its text alone."""
    return wrapped(box, written(box))


def wrapped(box: Box, inner: str) -> str:
    """Return a cell with its spans around some markup."""
    return f"<td{spans(box)}>{inner}</td>"


def written(box: Box) -> str:
    """Return the text of a cell as markup; an empty one holds a space."""
    return escape(box.text, quote=False) or EMPTY


def spans(box: Box) -> str:
    """Return the attributes by which a cell spans rows and columns."""
    attributes = f' rowspan="{box.rows}"' if box.rows > 1 else ""
    return attributes + (f' colspan="{box.columns}"' if box.columns > 1 else "")
