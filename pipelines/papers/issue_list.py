"""问题清单: the issues of a district as a workbook that an officer can work in and print."""

import io
import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.catalogue.model import Language
from pipelines.export.safe import TEXT_ONLY
from pipelines.ledger.task_words import STATES
from pipelines.papers.chased import Chased
from pipelines.papers.facts import Material, records, settled_filing, sort_findings
from pipelines.papers.heading import Heading, rules_version
from pipelines.papers.issue_rows import (
    COLUMNS,
    PRINTED,
    REPEATED,
    SHEETS,
    Issue,
    Value,
    doubt_rows,
    hint_rows,
    issue_rows,
    mended_rows,
)
from pipelines.papers.plain import plain
from pipelines.papers.steady import steady
from pipelines.papers.words import say, table

_say: Final = partial(say, "issues")
NO_TASKS: Final = Chased()
_HEAD: Final = 2  # rows above the heads: title and subtitle
_MOST_ROWS: Final = 50_000
_ABOUT_WIDTH: Final = 100
_LINE: Final = 13.5  # points of a line of text of 10 points
_TALLEST: Final = 400.0  # a sheet allows 409


@dataclass(frozen=True, slots=True)
class _Forms:
    title: Format
    quiet: Format
    alarm: Format
    head: Format
    text: Format
    number: Format


def issue_list(
    material: Material, heading: Heading, language: Language = "zh", tasks: Chased = NO_TASKS
) -> bytes | None:
    """Return the XLSX of a district's issues, None where there is nothing to list.

    Cells hold text and numbers only, never a formula; what doubts our reading has its own sheet.
    With `tasks` each line that can be one has its state and a key, by which it comes back.
    """
    findings = sort_findings(material.findings)
    filed = settled_filing(material.filing, material.findings)
    issues = issue_rows(findings, filed, material.score, heading, language)
    doubts = doubt_rows(findings, filed, heading, language)
    hints = hint_rows(findings, language)
    mended = mended_rows(records(material.former), language)
    if not (issues or doubts or hints or mended):
        return None
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, TEXT_ONLY | {"in_memory": True}) as book:
        forms = _forms(book)
        title = _say("title.text", language, county=plain(heading.county), years=heading.years_text)
        _properties(book, heading, title)
        for name, subtitle, listed in (
            ("issues", "subtitle", issues),
            ("hints", "hints_subtitle", hints),
            ("doubts", "doubts_subtitle", doubts),
            *([("mended", "mended_subtitle", mended)] if mended else []),
        ):
            can_be = name != "doubts"  # what may be our own misreading is no task of an agency
            rows = [tasks.laid(row, language, can_be=can_be) for row in listed]
            sheet = book.add_worksheet(_say(f"title.{name}", language)[:31])
            agencies = len({row["agency_id"] for row in rows})
            holes = _versions(heading, language) | {"count": len(rows), "agencies": agencies}
            _top(sheet, forms, title, _say(f"title.{subtitle}", language, **holes), heading)
            _grid(sheet, forms, rows, language)
            _print(sheet, heading, title, language, last=_HEAD + max(len(rows), 1))
        about = book.add_worksheet(_say("title.about", language))
        _about(about, forms, _lines(material, heading, language, issues, doubts))
        _print(about, heading, title, language)
    return steady(target.getvalue())


def _lines(
    material: Material,
    heading: Heading,
    language: Language,
    issues: Sequence[Issue],
    doubts: Sequence[Issue],
) -> list[tuple[str, Value]]:
    """Return what the workbook says of itself: filters, versions, counts, definitions."""
    findings = sort_findings(material.findings)
    expected = [
        row for row in settled_filing(material.filing, material.findings) if row["is_expected"]
    ]
    holes = {"county": plain(heading.county), "years": heading.years_text}
    key = "chosen_scope" if heading.chosen else "county_scope"
    scope = _say(f"about.{key}", language, count=heading.chosen, **holes)
    lines: list[tuple[str, Value]] = [
        ("scope", scope),
        ("dataset", say("shared", f"dataset.{heading.dataset}", language)),
        ("made_on", heading.made_on.isoformat()),
        ("store", heading.digest),
        ("rules", rules_version()),
        ("link", plain(heading.link)),
        ("expected", len(expected) or _say("about.no_roster", language)),
        ("counted", len(issues)),
        ("hints", len(findings.hints)),
        ("doubts", len(doubts)),
        ("excluded", len(findings.excluded)),
        ("unjudged", len(findings.unjudged)),
    ]
    named = [(_say(f"about.{key}", language), value) for key, value in lines if value != ""]
    head = _say("about.definitions", language)
    keys = ("definition", "severity", "verdict", "progress", "returned", "blank")
    return [*named, *((head, _say(f"about.{key}", language)) for key in keys)]


def _versions(heading: Heading, language: Language) -> dict[str, str]:
    return {
        "simulated": _say("title.simulated", language) if heading.is_simulated else "",
        "made_on": heading.made_on.isoformat(),
        "digest": heading.digest,
        "rules": rules_version(),
    }


def _top(sheet: Worksheet, forms: _Forms, title: str, subtitle: str, heading: Heading) -> None:
    """Write title and subtitle; they are not merged, so that filters and sorting stay possible."""
    sheet.write_string(0, 0, title, forms.title)
    sheet.write_string(1, 0, subtitle, forms.alarm if heading.is_simulated else forms.quiet)
    sheet.set_row(0, 30)
    sheet.set_row(1, 18)


def _grid(sheet: Worksheet, forms: _Forms, rows: Sequence[Issue], language: Language) -> None:
    widths = table("issues")["widths"]
    for column, name in enumerate(COLUMNS):
        sheet.write_string(_HEAD, column, _say(f"column.{name}", language), forms.head)
        sheet.set_column(column, column, widths[name])
    sheet.set_row(_HEAD, 32)
    for place, row in enumerate(rows[:_MOST_ROWS], _HEAD + 1):
        for column, name in enumerate(COLUMNS):
            _write(sheet, place, column, row[name], forms)
        sheet.set_row(place, max(_height(row[name], widths[name]) for name in COLUMNS))
    last = max(_HEAD + len(rows), _HEAD + 1)
    if not rows:
        sheet.write_string(_HEAD + 1, 0, _say("missing.none", language), forms.quiet)
    sheet.freeze_panes(_HEAD + 1, 2)
    sheet.autofilter(_HEAD, 0, last, len(COLUMNS) - 1)
    choices = [say("tasks", f"state.{state}", language) for state in STATES]
    remedy = COLUMNS.index("remedy")
    allowed = {"validate": "list", "source": choices, "error_type": "information"}
    sheet.data_validation(_HEAD + 1, remedy, last, remedy, allowed)


def _about(sheet: Worksheet, forms: _Forms, lines: Sequence[tuple[str, Value]]) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, _ABOUT_WIDTH)
    for place, (name, value) in enumerate(lines):
        sheet.write_string(place, 0, name, forms.head)
        _write(sheet, place, 1, value, forms)
        sheet.set_row(place, _height(value, _ABOUT_WIDTH))


def _height(value: Value, width: int) -> float:
    """Return the points that a wrapped text needs; Chinese letters are two wide."""
    text = value if isinstance(value, str) else ""
    letters = sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)
    return min(_TALLEST, 4 + _LINE * max(1, math.ceil(letters / (width - 1))))


def _print(
    sheet: Worksheet, heading: Heading, title: str, language: Language, *, last: int = 0
) -> None:
    """Set up A4 landscape with the head on every page.

    A list takes three sheets side by side at its full size: what is wrong, why, what becomes of it.
    """
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    mark = _say("title.simulated", language) if heading.is_simulated else ""
    sheet.set_header(f"&C&10 {_harmless(mark + title)[:200]}")
    sheet.set_footer(
        f"&L&8 {_harmless(heading.digest)}  {heading.made_on}&R&8 {_say('title.page', language)}"
    )
    if not last:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.print_across()
        sheet.set_v_pagebreaks([COLUMNS.index(name) + 1 for name in SHEETS])
        sheet.repeat_columns(0, COLUMNS.index(REPEATED))
        sheet.repeat_rows(_HEAD)
        sheet.print_area(0, 0, last, COLUMNS.index(PRINTED))


def _write(sheet: Worksheet, row: int, column: int, value: Value, forms: _Forms) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, forms.text)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, forms.text)
    else:
        sheet.write_number(row, column, value, forms.number)


def _forms(book: xlsxwriter.Workbook) -> _Forms:
    """Return the formats; text is marked as text, so that editing a cell makes no formula of it."""
    song = {"font_name": table("shared")["fonts"]["song"], "font_size": 10}
    cell = song | {"border": 1, "border_color": "#999999", "text_wrap": True, "valign": "top"}
    black = song | {"bold": True}
    return _Forms(
        title=book.add_format(black | {"font_size": 16, "quote_prefix": True}),
        quiet=book.add_format(song | {"font_color": "#555555", "quote_prefix": True}),
        alarm=book.add_format(black | {"font_color": "#B01E1E", "quote_prefix": True}),
        head=book.add_format(
            cell | {"bold": True, "bg_color": "#EDEBE4", "align": "center", "valign": "vcenter"}
        ),
        text=book.add_format(cell | {"quote_prefix": True}),
        number=book.add_format(cell | {"align": "right"}),
    )


def _properties(book: xlsxwriter.Workbook, heading: Heading, title: str) -> None:
    created = datetime.combine(heading.made_on, time())
    properties: Mapping[str, Any] = {
        "title": title,
        "author": plain(heading.office, 250),
        "created": created,
    }
    book.set_properties(properties)


def _harmless(text: str) -> str:
    """Return a text that means itself in a sheet's margin, where & begins a command."""
    return plain(text).replace("&", "&&")
