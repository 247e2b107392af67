"""The pairs of the page as a table for files."""

from __future__ import annotations

from typing import Final

from components.answers import Empty, Sheet
from components.context import Ask
from components.pages.similarity.answer import Pair, similarity
from components.tables import Cell, Column, Table
from components.view import Language
from components.words import say

_NUMBERS: Final = frozenset({"similarity", "quantile", "shared"})
_COLUMNS: Final = ("left", "right", "similarity", "quantile", "shared", "judged")


def sheet(ask: Ask) -> Sheet | None:
    """Return what the downloads of the page carry."""
    found = similarity(ask)
    if isinstance(found, Empty):
        return None
    language = ask.language
    columns = tuple(
        Column(say(f"similarity_column.{name}", language), "number" if name in _NUMBERS else "text")
        for name in _COLUMNS
    )
    return Sheet(
        view=found.view,
        question=found.question,
        scope=found.scope,
        sentence=found.sentence,
        coverage=say("similarity.pairs", language, n=len(found.pairs)),
        table=Table(columns, tuple(_row(pair, language) for pair in found.pairs)),
        notes=found.notes,
    )


def _row(pair: Pair, language: Language) -> tuple[Cell, ...]:
    unknown = say("compliance.unknown", language)
    return (
        Cell(pair.left),
        Cell(pair.right),
        Cell(f"{pair.similarity:.4f}", value=round(pair.similarity, 4)),
        Cell(unknown if pair.quantile is None else f"{pair.quantile:.4f}", value=pair.quantile),
        Cell(str(pair.shared), value=float(pair.shared)),
        Cell(say("similarity.is_copy" if pair.is_copy else "similarity.is_like", language)),
    )
