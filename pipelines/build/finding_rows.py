"""Judgements and decisions as rows of the staging tables, their words in both languages."""

from __future__ import annotations

import json

from pipelines.catalogue.model import Words
from pipelines.ledger.decisions import Decision
from pipelines.model import Place
from pipelines.store.rows import Row, place_mapping
from pipelines.validate.judgement import NOTHING, Judgement, plain
from pipelines.validate.wording import message


def finding_row(dataset: str, report_id: int | None, position: int, judgement: Judgement) -> Row:
    """Return the row of one judgement; without a report it speaks of an agency's year."""
    explanation = judgement.explanation
    words = explanation.words if explanation else NOTHING
    cells = [{"indicator": one, "member": member} for one, member in _cells(judgement)]
    return (
        *(report_id, dataset, judgement.agency, judgement.report_year, position),
        *(
            judgement.rule,
            str(judgement.severity),
            judgement.status,
            judgement.axis,
            judgement.member,
        ),
        *(
            plain(judgement.left),
            plain(judgement.right),
            judgement.is_assumed,
            judgement.reason,
            judgement.fingerprint,
        ),
        *_both(judgement.formula),
        *_both(message(judgement)),
        *(explanation.kind if explanation else "", *_both(words), _json(cells)),
        *_both(judgement.note),
        _json([place_mapping(place) for place in judgement.places]),
        _first(judgement.places),
    )


def decision_row(decision: Decision) -> Row:
    """Return the row of a decision about a report or a figure of it."""
    said = (str(decision.body.get(name) or "") for name in ("reason", "source"))
    reason = "; ".join(text for text in said if text)
    return (
        decision.id,
        decision.kind,
        decision.subject,
        "",  # anybody may take the published file away; who decided stands in the ledger
        decision.made_at.isoformat(timespec="seconds"),
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
