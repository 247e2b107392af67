"""The pairs of the page as a table for files."""

from typing import Final

from components.answers import Empty, Sheet
from components.context import PageRequest
from components.pages.similarity.answer import SimilarPair, similarity
from components.tables import Table, TableCell, columns_of
from components.view import Language
from components.words import say

_NUMBERS: Final = frozenset({"similarity", "quantile", "shared"})
_COLUMNS: Final = ("left", "right", "similarity", "quantile", "shared", "judged")


def sheet(ask: PageRequest) -> Sheet | None:
    """Return what the downloads of the page carry."""
    page = similarity(ask)
    if isinstance(page, Empty):
        return None
    language = ask.language
    columns = columns_of("similarity_column.", _COLUMNS, language, _NUMBERS)
    return Sheet(
        *page.head,
        coverage=say("similarity.pairs", language, n=len(page.pairs)),
        table=Table(columns, tuple(_row(pair, language) for pair in page.pairs)),
        notes=page.notes,
    )


def _row(pair: SimilarPair, language: Language) -> tuple[TableCell, ...]:
    unknown = say("compliance.unknown", language)
    return (
        TableCell(pair.left),
        TableCell(pair.right),
        TableCell(f"{pair.similarity:.4f}", value=round(pair.similarity, 4)),
        TableCell(
            unknown if pair.quantile is None else f"{pair.quantile:.4f}", value=pair.quantile
        ),
        TableCell(str(pair.shared), value=float(pair.shared)),
        TableCell(say("similarity.is_copy" if pair.is_copy else "similarity.is_like", language)),
    )
