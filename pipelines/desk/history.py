"""记录: what people did, one row an entry of the ledger, in both languages and filtered.

Beside the ledger stand the silent changes: a report that came again with other content after it
had counted. They are nobody's decision, so they carry no number.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pandas as pd

from pipelines.build.republished import RULE
from pipelines.desk.history_words import act, reason, sentence
from pipelines.documents.archive import Archive
from pipelines.documents.outcomes import Outcomes
from pipelines.errors import ArchiveError, StoreError
from pipelines.filing.roster import entries_of
from pipelines.identities import AgencyId, FilingSubject, Subject
from pipelines.ledger.decisions import Decision
from pipelines.ledger.draft_states import draft_states
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.task_words import KIND as TASK
from pipelines.settings import Settings
from pipelines.store.store import Store

CHANGED: Final = "changed"  # the kind of a silent change
KINDS: Final = ("draft", "filing", "roster", "assignment", "correction", "verdict", TASK, CHANGED)
COLUMNS: Final = (
    *("decision_id", "made_at", "made_by", "kind", "act", "subject", "sha256", "part"),
    *("document", "agency_id", "county_code", "report_year", "zh", "en", "reason"),
    *("is_standing", "replaced_by", "body"),
)


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which entries: empty or None takes all. Days are those of the entry, both included."""

    kinds: Sequence[str] = ()
    by: str = ""
    county: str = ""
    agency_id: str = ""
    sha256: str = ""
    first: date | None = None
    last: date | None = None


def history(settings: Settings, wanted: HistoryFilter | None = None) -> pd.DataFrame:
    """Return the entries, the newest first.

    Returns:
        decision_id (Int64, NA for a silent change), made_at (ISO 8601, UTC), made_by, kind, act
        (of a draft: received, kept, filed, returned, withdrawn; of a verdict its word, of a task
        its state), subject, sha256, part, document (its name), agency_id, county_code,
        report_year (Int64), zh, en (a sentence each), reason, is_standing (whether it is the word
        that counts now), replaced_by (Int64: the entry that counts instead), body (JSON).
    """
    decisions = Ledger(settings.ledger).decisions()
    rows = [*_rows(settings, decisions), *_changes(settings)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in ("decision_id", "report_year", "replaced_by", "part"):
        frame[name] = frame[name].astype("Int64")
    order = frame.sort_values(["made_at", "decision_id"], ascending=False, kind="stable")
    return _filtered(order, wanted or HistoryFilter()).reset_index(drop=True)


def _filtered(frame: pd.DataFrame, wanted: HistoryFilter) -> pd.DataFrame:
    exact = (("made_by", wanted.by), ("county_code", wanted.county), ("sha256", wanted.sha256))
    for column, value in (*exact, ("agency_id", wanted.agency_id)):
        frame = frame[frame[column] == value] if value else frame
    if wanted.kinds:
        frame = frame[frame["kind"].isin(list(wanted.kinds))]
    day = frame["made_at"].str[:10]
    is_wanted = pd.Series(data=True, index=frame.index)
    if wanted.first:
        is_wanted &= day >= wanted.first.isoformat()
    if wanted.last:
        is_wanted &= day <= wanted.last.isoformat()
    return frame[is_wanted]


def _rows(settings: Settings, decisions: Sequence[Decision]) -> Iterator[dict[str, Any]]:
    last = {(decision.kind, decision.subject): decision.id for decision in decisions}
    about = _About(settings, decisions)
    for decision in decisions:
        latest = last[decision.kind, decision.subject]
        is_last = latest == decision.id or decision.kind in {"roster", "filing"}  # these add up
        yield {
            "decision_id": decision.id,
            "made_at": decision.made_at.isoformat(timespec="seconds"),
            "made_by": decision.made_by,
            "kind": decision.kind,
            "act": act(decision),
            "subject": decision.subject,
            **about.of(decision),
            "zh": sentence(decision, "zh"),
            "en": sentence(decision, "en"),
            "reason": reason(decision.body),
            "is_standing": is_last,
            "replaced_by": None if is_last else latest,
            "body": json.dumps(dict(decision.body), ensure_ascii=False, sort_keys=True),
        }


class _About:
    """Which document, agency and year entries speak of, as far as the ledger tells it."""

    def __init__(self, settings: Settings, decisions: Sequence[Decision]) -> None:
        self._archive = Archive(settings.archive)
        self._drafts = draft_states(decisions)
        self._reports = self._known(settings, decisions)
        self._names: dict[str, str] = {}

    def of(self, decision: Decision) -> dict[str, Any]:
        """Return sha256, part, document, agency_id, county_code and report_year of an entry."""
        sha256, part = _document(decision)
        agency_id, year = self._whose(decision, sha256, part)
        return {
            "sha256": sha256,
            "part": part,
            "document": self._name(sha256),
            "agency_id": agency_id,
            "county_code": AgencyId(agency_id).county,
            "report_year": year,
        }

    def _whose(self, decision: Decision, sha256: str, part: int | None) -> tuple[str, int | None]:
        if decision.kind == "filing":
            return FilingSubject.parse(decision.subject)
        if decision.kind in {"verdict", TASK}:
            said = decision.body.get("about") or {}
            return str(said.get("agency_id") or ""), said.get("report_year")
        if decision.kind == "roster":
            listed = {entry.agency_id for entry in entries_of([decision])}
            return (listed.pop(), None) if len(listed) == 1 else ("", None)
        return self._reports.get((sha256, part or 0), ("", None))

    def _known(
        self, settings: Settings, decisions: Iterable[Decision]
    ) -> dict[tuple[str, int], tuple[str, int | None]]:
        """Return whose reports are: as read where they count, and as people said since."""
        owners: dict[tuple[str, int], tuple[str, int | None]] = {}
        named = {_document(decision)[0] for decision in decisions} - {""}
        for row in _reports(settings, named):
            owners[str(row["sha256"]), int(row["part"])] = (
                str(row["agency_id"]),
                int(row["report_year"]),
            )
        for draft in self._drafts.values():
            owners |= _as_read(settings, draft.sha256)
            for part, answer in draft.reports.items():
                owners[draft.sha256, part] = (answer.agency_id, answer.report_year)
        for decision in decisions:
            if decision.kind == "assignment" and decision.body.get("agency_id"):
                sha256, own = _document(decision)
                before = owners.get((sha256, own or 0), ("", None))
                decided = decision.body.get("report_year") or before[1]
                owners[sha256, own or 0] = (str(decision.body["agency_id"]), decided)
        return owners

    def _name(self, sha256: str) -> str:
        if not sha256:
            return ""
        if sha256 not in self._names:
            draft = self._drafts.get(sha256)
            try:
                name = draft.name if draft else self._archive.find(sha256).name
            except ArchiveError:
                name = ""
            self._names[sha256] = name
        return self._names[sha256]


@lru_cache(maxsize=4096)
def _as_read(settings: Settings, sha256: str) -> Mapping[tuple[str, int], tuple[str, int | None]]:
    """Return whose reports a draft holds, as it was read."""
    outcome = Outcomes(settings.store / "parsed", settings.reference).get(sha256)
    reports = outcome.reports if outcome else ()
    return {(sha256, one.part): (one.agency.id, one.report_year) for one in reports}


def _changes(settings: Settings) -> Iterator[dict[str, Any]]:
    """Yield a row for every report that came again with other content."""
    for row in _asked(_store(settings.store).findings, "real", rules=(RULE,)):
        yield {
            **{name: row[name] for name in ("agency_id", "report_year", "sha256", "part")},
            "decision_id": None,
            "made_at": str(row["right_side"]),
            "made_by": "",
            "kind": CHANGED,
            "act": CHANGED,
            "subject": row["fingerprint"],
            "document": "",
            "county_code": AgencyId(row["agency_id"]).county,
            "zh": row["message_zh"],
            "en": row["message_en"],
            "reason": "",
            "is_standing": True,
            "replaced_by": None,
            "body": json.dumps({"cells": row["explanation_zh"]}, ensure_ascii=False),
        }


def _reports(settings: Settings, documents: Collection[str]) -> list[dict[str, Any]]:
    """Return the reports that count of these documents."""
    if not documents:
        return []
    rows = _asked(_store(settings.store).reports, "real")
    return [row for row in rows if row["sha256"] in documents]


def _asked(
    question: Callable[..., pd.DataFrame], *about: object, **options: object
) -> list[dict[str, Any]]:
    try:
        frame = question(*about, **options)
    except StoreError:  # nothing is published yet
        return []
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


@lru_cache(maxsize=4)
def _store(folder: Path) -> Store:
    return Store(folder)


def _document(decision: Decision) -> tuple[str, int | None]:
    subject = Subject.parse(decision.subject)
    if not subject.is_document:
        return str(decision.body.get("sha256") or ""), None
    return subject.sha256, subject.part
