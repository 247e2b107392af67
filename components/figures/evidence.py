"""Findings with what people said of them: judgements from the store, verdicts from the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pandas as pd
from flask import g, has_request_context, request

from components.access.documents import sees_names
from components.context import PageRequest
from pipelines.build.evidence import Evidence
from pipelines.errors import LedgerError
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.verdicts import KIND, Verdict, current, with_verdicts
from pipelines.settings import Settings
from pipelines.store.questions import Years

_PAGE: Final = "/_dash-update-component"
_last_known: dict[str, Mapping[str, Verdict]] = {}


@dataclass(frozen=True, slots=True)
class VerdictEntry:
    """One word of a person on a finding, as the ledger keeps it."""

    number: int
    verdict: str
    reason: str
    by: str
    at: str


def judged(
    ask: PageRequest, agencies: tuple[str, ...], years: Years, *, is_whole: bool = True
) -> pd.DataFrame:
    """Return the judgements of a scope with the verdicts of today; only accounts see by whom.

    Where they are only counted, filtered and put in order they need not be whole: without texts
    and places they cost a fifth.
    """
    question = ask.store.findings if is_whole else ask.store.finding_heads
    found = question(ask.view.dataset, agencies, years)
    laid_over = with_verdicts(found, verdicts(ask))
    return laid_over if sees_names(ask.desk.installation) else laid_over.assign(verdict_by="")


def formerly_judged(ask: PageRequest, agencies: tuple[str, ...], years: Years) -> pd.DataFrame:
    """Return the findings of earlier versions that are resolved, or of which nobody can tell.

    Their `status` is their progress, so that none counts as failing or not judged today.
    """
    found = ask.store.former_findings(ask.view.dataset, agencies, years)
    laid_over = with_verdicts(found.assign(status=found["progress"]), verdicts(ask))
    return laid_over if sees_names(ask.desk.installation) else laid_over.assign(verdict_by="")


def verdicts(ask: PageRequest) -> Mapping[str, Verdict]:
    """Return the verdicts that count; where the ledger cannot be read, a page takes the last known.

    Such a page says so (`is_ledger_down`). A file or the interface for programs says nothing that
    may be out of date: it is refused.

    Raises:
        LedgerError: the ledger cannot be read, and the answer is no page.
    """
    url = ask.desk.installation.ledger
    try:
        _last_known[url] = current(ledger(ask))
    except LedgerError:
        if not has_request_context() or request.path != _PAGE:
            raise
        g.is_ledger_down = True
    return _last_known.get(url, {})


def is_ledger_down() -> bool:
    """Tell whether the present page was drawn without the ledger."""
    return has_request_context() and bool(g.get("is_ledger_down"))


def ledger(ask: PageRequest) -> Ledger:
    """Return the ledger of the installation."""
    return _ledger(ask.desk.installation.ledger)


def history(ask: PageRequest, fingerprint: str) -> tuple[VerdictEntry, ...]:
    """Return every word on a finding, the oldest first."""
    is_named = sees_names(ask.desk.installation)
    return tuple(
        VerdictEntry(
            number=decision.id,
            verdict=str(decision.body.get("verdict", "")),
            reason=str(decision.body.get("reason", "")),
            by=decision.made_by if is_named else "",
            at=ask.desk.installation.local(decision.made_at).replace("T", " "),
        )
        for decision in (
            ledger(ask).decisions(kind=KIND, subject=fingerprint) if fingerprint else ()
        )
    )


def evidence(ask: PageRequest) -> Evidence:
    """Return the documents behind the findings; read anew with each publication."""
    return evidence_of(ask.desk.installation, ask.digest)


@lru_cache(maxsize=4)
def _ledger(url: str) -> Ledger:
    return Ledger(url)


@lru_cache(maxsize=2)
def evidence_of(installation: Settings, _digest: str) -> Evidence:
    """Return the documents of an installation as a publication found them."""
    return Evidence(installation)
