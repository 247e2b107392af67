"""A district's sum as the workbook that goes to the city: official tables, who is missing, sources.

One sheet a table, its heads merged as printed. A cell that not every agency gave a number to is
shaded and its comment names the others; a cell nobody gave a number to is empty, which is not 0.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from components.context import PageRequest
from components.downloads.about import Export, about, filters
from components.figures.form import Form, FormLine, Head, Slot
from components.pages.rollup.answer import Rollup, rollup
from components.pages.rollup.tables import (
    given_rows,
    missing_rows,
    own_rows,
    relation_rows,
)
from components.pages.rollup.words import listed, notes
from components.words import say
from pipelines.export.safe import TEXT_ONLY

_GREY: Final = "#F1EFE9"
_SHADE: Final = "#F6E3BF"
_MOST_IN_COMMENT: Final = 40
Rows = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Ink:
    """The formats of the workbook."""

    title: Format
    lack: Format
    head: Format
    side: Format
    cell: Format
    partial: Format
    plain: Format
    bold: Format
    stripe: Format

    @classmethod
    def of(cls, book: xlsxwriter.Workbook) -> Ink:
        """Make the formats of a workbook."""
        box = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_size": 10}
        middle = {**box, "align": "center"}
        return cls(
            title=book.add_format({"bold": True, "font_size": 14, "align": "center"}),
            lack=book.add_format({"font_size": 10, "text_wrap": True, "valign": "top"}),
            head=book.add_format({**middle, "bg_color": _GREY}),
            side=book.add_format({**box, "bg_color": _GREY}),
            cell=book.add_format(middle),
            partial=book.add_format({**middle, "bg_color": _SHADE}),
            plain=book.add_format({"text_wrap": True, "valign": "top"}),
            bold=book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            stripe=book.add_format({"bold": True, "bg_color": _SHADE}),
        )


def rollup_book(ask: PageRequest, export: Export) -> bytes:
    """Write the workbook of a district and year that has a sum."""
    page = rollup(ask)
    if not isinstance(page, Rollup):
        raise TypeError("a choice without a sum has no workbook")
    target = io.BytesIO()
    language = page.view.language
    with xlsxwriter.Workbook(target, TEXT_ONLY | {"in_memory": True}) as book:
        ink = Ink.of(book)
        for form in page.forms:
            name = say(f"table_name.{form.number}", language)
            _official(book.add_worksheet(name), form, page, ink)
        for key, rows in _lists(page, export):
            _list(book.add_worksheet(say(f"rollup.sheet_{key}", language)), rows, page, ink)
    return target.getvalue()


def _lists(page: Rollup, export: Export) -> Iterator[tuple[str, Rows]]:
    language = page.view.language
    yield "missing", missing_rows(page)
    yield "sources", given_rows(page)
    if page.own is not None:
        yield "own", own_rows(page)
    yield "relations", relation_rows(page)
    words = [(say("export.notes", language), note) for note in notes(page)]
    yield "about", [*about(export), *filters(export), *words]


def _official(sheet: Worksheet, form: Form, page: Rollup, ink: Ink) -> None:
    """Set one official table with its heads merged as printed."""
    language, last = page.view.language, form.width - 1
    table = f"{say(f'table_name.{form.number}', language)} {form.title}"
    title = say("rollup.sheet_title", language, county=page.county, year=page.year, table=table)
    row = 0
    if page.view.is_demo:
        sheet.merge_range(0, 0, 0, last, _simulated(page), ink.stripe)
        row = 1
    sheet.merge_range(row, 0, row, last, title, ink.title)
    sheet.merge_range(row + 1, 0, row + 1, last, lack_words(page), ink.lack)
    sheet.set_row(row + 1, 32)
    first = row + 2
    taken: set[tuple[int, int]] = set()
    for n, line in enumerate(form.lines):
        _line(sheet, first + n, line, taken, page, ink)
    mark = say("rollup.sheet_mark", language, n=len(page.parts))
    foot = first + len(form.lines) + 1
    sheet.merge_range(foot, 0, foot, last, mark, ink.lack)
    sheet.set_row(foot, 32)
    _paper(sheet, form)


def _paper(sheet: Worksheet, form: Form) -> None:
    sheet.set_column(0, max(form.labels - 1, 0), 14)
    sheet.set_column(form.labels, form.width - 1, 10)
    if form.labels > 1:
        sheet.set_column(form.labels - 1, form.labels - 1, 34)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    if form.width > 8:
        sheet.set_landscape()


def _line(
    sheet: Worksheet,
    row: int,
    line: FormLine,
    taken: set[tuple[int, int]],
    page: Rollup,
    ink: Ink,
) -> None:
    column = 0
    parts: list[Head | Slot] = [*line.heads, *line.slots]
    for part in parts:
        while (row, column) in taken:
            column += 1
        rows = part.rows if isinstance(part, Head) else 1
        taken |= {(row + r, column + c) for r in range(rows) for c in range(part.columns)}
        box = (row, column, row + rows - 1, column + part.columns - 1)
        if isinstance(part, Head):
            _put(sheet, box, _head_words(part), ink.side if line.slots else ink.head)
        else:
            _sum(sheet, box, part, page, ink)
        column += part.columns


def _head_words(head: Head) -> str:
    return f"{head.text}\n{head.gloss}" if head.gloss else head.text


def _put(sheet: Worksheet, box: tuple[int, int, int, int], value: str | float, ink: Format) -> None:
    """Write a value into one cell or a merged box."""
    top, left, bottom, right = box
    if (top, left) != (bottom, right):
        sheet.merge_range(top, left, bottom, right, "", ink)
    if isinstance(value, str):
        sheet.write_string(top, left, value, ink) if value else sheet.write_blank(
            top, left, None, ink
        )
    else:
        sheet.write_number(top, left, value, ink)


def _sum(
    sheet: Worksheet, box: tuple[int, int, int, int], slot: Slot, page: Rollup, ink: Ink
) -> None:
    total = page.sums.cells[slot.key]
    value: str | float = "" if total.value is None else total.value
    _put(sheet, box, value, ink.cell if total.is_complete else ink.partial)
    if not total.is_complete:
        names = [page.name(agency) for agency in total.missing[:_MOST_IN_COMMENT]]
        words = say(
            "rollup.sheet_comment",
            page.view.language,
            given=total.given,
            expected=total.expected,
            names=listed(names, page),
        )
        sheet.write_comment(box[0], box[1], words)


def lack_words(page: Rollup) -> str:
    """Write who is missing, the line that stands above every table."""
    names = [one.name for one in page.missing if one.kind == "no_report"]
    partly = [one.name for one in page.missing if one.kind != "no_report"]
    language = page.view.language
    key = f"sheet_lack{'' if names else '_none'}{page.lack}"
    words = [
        say("rollup.sheet_unit_note", language, n=len(page.parts)),
        say(f"rollup.{key}", language, n=len(names), names=listed(names, page)),
    ]
    if partly:
        words.append(say("rollup.partly", language, n=len(partly), names=listed(partly, page)))
    return " · ".join(words)


def _simulated(page: Rollup) -> str:
    language = page.view.language
    return f"{say('site.ribbon', language)} · {say('export.simulated', language)}"


def _list(sheet: Worksheet, rows: Rows, page: Rollup, ink: Ink) -> None:
    """Write a plain list, its first row the heads; what is simulated says so in every row."""
    mark = [say("export.simulated_data", page.view.language)] if page.view.is_demo else []
    for n, row in enumerate(rows):
        for column, value in enumerate([*row, *mark]):
            look = ink.bold if not n else ink.plain
            if isinstance(value, int | float):
                sheet.write_number(n, column, value, look)
            else:
                sheet.write_string(n, column, str(value), look)
    if len(rows) > 1:
        sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) + len(mark) - 1)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 6, 30)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(1, 0)
