"""The score cards of one agency: points by item, and the findings that took some."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.figures.records import records
from components.pages.compliance.answer import Board
from components.view import View
from pipelines.score import OpenFindings, open_findings, score_card, totals


@dataclass(frozen=True, slots=True)
class CardItem:
    """One item of a card; `points` is None where it could not be judged, with the reason."""

    title: str
    points: float | None
    out_of: float
    reason: str
    findings: tuple[tuple[str, str], ...]  # words and address of each


@dataclass(frozen=True, slots=True)
class Card:
    """The card of one year: points of those that could be judged, and out of how many in all."""

    year: int
    points: float
    judged_out_of: float
    out_of: float
    items: tuple[CardItem, ...]
    standing: OpenFindings


def cards(board: Board) -> tuple[Card, ...]:
    """Return the cards of the one chosen agency, the newest year first."""
    if len(board.scope_of.chosen) != 1:
        return ()
    scored = score_card(board.findings, board.filing)
    if scored.empty:
        return ()
    sums = {int(row["report_year"]): row for row in records(totals(scored))}
    messages = _messages(board.findings, board.view)
    standing = open_findings(board.findings, board.former)
    view = replace(board.view, page="findings", more=())
    made = []
    for year in sorted(sums, reverse=True):
        rows = records(scored[scored["report_year"] == year])
        items = tuple(_item(row, messages, view) for row in rows)
        one = sums[year]
        open_now = standing.get((str(one["agency_id"]), year), OpenFindings())
        made.append(Card(year, one["points"], one["judged_out_of"], one["out_of"], items, open_now))
    return tuple(made)


def _messages(findings: pd.DataFrame, view: View) -> dict[str, str]:
    pairs = findings[["fingerprint", f"message_{view.language}"]]
    return {str(mark): str(words) for mark, words in pairs.itertuples(index=False)}


def _item(row: dict[str, Any], messages: dict[str, str], view: View) -> CardItem:
    reason = row[f"reason_{view.language}"]
    return CardItem(
        title=str(row[f"title_{view.language}"]),
        points=float(row["points"]) if row["is_judged"] else None,
        out_of=float(row["out_of"]),
        reason=reason if isinstance(reason, str) else "",
        findings=tuple(
            (messages.get(str(mark), str(mark)), view.with_own(at=str(mark)).href)
            for mark in row["fingerprints"]
        ),
    )
