"""The tasks of a view as values: sentence, counts of the filters, one page of rows, one opened."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from components.access.documents import sees_names
from components.answers import Empty, PageHead, Step
from components.context import PageRequest
from components.figures.evidence import ledger
from components.pages.tasks.gate import sees
from components.view import Language, View
from components.words import say
from pipelines.desk.task_rows import (
    TaskFilter,
    beside_words,
    chosen,
    counts_by_agency,
    state_words,
    task_rows,
)
from pipelines.ledger.task_words import KIND, word_of
from pipelines.papers.chased import ALL_STATES, task_standings
from pipelines.papers.words import say as say_paper
from pipelines.values import whole

PAGE_ROWS: Final = 30
EVERY: Final = "all"
OVERDUE: Final = "overdue"  # of the filter `show`
_MOST_UNITS: Final = 12
Row = Mapping[str, Any]
Value = tuple[str, str, bool]  # what a filter's value is called, where it leads, whether it is on


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """One word on a task, as the ledger keeps it."""

    at: str
    by: str
    state: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskBoard(PageHead):
    """The page of tasks."""

    found: str
    facets: tuple[tuple[str, tuple[Value, ...]], ...]
    shown: tuple[Row, ...]
    rows: tuple[Row, ...]  # all that pass the filters: the downloads have them
    pages: tuple[int, int]
    opened: Row | None
    entries: tuple[TaskEntry, ...]


def task_board(ask: PageRequest) -> TaskBoard | Empty:
    """Answer what is to be mended by whom, and how far it is."""
    view, language = ask.view, ask.language
    question, scope = say("tasks.question", language), _scope(view)
    if not sees(ask):
        step = Step(say("tasks.to_findings", language), View("findings", language).href)
        why = say("tasks.closed", language)
        return Empty(view, question, scope, why, "", (step,))
    every = every_task(ask)
    wanted = filter_of(view)
    rows = tuple(chosen(every, wanted))
    last = max(1, -(-len(rows) // PAGE_ROWS))
    number = min(max(whole(view.own("n")) or 1, 1), last)
    opened = next((row for row in every if view.own("at") in _names(row)), None)
    return TaskBoard(
        view=view,
        question=question,
        scope=scope,
        sentence=_sentence(every, language),
        found=say("tasks.found", language, n=len(rows), page=number, pages=last),
        facets=_facets(every, view),
        shown=rows[(number - 1) * PAGE_ROWS : number * PAGE_ROWS],
        rows=rows,
        pages=(number, last),
        opened=opened,
        entries=_entries(ask, str(opened["task"])) if opened else (),
    )


def every_task(ask: PageRequest) -> list[dict[str, Any]]:
    """Return the tasks of the data set and county looked at, whatever else is chosen."""
    installation, view = ask.desk.installation, ask.view
    found = task_standings(installation, view.dataset, store=ask.store)
    rows = task_rows(found, installation, is_named=sees_names(installation))
    return [row for row in rows if not view.county or row["county_code"] == view.county]


def filter_of(view: View) -> TaskFilter:
    """Return the filter of an address; a state that is none is none."""
    state = view.own("state")
    return TaskFilter(
        agencies=view.agencies,
        state=state if state in {*ALL_STATES, EVERY} else "",
        is_overdue=view.own("show") == OVERDUE,
    )


def task_of_finding(ask: PageRequest, fingerprint: str, agency_id: str) -> Row | None:
    """Return the task that a finding is, under its own or a former fingerprint."""
    installation = ask.desk.installation
    found = task_standings(installation, ask.view.dataset, (agency_id,), ask.store)
    rows = task_rows(found, installation, is_named=sees_names(installation))
    return next((row for row in rows if fingerprint in _names(row)), None)


def beside(row: Row, language: Language) -> str:
    """Say what stands beside a state: how long it is overdue, what ended it, what is unknown."""
    days = row["days_over"]
    over = say_paper("tasks", "overdue.days", language, n=days) if days else ""
    return " · ".join(filter(None, (over, beside_words(row, language))))


def _names(row: Row) -> set[str]:
    return {str(row["task"]), str(row["finding"])} - {""}


def _scope(view: View) -> str:
    return say("tasks.scope_demo" if view.is_demo else "tasks.scope", view.language)


def _sentence(every: list[dict[str, Any]], language: Language) -> str:
    if not every:
        return say("tasks.none", language)
    still = [row for row in every if row["is_open"]]
    counts = {
        "open": len(still),
        "units": len({row["agency_id"] for row in still}),
        "over": sum(bool(row["days_over"]) for row in still),
        "itself": sum(row["state"] == "resolved" for row in every),
        "closed": sum(row["state"] == "closed" for row in every),
    }
    return say("tasks.sentence", language, **counts)


def _facets(every: list[dict[str, Any]], view: View) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    language, plain, wanted = view.language, view.with_own(n="", at=""), filter_of(view)
    of_unit = chosen(every, replace(wanted, state=EVERY))
    counts = Counter(str(row["state"]) for row in of_unit)
    still = sum(bool(row["is_open"]) for row in of_unit)
    states = [("", say("tasks.still", language), still)]
    states += [(key, state_words(key, language), counts[key]) for key in ALL_STATES if counts[key]]
    states.append((EVERY, say("tasks.every", language), len(of_unit)))
    over = chosen(every, replace(wanted, is_overdue=True))
    is_over = wanted.is_overdue
    units = counts_by_agency(chosen(every, replace(wanted, agencies=())))[:_MOST_UNITS]
    return (
        (
            "state",
            tuple(
                (f"{words} {n}", plain.with_own(state=state).href, wanted.state == state)
                for state, words, n in states
            ),
        ),
        (
            "show",
            (
                (
                    f"{say('tasks.overdue', language)} {len(over)}",
                    plain.with_own(show="" if is_over else OVERDUE).href,
                    is_over,
                ),
            ),
        ),
        ("unit", tuple(_unit(unit, plain) for unit in units)),
    )


def unit_words(name: str, n: int, over: int, language: Language) -> str:
    """Name an agency with how many tasks it has, and how many of them are overdue."""
    return say("tasks.unit_over", language, name=name, n=n, over=over) if over else f"{name} {n}"


def _unit(unit: tuple[str, str, int, int], view: View) -> Value:
    code, name, n, over = unit
    is_on = code in view.agencies
    href = replace(view, agencies=() if is_on else (code,)).href
    return unit_words(name, n, over, view.language), href, is_on


def _entries(ask: PageRequest, fingerprint: str) -> tuple[TaskEntry, ...]:
    installation = ask.desk.installation
    is_named = sees_names(installation)
    entries = []
    for decision in ledger(ask).decisions(kind=KIND, subject=fingerprint):
        word = word_of(decision.body)
        due = say("tasks.due", ask.language, day=word.due_on) if word.due_on else ""
        entries.append(
            TaskEntry(
                at=installation.local(decision.made_at).replace("T", " "),
                by=decision.made_by if is_named else "",
                state=state_words(word.state, ask.language),
                texts=tuple(filter(None, (due, word.feedback, word.review, word.reason))),
            )
        )
    return tuple(entries)
