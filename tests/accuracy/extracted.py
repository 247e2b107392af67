"""Tables as printers and text programs leave them: cut rows, labels around their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.accuracy import portable, shapes
from tests.accuracy.compose import Draft, draft
from tests.accuracy.portable import HEIGHT, MARGIN, SIZE, Canvas, wrap
from tests.accuracy.truth import DESTROYED, Paper
from tests.forms.chance import Chance
from tests.forms.sheets import Box, Sheet

LINE = SIZE + 3
LABELS = [44.0, 52.0, 110.0]  # widths of the label columns of table three
PAD = 3.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One cell of a printed row: its sides, its lines, and whether it begins and ends here."""

    left: float
    right: float
    lines: list[str]
    starts: bool
    ends: bool


def narrow_pdf(chance: Chance) -> Paper:
    """A PDF whose numbers are wrapped in narrow cells and whose rows are cut by the page's end."""
    made = draft(chance, chrome=False)
    width = chance.pick([13.0, 17.0, 22.0, 30.0])
    canvas = Canvas(footer=chance.pick(["- {n} -", "{n}", ""]))
    for _ in range(chance.between(0, 20)):
        canvas.paragraph("")  # so that the page ends elsewhere
    for part in made.parts:
        if part.sheet and part.sheet.number in "34":
            _narrow(canvas, part.sheet, width)
            canvas.y -= 10
        else:
            portable.draw(canvas, part)
    for slot in (*made.truth.slots["3"], *made.truth.slots["4"]):
        cell = made.truth.cells[slot]
        if len(wrap(cell.text, width - PAD)) > 1:
            cell.status = DESTROYED
    return Paper("", "report.pdf", portable.bytes_of([canvas]), [made.truth])


def _narrow(canvas: Canvas, sheet: Sheet, width: float) -> None:
    grid = sheet.grid()
    widths = [*(LABELS if sheet.number == "3" else []), *[width] * 15][: len(grid[0])]
    edges = [canvas.left + sum(widths[:n]) for n in range(len(widths) + 1)]
    for index in range(len(grid)):
        cells = list(_cells(grid, index, edges))
        need = max(
            (len(cell.lines) for cell in cells if cell.starts and cell.ends),
            default=1,
        )
        _row(canvas, cells, need)


def _cells(grid: list[list[Box]], index: int, edges: list[float]) -> Iterator[Drawn]:
    row = grid[index]
    for column, box in enumerate(row):
        if column and row[column - 1] is box:
            continue
        left, right = edges[column], edges[column + box.columns]
        starts = index == 0 or grid[index - 1][column] is not box
        ends = index + 1 == len(grid) or grid[index + 1][column] is not box
        lines = wrap(box.text, right - left - PAD) if starts else []
        yield Drawn(left, right, lines, starts, ends)


def _row(canvas: Canvas, cells: list[Drawn], need: int) -> None:
    """Draw a row, as Chromium does: what does not fit stands on the next page, open on both."""
    done = 0
    while done < need:
        take = min(need - done, int((canvas.y - MARGIN - 4) / LINE))
        if take < 1:
            canvas.pages.append([])
            canvas.y = HEIGHT - MARGIN
            continue
        height = take * LINE + 4
        for cell in cells:
            _cell(canvas, cell, (done, done + take), is_last=done + take == need)
        canvas.y -= height
        done += take


def _cell(canvas: Canvas, cell: Drawn, span: tuple[int, int], *, is_last: bool) -> None:
    first, last = span
    top, bottom = canvas.y, canvas.y - (last - first) * LINE - 4
    _line(canvas, (cell.left, top), (cell.left, bottom))
    _line(canvas, (cell.right, top), (cell.right, bottom))
    if first == 0 and cell.starts:
        _line(canvas, (cell.left, top), (cell.right, top))
    if is_last and cell.ends:
        _line(canvas, (cell.left, bottom), (cell.right, bottom))
    for n, text in enumerate(cell.lines[first:last], start=1):
        canvas.put(cell.left + 1, top - n * LINE, text)


def _line(canvas: Canvas, start: tuple[float, float], end: tuple[float, float]) -> None:
    points = f"{start[0]:.1f} {start[1]:.1f} m {end[0]:.1f} {end[1]:.1f} l S"
    canvas.pages[-1].append(f"0.5 w {points}")


def in_text(shape: shapes.Shape) -> Callable[[Chance], Paper]:
    """Return a builder of text as a program takes it from a PDF."""

    def build(chance: Chance) -> Paper:
        made = draft(chance, chrome=False)
        return Paper("", "report.txt", _pages(made, shape).encode(), [made.truth])

    return build


def _pages(made: Draft, shape: shapes.Shape) -> str:
    """Return the text of a report with form feeds where pages begin, and perhaps their numbers."""
    lines = shapes.text(made, shape).split("\n")
    number = made.chance.pick(["{n}", "- {n} -", ""])
    size = made.chance.between(38, 60)
    pages = [lines[n : n + size] for n in range(0, len(lines), size)]
    return "\n\f".join(
        "\n".join([*page, " " * 40 + number.format(n=n)] if number else page)
        for n, page in enumerate(pages, start=1)
    )


def laid_out(sheet: Sheet, chance: Chance) -> shapes.Lines:
    """Yield lines as `pdftotext -layout` does: labels side by side, numbers at their middle."""
    widths = chance.pick([(3, 4), (4, 6), (5, 8)])
    for row in sheet.rows:
        labels = [box.text for box in row if box.slot is None]
        values = "   ".join(box.text for box in row if box.slot)
        columns = [
            _pieces(text, widths[min(n, 1)] if len(labels) > 1 else sum(widths))
            for n, text in enumerate(labels)
        ]
        height = max(map(len, columns), default=1)
        middle = (height - 1) // 2
        for n in range(height):
            words = "  ".join(column[n] for column in columns if n < len(column))
            yield f"{words}     {values}" if n == middle and values else words


def reading_order(sheet: Sheet, chance: Chance) -> shapes.Lines:
    """Yield lines as `pdftotext -raw` does: the lines of a label, then its numbers on one line."""
    width = chance.pick([3, 4, 6, 9])
    for row in sheet.rows:
        for box in row:
            if box.slot is None:
                yield from _pieces(box.text, width)
        values = " ".join(box.text for box in row if box.slot)
        if values:
            yield values


def header_in_lines(sheet: Sheet, chance: Chance) -> shapes.Lines:
    """Yield table three under a header whose merged cells come on lines of their own."""
    if sheet.number != "3":
        yield from shapes.spaces(sheet, chance)
        return
    equation = sheet.rows[0][0].text
    half = len(equation) // 2
    names = "自然人 商业 科研 社会公益 法律服务 其他 总计"
    group = " " * 20 + "法人或其他组织"
    yield " " * 24 + "申请人情况"
    if chance.often(0.5):
        yield equation[:half] + group
        yield f"{equation[half:]}   {names}"
    else:
        yield group
        yield equation[:half]
        yield f"{names}   {equation[half:]}"
    yield " " * 24 + "企业 机构 组织 机构"
    for row in sheet.rows[3:]:
        yield " ".join(box.text for box in row)


def markdown_of_pdf(sheet: Sheet, chance: Chance) -> shapes.Lines:
    """Yield a pipe table whose header cells are fewer than its columns and partly fell out."""
    if sheet.number != "3":
        yield from shapes.markdown(sheet, chance)
        return
    yield from ("申请人情况", "法人或其他组织", "社会法律", "公益服务其他", "企业机构", "组织机构")
    yield "| 等于第三项加第四项之和） | 自然人 | 商业 | 科研 | 总计 |"
    yield "|---|---|---|---|---|"
    for row in sheet.rows[3:]:
        yield "| " + " | ".join(box.text for box in row) + " |"


def wrapped_numbers(chance: Chance) -> Paper:
    """Text of a PDF whose numbers went on on a line below: nothing of such a table is certain."""
    made = draft(chance, chrome=False)
    digits = chance.pick([1, 2, 3])

    def shape(sheet: Sheet, dice: Chance) -> Iterator[str]:
        for row in sheet.rows:
            values = [box.text for box in row if box.slot]
            yield " ".join(box.text for box in row if box.slot is None)
            if values:
                yield " ".join(value[:digits] for value in values)
                rest = " ".join(value[digits:] for value in values if value[digits:])
                yield from [rest] if rest else []

    for number in "234":
        slots = made.truth.slots[number]
        if any(len(made.truth.cells[slot].text) > digits for slot in slots):
            for slot in slots:
                made.truth.cells[slot].status = DESTROYED
    return Paper("", "report.txt", shapes.text(made, shape).encode(), [made.truth])


def _pieces(text: str, width: int) -> list[str]:
    return [text[n : n + width] for n in range(0, len(text), width)] or [""]
