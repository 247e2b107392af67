"""Tasks as rows that pages, commands and files show: the state in words is for whoever shows it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pipelines.catalogue.model import Language
from pipelines.ledger.task_states import TaskStanding
from pipelines.papers.words import say
from pipelines.settings import Settings

_SHORT: Final = 12  # letters of a hash that name a version
_DAY: Final = 10  # letters of a moment that name its day
_WORDS: Final = ("title", "message", "basis")


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks: empty takes all that are open; `state` names one, "all" every one."""

    counties: Sequence[str] = ()
    agencies: Sequence[str] = ()
    state: str = ""
    is_overdue: bool = False


def task_rows(
    found: Iterable[TaskStanding], settings: Settings, *, is_named: bool = True
) -> list[dict[str, Any]]:
    """Return a row a task, the most overdue first, then by day; hours are the installation's.

    `days_over` counts the days since its day, in the time zone of the installation; 0 where that
    has not passed, where none was set, or where nothing is to be done any more.
    """
    today = settings.today()
    rows = [_row(one, settings, today, is_named=is_named) for one in found]
    far = date.max.isoformat()
    return sorted(
        rows,
        key=lambda row: (
            not row["is_open"],
            row["due_on"] or far,
            row["agency_id"],
            row["report_year"],
            row["rule"],
            row["task"],
        ),
    )


def chosen(rows: Iterable[Mapping[str, Any]], wanted: TaskFilter) -> list[Mapping[str, Any]]:
    """Return the rows that a filter lets through."""
    return [row for row in rows if _is_wanted(row, wanted)]


def counts_by_agency(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, str, int, int]]:
    """Return id, name, open and overdue tasks of each agency that has open ones, most first."""
    listed = [row for row in rows if row["is_open"]]
    names = {row["agency_id"]: row["agency"] for row in listed}
    every = Counter(row["agency_id"] for row in listed)
    over = Counter(row["agency_id"] for row in listed if row["days_over"])
    found = [(code, names[code], n, over[code]) for code, n in every.items()]
    return sorted(found, key=lambda one: (-one[3], -one[2], one[0]))


def state_words(state: str, language: Language) -> str:
    """Name a state of a task."""
    return say("tasks", f"state.{state}", language)


def beside_words(row: Mapping[str, Any], language: Language) -> str:
    """Say what ended a task or brought it back, and what nobody can tell; "" where nothing is."""
    if row["doubt"]:
        return say("tasks", f"doubt.{row['doubt']}", language)
    if row["state"] not in {"resolved", "reopened"} or not row["change_by"]:
        return ""
    parts = {"version": row["change_version"][:_SHORT], "at": row["change_at"][:_DAY]}
    return say("tasks", f"change.{row['change_by']}", language, **parts)


def _row(one: TaskStanding, settings: Settings, today: date, *, is_named: bool) -> dict[str, Any]:
    task, word, about = one.task, one.task.word, one.task.about
    by, version, at = one.change
    texts = {
        f"{name}_{language}": str(about.get(f"{name}_{language}") or "")
        for name in _WORDS
        for language in ("zh", "en")
    }
    return {
        "task": task.fingerprint,
        "finding": one.finding,
        "dataset": task.dataset,
        "agency_id": task.agency_id,
        "agency": str(about.get("agency") or task.agency_id),
        "county_code": str(about.get("county_code") or ""),
        "report_year": task.year,
        "rule": str(about.get("rule") or ""),
        **texts,
        "state": one.state,
        "is_open": one.is_open,
        "due_on": word.due_on.isoformat() if word.due_on else "",
        "days_over": one.days_over(today),
        "feedback": word.feedback,
        "review": word.review,
        "reason": word.reason,
        "doubt": one.doubt,
        "change_by": by,
        "change_version": version,
        "change_at": settings.local(at) if at else "",
        "by": task.by if is_named else "",
        "at": settings.local(task.at),
        "made_by": task.made_by if is_named else "",
        "made_at": settings.local(task.made_at),
        "decision_id": task.decision_id,
    }


def _is_wanted(row: Mapping[str, Any], wanted: TaskFilter) -> bool:
    return (
        (wanted.state in {"all", row["state"]} if wanted.state else row["is_open"])
        and (not wanted.counties or row["county_code"] in wanted.counties)
        and (not wanted.agencies or row["agency_id"] in wanted.agencies)
        and (not wanted.is_overdue or row["days_over"] > 0)
    )
