"""The lists behind a district's sum, as rows: who is missing, who gave what, what differs."""

from components.figures.form import cell_key
from components.figures.records import Record, records
from components.figures.text import form_words, words_of
from components.numbers import signed
from components.pages.rollup.answer import Rollup
from components.pages.rollup.words import cell_words, listed
from components.view import Language
from components.words import say

Row = tuple[object, ...]
_OWN_STATES = frozenset({"no_report", "other_form", "other_unit"})


def state_words(row: Record, language: Language) -> str:
    """Write what an agency gave: its number, or why there is none."""
    if row["state"] in _OWN_STATES:
        return say(f"rollup.state_{row['state']}", language)
    return words_of(row, language)


def missing_rows(page: Rollup) -> list[Row]:
    """Return who is missing or incomplete, and why; the first row is the heads."""
    language = page.view.language
    rows: list[Row] = [_heads(page, "agency", "code", "kind", "reason")]
    rows += [
        (one.name, one.agency_id, page.kind_words(one.kind), one.reason) for one in page.missing
    ]
    return rows if len(rows) > 1 else [*rows, (say("rollup.missing_none", language), "", "", "")]


def given_rows(page: Rollup) -> list[Row]:
    """Return what each agency gave to each cell: a row a cell, a column an agency."""
    language = page.view.language
    agencies = [str(agency_id) for agency_id in page.parts["agency_id"]]
    forms = [
        form_words(template, language) if template else "" for template in page.parts["template"]
    ]
    contributed = {
        (cell_key(row["indicator"], row["member"]), str(row["agency_id"])): row
        for row in records(page.sums.contributed)
    }
    rows: list[Row] = [
        (*_heads(page, "table", "cell", "value", "given"), *map(page.name, agencies)),
        (say("column.form", language), "", "", "", *forms),
    ]
    for form in page.forms:
        number = say(f"table_name.{form.number}", language)
        for slot in form.slots():
            cell = page.sums.cells[slot.key]
            values = [_given(contributed[slot.key, agency], language) for agency in agencies]
            total = "" if cell.value is None else cell.value
            share = f"{cell.given}/{cell.expected}"
            rows.append((number, cell_words(slot.key, page), total, share, *values))
    return rows


def _given(row: Record, language: Language) -> object:
    return float(row["value"]) if row["value"] == row["value"] else state_words(row, language)


def own_rows(page: Rollup) -> list[Row]:
    """Return the cells of the district's own report beside the sums."""
    rows: list[Row] = [_heads(page, "cell", "own", "sum", "difference", "given", "missing")]
    for cell in page.sums.cells.values():
        if cell.own is None:
            continue
        names = listed([page.name(agency) for agency in cell.missing], page)
        rows.append(
            (
                cell_words(cell.key, page),
                cell.own,
                "" if cell.value is None else cell.value,
                "" if cell.difference is None else cell.difference,
                f"{cell.given}/{cell.expected}",
                names,
            )
        )
    return rows


def relation_rows(page: Rollup) -> list[Row]:
    """Return every relation of the sums: both sides, and the agencies that break it."""
    language = page.view.language
    heads = _heads(page, "relation", "cell", "left", "right", "difference", "causes", "partial")
    rows: list[Row] = [heads]
    for relation in page.sums.relations:
        causes = [f"{page.name(agency)} {signed(much)}" for agency, much in relation.causes]
        partial = [page.name(agency) for agency in relation.partial]
        rows.append(
            (
                relation.title_zh if language == "zh" else relation.title_en,
                cell_words(cell_key(relation.indicator, relation.member), page),
                relation.left,
                relation.right,
                relation.difference,
                listed(causes, page),
                listed(partial, page),
            )
        )
    return rows


def _heads(page: Rollup, *keys: str) -> Row:
    return tuple(say(f"rollup.column_{key}", page.view.language) for key in keys)
