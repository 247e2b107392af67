"""Judgements and decisions as rows of the staging tables, their words in both languages."""

from __future__ import annotations

import json

from pipelines.catalogue.model import Words
from pipelines.ledger.decisions import Decision
from pipelines.model import Place
from pipelines.store.rows import Row, place_mapping
from pipelines.validate.judgement import NOTHING, Judgement, plain
from pipelines.validate.wording import message


def finding_row(dataset: str, report_id: int | None, position: int, said: Judgement) -> Row:
    """Return the row of one judgement; without a report it speaks of an agency's year."""
    explanation = said.explanation
    words = explanation.words if explanation else NOTHING
    cells = [{"indicator": one, "member": member} for one, member in _cells(said)]
    return (
        *(report_id, dataset, said.agency, said.report_year, position),
        *(said.rule, str(said.severity), said.status, said.axis, said.member),
        *(plain(said.left), plain(said.right), said.is_assumed, said.reason, said.fingerprint),
        *_both(said.formula),
        *_both(message(said)),
        *(explanation.kind if explanation else "", *_both(words), _json(cells)),
        *_both(said.note),
        _json([place_mapping(place) for place in said.places]),
        _first(said.places),
    )


def decision_row(one: Decision) -> Row:
    """Return the row of a decision about a report or a figure of it."""
    said = (str(one.body.get(name) or "") for name in ("reason", "source"))
    reason = "; ".join(text for text in said if text)
    return (
        one.id,
        one.kind,
        one.subject,
        "",  # anybody may take the published file away; who decided stands in the ledger
        one.made_at.isoformat(timespec="seconds"),
        reason,
    )


def _cells(said: Judgement) -> tuple[tuple[str, str], ...]:
    return said.explanation.cells if said.explanation else ()


def _both(words: Words) -> tuple[str, str]:
    return words.zh, words.en


def _first(places: tuple[Place, ...]) -> str | None:
    return _json(place_mapping(places[0])) if places else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
