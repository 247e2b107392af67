"""PDF written by hand: text placed on pages, table cells wrapped and ruled, pages numbered."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.accuracy.compose import Draft, Part
from tests.forms.sheets import Sheet

WIDTH, HEIGHT, MARGIN, SIZE = 595, 842, 56, 9
FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
    "/DescendantFonts [4 0 R] >>"
)
DESCENDANT = (
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
    "<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 95 500] "
    "/FontDescriptor 5 0 R >>"
)
DESCRIPTOR = (
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
    "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
)


@dataclass(slots=True)
class Canvas:
    """Pages of placed text and rules."""

    footer: str = "- {n} -"
    left: float = MARGIN
    right: float = WIDTH - MARGIN
    ruled: bool = True
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    y: float = HEIGHT - MARGIN

    def room(self, height: float) -> None:
        """Start a page where the rest of this one is too short."""
        if self.y - height < MARGIN:
            self.pages.append([])
            self.y = HEIGHT - MARGIN

    def put(self, x: float, y: float, text: str, size: float = SIZE) -> None:
        """Place one run of text."""
        if text:
            code = text.encode("utf-16-be").hex()
            self.pages[-1].append(f"BT /F1 {size} Tf {x:.1f} {y:.1f} Td <{code}> Tj ET")

    def rule(self, x: float, y: float, width: float, height: float) -> None:
        """Draw the border of a cell."""
        if self.ruled:
            self.pages[-1].append(f"0.5 w {x:.1f} {y:.1f} {width:.1f} {height:.1f} re S")

    def paragraph(self, text: str) -> None:
        """Write a paragraph in as many lines as it takes."""
        for line in wrap(text, self.right - self.left, 10.5):
            self.room(18)
            self.y -= 17
            self.put(self.left, self.y, line, 10.5)


def length(text: str, size: float) -> float:
    """Return how wide a text is."""
    return sum(size * (0.5 if 32 <= ord(c) < 127 else 1) for c in text)


def wrap(text: str, width: float, size: float = SIZE) -> list[str]:
    """Break a text into lines."""
    lines, line = [], ""
    for letter in text:
        if length(line + letter, size) > width and line:
            lines.append(line)
            line = ""
        line += letter
    return [*lines, line]


def pdf(made: Draft, *, ruled: bool = True, footer: str = "- {n} -") -> bytes:
    """Return one report as a PDF."""
    canvas = Canvas(footer=footer, ruled=ruled)
    for part in made.parts:
        draw(canvas, part)
    return bytes_of([canvas])


def side_by_side(left: Draft, right: Draft) -> bytes:
    """Return two reports in two columns of the same pages."""
    middle = WIDTH / 2
    columns = [Canvas(right=middle - 12, footer=""), Canvas(left=middle + 12, footer="- {n} -")]
    for canvas, made in zip(columns, (left, right), strict=True):
        for part in made.parts:
            draw(canvas, part)
    return bytes_of(columns)


def draw(canvas: Canvas, part: Part) -> None:
    """Write one part of a report."""
    if part.sheet:
        _table(canvas, part.sheet)
        canvas.y -= 10
    elif part.kind != "image":
        canvas.paragraph(("  " if part.kind == "p" else "") + part.text)


def _table(canvas: Canvas, sheet: Sheet) -> None:
    grid = sheet.grid()
    columns = len(grid[0])
    widths = _widths(sheet, columns, canvas.right - canvas.left)
    edges = [canvas.left + sum(widths[:i]) for i in range(columns + 1)]
    first = 0
    while first < len(grid):
        last = first  # rows bound together by a span from above stay whole only within a page
        heights = [_height(grid, r, edges) for r in range(first, len(grid))]
        while last < len(grid) and canvas.y - sum(heights[: last - first + 1]) > MARGIN:
            last += 1
        if last == first:
            canvas.pages.append([])
            canvas.y = HEIGHT - MARGIN
            continue
        _rows(canvas, grid[first:last], heights[: last - first], edges)
        first = last


def _widths(sheet: Sheet, columns: int, room: float) -> list[float]:
    if sheet.number == "3":
        label = room * 0.44
        return [label * 0.2, label * 0.24, label * 0.56] + [(room - label) / 7] * 7
    if sheet.number == "2014":
        return [room * 0.64, room * 0.16, room * 0.2]
    return [room / columns] * columns


def _height(grid: list[list[object]], row: int, edges: list[float]) -> float:
    tallest = 1
    for column, box in enumerate(grid[row]):
        if box.rows == 1 and (column == 0 or grid[row][column - 1] is not box):  # type: ignore[attr-defined]
            width = edges[column + box.columns] - edges[column] - 4  # type: ignore[attr-defined]
            tallest = max(tallest, len(wrap(box.text, width)))  # type: ignore[attr-defined]
    return tallest * (SIZE + 3) + 5


def _rows(
    canvas: Canvas, grid: list[list[object]], heights: list[float], edges: list[float]
) -> None:
    tops = [canvas.y - sum(heights[:i]) for i in range(len(grid) + 1)]
    for index, row in enumerate(grid):
        for column, box in enumerate(row):
            if column and row[column - 1] is box:
                continue
            if index and column < len(grid[index - 1]) and grid[index - 1][column] is box:
                continue
            down = index
            while down + 1 < len(grid) and grid[down + 1][column] is box:
                down += 1
            right = edges[column + box.columns]  # type: ignore[attr-defined]
            _cell(canvas, box.text, edges[column], right, (tops[index], tops[down + 1]))  # type: ignore[attr-defined]
    canvas.y = tops[-1]


def _cell(canvas: Canvas, text: str, left: float, right: float, span: tuple[float, float]) -> None:
    top, bottom = span
    canvas.rule(left, bottom, right - left, top - bottom)
    lines = wrap(text, right - left - 4)
    block = len(lines) * (SIZE + 3)
    y = top - (top - bottom - block) / 2
    for line in lines:
        y -= SIZE + 3
        x = left + (right - left - length(line, SIZE)) / 2
        canvas.put(x, y + 3, line)


def bytes_of(canvases: list[Canvas]) -> bytes:
    """Return the pages as a PDF; several canvases are laid over each other."""
    count = max(len(canvas.pages) for canvas in canvases)
    objects = {3: FONT, 4: DESCENDANT, 5: DESCRIPTOR}
    kids = []
    for number in range(count):
        drawn: list[str] = []
        for canvas in canvases:
            drawn += canvas.pages[number] if number < len(canvas.pages) else []
            if canvas.footer:
                foot = Canvas(footer="")
                foot.put(WIDTH / 2 - 10, 30, canvas.footer.format(n=number + 1, m=count))
                drawn += foot.pages[0]
        stream = "\n".join(drawn)
        page, content = 6 + 2 * number, 7 + 2 * number
        kids.append(f"{page} 0 R")
        objects[content] = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents "
            f"{content} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = "<< /Type /Catalog /Pages 2 0 R >>"
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {count} >>"
    return _file(objects)


def _file(objects: dict[int, str]) -> bytes:
    out, offsets = "%PDF-1.5\n", {}
    for number in sorted(objects):
        offsets[number] = len(out)
        out += f"{number} 0 obj\n{objects[number]}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{offsets[n]:010d} 00000 n \n" for n in sorted(objects))
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("ascii")
