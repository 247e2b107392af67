"""One report in words and as the sheet its files carry: every cell, found or not."""

from collections.abc import Iterator
from typing import Final

from components.answers import Empty, Sheet
from components.answers import ReportSource as Origin
from components.context import PageRequest
from components.figures.form import cell_key, label
from components.figures.scope import unit_words
from components.figures.text import NOT_CAPTURED, NUMBER, form_words
from components.report.answer import ReportPage, report
from components.report.cells import CellEntry, PrintedForm
from components.report.context import FigureContext
from components.report.facts import StatedNumber
from components.report.notes import recomputed
from components.report.source import spot
from components.report.versions import day
from components.tables import Table, TableCell, columns_of, number_cell, web_address
from components.view import Language
from components.words import say
from pipelines.catalogue.load import catalogue

_COLUMNS: Final = (
    "table",
    "row",
    "column",
    "indicator",
    "label",
    "state",
    "raw",
    "value",
    "unit",
    "published_value",
    "recomputed_value",
    "method",
    "place",
    "sentence",
    "prior",
    "change",
    "rank",
    "peers",
    "median",
)
_NUMBERS: Final = frozenset({"value", "prior", "change", "rank", "peers", "median"})
_GAPS: Final = ("blank", "slash", "dash", "none_word", "image", "lost", "absent", NOT_CAPTURED)


def sheet(ask: PageRequest) -> Sheet | None:
    """Return a report as a table of one row a figure, None where there is no such report."""
    page = report(ask)
    if isinstance(page, Empty):
        return None
    language = page.view.language
    return Sheet(
        view=page.view,
        question=page.held.question,
        scope=page.held.scope,
        sentence=answer_words(page),
        coverage=say(f"report.coverage_{'excerpt' if page.is_excerpt else 'document'}", language),
        table=_table(page),
        notes=tuple(f"{note.rule} {note.message}" for note in page.open_notes),
        definitions=tuple((say(f"report.{key}", language), words) for key, words in terms(page)),
        sources=(_origin(page),),
    )


def answer_words(page: ReportPage) -> str:
    """Write the answer: how many cells say what, and how many findings are open."""
    language, tables = page.view.language, page.held.tables
    cells = sum(len(table.entries) for table in tables)
    numbers = sum(table.count(NUMBER) for table in tables)
    facts = sum(len(group.facts) for group in page.held.facts)
    counts = {"cells": cells, "numbers": numbers, "facts": facts, "tables": len(tables)}
    if not cells:
        return say("report.answer_text", language, **counts)
    if page.is_excerpt:
        return say("report.answer_excerpt", language, **counts, unknown=cells - numbers)
    gaps = [(state, sum(table.count(state) for table in tables)) for state in _GAPS]
    parts = [
        say("report.gap", language, state=say(f"state.{state}", language), n=count)
        for state, count in gaps
        if count
    ]
    joined = say("report.comma", language).join(parts)
    found = say("report.answer_gaps", language, gaps=joined) if parts else ""
    return say("report.answer", language, **counts) + found + _noted(page)


def _noted(page: ReportPage) -> str:
    """Write how many findings are open; where rules stayed unjudged nothing is called clean."""
    unjudged = sum(note.status != "fail" for note in page.notes)
    for key, count in (("notes", len(page.open_notes)), ("unjudged", unjudged)):
        if count:
            return say(f"report.answer_{key}", page.view.language, n=count)
    return say("report.answer_clean", page.view.language)


def terms(page: ReportPage) -> Iterator[tuple[str, str]]:
    """Yield what identifies the report, as pairs of a term's key and its words."""
    language, about, agency = page.view.language, page.held.about, page.held.agency
    level = str(agency.get("level") or "")
    yield "agency", str(about["agency"])
    yield "code_level", " · ".join(filter(None, (str(about["agency_id"]), _level(level, language))))
    yield "form", _form(str(about["template"] or ""), language)
    yield "published_on", day(about["published_on"]) or say("report.unknown", language)
    if page.held.signed_on:
        yield "signed_on", day(page.held.signed_on)
    if page.held.filing:
        yield "filing", _filing(page)


def _level(level: str, language: Language) -> str:
    known = {"province", "city", "county", "township", "department"}
    return say(f"report.level_{level}", language) if level in known else level


def _form(template: str, language: Language) -> str:
    found = next((one for one in catalogue().templates if one.id == template), None)
    if found is None:
        return form_words(template, language)
    return f"{found.name.spoken(language)} · {found.basis.spoken(language)}"


def _filing(page: ReportPage) -> str:
    language, filing = page.view.language, page.held.filing
    known = {"on_time", "late", "early", "missing", "unreadable", "not_judged"}
    state = str(filing["state"])
    days = filing["days_late"]
    count = int(days) if days is not None and days == days else ""  # noqa: PLR0124 - not a NaN
    words = say(f"report.filing_{state}", language, days=count) if state in known else state
    due = day(filing["due_on"])
    parts = [
        words,
        say("report.due", language, day=due) if due else "",
        str(filing[f"reason_{language}"] or "") if state == "not_judged" else "",
    ]
    return " · ".join(filter(None, parts))


def _table(page: ReportPage) -> Table:
    language = page.view.language
    columns = columns_of("report.column_", _COLUMNS, language, _NUMBERS)
    should = recomputed(page.notes)
    rows = [
        _row(entry, table, should, page)
        for table in page.held.tables
        for entry in table.entries.values()
    ]
    rows += [_fact_row(fact, should, page) for group in page.held.facts for fact in group.facts]
    return Table(columns, tuple(rows))


def _row(
    entry: CellEntry, table: PrintedForm, should: dict[str, str], page: ReportPage
) -> tuple[TableCell, ...]:
    slot, language = entry.slot, page.view.language
    texts = {
        "table": say(f"table_name.{table.form.number}", language),
        "row": slot.row,
        "column": slot.column,
        "indicator": slot.key,
        "label": label(*slot.figure, language, table.form.number),
        "state": entry.state,
        "raw": entry.raw,
        "unit": unit_words(entry.unit, language),
        "published_value": entry.published,
        "recomputed_value": should.get(slot.key, ""),
        "method": entry.method,
        "place": spot(entry.place) if entry.place else "",
    }
    return _cells(texts, _value(entry), page.held.context.get((table.form.number, slot.key)))


def _fact_row(
    fact: StatedNumber, should: dict[str, str], page: ReportPage
) -> tuple[TableCell, ...]:
    language, key = page.view.language, cell_key(fact.indicator, fact.member)
    texts = {
        "table": say("table_name.narrative", language),
        "row": fact.label,
        "column": fact.canonical,
        "indicator": key,
        "label": label(fact.indicator, "", language, "narrative"),
        "state": fact.state,
        "raw": fact.raw,
        "unit": fact.unit,
        "published_value": fact.published,
        "recomputed_value": should.get(fact.key, ""),
        "method": " ".join(fact.remarks),
        "place": fact.at,
        "sentence": fact.sentence,
    }
    around = page.held.context.get(("narrative", key))
    is_whole = bool(fact.member) or not fact.label  # of the year, and no part of an open list
    is_own = around is not None and around.value == fact.value and is_whole
    return _cells(texts, _value(fact), around if is_own else None)


def _cells(
    texts: dict[str, str], value: TableCell, around: FigureContext | None
) -> tuple[TableCell, ...]:
    """Set a row: its words, its number, and what stands around that where it is known."""
    numbers: dict[str, float | None] = {}
    if around is not None:
        numbers |= {"prior": around.prior, "change": around.change}
        if around.rank is not None:
            numbers |= {"rank": around.rank, "peers": around.peers, "median": around.median}
    cells = {key: TableCell(texts.get(key, "")) for key in _COLUMNS}
    cells |= {key: number_cell(numbers.get(key)) for key in _NUMBERS} | {"value": value}
    return tuple(cells[key] for key in _COLUMNS)


def _value(stated: CellEntry | StatedNumber) -> TableCell:
    """Set a number with the words of the page; why there is none stands in its own column."""
    if stated.value is None:
        return TableCell("")
    return TableCell(stated.text, stated.value, is_approximate=stated.is_approximate)


def _origin(page: ReportPage) -> Origin:
    about = page.held.about
    return Origin(
        agency=str(about["agency"]),
        year=int(about["report_year"]),
        title=str(about["title"] or ""),
        address="" if page.view.is_demo else web_address(about["address"]),
        kind=str(about["source"]),
    )
