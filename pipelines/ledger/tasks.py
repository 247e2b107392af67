"""Findings that became tasks of an agency: what people said of each in turn; the last word counts.

A task is tied to the finding it was made of by its fingerprint. What became of the finding since
is in the store: `task_states` sets both side by side.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from pipelines.ledger.decisions import Decision
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.task_words import KIND, WITHDRAWN, TaskWord, word_of


@dataclass(frozen=True, slots=True)
class Task:
    """One task: its last word, who said it and when, and what the finding said when it was made."""

    fingerprint: str
    word: TaskWord
    by: str
    at: datetime
    decision_id: int
    made_by: str
    made_at: datetime
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def dataset(self) -> str:
        """Return whether it is of real or simulated reports: the two never share a total."""
        return str(self.about.get("dataset", ""))

    @property
    def agency_id(self) -> str:
        """Return whose it is."""
        return str(self.about.get("agency_id", ""))

    @property
    def year(self) -> int:
        """Return the year of the report it speaks of."""
        return int(self.about.get("report_year") or 0)


_kept: dict[str, tuple[object, Mapping[str, Task]]] = {}  # by ledger: the last answer


def current_tasks(ledger: Ledger) -> Mapping[str, Task]:
    """Return every task by its fingerprint, those that were withdrawn too.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    latest = ledger.latest(KIND)
    before, answer = _kept.get(ledger.url, (None, {}))
    if latest is None or latest != before:
        answer = MappingProxyType(tasks_of(ledger.decisions(kind=KIND)))
        _kept[ledger.url] = (latest, answer)
    return answer


def tasks_of(decisions: Iterable[Decision]) -> dict[str, Task]:
    """Return the tasks that decisions, in their order, come to."""
    tasks: dict[str, Task] = {}
    for entry in decisions:
        if entry.kind != KIND:
            continue
        before = tasks.get(entry.subject)
        is_new = before is None or before.word.state == WITHDRAWN
        made = (entry.made_by, entry.made_at) if is_new else (before.made_by, before.made_at)  # type: ignore[union-attr]
        about = entry.body.get("about") or (before.about if before else {})
        tasks[entry.subject] = Task(
            entry.subject, word_of(entry.body), entry.made_by, entry.made_at, entry.id, *made, about
        )
    return tasks
