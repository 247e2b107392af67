"""Judgements and decisions as rows of the staging tables, their words in both languages."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pipelines.ledger.decisions import Decision
from pipelines.model import Place, Report
from pipelines.store.rows import Row, place_mapping
from pipelines.validate.judgement import NOTHING, Judgement, plain
from pipelines.validate.wording import message

Spot = tuple[int, int, int, bool]
Cell = tuple[str, str]
_encoded: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
UNKNOWN: Final[Mapping[Spot, Cell]] = MappingProxyType({})


def spots_of(report: Report) -> Mapping[Spot, Cell]:
    """Return which indicator and member stands where in a report's document."""
    return {
        _spot(figure.place): (figure.indicator, figure.member)
        for figure in reversed(report.figures)  # of several at one place the first is meant
        if figure.place is not None
    }


def finding_row(
    dataset: str,
    report_id: int | None,
    position: int,
    judgement: Judgement,
    spots: Mapping[Spot, Cell] = UNKNOWN,
) -> Row:
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
        *judgement.formula.both,
        *message(judgement).both,
        *(explanation.kind if explanation else "", *words.both, _json(cells)),
        *judgement.note.both,
        _json([_named(place, spots) for place in judgement.places]),
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


def _named(place: Place, spots: Mapping[Spot, Cell]) -> Mapping[str, object]:
    """Return a place with the indicator and member that stand there, where a figure does."""
    indicator, member = spots.get(_spot(place), ("", ""))
    named = {"indicator": indicator, "member": member} if indicator else {}
    return {**(place_mapping(place) or {}), **named}


def _spot(place: Place) -> Spot:
    """Return what tells a place apart: a grid's cell, or a stretch of a paragraph."""
    if place.row is None:
        return place.block, place.start, place.end, False
    return place.block, place.row, place.column or 0, True


def _first(places: tuple[Place, ...]) -> str | None:
    return _json(place_mapping(places[0])) if places else None


def _json(value: object) -> str:
    return _encoded(value)
