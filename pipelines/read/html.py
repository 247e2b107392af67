"""HTML → paragraphs and grids: site chrome kept as text, scripts dropped, data tables as grids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from pipelines.model import Block, Cell, Grid, Paragraph
from pipelines.read.refused import Refused
from pipelines.read.spans import MAX_COLUMNS, Box, lay_out

_SKIPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "select",
        "button",
        "svg",
        "iframe",
        "object",
        "embed",
        "textarea",
        "math",
        "head",
        "audio",
        "video",
        "canvas",
        "map",
        "datalist",
    }
)
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "br",
    }
)
_BREAK = "\x00"  # where a line ends in a cell; no page holds it
_LONG_CELL = 300  # longer than any label: a cell that holds running text
_TABLES_DEEP = 20  # tables within tables that are still looked at one by one
_DEEPEST = 5000  # elements within elements: the parser slows down with the square of it
_NESTING = re.compile(
    r"<(/?)(?:div|span|table|font|b|i|u|em|strong|a|ul|ol|section|article|blockquote|center)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"\s*\+?([0-9]{1,9})")
_ICON = 80  # a picture smaller than this on a side is no table

Node = Any  # selectolax ships no types for its nodes


def read_html(text: str) -> tuple[str, tuple[Block, ...], bool]:
    """Return the title, the blocks in reading order, and whether a table had to be cut."""
    if _depth(text) > _DEEPEST:
        raise Refused("hostile", why="nesting")
    tree = LexborHTMLParser(text)
    title = tree.css_first("title")
    flow = _Flow(_layout_tables(tree))
    if tree.body is not None:
        flow.walk(tree.body)
    return _squeeze(title.text()) if title else "", tuple(flow.blocks), flow.is_cut


def _depth(text: str) -> int:
    """Return how deep elements are nested, counted only where a page has very many of them."""
    if text.count("<") < _DEEPEST:
        return 0
    depth = deepest = 0
    for tag in _NESTING.finditer(text):
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _layout_tables(tree: LexborHTMLParser) -> dict[int, bool]:
    """Tell for every table whether it only lays out what stands in it."""
    tables = tree.css("table")
    inner: dict[int, list[Node]] = {}
    for table in tables:
        outer = _enclosing_table(table)
        if outer is not None:
            inner.setdefault(outer, []).append(table)
    # Word sometimes wraps one value of a data table into a table of its own
    return {
        table.mem_id: any(_has_cells(one) for one in inner.get(table.mem_id, ()))
        for table in tables
    }


def _has_cells(table: Node) -> bool:
    """Tell whether a table has more cells of its own than a wrapper around one value."""
    count = 0
    for row in _rows(table):
        count += len(row)
        if count > 2:
            return True
    return False


def _enclosing_table(node: Node) -> int | None:
    parent, climbed = node.parent, 0
    while parent is not None and climbed < 500:
        if parent.tag == "table":
            return int(parent.mem_id)
        parent, climbed = parent.parent, climbed + 1
    return None


class _Flow:
    """Collects blocks while the tree is walked in document order, without recursion."""

    def __init__(self, is_layout: dict[int, bool]) -> None:
        self.blocks: list[Block] = []
        self.is_cut = False
        self._is_layout = is_layout
        self._nested = 0
        self._text: list[str] = []

    def walk(self, root: Node) -> None:
        """Walk what stands under a node."""
        for node, is_end in _events(root, self._wants):
            tag = node.tag
            if tag == "-text":
                text = node.text_content
                if text and (self._text or not text.isspace()):
                    self._text.append(text)
            elif tag == "table" and not is_end and not self._lays_out(node):
                self._flush()
                self._table(node)
            elif tag in _BLOCKS:
                self._flush()
            elif tag == "img" and not is_end and not _is_icon(node):
                self._flush()
                self.blocks.append(Grid(1, 1, (Cell("", 0, 0, is_image=True),)))
        self._flush()

    def _wants(self, node: Node) -> bool:
        if node.tag in _SKIPPED:
            return False
        return node.tag != "table" or self._lays_out(node)

    def _lays_out(self, table: Node) -> bool:
        """Tell whether a table is walked through: it only lays out, or stands absurdly deep."""
        return self._is_layout.get(table.mem_id, False) or self._nested > _TABLES_DEEP

    def _flush(self) -> None:
        if self._text:
            text = _squeeze("".join(self._text))
            self._text.clear()
            if text:
                self.blocks.append(Paragraph(text))

    def _table(self, table: Node) -> None:
        rows = list(_rows(table))
        boxes = [[_box(cell) for cell in row] for row in rows]
        width = max(map(len, rows), default=0)
        if width <= 1 or max([len(box[0]) for row in boxes for box in row]) > _LONG_CELL:
            self._running(rows, boxes)
            return
        grid, is_cut = lay_out(boxes)
        self.is_cut = self.is_cut or is_cut
        if grid.cells:
            self.blocks.append(grid)

    def _running(self, rows: list[list[Node]], boxes: list[list[Box]]) -> None:
        """Give a table of running text as paragraphs, and its rows of short cells as grids."""
        pending: list[list[Box]] = []
        self._nested += 1
        for row, line in zip(rows, boxes, strict=True):
            shown = [len(text) for text, _, _, is_image in line if text or is_image]
            if len(shown) > 1 and max(shown) <= _LONG_CELL:
                pending.append(line)
                continue
            self._pending(pending)
            for cell in row:
                self.walk(cell)
        self._pending(pending)
        self._nested -= 1

    def _pending(self, pending: list[list[Box]]) -> None:
        if pending:
            grid, is_cut = lay_out(pending)
            self.is_cut = self.is_cut or is_cut
            self.blocks.append(grid)
            pending.clear()


def _events(root: Node, wants: Callable[[Node], bool]) -> Iterator[tuple[Node, bool]]:
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
        if node.tag in _BLOCKS:
            yield node, True
        node = after


def _rows(table: Node) -> Iterator[list[Node]]:
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


def _box(cell: Node) -> Box:
    attributes = cell.attributes
    text = text_of(cell)
    down = across = 1
    if attributes:
        if "rowspan" in attributes:
            down = _span(attributes["rowspan"], 0)
        if "colspan" in attributes:
            across = _span(attributes["colspan"], 1)
    return text, down, across, not text and cell.css_first("img") is not None


@lru_cache(maxsize=256)
def _span(value: str | None, lowest: int) -> int:
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
        if only.tag in _SKIPPED:
            return ""
        only = only.first_child
    if only is None:
        return ""
    parts: list[str] = []
    for node, _ in _events(cell, lambda one: one.tag not in _SKIPPED):
        if node.tag == "-text":
            parts.append(node.text_content or "")
        elif node.tag in _BLOCKS:
            parts.append(_BREAK)
    lines = [_squeeze(line) for line in "".join(parts).split(_BREAK)]
    return "\n".join([line for line in lines if line])


def _is_icon(node: Node) -> bool:
    attributes = node.attributes
    sizes = [_span(attributes.get(side), 0) for side in ("width", "height")]
    given = [
        size for side, size in zip(("width", "height"), sizes, strict=True) if attributes.get(side)
    ]
    return any(size < _ICON for size in given)
