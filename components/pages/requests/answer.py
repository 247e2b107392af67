"""Who asks and what they get: table three of every report that can be read in full."""

from functools import partial
from typing import Final

import pandas as pd

from components.answers import Empty
from components.cache import kept_for_publication
from components.context import PageRequest
from components.figures import dimensions
from components.figures.outcome_stack import stack_part
from components.figures.pictures import (
    SMALL,
    Dossier,
    Found,
    TableQuestion,
    left_out,
    listed,
    names_of,
)
from components.figures.records import records
from components.figures.scope import scope_line, scope_of, stranger
from components.figures.text import sources_of
from components.numbers import plain, share
from components.pages.requests.chain import chain_part
from components.pages.requests.facts import TABLE, RequestTotals, facts
from components.pages.requests.flow import flow_part
from components.pages.requests.reasons import reasons_part
from components.pages.requests.table import requests_table
from components.view import View
from components.words import say
from pipelines.aggregate.requests import GROUPS
from pipelines.store.store import Store

_MOST_SUMS: Final = 4


def requests(ask: PageRequest) -> Found:
    """Answer the page about requests; what was asked of one publication is kept."""
    return _requests(ask.store, ask.view)


@kept_for_publication
def _requests(store: Store, view: View) -> Found:
    language, scope = view.language, scope_of(store, view)
    question = say("requests.question", language)
    if scope.strangers:
        return stranger(view, scope, question)
    reports = store.reports(view.dataset, scope.shown_asked, view.years)
    found = facts(store, view.dataset, tuple(scope.shown_asked), view.years)
    asked = TableQuestion(view, scope, question, reports, found.reports, names_of(scope, reports))
    return _dossier(store, asked, found) if found.known else _nothing(asked)


def _dossier(store: Store, asked: TableQuestion, totals: RequestTotals) -> Dossier:
    view, language, known = asked.view, asked.view.language, set(totals.known)
    by = totals.outcome[list(GROUPS)].sum()
    reports = asked.reports[asked.reports["report_id"].isin(known)]
    coverage = asked.coverage("requests", reports)
    labels = labels_of(store, view)
    parts = (
        flow_part(store, asked, totals.flows),
        stack_part(asked, totals.outcome, coverage),
        reasons_part(asked, totals.reasons, labels, coverage),
        chain_part(asked, totals.links),
    )
    return Dossier(
        view=view,
        question=asked.question,
        scope=scope_line(view, asked.scope, asked.years),
        sentence=_sentence(view, by, len(reports)),
        coverage=coverage,
        parts=tuple(part for part in parts if part is not None),
        make_table=partial(requests_table, store, asked, totals.outcome, labels),
        notes=(*_sums(asked, totals.sums), *left_out(asked, known, TABLE, "requests")),
        definitions=(
            (say("requests.definition_head", language), say("requests.definition", language)),
        ),
        sources=sources_of(reports),
    )


def labels_of(store: Store, view: View) -> dict[str, str]:
    """Return the words of each row of the table, and of the sum of 'other handling'."""
    rows = dimensions.indicators(store).drop_duplicates("id")
    pairs = zip(rows["id"], rows[f"label_{view.language}"], strict=True)
    found = {str(key): str(label) for key, label in pairs}
    return found | {"outcome.other_sum": say("requests.other_sum", view.language)}


def _sentence(view: View, by: pd.Series, reports: int) -> str:
    whole = float(by.sum())
    if not whole:
        return say("requests.sentence_zero", view.language, reports=reports)
    key = "item_small" if whole < SMALL else "item"
    items = [
        say(
            f"requests.{key}",
            view.language,
            label=say(f"outcome_group.{group}", view.language),
            count=plain(count),
            share=share(count, whole),
        )
        for group, count in by.items()
        if count > 0
    ]
    return say(
        "requests.sentence_small" if whole < SMALL else "requests.sentence",
        view.language,
        reports=reports,
        whole=plain(whole),
        list=listed(items, view),
        n=SMALL,
    )


def _sums(asked: TableQuestion, checked: pd.DataFrame) -> tuple[str, ...]:
    """Say where published and recomputed sums differ, or that they all agree."""
    language = asked.view.language
    wrong = checked[checked["differs"]]
    notes = [
        say(
            "requests.sums",
            language,
            agency=asked.name(row["agency_id"], row["agency"]),
            year=row["report_year"],
            side=say(f"requests.side_{row['side']}", language),
            published=plain(row["published"]),
            recomputed=plain(row["recomputed"]),
        )
        for row in records(wrong.head(_MOST_SUMS))
    ]
    if len(wrong) > _MOST_SUMS:
        notes.append(say("requests.sums_more", language, n=len(wrong) - _MOST_SUMS))
    outcome = checked[(checked["side"] == "outcomes") & checked["recomputed"].notna()]
    outcome = outcome[outcome["published"].notna()]
    if len(outcome) and not outcome["differs"].any():
        notes.append(say("requests.sums_ok", language, n=len(outcome)))
    return tuple(notes)


def _nothing(asked: TableQuestion) -> Empty:
    """Say why there is no picture, and how little of table three is there."""
    received = asked.cells["received"].dropna()
    holes = {"reports": len(received), "count": plain(float(received.sum()))}
    stated = say("requests.why_stated", asked.view.language, **holes) if len(received) else ""
    return asked.unanswered("requests", stated=stated)
