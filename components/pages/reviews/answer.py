"""Reviewed or sued, and how it ended: table four of every report that can be read in full."""

from functools import partial
from typing import Final

import pandas as pd

from components.cache import kept_for_publication
from components.context import PageRequest
from components.figures.pictures import SMALL, Dossier, Found, TableQuestion, left_out, names_of
from components.figures.records import records
from components.figures.scope import scope_line, scope_of, stranger
from components.figures.text import sources_of
from components.pages.reviews.cases import counts
from components.pages.reviews.parts import bars_part, check_part, courses_part, ranking_part
from components.pages.reviews.table import reviews_table
from components.view import View
from components.words import say
from pipelines.aggregate.reviews import rates, results, whole
from pipelines.store.store import Store

TABLE: Final = "4"


def reviews(ask: PageRequest) -> Found:
    """Answer the page about reviews; what was asked of one publication is kept."""
    return _reviews(ask.store, ask.view)


@kept_for_publication
def _reviews(store: Store, view: View) -> Found:
    language, scope = view.language, scope_of(store, view)
    question = say("reviews.question", language)
    if scope.strangers:
        return stranger(view, scope, question)
    reports = store.reports(view.dataset, scope.shown_asked, view.years)
    found = results(store.review_cases(view.dataset, scope.shown_asked, view.years))
    asked = TableQuestion(view, scope, question, reports, found, names_of(scope, reports))
    known = whole(found)
    return _dossier(asked, found, known) if known else asked.unanswered("reviews")


def _dossier(asked: TableQuestion, cases: pd.DataFrame, known: set[int]) -> Dossier:
    view, language = asked.view, asked.view.language
    known_cases = cases[cases["report_id"].isin(known)]
    reports = asked.reports[asked.reports["report_id"].isin(known)]
    coverage = asked.coverage("reviews", reports)
    parts = (
        courses_part(asked, known_cases, coverage),
        bars_part(asked, known_cases, coverage),
        ranking_part(asked, known_cases, coverage),
        check_part(asked, cases),
    )
    return Dossier(
        view=view,
        question=asked.question,
        scope=scope_line(view, asked.scope, asked.years),
        sentence=_sentence(view, known_cases, len(reports)),
        coverage=coverage,
        parts=tuple(part for part in parts if part is not None),
        make_table=partial(reviews_table, asked, cases),
        notes=left_out(asked, known, TABLE, "reviews"),
        definitions=(
            (say("reviews.definition_head", language), say("reviews.definition", language)),
        ),
        sources=sources_of(reports),
    )


def _sentence(view: View, cases: pd.DataFrame, reports: int) -> str:
    (row,) = records(rates(cases.assign(all="all"), ["all"]))
    key = "sentence" if row["decided"] >= SMALL else "sentence_small"
    if not row["cases"]:
        key = "sentence_zero"
    return say(f"reviews.{key}", view.language, reports=reports, **counts(row))
