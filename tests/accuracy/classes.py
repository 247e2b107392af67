"""The classes of documents: every layout and hazard, each a function from chance to a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.accuracy import broken, hazards, markup, office, portable, shapes, variants
from tests.accuracy.chance import Chance
from tests.accuracy.compose import Draft, Part, draft
from tests.accuracy.hard import hard_draft
from tests.accuracy.places import alone, draw, homonym
from tests.accuracy.prose import words
from tests.accuracy.truth import Paper, Printed, Truth

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
        _roughen(made, chance)
        return paper(made, "", shapes.text(made, shape))

    return build


def _roughen(made: Draft, chance: Chance) -> None:
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
        _roughen(made, chance)
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


def torn_digits(chance: Chance) -> Paper:
    """Digits torn apart: to be joined where the form admits one answer, or not at all."""
    made = draft(chance)
    hazards.split_digits(made, chance)
    style = chance.pick(STYLES[:3])
    return paper(made, "", markup.page(made, style), "html")


def with_marks(chance: Chance) -> Paper:
    """Blank cells, strokes and words in place of numbers."""
    made = draft(chance)
    hazards.marks(made, chance)
    shape = chance.pick([shapes.rows_own, shapes.markdown, shapes.trailing, shapes.tabs])
    if chance.often(0.4):
        return paper(made, "", shapes.text(made, shape))
    return paper(made, "", markup.page(made, chance.pick(STYLES)), "html")


def with_labels(chance: Chance) -> Paper:
    """Labels worded, spaced and cut otherwise."""
    made = draft(chance)
    for _ in range(2):
        hazards.labels(made, chance)
    return anyhow(made, chance)


def with_digits(chance: Chance) -> Paper:
    """Numbers written otherwise: full width, separators, signs, units."""
    made = draft(chance)
    hazards.digits(made, chance)
    return anyhow(made, chance)


def other_form(chance: Chance) -> Paper:
    """A form of another year."""
    form, year = chance.pick([("2019", 2021), ("2019", 2022), ("2019", 2023), ("2021", 2020)])
    return anyhow(draft(chance, form=form, year=year), chance)


def one_row(chance: Chance) -> Paper:
    """（六）其他处理 as one row of the 2021 form."""
    made = draft(chance, form="2021")
    hazards.other_in_one_row(made)
    return anyhow(made, chance)


def hubei(chance: Chance) -> Paper:
    """An additional row in table two."""
    made = draft(chance, form="2019")
    hazards.hubei_row(made, chance)
    return anyhow(made, chance)


def statistics(chance: Chance) -> Paper:
    """The statistics table of 2014, plain, numbered or with a cumulative column."""
    made = draft(chance, form="2014")
    draw_ = chance.between(1, 4)
    if draw_ == 1:
        hazards.serial_column(made)
    elif draw_ == 2:
        hazards.cumulative_column(made, chance)
    return anyhow(made, chance)


def narrative(chance: Chance) -> Paper:
    """An older report: sentences only."""
    return anyhow(draft(chance, form="narrative"), chance)


def hard(chance: Chance) -> Paper:
    """Sentences that are hard to read."""
    return anyhow(hard_draft(chance), chance)


def footers(chance: Chance) -> Paper:
    """Page numbers inside tables and stray figures after them."""
    made = draft(chance)
    base = chance.pick([shapes.blank_lines, shapes.rows_own, shapes.trailing])

    def shape(sheet: shapes.Sheet, dice: Chance) -> Iterator[str]:
        for line in base(sheet, dice):
            yield line
            if not line.strip() and dice.often(0.03):
                yield f"- {dice.between(1, 9)} -"
                yield ""

    return paper(made, "", shapes.text(made, shape))


def lost(chance: Chance) -> Paper:
    """Characters beside digits are gone."""
    made = draft(chance)
    text = hazards.lost_characters(shapes.text(made, chance.pick(READABLE)), chance)
    if any(part.kind == "meta" and "月" in part.text for part in made.parts):
        made.truth.published = None  # a date that lost its 月 or 日 may be read in two ways
    return paper(made, "", text)


def converted(chance: Chance) -> Paper:
    """Traditional script, with pinyin in brackets."""
    made = draft(chance)
    made.truth.who = replace(made.truth.who, how="loose")
    if chance.often(0.5):
        text = shapes.text(made, chance.pick(READABLE))
        return paper(made, "", hazards.traditional(text, chance))
    text = markup.page(made, "plain")
    return paper(made, "", hazards.traditional(text, chance), "html")


def branded(chance: Chance) -> Paper:
    """A brand stands where official words were."""
    made = draft(chance)
    made.truth.who = replace(made.truth.who, how="loose")
    return paper(made, "", hazards.brand(shapes.text(made, chance.pick(READABLE)), chance))


def one_line(chance: Chance) -> Paper:
    """No paragraph breaks outside the tables."""
    made = draft(chance, chrome=False)
    lines: list[str] = []
    for part in made.parts:
        if part.sheet:
            lines.append("\n" + "\n".join(shapes.rows_own(part.sheet, chance)) + "\n")
        else:
            lines.append(part.text)
    return paper(made, "", " ".join(lines))


def unnamed(chance: Chance) -> Paper:
    """The title names the township alone; the portal names the county."""
    return anyhow(draft(chance, who=alone(chance)), chance)


def namesake(chance: Chance) -> Paper:
    """A township of which there are several, and nothing to tell which."""
    made = draft(chance, who=homonym(chance), chrome=False)
    return anyhow(made, chance)


def word(chance: Chance) -> Paper:
    """A Word document."""
    made = draft(chance, chrome=chance.often(0.3))
    _roughen(made, chance)
    return paper(made, "", office.docx(made), "docx")


def workbook(chance: Chance) -> Paper:
    """A workbook with merged cells."""
    made = draft(chance, chrome=False)
    return paper(made, "", office.xlsx(made, one_sheet=chance.often(0.5)), "xlsx")


def comma(chance: Chance) -> Paper:
    """A table saved as CSV."""
    made = draft(chance, chrome=False)
    return paper(made, "", office.table_csv(made), "csv")


def refused(kind: str) -> Build:
    """Return a builder of something that is not a report."""

    def build(chance: Chance) -> Paper:
        made = draft(chance, form="2021")
        who, year = made.truth.who, made.truth.year
        holes = {
            "name": who.name,
            "year": year,
            "next": year + 1,
            "total": chance.between(100, 900),
            "hits": chance.between(1000000, 9999999),
            "d": chance.between(1, 9),
            "date": f"{year + 1}年1月{chance.between(2, 28)}日",
        }
        parts = [Part("head", made.parts[0].text)]
        lines = [line.format(**holes) for line in words()["reject"][kind]]
        parts += [Part("title", lines[0]), *(Part("p", line) for line in lines[1:])]
        if kind == "format_notice":
            parts += _empty_form(made)
        made.parts = parts
        made.truth.stated = []
        done = anyhow(made, chance)
        codes = {"work_report": "other_report"}.get(kind, kind)
        return replace(done, truths=[], rejected=(codes, "not_a_report"))

    return build


def _empty_form(made: Draft) -> list[Part]:
    made.truth.cells = {slot: Printed("", "blank") for slot in made.truth.cells}
    made.refill()
    kept = {"h1"}
    return [part for part in made.parts if part.sheet or part.kind in kept]


CLASSES: dict[str, tuple[int, Build]] = {
    "1.1 blank_line_cells": (120, in_shape(shapes.blank_lines)),
    "1.1 blanks vanish": (30, blanks_vanish),
    "1.2 pipe_rows own cells": (90, in_shape(shapes.rows_own)),
    "1.2 pipe_rows padded": (90, in_shape(shapes.rows_padded)),
    "1.3 tables_empty, pictures": (60, tables_lost),
    "1.4 cell_per_line_trailing_pipe": (70, in_shape(shapes.trailing)),
    "1.5 giant_pipe_row": (60, giant),
    "1.6 markdown_pipe_table": (60, in_shape(shapes.markdown)),
    "1.7 cell_per_line_leading_pipe": (50, in_shape(shapes.leading)),
    "1.8 pipe_cell_newline_inside": (40, in_shape(shapes.newline_inside)),
    "1.9 bare_pipe_lines": (40, in_shape(shapes.bare_pipes)),
    "1.10 pipe_rows_double_space": (40, in_shape(shapes.rows_double_space)),
    "1.11 concatenated_cells": (40, glued),
    "1.12 line_deduplicated": (40, once_only),
    "1.13 html plain": (100, in_markup("plain")),
    "1.13 html from Word": (90, in_markup("word")),
    "1.13 html nested": (50, in_markup("nested")),
    "1.13 html unclosed": (50, in_markup("unclosed")),
    "1.13 html capitals": (40, in_markup("capitals")),
    "1.13 html thead": (30, in_markup("grouped")),
    "1.13 html character sets": (50, encoded),
    "1.14 pdf copied as text": (50, pdf_text),
    "1.14 pdf": (70, real_pdf),
    "1.15 pdf side by side": (10, beside),
    "1.16 section_two_prose": (40, prose_two),
    "1.17 flipbook_page": (30, flipbook),
    "1.18 multi_year_page": (40, several),
    "tab-separated": (40, in_shape(shapes.tabs)),
    "spaces": (30, in_shape(shapes.spaces)),
    "docx": (60, word),
    "xlsx": (40, workbook),
    "csv": (40, comma),
    "form of another year": (40, other_form),
    "one row 其他处理": (30, one_row),
    "Hubei row": (30, hubei),
    "labels worded otherwise": (80, with_labels),
    "numbers written otherwise": (60, with_digits),
    "blank, strokes, words": (70, with_marks),
    "torn digits": (40, torn_digits),
    "footers in tables": (30, footers),
    "tables in pieces": (40, variants.in_pieces),
    "groups repeated": (30, variants.groups_repeated),
    "cut short": (30, variants.cut_short),
    "rows left out": (40, variants.rows_left_out),
    "total column only": (30, variants.total_column_only),
    "unit of the fee": (20, variants.unit_of_fee),
    "instructions left in": (20, variants.instructions),
    "zip": (20, variants.zipped),
    "column spans wrong": (40, broken.wrong_columns),
    "row spans wrong": (40, broken.wrong_rows),
    "empty rows and columns": (30, broken.empty_rows_and_columns),
    "a column of subtotals": (30, broken.subtotal_column),
    "a column of remarks": (20, broken.remark_column),
    "table without its head": (30, broken.without_heads),
    "rows a cell short": (30, broken.a_cell_short),
    "rows a cell too long": (30, broken.a_cell_too_many),
    "ordinals wrong": (30, broken.wrong_ordinals),
    "a row printed twice": (20, broken.twice),
    "title in lines": (50, variants.title_in_lines),
    "sidebar of other reports": (50, variants.sidebar),
    "two dates": (20, variants.two_dates),
    "name elsewhere": (30, variants.name_elsewhere),
    "other years in sentences": (30, variants.stale_years),
    "a district's own report": (20, variants.county_office),
    "2014 statistics table": (70, statistics),
    "narrative of older years": (70, narrative),
    "hard sentences": (340, hard),
    "lost characters": (40, lost),
    "traditional, pinyin": (40, converted),
    "brand injected": (30, branded),
    "one line": (30, one_line),
    "agency not named in full": (40, unnamed),
    "homonyms": (30, namesake),
    "not a report: format notice": (20, refused("format_notice")),
    "not a report: interpretation": (20, refused("interpretation")),
    "not a report: news": (20, refused("news")),
    "not a report: work report": (20, refused("work_report")),
    "not a report: guide": (20, refused("guide")),
}


def papers(limit: int = 0) -> Iterator[tuple[str, int]]:
    """Yield (class, number) of every paper; `limit` keeps the first of each class."""
    for layout, (count, _) in CLASSES.items():
        for number in range(min(count, limit) if limit else count):
            yield layout, number


def make(layout: str, number: int) -> Paper:
    """Return one paper of a class."""
    made = CLASSES[layout][1](Chance(layout, number))
    return replace(made, layout=layout)


def truth_only(made: Paper) -> list[Truth]:
    """Return what a paper must give."""
    return made.truths
