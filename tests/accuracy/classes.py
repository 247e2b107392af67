"""The classes of documents: every layout and hazard, and how many of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.accuracy import (
    broken,
    extracted,
    frames,
    layouts,
    ofd,
    shapes,
    situations,
    turned,
    variants,
)
from tests.accuracy.layouts import Build
from tests.accuracy.truth import Paper
from tests.forms.chance import Chance

CLASSES: dict[str, tuple[int, Build]] = {
    "1.1 blank_line_cells": (120, layouts.in_shape(shapes.blank_lines)),
    "1.1 blanks vanish": (30, layouts.blanks_vanish),
    "1.2 pipe_rows own cells": (90, layouts.in_shape(shapes.rows_own)),
    "1.2 pipe_rows padded": (90, layouts.in_shape(shapes.rows_padded)),
    "1.3 tables_empty, pictures": (60, layouts.tables_lost),
    "1.4 cell_per_line_trailing_pipe": (70, layouts.in_shape(shapes.trailing)),
    "1.5 giant_pipe_row": (60, layouts.giant),
    "1.6 markdown_pipe_table": (60, layouts.in_shape(shapes.markdown)),
    "1.7 cell_per_line_leading_pipe": (50, layouts.in_shape(shapes.leading)),
    "1.7 pipe before the first cell": (30, turned.opened_rows),
    "1.8 pipe_cell_newline_inside": (40, layouts.in_shape(shapes.newline_inside)),
    "1.9 bare_pipe_lines": (40, layouts.in_shape(shapes.bare_pipes)),
    "1.10 pipe_rows_double_space": (40, layouts.in_shape(shapes.rows_double_space)),
    "1.11 concatenated_cells": (40, layouts.glued),
    "1.12 line_deduplicated": (40, layouts.once_only),
    "1.13 html plain": (100, layouts.in_markup("plain")),
    "1.13 html from Word": (90, layouts.in_markup("word")),
    "1.13 html nested": (50, layouts.in_markup("nested")),
    "1.13 html unclosed": (50, layouts.in_markup("unclosed")),
    "1.13 html capitals": (40, layouts.in_markup("capitals")),
    "1.13 html thead": (30, layouts.in_markup("grouped")),
    "1.13 html character sets": (50, layouts.encoded),
    "1.14 pdf copied as text": (50, layouts.pdf_text),
    "1.14 pdf": (70, layouts.real_pdf),
    "1.14 pdf, narrow columns": (40, extracted.narrow_pdf),
    "1.14 text of a pdf, laid out": (40, extracted.in_text(extracted.laid_out)),
    "1.14 text of a pdf, in reading order": (40, extracted.in_text(extracted.reading_order)),
    "1.14 text of a pdf, header in lines": (40, extracted.in_text(extracted.header_in_lines)),
    "1.14 text of a pdf, digits wrapped": (30, extracted.wrapped_numbers),
    "1.14 markdown of a pdf": (30, extracted.in_text(extracted.markdown_of_pdf)),
    "1.15 pdf side by side": (10, layouts.beside),
    "1.16 section_two_prose": (40, layouts.prose_two),
    "1.17 flipbook_page": (30, layouts.flipbook),
    "1.17 flipbook, heads in letters": (30, turned.stacked_heads),
    "1.18 multi_year_page": (40, layouts.several),
    "tab-separated": (40, layouts.in_shape(shapes.tabs)),
    "spaces": (30, layouts.in_shape(shapes.spaces)),
    "ofd": (40, ofd.written),
    "docx": (60, layouts.word),
    "xlsx": (40, layouts.workbook),
    "csv": (40, layouts.comma),
    "form of another year": (40, situations.other_form),
    "one row 其他处理": (30, situations.one_row),
    "Hubei row": (30, situations.hubei),
    "labels worded otherwise": (80, situations.with_labels),
    "numbers written otherwise": (60, situations.with_digits),
    "blank, strokes, words": (70, situations.with_marks),
    "torn digits": (40, situations.torn_digits),
    "footers in tables": (30, situations.footers),
    "tables in pieces": (40, variants.in_pieces),
    "table four in three rows": (40, turned.disputes_as_rows),
    "table four in three tables": (40, turned.disputes_apart),
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
    "frames of portals": (220, frames.framed),
    "saved as one file": (40, frames.saved),
    "two dates": (20, variants.two_dates),
    "name elsewhere": (30, variants.name_elsewhere),
    "other years in sentences": (30, variants.stale_years),
    "a district's own report": (20, variants.county_office),
    "2014 statistics table": (70, situations.statistics),
    "narrative of older years": (70, situations.narrative),
    "hard sentences": (340, situations.hard),
    "lost characters": (40, situations.lost),
    "traditional, pinyin": (40, situations.converted),
    "brand injected": (30, situations.branded),
    "one line": (30, situations.one_line),
    "agency not named in full": (40, situations.unnamed),
    "homonyms": (30, situations.namesake),
    "not a report: format notice": (20, situations.refused("format_notice")),
    "not a report: interpretation": (20, situations.refused("interpretation")),
    "not a report: news": (20, situations.refused("news")),
    "not a report: work report": (20, situations.refused("work_report")),
    "not a report: guide": (20, situations.refused("guide")),
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
