"""Findings with what people said of them: judgements from the store, verdicts from the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from components.access.documents import sees_names
from components.context import PageRequest
from pipelines.build.evidence import Evidence
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.verdicts import KIND, current, with_verdicts
from pipelines.settings import Settings
from pipelines.store.store import Years


@dataclass(frozen=True, slots=True)
class VerdictEntry:
    """One word of a person on a finding, as the ledger keeps it."""

    number: int
    verdict: str
    reason: str
    by: str
    at: str


def judged(ask: PageRequest, agencies: tuple[str, ...], years: Years) -> pd.DataFrame:
    """Return the judgements of a scope with today's verdicts laid over; accounts read by whom."""
    found = ask.store.findings(ask.view.dataset, agencies, years)
    laid_over = with_verdicts(found, current(ledger(ask)))
    return laid_over if sees_names(ask.desk.installation) else laid_over.assign(verdict_by="")


def ledger(ask: PageRequest) -> Ledger:
    """Return the ledger of the installation."""
    return _ledger(ask.desk.installation.ledger)


def history(ask: PageRequest, fingerprint: str) -> tuple[VerdictEntry, ...]:
    """Return every word on a finding, the oldest first."""
    words = []
    is_named = sees_names(ask.desk.installation)
    for one in ledger(ask).decisions(kind=KIND):
        if one.subject == fingerprint:
            body = one.body
            words.append(
                VerdictEntry(
                    number=one.id,
                    verdict=str(body.get("verdict", "")),
                    reason=str(body.get("reason", "")),
                    by=one.made_by if is_named else "",
                    at=one.made_at.astimezone().strftime("%Y-%m-%d %H:%M"),
                )
            )
    return tuple(words)


def evidence(ask: PageRequest) -> Evidence:
    """Return the documents behind the findings; read anew with each publication."""
    return _evidence(ask.desk.installation, ask.digest)


@lru_cache(maxsize=4)
def _ledger(url: str) -> Ledger:
    return Ledger(url)


@lru_cache(maxsize=2)
def _evidence(installation: Settings, _digest: str) -> Evidence:
    return Evidence(installation)
