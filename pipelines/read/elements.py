"""The elements of a page: which are lines, which are never shown, and what a cell says."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from pipelines.read.spans import MAX_COLUMNS, Box

_SKIPPED = (
    "script style noscript template select button svg iframe object embed textarea "
    "math head audio video canvas map datalist"
)
SKIPPED = frozenset(_SKIPPED.split())
_BLOCKS = (
    "address article aside blockquote body center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main "
    "nav ol p pre section summary table tbody td tfoot th thead tr ul caption br"
)
BLOCKS = frozenset(_BLOCKS.split())
_BREAK = "\x00"  # where a line ends in a cell; no page holds it
_LEADING = re.compile(r"\s*\+?([0-9]{1,9})")

Node = Any  # selectolax ships no types for its nodes


def squeeze(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return " ".join(text.split())


def events(root: Node, wants: Callable[[Node], bool]) -> Iterator[tuple[Node, bool]]:
    """Yield (node, is_end) in document order; what is not wanted is yielded but not entered."""
    node = root.first_child
    depth = 0
    while node is not None:
        yield node, False
        child = node.first_child  # a text has none
        if child is not None and wants(node):
            node, depth = child, depth + 1
            continue
        after = node.next
        while after is None and depth > 0:
            node, depth = node.parent, depth - 1
            yield node, True
            after = node.next
        if after is None:
            return
        if node.tag in BLOCKS:
            yield node, True
        node = after


def rows_of(table: Node) -> Iterator[list[Node]]:
    """Yield the cells of each row that belongs to this table and not to one inside it."""
    for part in _children(table):
        tag = part.tag
        if tag == "tr":
            yield _cells(part)
        elif tag in {"thead", "tbody", "tfoot"}:
            for row in _children(part):
                if row.tag == "tr":
                    yield _cells(row)


def _cells(row: Node) -> list[Node]:
    cells: list[Node] = []
    cell = row.first_child
    while cell is not None and len(cells) <= MAX_COLUMNS:
        if cell.tag in {"td", "th"}:
            cells.append(cell)
        cell = cell.next
    return cells


def _children(node: Node) -> Iterator[Node]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def box_of(cell: Node) -> Box:
    """Return a cell as the text, spans and picture it is laid out by."""
    attributes = cell.attributes
    text = text_of(cell)
    down = across = 1
    if attributes:
        if "rowspan" in attributes:
            down = span_of(attributes["rowspan"], 0)
        if "colspan" in attributes:
            across = span_of(attributes["colspan"], 1)
    return text, down, across, not text and cell.css_first("img") is not None


@lru_cache(maxsize=256)
def span_of(value: str | None, lowest: int) -> int:
    """Read a span as browsers do: leading digits count, nonsense is 1."""
    if value is None:
        return 1
    digits = _LEADING.match(value)
    return max(lowest, int(digits[1])) if digits else 1


def text_of(cell: Node) -> str:
    """Return the text of a cell: inline text joined, line breaks kept as line breaks."""
    only = cell.first_child
    while only is not None and only.next is None:
        text = only.text_content  # None where it is no text
        if text is not None:
            # most cells are one number or label: where all is letter or digit there is no space
            return text if text.isalnum() else " ".join(text.split())
        if only.tag in SKIPPED:
            return ""
        only = only.first_child
    if only is None:
        return ""
    parts: list[str] = []
    for node, _ in events(cell, lambda one: one.tag not in SKIPPED):
        if node.tag == "-text":
            parts.append(node.text_content or "")
        elif node.tag in BLOCKS:
            parts.append(_BREAK)
    lines = [squeeze(line) for line in "".join(parts).split(_BREAK)]
    return "\n".join([line for line in lines if line])
