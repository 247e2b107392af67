"""What table three says of a scope, added up once for every way to look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from components.cache import kept_for_publication
from components.view import View
from pipelines.aggregate.chain import chain
from pipelines.aggregate.requests import TOTAL, flows, grouped, readable, reasons, sums
from pipelines.store.store import Store

TABLE: Final = "3"
_WORDS: Final = ("agency_id", "agency", "template", "indicator", "member", "state")


@dataclass(frozen=True, eq=False)
class RequestTotals:
    """The cells of a scope and all that is added up of them; nobody changes them."""

    cells: pd.DataFrame
    known: frozenset[int]  # the reports whose table can be read in full
    outcome: pd.DataFrame
    flows: pd.DataFrame
    reasons: pd.DataFrame
    links: pd.DataFrame
    sums: pd.DataFrame


def facts(store: Store, digest: str, view: View, agencies: list[str]) -> RequestTotals:
    """Return the facts of a view's scope: language and way of looking make no difference."""
    return _facts(store, digest, view.dataset, tuple(agencies), view.years)


@kept_for_publication
def _facts(
    store: Store,
    _digest: str,
    dataset: str,
    agencies: tuple[str, ...],
    years: tuple[int, int] | None,
) -> RequestTotals:
    cells = store.table_cells(dataset, TABLE, agencies, years)
    cells = cells.astype(dict.fromkeys(_WORDS, "category"))  # few words in many rows: faster
    total = cells[cells["member"] == TOTAL]
    known = readable(total)
    outcome = grouped(total)
    return RequestTotals(
        cells=cells,
        known=frozenset(known),
        outcome=outcome[outcome["report_id"].isin(known)],
        flows=flows(cells),
        reasons=reasons(total),
        links=chain(total),
        sums=sums(total),
    )
