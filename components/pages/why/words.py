"""A change in words and as a table: what brought most, what took most, what stays unexplained."""

from typing import Final

import pandas as pd

from components.figures.records import Record
from components.numbers import plain, relative, signed
from components.pages.why.steps import YearChange
from components.tables import Table, TableCell, TableColumn
from components.words import say
from pipelines.aggregate.bridges import SIDES
from pipelines.aggregate.changes import LEAST_BASE

_MOST_NAMED: Final = 6


def sentence(change: YearChange) -> str:
    """Say how a number went from one year to the other, and which part brought and took most."""
    language, definition = change.view.language, change.definition
    first, last = change.years
    name = change.paired["agency"].iloc[0] if change.agency else ""
    who = say("why.of_agency", language, name=name) if name else ""
    share = ""
    if change.before >= LEAST_BASE and change.change:
        words = relative(change.change / change.before, language)
        share = say("why.share", language, share=words)
    holes = {
        "who": who or say("why.of_several", language, n=len(change.paired)),
        "label": definition.label,
        "first": first,
        "last": last,
        "a": definition.measured(plain(change.before)),
        "b": definition.measured(plain(change.after)),
        "by": signed(change.change) + share,
    }
    key = "why.sentence" if change.change else "why.sentence_same"
    return say(key, language, **holes) + _most(change)


def _most(change: YearChange) -> str:
    language, parts = change.view.language, []
    for key, is_up in (("rose", True), ("fell", False)):
        steps = [row for row in change.moved if (row["change"] > 0) == is_up]
        if steps:
            most = steps[0]["change"]
            names = [change.words[row["key"]] for row in steps if row["change"] == most]
            by = signed(float(most))
            tied = "_tied" if len(names) > 1 else ""
            parts.append(say(f"why.{key}{tied}", language, name=_few(names, change), by=by))
    return "".join(parts)


def notes(change: YearChange) -> tuple[str, ...]:
    """Name what did not change, and what each unexplained part is made of."""
    language = change.view.language
    lines = [say("why.axis", language, first=change.years[0])]
    for side in SIDES:
        rows = change.stated_once(side)
        if rows:
            year = change.years[side == "now"]
            lines.append(say("why.once", language, year=year, list=_listed(change, rows, side)))
    if "whole" in change.rest:
        lines.append(say("why.beside", language, by=signed(change.rest["whole"])))
    if change.still:
        names = [change.words[row["key"]] for row in change.still]
        lines.append(say("why.still", language, n=len(names), list=_few(names, change)))
    if change.per == "agency":
        lines.append(say("why.same_agencies", language, n=len(change.paired)))
    if change.per in ("category", "channel"):
        lines.append(say("why.overlap", language))
    return tuple(lines)


def _listed(change: YearChange, rows: list[Record], side: str) -> str:
    column = "before" if side == SIDES[0] else "after"
    rows = sorted(rows, key=lambda row: -float(row[column]))
    parts = [f"{change.words[row['key']]} {plain(float(row[column]))}" for row in rows]
    return _few(parts, change)


def _few(parts: list[str], change: YearChange) -> str:
    language = change.view.language
    more = len(parts) - _MOST_NAMED
    listed = say("why.comma", language).join(parts[:_MOST_NAMED])
    return listed + say("why.and_more", language, n=more) if more > 0 else listed


def table(change: YearChange) -> Table:
    """Set every part with both years' numbers; the last rows are the rest and the whole."""
    language, unit = change.view.language, change.definition.unit
    first, last = change.years
    columns = (
        TableColumn(say(f"why_by.{change.per}", language)),
        TableColumn(say("why.year", language, year=first), "number", unit),
        TableColumn(say("why.year", language, year=last), "number", unit),
        TableColumn(say("why.change", language), "number", unit),
        TableColumn(say("why.stated", language)),
    )
    rows = [_row(change, row, "both") for row in (*change.moved, *change.still)]
    for side in SIDES:
        rows += [_row(change, row, side) for row in change.stated_once(side)]
    foot = []
    if "whole" in change.rest:
        words = change.rest_words("whole")
        foot.append((TableCell(words), _gap(), _gap(), _by(change.rest["whole"]), TableCell("")))
    foot.append(
        (
            TableCell(say("why.total", language)),
            TableCell(plain(change.before), change.before, href=change.total_href(first)),
            TableCell(plain(change.after), change.after, href=change.total_href(last)),
            _by(change.change),
            TableCell(""),
        )
    )
    return Table(columns, (*rows, *foot), foot=len(foot))


def _row(change: YearChange, row: Record, side: str) -> tuple[TableCell, ...]:
    first, last = change.years
    key, language = str(row["key"]), change.view.language
    is_agency = change.per == "agency"
    name = TableCell(change.words[key], href=change.href_of(key, last) if is_agency else "")
    cells = [
        _gap()
        if pd.isna(row[column])
        else TableCell(
            plain(float(row[column])),
            float(row[column]),
            href="" if is_agency else change.href_of(key, year),
        )
        for column, year in (("before", first), ("after", last))
    ]
    by = _by(float(row["change"])) if side == "both" else _gap()
    return (name, *cells, by, TableCell(say(f"why_side.{side}", language)))


def _gap() -> TableCell:
    return TableCell("–", state="not_stated")


def _by(value: float) -> TableCell:
    return TableCell(signed(value), value)
