"""DOCX → paragraphs and grids straight from document.xml: merged cells kept, nothing fetched."""

from collections.abc import Iterator

from lxml import etree

from pipelines.model import Block, Cell, Grid, Paragraph
from pipelines.read.package import opened, part
from pipelines.read.spans import MAX_CELLS, MAX_COLUMNS, MAX_ROWS

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAX_XML = 80 * 1024 * 1024
_DRAWN = ("drawing", "pict", "object")
_WRITTEN = {_W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_UNSAID = ("vanish", "strike", "dstrike")
_SKIPPED = frozenset({_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _FALLBACK})


def read_docx(data: bytes) -> tuple[Block, ...]:
    """Return paragraphs and tables in document order."""
    with opened(data, "DOCX") as archive:
        root = part(archive, "word/document.xml", _MAX_XML)
    body = root.find(_W + "body")
    return tuple(_flow(body)) if body is not None else ()


def _flow(parent: etree._Element) -> Iterator[Block]:
    for node in parent:
        if node.tag == _W + "p":
            for line in _text(node).split("\n"):
                if line.strip():
                    yield Paragraph(line)
            if not _text(node).strip() and _is_drawn(node):
                yield Grid(1, 1, (Cell("", 0, 0, is_image=True),))
        elif node.tag == _W + "tbl":
            yield from _table(node)
        elif node.tag in {
            _W + "sdt",
            _W + "sdtContent",
            _W + "customXml",
            _W + "ins",
            _W + "smartTag",
        }:
            yield from _flow(node)


def _text(node: etree._Element) -> str:
    parts: list[str] = []
    _collect(node, parts, 0)
    return "".join(parts)


def _collect(node: etree._Element, parts: list[str], depth: int) -> None:
    for child in node:
        tag = child.tag
        if tag == _W + "t":
            parts.append(child.text or "")
        elif tag == _W + "tab":
            parts.append("\t" if node.tag == _W + "r" else "")
        elif tag in _WRITTEN:
            parts.append(_WRITTEN[tag])
        elif tag == _W + "r" and (written := child.find(_W + "rPr")) is not None:
            _run(child, written, parts, depth)
        elif tag not in _SKIPPED and isinstance(tag, str) and depth < 60:
            _collect(child, parts, depth + 1)
            if tag == _W + "p" and depth:
                parts.append("\n")


def _run(run: etree._Element, written: etree._Element, parts: list[str], depth: int) -> None:
    """Collect a run by how it is written: hidden or struck it is no text, raised it is a mark.

    12 with a raised 1 behind it is 12 with a note, and no 121.
    """
    if any(_is_on(written.find(_W + name)) for name in _UNSAID):
        return
    own: list[str] = []
    _collect(run, own, depth + 1)
    text = "".join(own)
    raised = _value(written.find(_W + "vertAlign")) == "superscript"
    if raised and text.strip().isdecimal() and "".join(parts).rstrip()[-1:].isdecimal():
        text = f"[{text.strip()}]"
    parts.append(text)


def _is_on(node: etree._Element | None) -> bool:
    return node is not None and _value(node) not in {"0", "false", "off"}


def _is_drawn(node: etree._Element) -> bool:
    return any(next(node.iter(_W + name), None) is not None for name in _DRAWN)


def _table(table: etree._Element) -> Iterator[Block]:
    """Give a table as a grid, or what stands in it where it only lays out."""
    if any(cell.find(_W + "tbl") is not None for cell in table.iterfind(f"{_W}tr/{_W}tc")):
        for cell in table.iterfind(f"{_W}tr/{_W}tc"):
            yield from _flow(cell)
        return
    grid = _grid(table)
    if grid.cells:
        yield grid


def _grid(table: etree._Element) -> Grid:
    cells: list[Cell] = []
    open_above: dict[int, int] = {}  # column → index of the cell that goes on downwards
    width = 0
    row = -1
    for row, line in enumerate(_rows(table)):
        column = _before(line)
        for box in _boxes(line):
            span = _span(box)
            if column >= MAX_COLUMNS or len(cells) >= MAX_CELLS:
                break
            span = min(span, MAX_COLUMNS - column)
            merge = _merge(box)
            above = open_above.get(column)
            if merge == "continue" and above is not None:
                cell = cells[above]
                cells[above] = Cell(
                    cell.text,
                    cell.row,
                    cell.column,
                    row - cell.row + 1,
                    cell.column_span,
                    cell.is_image,
                )
            else:
                text = "\n".join(_text(p) for p in box.iter(_W + "p")).strip()
                cells.append(Cell(text, row, column, 1, span, not text and _is_drawn(box)))
                open_above.pop(column, None)
                if merge:
                    open_above[column] = len(cells) - 1
            column += span
            width = max(width, column)
    return Grid(row + 1, width, tuple(cells))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    count = 0
    for node in table:
        inner = node.iter(_W + "tr") if node.tag in {_W + "sdt", _W + "ins"} else (node,)
        for line in inner:
            if line.tag == _W + "tr" and count < MAX_ROWS:
                count += 1
                yield line


def _boxes(line: etree._Element) -> Iterator[etree._Element]:
    for node in line:
        if node.tag == _W + "tc":
            yield node
        elif node.tag == _W + "sdt":
            yield from node.iter(_W + "tc")


def _value(node: etree._Element | None) -> str:
    return (node.get(_W + "val") or "") if node is not None else ""


def _before(line: etree._Element) -> int:
    value = _value(line.find(f"{_W}trPr/{_W}gridBefore"))
    return min(int(value), MAX_COLUMNS) if value.isdecimal() and len(value) < 9 else 0


def _span(box: etree._Element) -> int:
    value = _value(box.find(f"{_W}tcPr/{_W}gridSpan"))
    return min(max(int(value), 1), MAX_COLUMNS) if value.isdecimal() and len(value) < 9 else 1


def _merge(box: etree._Element) -> str:
    node = box.find(f"{_W}tcPr/{_W}vMerge")
    if node is None:
        return ""
    return "restart" if _value(node) == "restart" else "continue"
