"""整改闭环: findings made tasks of an agency, chased and ended; each word is a decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from pipelines.errors import LedgerError
from pipelines.filing.states import State
from pipelines.ledger.appending import Seen
from pipelines.ledger.ledger import Entry, Ledger
from pipelines.ledger.task_words import (
    CLOSED,
    KIND,
    OPEN,
    RETURNED,
    STATES,
    TEXTS,
    WITHDRAWN,
    TaskWord,
    about_task,
    word_of,
)
from pipelines.ledger.tasks import current_tasks
from pipelines.papers.chased import excluded_findings, task_standings
from pipelines.papers.facts import records
from pipelines.papers.missing import missing_findings
from pipelines.settings import Settings
from pipelines.store.questions import Years
from pipelines.store.store import Store

MOST_TEXT: Final = 500  # letters of feedback, review or reason
NEEDS: Final = {CLOSED: "reason", WITHDRAWN: "reason", RETURNED: "review"}


@dataclass(frozen=True, slots=True)
class TaskChange:
    """One word on one task, and the number of the last word that the person saw, 0 for none."""

    fingerprint: str
    word: TaskWord
    seen: int
    about: Mapping[str, Any]


def check_word(word: TaskWord) -> None:
    """Refuse a word on a task that cannot be.

    Raises:
        LedgerError: the state is unknown, or what has to be said with it is not.
    """
    if word.state not in STATES:
        known = " ".join(STATES)
        raise LedgerError(
            f"{word.state}: not one of {known}", "task_state", word=word.state, known=known
        )
    needed = NEEDS.get(word.state, "")
    if needed and not getattr(word, needed).strip():
        raise LedgerError(f"{word.state} needs a {needed}", f"task_no_{needed}")
    long = next((name for name in TEXTS if len(getattr(word, name)) > MOST_TEXT), "")
    if long:
        raise LedgerError(f"{long}: at most {MOST_TEXT} letters", "task_long", limit=MOST_TEXT)


def record(settings: Settings, changes: Sequence[TaskChange], *, by: str) -> list[int]:
    """Record words on tasks at once, all or none, and return the numbers of the decisions.

    Raises:
        ChangedMeanwhileError: another has spoken on one of them since.
        LedgerError: a word cannot be, or the ledger cannot be written.
    """
    for change in changes:
        check_word(change.word)
    if not changes:
        return []
    entries: list[Entry] = [
        (KIND, change.fingerprint, change.word.body(change.about)) for change in changes
    ]
    seen = [Seen(KIND, change.fingerprint, change.seen) for change in changes]
    return Ledger(settings.ledger).append_all(entries, by=by, seen=seen)


def make_tasks(
    settings: Settings, fingerprints: Sequence[str], due_on: date | None, *, by: str
) -> list[int]:
    """Make findings tasks of their agencies, all or none; return the numbers of the decisions.

    Raises:
        ChangedMeanwhileError: another has made one of them since.
        LedgerError: one names no finding of an agency, or is a task already.
    """
    store, tasks = Store(settings.store), current_tasks(Ledger(settings.ledger))
    changes = []
    for fingerprint in dict.fromkeys(fingerprints):
        row = finding_of(store, fingerprint)
        if row is None:
            raise LedgerError(f"{fingerprint}: no finding", "fingerprint", word=fingerprint)
        if row["axis"] != "agency":
            raise LedgerError(f"{fingerprint}: our reading", "task_reading", word=fingerprint)
        if is_task(settings, row):
            raise LedgerError(f"{fingerprint}: a task already", "task_there", word=fingerprint)
        before = tasks.get(fingerprint)
        word = TaskWord(OPEN, due_on)
        seen = before.decision_id if before else 0
        changes.append(TaskChange(fingerprint, word, seen, about_task(row, str(row["dataset"]))))
    return record(settings, changes, by=by)


def say_of_task(settings: Settings, fingerprint: str, word: TaskWord, *, by: str, seen: int) -> int:
    """Record a word on a task; what the finding said stays beside it.

    `seen` is the number of the last word that the person saw.

    Raises:
        ChangedMeanwhileError: another has spoken since.
        LedgerError: there is no such task, or the word cannot be.
    """
    task = current_tasks(Ledger(settings.ledger)).get(fingerprint)
    if task is None:
        raise LedgerError(f"{fingerprint}: no task", "no_task", word=fingerprint)
    [number] = record(settings, [TaskChange(fingerprint, word, seen, task.about)], by=by)
    return number


def take_back(settings: Settings, fingerprint: str, reason: str, *, by: str, seen: int) -> int:
    """Take the last word on a task back: the word before counts again, the first one withdraws.

    Both words stay in the ledger, as everything does.

    Raises:
        ChangedMeanwhileError: another has spoken since.
        LedgerError: there is no such task, or no reason.
    """
    words = Ledger(settings.ledger).decisions(kind=KIND, subject=fingerprint)
    if not words or not reason.strip():
        code = "task_no_reason" if words else "no_task"
        raise LedgerError(f"{fingerprint}: nothing to take back", code, word=fingerprint)
    before = word_of(words[-2].body) if len(words) > 1 else TaskWord(WITHDRAWN)
    return say_of_task(
        settings, fingerprint, replace(before, reason=reason.strip()), by=by, seen=seen
    )


def finding_of(store: Store, fingerprint: str) -> dict[str, Any] | None:
    """Return the finding of today that has this very fingerprint, or the report that is missing."""
    named = records(store.finding_named(fingerprint))
    failed = [row for row in named if row["fingerprint"] == fingerprint and row["status"] == "fail"]
    if not failed:
        lacking = (row for dataset in ("real", "demo") for row in _lacking(store, dataset))
        return next((row for row in lacking if row["fingerprint"] == fingerprint), None)
    dataset, agency = str(failed[0]["dataset"]), str(failed[0]["agency_id"])
    rows = records(store.findings(dataset, (agency,)))
    own = (row for row in rows if row["fingerprint"] == fingerprint)
    return next((row | {"dataset": dataset} for row in own), None)


def findings_of_report(settings: Settings, dataset: str, agency_id: str, year: int) -> list[str]:
    """Return the findings of a report that are no task yet: errors and warnings that count.

    Where there is no report, that it is missing.
    """
    store, ledger = Store(settings.store), Ledger(settings.ledger)
    excluded = excluded_findings(ledger)
    own = chased_findings(settings, dataset, agency_id)
    listed = records(store.findings(dataset, (agency_id,), (year, year)))
    return [
        str(row["fingerprint"])
        for row in (*listed, *_lacking(store, dataset, (agency_id,), (year, year)))
        if (row["status"], row["axis"]) == ("fail", "agency")
        and row["severity"] in {"error", "warning"}
        and row["fingerprint"] not in own | excluded
    ]


def missing_reports(
    settings: Settings, dataset: str, county: str = "", year: int | None = None
) -> list[dict[str, Any]]:
    """Return the reports of a data set, or of a county's agencies, that are missing and no task."""
    years = None if year is None else (year, year)
    tasks = task_standings(settings, dataset)
    there = {one.task.fingerprint for one in tasks if one.task.word.state != WITHDRAWN}
    return [
        row
        for row in _lacking(Store(settings.store), dataset, years=years)
        if county in {"", row["county_code"]} and row["fingerprint"] not in there
    ]


def is_task(settings: Settings, row: Mapping[str, Any]) -> bool:
    """Tell whether a finding of today is a task already, under its own or a former fingerprint."""
    chased = chased_findings(settings, str(row["dataset"]), str(row["agency_id"]))
    return str(row["fingerprint"]) in chased


def chased_findings(settings: Settings, dataset: str, agency_id: str) -> frozenset[str]:
    """Return the findings of an agency that are tasks which nobody withdrew."""
    return frozenset(
        name
        for standing in task_standings(settings, dataset, (agency_id,))
        if standing.task.word.state != WITHDRAWN
        for name in (standing.task.fingerprint, standing.finding)
        if name
    )


def _lacking(
    store: Store, dataset: str, agencies: Sequence[str] = (), years: Years = None
) -> list[dict[str, Any]]:
    rows = store.filing(dataset, agencies, years)
    return [*missing_findings(records(rows[rows["state"] == State.MISSING]), dataset)]
