"""HTML → paragraphs and grids: every line kept, scripts dropped, data tables as grids."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from selectolax.lexbor import LexborHTMLParser

from pipelines.model import Block, Cell, Grid, Link, Paragraph
from pipelines.read.annotated import settle
from pipelines.read.elements import (
    BLOCKS,
    SKIPPED,
    Node,
    box_of,
    events,
    rows_of,
    span_of,
    squeeze,
)
from pipelines.read.pictures.linked import LinkedPictures
from pipelines.read.refused import Refused
from pipelines.read.spans import Box, lay_out

CHINA = timezone(timedelta(hours=8))
PUBLISHED = "publish_time"
_LONGEST = 200
_ARTICLE = 'id="js_content"'
# The second a WeChat article came out; its place in the text is filled by the browser.
_SECONDS = re.compile(r"\b(?:ct|create_time|publish_time)\s*[=:]\s*[\"']?(?P<at>1\d{9})\b")
_LONG_CELL = 300  # longer than any label: a cell that holds running text
_TABLES_DEEP = 20  # tables within tables that are still looked at one by one
_DEEPEST = 5000  # elements within elements: the parser slows down with the square of it
_NESTING = re.compile(
    r"<(/?)(?:div|span|table|font|b|i|u|em|strong|a|ul|ol|section|article|blockquote|center)\b",
    re.IGNORECASE,
)
_ICON = 80  # a picture smaller than this on a side is no table
_LONGEST_LINK = 120  # a longer text in a link is one whose end is missing
_MOST_LINKS = 2000


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows: its title, its blocks in reading order, its links, its <meta>.

    `linked` are the blocks whose text is a link, `is_cut` tells that a table was too large.
    """

    title: str
    blocks: tuple[Block, ...]
    is_cut: bool
    meta: Mapping[str, str]
    linked: frozenset[int]
    links: tuple[Link, ...]


def read_html(text: str, linked: LinkedPictures | None = None) -> Page:
    """Return what a page shows, and what the pictures at hand do that it links."""
    if _depth(text) > _DEEPEST:
        raise Refused("hostile", why="nesting")
    tree = LexborHTMLParser(text)
    settle(tree, text)
    title = tree.css_first("title")
    flow = _Flow(_layout_tables(tree), linked or LinkedPictures())
    if tree.body is not None:
        flow.walk(tree.body)
    return Page(
        title=squeeze(title.text()) if title else "",
        blocks=tuple(flow.blocks),
        is_cut=flow.is_cut,
        meta=meta_of(tree, text),
        linked=frozenset(flow.linked),
        links=tuple(_links(tree)),
    )


def _depth(text: str) -> int:
    """Return how deep elements are nested, counted only where a page has very many of them."""
    if text.count("<") < _DEEPEST:
        return 0
    depth = deepest = 0
    for tag in _NESTING.finditer(text):
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest


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
    for row in rows_of(table):
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

    def __init__(self, is_layout: dict[int, bool], pictures: LinkedPictures) -> None:
        self.blocks: list[Block] = []
        self.linked: list[int] = []
        self.is_cut = False
        self._is_layout = is_layout
        self._pictures = pictures
        self._nested = 0
        self._text: list[str] = []
        self._linked_size = 0  # of the text that is waiting

    def walk(self, root: Node) -> None:
        """Walk what stands under a node."""
        for node, is_end in events(root, self._wants):
            tag = node.tag
            if tag == "-text":
                text = node.text_content
                if text and (self._text or not text.isspace()):
                    self._text.append(text)
            elif tag == "table" and not is_end and not self._lays_out(node):
                self._flush()
                self._table(node)
            elif tag in BLOCKS:
                self._flush()
            elif tag == "a" and not is_end:
                self._link(node)
            elif tag == "img" and not is_end and not _is_icon(node):
                self._flush()
                shown = self._pictures.blocks(node.attributes.get("src") or "")
                self.blocks += shown or [Grid(1, 1, (Cell("", 0, 0, is_image=True),))]
        self._flush()

    def _wants(self, node: Node) -> bool:
        if node.tag in SKIPPED:
            return False
        return node.tag != "table" or self._lays_out(node)

    def _lays_out(self, table: Node) -> bool:
        """Tell whether a table is walked through: it only lays out, or stands absurdly deep."""
        return self._is_layout.get(table.mem_id, False) or self._nested > _TABLES_DEEP

    def _link(self, node: Node) -> None:
        text = squeeze(node.text()) if node.attributes.get("href") else ""
        if len(text) <= _LONGEST_LINK:
            self._linked_size += len(text)

    def _flush(self) -> None:
        if self._text:
            text = squeeze("".join(self._text))
            self._text.clear()
            if text:
                if 2 * self._linked_size > len(text):
                    self.linked.append(len(self.blocks))
                self.blocks.append(Paragraph(text))
                self._linked_size = 0

    def _table(self, table: Node) -> None:
        rows = list(rows_of(table))
        boxes = [[box_of(cell) for cell in row] for row in rows]
        width = max(map(len, rows), default=0)
        if width <= 1 or max([len(box[0]) for row in boxes for box in row]) > _LONG_CELL:
            self._running(rows, boxes)
            return
        grid, is_cut = lay_out(boxes)
        self.is_cut = self.is_cut or is_cut
        if grid.cells:
            if _is_list_of_links(table, sum([len(box[0]) for row in boxes for box in row])):
                self.linked.append(len(self.blocks))
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


def _links(tree: LexborHTMLParser) -> Iterator[Link]:
    """Yield the links of a page that say something."""
    for node in tree.css("a[href]")[:_MOST_LINKS]:
        address = (node.attributes.get("href") or "").strip()
        text = squeeze(node.text())
        if address and 0 < len(text) <= _LONGEST_LINK:
            shown = squeeze(node.attributes.get("title") or "")  # whole where the text is cut short
            yield Link(max(text, shown, key=len), address)


def _is_list_of_links(table: Node, size: int) -> bool:
    """Tell whether more than half of a table's text is links."""
    if table.css_first("a[href]") is None:
        return False
    return 2 * sum(len(squeeze(node.text())) for node in table.css("a[href]")) > size


def _is_icon(node: Node) -> bool:
    attributes = node.attributes
    sizes = [span_of(attributes.get(side), 0) for side in ("width", "height")]
    given = [
        size for side, size in zip(("width", "height"), sizes, strict=True) if attributes.get(side)
    ]
    return any(size < _ICON for size in given)


def meta_of(tree: LexborHTMLParser, text: str) -> dict[str, str]:
    """Return the <meta> of a page by name in small letters, the first of a name."""
    by_name: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property")
        content = (attributes.get("content") or "").strip()
        if name and content and len(content) <= _LONGEST:
            by_name.setdefault(name.strip().lower(), content)
    day = _article_day(text) if _ARTICLE in text else ""
    return {**by_name, PUBLISHED: day} if day else by_name


def _article_day(text: str) -> str:
    """Return the day on which an article of WeChat came out, "" where its script does not say."""
    match = _SECONDS.search(text)
    if match is None:
        return ""
    return datetime.fromtimestamp(int(match["at"]), UTC).astimezone(CHINA).date().isoformat()
