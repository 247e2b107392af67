"""How tasks stand today: what people said, beside what the rules say of the reports now. Pure.

A task ends by itself when a later version or a correction no longer breaks its rule, and is there
again when that comes back. What nobody can tell stays open and says so: nothing ends by silence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from pipelines.ledger.task_words import CLOSED, RETURNED, WITHDRAWN
from pipelines.ledger.tasks import Task

RESOLVED: Final = "resolved"  # ended by itself: a version or correction no longer breaks the rule
EXCLUDED: Final = "excluded"  # ended by a verdict: a person found that there is nothing wrong
REOPENED: Final = "reopened"  # it was ended, and the rule is broken again
ENDED: Final = frozenset({CLOSED, WITHDRAWN, RESOLVED, EXCLUDED})
# What is to be said beside a state.
UNJUDGED: Final = "unjudged"  # the report of today cannot be judged by the rule
GONE: Final = "gone"  # no finding of today or of earlier is this one: nobody can tell
STILL: Final = "still"  # a person ended it and the finding is still there
Row = Mapping[str, Any]
_Key = tuple[str, str, int, str, str]


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """One task as it stands.

    `finding` is the fingerprint under which its finding is listed today, "" where it is not.
    `change` tells what ended it or brought it back: document or correction, which, and when.
    """

    task: Task
    state: str
    finding: str = ""
    doubt: str = ""
    change: tuple[str, str, str] = ("", "", "")

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to be done."""
        return self.state not in ENDED

    def days_over(self, today: date) -> int:
        """Return how many days its day has passed, 0 where it has not or nothing is to be done."""
        due = self.task.word.due_on
        return max(0, (today - due).days) if due and self.is_open else 0


def standings(
    tasks: Iterable[Task],
    findings: Iterable[Row],
    former: Iterable[Row],
    excluded: Iterable[str] = (),
) -> list[TaskStanding]:
    """Set tasks beside the findings of today and of earlier versions, of all their reports.

    Args:
        tasks: those of one data set.
        findings: the rows of today of that data set; each may be the finding of one task only.
        former: the rows of earlier versions, with their progress.
        excluded: the fingerprints that a verdict excludes.
    """
    listed = list(tasks)
    today = _Pool(row for row in findings if row["status"] == "fail")
    before = _Pool(former)
    out = frozenset(excluded)
    named = {
        task.fingerprint: today.take_named(task) or before.take_named(task) for task in listed
    }  # every name first: what is alike is looked for among what no task names
    placed = []
    for task in listed:
        row = named[task.fingerprint] or today.take_alike(task)
        rows = [row] if row else before.alike(task)
        placed.append(_standing(task, rows, out))
    return placed


def _standing(task: Task, rows: Sequence[Row], excluded: frozenset[str]) -> TaskStanding:
    names = {task.fingerprint, *(str(row["fingerprint"]) for row in rows)}
    finding = str(rows[0]["fingerprint"]) if len(rows) == 1 else ""
    change = _change(rows[0]) if rows else ("", "", "")
    if task.word.state == WITHDRAWN:
        return TaskStanding(task, WITHDRAWN, finding)
    if names & excluded:
        state = CLOSED if task.word.state == CLOSED else EXCLUDED
        return TaskStanding(task, state, finding)
    state, doubt = _state(task, {str(row["progress"]) for row in rows}, change[2])
    return TaskStanding(task, state, finding, doubt, change)


def _state(task: Task, progress: set[str], changed_at: str) -> tuple[str, str]:
    """Return the state of a task whose finding came to so much, and what is doubtful about it."""
    decided, is_newer = task.word.state, _is_after(task.at, changed_at)
    if progress == {"resolved"}:
        is_kept = decided == CLOSED or (decided == RETURNED and is_newer)
        return (decided if is_kept else RESOLVED), ""
    if not progress or progress & {"resolved", "unjudged"}:
        doubt = UNJUDGED if progress else GONE
        return decided, "" if decided == CLOSED else doubt
    if progress == {"reopened"} and not is_newer:
        return REOPENED, ""
    return decided, STILL if decided == CLOSED else ""


class _Pool:
    """Findings of which each is given to one task."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._named: dict[str, Row] = {}
        self._alike: dict[_Key, list[Row]] = {}
        for row in rows:
            self._named[str(row["fingerprint"])] = row
            self._alike.setdefault(_key(row), []).append(row)

    def take_named(self, task: Task) -> Row | None:
        """Give the finding that says the very same."""
        row = self._named.pop(task.fingerprint, None)
        if row is not None:
            self._alike[_key(row)].remove(row)
        return row

    def take_alike(self, task: Task) -> Row | None:
        """Give a finding of the same rule at the same place, with other numbers."""
        rows = self.alike(task)
        if not rows:
            return None
        self._named.pop(str(rows[0]["fingerprint"]), None)
        return self._alike[_key(rows[0])].pop(0)

    def alike(self, task: Task) -> list[Row]:
        """Return the findings of the same rule at the same place, with other numbers."""
        if not (task.about.get("member") or _has_numbers(task.about)):
            return []
        return list(self._alike.get(_key(task.about), ()))


def _key(row: Row) -> _Key:
    member = str(row.get("member") or "")
    has_numbers = "numbers" if member or _has_numbers(row) else "words"
    year = row.get("report_year")
    return str(row["agency_id"]), str(row["rule"]), int(year or 0), member, has_numbers


def _has_numbers(row: Row) -> bool:
    return bool(row.get("left_side")) and bool(row.get("right_side"))


def _change(row: Row) -> tuple[str, str, str]:
    names = ("progress_by", "progress_version", "progress_at")
    by, version, at = (str(row.get(name) or "") for name in names)
    return by, version, at


def _is_after(moment: datetime, at: str) -> bool:
    """Tell whether a word was said after a change; of one whose hour is not known it was."""
    try:
        changed = datetime.fromisoformat(at)
    except ValueError:
        return True
    aware = [one if one.tzinfo else one.replace(tzinfo=UTC) for one in (moment, changed)]
    return aware[0] >= aware[1]
