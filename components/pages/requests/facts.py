"""What table three says of a scope, added up once for every way to look at it."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from components.cache import kept_for_publication
from pipelines.aggregate.chain import chain
from pipelines.aggregate.requests import flows, reasons, sums
from pipelines.store.store import Store

TABLE: Final = "3"


@dataclass(frozen=True, eq=False)
class RequestTotals:
    """The reports of a scope with a cell of the table, and all that adds up; nobody changes it."""

    reports: pd.DataFrame
    known: frozenset[int]  # the reports whose table can be read in full
    outcome: pd.DataFrame  # those reports, a column a group
    flows: pd.DataFrame
    reasons: pd.DataFrame
    links: pd.DataFrame
    sums: pd.DataFrame


@kept_for_publication
def facts(
    store: Store, dataset: str, agencies: tuple[str, ...], years: tuple[int, int] | None
) -> RequestTotals:
    """Return the facts of a scope: language and way of looking make no difference."""
    reports = store.request_reports(dataset, agencies, years)
    outcome = reports[reports["is_known"]]
    added = store.request_outcomes(dataset, agencies, years)
    return RequestTotals(
        reports=reports,
        known=frozenset(map(int, outcome["report_id"])),
        outcome=outcome,
        flows=flows(added),
        reasons=reasons(added),
        links=chain(reports[reports["has_balances"]]),
        sums=sums(reports),
    )
