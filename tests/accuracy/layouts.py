"""Builders of the layouts: every shape of text, HTML, PDF, Word, workbook and CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.accuracy import hazards, markup, office, portable, shapes
from tests.accuracy.compose import Draft, Part, draft
from tests.accuracy.places import draw
from tests.accuracy.truth import Paper
from tests.forms.chance import Chance

Build = Callable[[Chance], Paper]
STYLES = ("plain", "plain", "word", "nested", "unclosed", "capitals", "grouped")
READABLE: tuple[shapes.Shape, ...] = (
    shapes.blank_lines,
    shapes.rows_own,
    shapes.rows_padded,
    shapes.trailing,
    shapes.leading,
    shapes.markdown,
    shapes.tabs,
)


def paper(made: Draft, layout: str, data: bytes | str, ending: str = "txt") -> Paper:
    """Return a paper with one report."""
    raw = data.encode() if isinstance(data, str) else data
    return Paper(layout, f"report.{ending}", raw, [made.truth])


def in_shape(shape: shapes.Shape) -> Build:
    """Return a builder of plain text whose tables take one shape."""

    def build(chance: Chance) -> Paper:
        made = draft(chance, chrome=chance.often(0.8))
        roughen(made, chance)
        return paper(made, "", shapes.text(made, shape))

    return build


def roughen(made: Draft, chance: Chance) -> None:
    """Add an everyday irregularity to some documents."""
    if chance.often(0.25):
        hazards.labels(made, chance)
    if chance.often(0.15):
        hazards.digits(made, chance)


def anyhow(made: Draft, chance: Chance) -> Paper:
    """Write a report in one of the common layouts."""
    if chance.often(0.5):
        return paper(made, "", shapes.text(made, chance.pick(READABLE)))
    return paper(made, "", markup.page(made, chance.pick(STYLES)), "html")


def in_markup(style: str) -> Build:
    """Return a builder of HTML in one style."""

    def build(chance: Chance) -> Paper:
        made = draft(chance)
        roughen(made, chance)
        return paper(made, "", markup.page(made, style), "html")

    return build


def encoded(chance: Chance) -> Paper:
    """HTML in a Chinese character set, declared, undeclared or wrongly declared."""
    made = draft(chance)
    how = chance.pick(["gb2312", "gbk", "", "utf-8-sig"])
    page = markup.document(markup.body(made, "plain"), made.parts[0].text, "plain", how)
    return paper(made, "", page.encode("utf-8-sig" if how == "utf-8-sig" else "gb18030"), "html")


def blanks_vanish(chance: Chance) -> Paper:
    """One cell a line where blank cells leave nothing: such rows cannot be read."""
    made = draft(chance)
    hazards.marks(made, chance)
    for cell in made.truth.cells.values():
        if cell.status == "blank":
            cell.text = ""
    made.refill()
    hazards.destroy_rows(made, lambda cells: any(c.text == "" for c in cells))

    def shape(sheet: shapes.Sheet, dice: Chance) -> Iterator[str]:
        for row in sheet.rows:
            for box in row:
                if box.text:
                    yield box.text
                    yield ""

    return paper(made, "", shapes.text(made, shape))


def giant(chance: Chance) -> Paper:
    """A layout table swallowed the page: runs of pipes, paragraphs joined by spaces."""
    made = draft(chance)
    pipes = "|" * chance.between(200, 700)
    shape = chance.pick([shapes.rows_own, shapes.rows_padded, shapes.single_spaces])
    lines: list[str] = []
    prose: list[str] = []
    for part in made.parts:
        if part.sheet and shape is not shapes.single_spaces:
            lines += [" ".join(prose) + " |", *shape(part.sheet, chance)]
            prose = []
        elif part.kind in {"title", "meta", "head"}:
            lines.append(f"{part.text} | {pipes}")
        else:
            prose += [line.strip() for line in shapes.part_lines(part, shape, chance) if line]
    lines.append(" ".join(prose) + " |" + pipes)
    return paper(made, "", "\n".join(lines))


def pdf_text(chance: Chance) -> Paper:
    """Text copied out of a PDF: wrapped labels, numbers on any of their lines, footers between."""
    made = draft(chance)
    page = 1

    def shape(sheet: shapes.Sheet, dice: Chance) -> Iterator[str]:
        nonlocal page
        for row in sheet.rows:
            values = " ".join(box.text for box in row if box.slot)
            labels = [box.text for box in row if not box.slot]
            if not values:
                yield " ".join(labels)
                continue
            pieces = portable.wrap(labels[-1], 14, 1) if labels else [""]
            for group in labels[:-1]:
                yield " ".join(portable.wrap(group, 3, 1))
            at = dice.between(0, len(pieces) - 1) if len(pieces) == 1 else len(pieces) - 1
            for index, piece in enumerate(pieces):
                yield f"{piece} {values}".strip() if index == at else piece
            if dice.often(0.06):
                yield f"- {page} -"
                page += 1

    return paper(made, "", shapes.text(made, shape))


def real_pdf(chance: Chance) -> Paper:
    """A PDF with ruled or unruled tables over several pages."""
    made = draft(chance, chrome=chance.often(0.3))
    foot = chance.pick(["- {n} -", "{n}", "第 {n} 页 共 {m} 页", ""])
    return paper(made, "", portable.pdf(made, ruled=chance.often(0.8), footer=foot), "pdf")


def beside(chance: Chance) -> Paper:
    """Two years side by side in one PDF: to be split, or refused."""
    who = draw(chance)
    pair = [draft(chance, form="2021", who=who, year=y, chrome=False) for y in (2022, 2023)]
    data = portable.side_by_side(*pair)
    codes = ("side_by_side", "not_a_report")
    found = Paper("", "report.pdf", data, [made.truth for made in pair], codes)
    found.may_reject = True
    return found


def several(chance: Chance) -> Paper:
    """Two or three years of one agency on one page."""
    who = draw(chance)
    first = chance.between(2019, 2022)
    years = range(first, first + chance.between(2, 3))
    made = [
        draft(chance, form="2019" if y < 2021 else "2021", who=who, year=y, chrome=False)
        for y in reversed(years)
    ]
    shape, style = chance.pick(READABLE), chance.pick(STYLES[:3])
    if chance.often(0.5):
        data, ending = "\n".join(shapes.text(m, shape) for m in made), "txt"
    else:
        inner = "\n".join(markup.body(m, style) for m in made)
        data, ending = markup.document(inner, made[0].parts[0].text, style), "html"
    return Paper("", f"report.{ending}", data.encode(), [m.truth for m in made])


def flipbook(chance: Chance) -> Paper:
    """A flip-book: hard-wrapped lines, page marks in the text."""
    made = draft(chance, chrome=False)
    lines: list[str] = []
    for line in shapes.text(made, shapes.spaces).split("\n"):
        is_table = "   " in line
        lines += [line] if is_table else portable.wrap(line.strip(), 34, 1)
    for at in range(40, len(lines), 42):
        lines.insert(at, f"Page {at // 40} - 年报 P. {at // 40}")
    return paper(made, "", "\n".join(lines))


def prose_two(chance: Chance) -> Paper:
    """Section two written as sentences: there is no table two."""
    made = draft(chance)
    counts = [chance.between(1, 9) for _ in range(3)]
    text = "本年度制发行政规范性文件{}件，废止{}件，现行有效{}件。".format(*counts)
    made.truth.spoil("2")
    made.parts[made.parts.index(made.sheet("2"))] = Part("p", text)
    return anyhow(made, chance)


def tables_lost(chance: Chance) -> Paper:
    """Tables that were pictures or attachments: headings without cells."""
    made = draft(chance)
    is_picture = chance.often(0.5)
    for number in "234":
        if chance.often(0.8):
            hazards.without(made, number, picture=is_picture)
    if not any(part.sheet for part in made.parts):
        made.truth.form = "any"
    return anyhow(made, chance)


def glued(chance: Chance) -> Paper:
    """Cells glued together: rows with a figure above 9 cannot be told apart."""
    made = draft(chance)
    for cell in made.truth.cells.values():
        cell.status = "destroyed"
    return paper(made, "", shapes.text(made, shapes.glued))


def once_only(chance: Chance) -> Paper:
    """Every repeated line removed."""
    made = draft(chance)
    for number in "234":
        made.truth.spoil(number)
    seen: set[str] = set()
    lines = []
    for line in shapes.text(made, shapes.blank_lines).split("\n"):
        if line.strip() and line.strip() not in seen:
            lines.append(line)
            seen.add(line.strip())
    return paper(made, "", "\n".join(lines))


def word(chance: Chance) -> Paper:
    """A Word document."""
    made = draft(chance, chrome=chance.often(0.3))
    roughen(made, chance)
    return paper(made, "", office.docx(made), "docx")


def workbook(chance: Chance) -> Paper:
    """A workbook with merged cells."""
    made = draft(chance, chrome=False)
    return paper(made, "", office.xlsx(made, one_sheet=chance.often(0.5)), "xlsx")


def comma(chance: Chance) -> Paper:
    """A table saved as CSV."""
    made = draft(chance, chrome=False)
    return paper(made, "", office.table_csv(made), "csv")
