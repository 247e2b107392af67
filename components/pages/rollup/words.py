"""A district's sum in words: the answer, what is marked, and what the notes must say."""

from collections.abc import Iterator

from components.figures.form import Form, label
from components.figures.pictures import listed as first_of
from components.figures.sums import CellSum
from components.figures.text import form_words
from components.numbers import plain, signed
from components.pages.rollup.answer import Rollup
from components.words import say
from pipelines.aggregate.rollup_relations import Relation
from pipelines.catalogue.model import split_id

_MOST = 12
_MONEY = "procurement.amount"


def scope_words(page: Rollup) -> str:
    """Write the scope: place, year, form, how many agencies, simulated or real."""
    language = page.view.language
    parts = [
        page.county,
        str(page.year),
        form_words(page.template, language),
        say("rollup.parts", language, n=len(page.parts)),
        say(f"scope.kind_{page.view.dataset}", language),
    ]
    return " · ".join(parts)


def answer_words(page: Rollup) -> str:
    """Write the answer: who is expected, who is missing, how many cells all of them gave."""
    language = page.view.language
    gone = [agency.name for agency in page.missing if agency.kind == "no_report"]
    came = len(page.parts) - len(gone)
    head = "sentence" if page.has_roster else "sentence_floor"
    parts = {"expected": len(page.parts), "came": came, "missing": len(gone)}
    names = first_of(gone, page.view)
    first = say(f"rollup.{head}{'' if gone else '_all'}", language, names=names, **parts)
    partly = [agency.name for agency in page.missing if agency.kind != "no_report"]
    if partly:
        first += say("rollup.partly", language, n=len(partly), names=first_of(partly, page.view))
    return first + counted(list(page.sums.cells.values()), page)


def counted(cells: list[CellSum], page: Rollup) -> str:
    """Write how many cells all agencies gave a number to, how many some, how many nobody."""
    whole = sum(one.is_complete for one in cells)
    none = sum(one.value is None for one in cells)
    language, some = page.view.language, len(cells) - whole - none
    if none == len(cells):
        return say("rollup.cells_none", language, none=none)
    parts = {"whole": whole, "cells": len(cells), "some": some, "n": len(page.parts)}
    text = say(f"rollup.cells{'' if some or none else '_all'}", language, **parts)
    return text + (say("rollup.cells_none", language, none=none) if none else "")


def standing(page: Rollup, form: Form) -> str:
    """Write under a table's title how many of its cells everyone gave a number to."""
    cells = [page.sums.cells[slot.key] for slot in form.slots()]
    return counted(cells, page)


def listed(names: list[str], page: Rollup) -> str:
    """Join names in the reader's language."""
    return say("rollup.comma", page.view.language).join(names)


def cell_words(key: str, page: Rollup) -> str:
    """Return what a cell is: the words of its row and column."""
    indicator, member = split_id(key)
    return label(indicator, member, page.view.language, page.tables.get(key, ""))


def notes(page: Rollup) -> tuple[str, ...]:
    """Return what has to be said of the sum beside its cells."""
    return tuple(_notes(page))


def _notes(page: Rollup) -> Iterator[str]:
    language = page.view.language
    yield say("rollup.note_unknown", language)
    if not page.has_roster:
        yield say("rollup.note_no_roster", language, n=len(page.parts))
    yield say("rollup.note_own", language)
    office = say("rollup.office", "zh")
    named = [str(name) for name in page.parts["name"] if office in str(name)]
    if named:
        yield say("rollup.note_office", language, names=listed(named, page))
    if any(one.kind == "other_form" for one in page.missing):
        yield say("rollup.note_form", language)
    if page.sums.others:
        pairs = [f"{page.name(agency)} {plain(value)}" for agency, value in page.sums.others]
        yield say("rollup.note_others", language, list=listed(pairs, page))
    if _MONEY in page.sums.cells:
        yield say("rollup.note_money", language)
    yield say("rollup.note_twice", language)


def own_words(page: Rollup) -> str:
    """Say what the district's own report is beside the sum, or that it is not held."""
    language, own = page.view.language, page.own
    if own is None:
        return say("rollup.own_none", language, county=page.county, year=page.year)
    if own.is_of_office:
        return say("rollup.own_office", language, title=own.about["title"])
    if not own.is_of_form:
        return say("rollup.own_form", language, year=page.year)
    known = [cell for cell in page.sums.cells.values() if cell.own is not None]
    both = [cell for cell in known if cell.difference is not None]
    unequal = [cell for cell in both if cell.difference]
    if not both:
        return say("rollup.own_unknown", language, known=len(known))
    key = "own_equal" if not unequal else "own_unequal"
    whole = sum(cell.is_complete for cell in unequal)
    counts = {"both": len(both), "n": len(unequal), "whole": whole, "part": len(unequal) - whole}
    text = say(f"rollup.{key}", language, **counts)
    over = sum((cell.difference or 0) > 0 and not cell.is_complete for cell in unequal)
    return text + (say("rollup.own_over", language, n=over) if over else "")


def relation_words(relation: Relation, page: Rollup) -> str:
    """Say of a relation that fails by how much and because of whom."""
    language = page.view.language
    table = "4" if relation.rule.startswith("R-T4") else "3"
    words = label(relation.indicator, relation.member, language, table)
    text = say(
        "rollup.relation",
        language,
        title=relation.title_zh if language == "zh" else relation.title_en,
        what=words,
        left=plain(relation.left),
        right=plain(relation.right),
        difference=signed(relation.difference),
    )
    causes = [f"{page.name(agency)} {signed(much)}" for agency, much in relation.causes]
    if causes:
        text += say("rollup.relation_causes", language, list=listed(causes[:_MOST], page))
    partial = [page.name(agency) for agency in relation.partial]
    if partial:
        text += say("rollup.relation_partial", language, list=listed(partial[:_MOST], page))
    return text
