"""What stands around a number: last year's and the change, rank and median among its peers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from components.figures.form import cell_key
from components.figures.records import records
from components.numbers import plain, signed
from components.view import Language, View
from components.words import say
from pipelines.store.store import Store

LEAST_PEERS: Final = 3  # known figures among which a rank and a median say something
Key = tuple[str, str]  # table, and the key of the figure


@dataclass(frozen=True, slots=True)
class FigureContext:
    """One number of a report beside last year's and its peers'; None is unknown.

    `rank` and `median` are None too where fewer than three peers have the number, or all have 0.
    """

    value: float
    prior: float | None = None
    rank: int | None = None
    peers: int = 0
    median: float | None = None

    @property
    def change(self) -> float | None:
        """Return how much more it is than last year."""
        return None if self.prior is None else round(self.value - self.prior, 6)

    @property
    def is_quiet(self) -> bool:
        """Tell whether there is nothing worth a line: nought, as it was last year."""
        return not self.value and not self.prior


def context_of(store: Store, view: View) -> Mapping[Key, FigureContext]:
    """Return what stands around every number of a report, asked for once."""
    agency_id, year = view.agencies[0], (view.years or (0, 0))[0]
    rows = records(store.context(view.dataset, agency_id, year))
    return {(str(r["table"]), cell_key(r["indicator"], r["member"])): _context(r) for r in rows}


def _context(row: Mapping[str, Any]) -> FigureContext:
    value, peers = float(row["value"]), int(row["known_count"])
    prior = None if pd.isna(row["prior_value"]) else float(row["prior_value"])
    is_told = peers >= LEAST_PEERS and bool(value)  # nought among many is no place to be named
    rank, median = (int(row["rank"]), float(row["median"])) if is_told else (None, None)
    return FigureContext(value, prior, rank, peers, median)


def lines(context: FigureContext | None, language: Language, *, is_short: bool) -> list[str]:
    """Write a figure's context in small lines: a narrow column has room for the change alone."""
    if context is None or context.is_quiet:
        return []
    change = _change(context)
    if is_short:
        return [change] if change else []
    before = (
        []
        if context.prior is None
        else [say("report.prior", language, n=plain(context.prior), change=change).rstrip()]
    )
    return [*before, *_among(context, "report.among", language)]


def words(context: FigureContext | None, language: Language) -> str:
    """Write a figure's context as one sentence, "" where nothing is known around it."""
    if context is None:
        return ""
    before = (
        []
        if context.prior is None
        else [
            say(
                "report.prior_words",
                language,
                n=plain(context.prior),
                change=_change(context) or say("rate.same", language),
            )
        ]
    )
    return " ".join([*before, *_among(context, "report.among_words", language)])


def _among(context: FigureContext, key: str, language: Language) -> list[str]:
    if context.rank is None or context.median is None:
        return []
    median = plain(context.median)
    return [say(key, language, rank=context.rank, n=context.peers, median=median)]


def _change(context: FigureContext) -> str:
    """Write a change with its sign, "" where there is none."""
    return signed(context.change) if context.change else ""
