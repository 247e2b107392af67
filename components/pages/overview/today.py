"""今天要办: what waits for an officer today, each with its number and its address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from components.access.gate import is_of_the_desk
from components.access.visitor import visitor
from components.context import PageRequest
from components.figures.evidence import judged, verdicts
from components.figures.filing import squares
from components.figures.records import records
from components.pages.importing.answer import inbox
from components.pages.importing.permission import reach
from components.pages.tasks.answer import OVERDUE, every_task, unit_words
from components.view import View
from components.words import say
from pipelines.accounts.roles import may
from pipelines.build.republished import RULE
from pipelines.desk.history import CHANGED
from pipelines.desk.task_rows import counts_by_agency
from pipelines.errors import LedgerError
from pipelines.identities import AgencyId
from pipelines.ledger.draft_states import DRAFT

_WANTING: Final = ("missing", "late")
_MOST_UNITS: Final = 6


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing to do: in words with its number, where it leads, whether it presses."""

    words: str
    href: str
    is_pressing: bool = False
    parts: tuple[Errand, ...] = ()


def errands(ask: PageRequest) -> tuple[Errand, ...] | None:
    """Return what waits for this visitor; None for who does not work at the desk.

    Only real data, and of an officer only the counties given. Where the ledger cannot be read
    nothing is said to wait: the page says that it is down.
    """
    if not is_of_the_desk(ask.desk.installation):
        return None
    try:
        return (*_filings(ask), *_drafts(ask), *_tasks(ask), *_changes(ask))
    except LedgerError:
        return None


def _filings(ask: PageRequest) -> Iterable[Errand]:
    """Yield who on the roster has not reported, or did so late, for the newest year due."""
    language = ask.language
    filing = ask.store.filing("real")
    listed = filing[filing["is_expected"].astype(bool)]
    own = [_is_own(str(code)) for code in listed["agency_id"]]
    listed = listed[own]
    if listed.empty:
        yield Errand(say("today.no_roster", language), View("roster", language).href)
        return
    due = listed.loc[listed["state"] != "not_judged", "report_year"]
    if due.empty:
        return
    year = int(due.max())
    asked = tuple(map(str, listed["agency_id"].unique()))
    of_year = listed[listed["report_year"] == year]
    here = replace(ask, view=View(language=language))
    states = squares(of_year, judged(here, asked, (year,) * 2, is_whole=False))
    counts = states["state"].value_counts()
    for state in _WANTING:
        n = int(counts.get(state, 0))
        if n:
            view = View("compliance", language, years=(year, year)).with_own(state=state)
            words = say(f"today.{state}", language, n=n, year=year)
            yield Errand(words, view.href, is_pressing=state == "missing")


def _drafts(ask: PageRequest) -> Iterable[Errand]:
    waiting = replace(reach(ask), states=(DRAFT,))
    frame = inbox(ask.desk.installation).listed(waiting)
    n = int(frame["sha256"].nunique())
    if n:
        href = View("import", ask.language).href
        yield Errand(say("today.drafts", ask.language, n=n), href)


def _tasks(ask: PageRequest) -> Iterable[Errand]:
    """Yield the open tasks with those of each agency below, the most overdue first."""
    language = ask.language
    here = View("tasks", language)
    every = every_task(replace(ask, view=here))
    rows = [row for row in every if row["is_open"] and _is_own(str(row["agency_id"]))]
    if not rows:
        return
    over = sum(bool(row["days_over"]) for row in rows)
    units = counts_by_agency(rows)
    parts = tuple(_unit(unit, here) for unit in units[:_MOST_UNITS])
    words = say("today.tasks", language, n=len(rows), units=len(units))
    yield Errand(words, here.href, parts=parts)
    if over:
        href = here.with_own(show=OVERDUE).href
        yield Errand(say("today.overdue", language, n=over), href, is_pressing=True)


def _unit(unit: tuple[str, str, int, int], here: View) -> Errand:
    code, name, n, over = unit
    words = unit_words(name, n, over, here.language)
    return Errand(words, replace(here, agencies=(code,)).href, is_pressing=bool(over))


def _changes(ask: PageRequest) -> Iterable[Errand]:
    """Yield the reports that were changed after they were filed and that nobody has judged."""
    found = ask.store.findings("real")
    given = verdicts(ask)
    rows: list[dict[str, Any]] = records(found[found["rule"] == RULE])
    fresh = [
        row for row in rows if row["fingerprint"] not in given and _is_own(str(row["agency_id"]))
    ]
    if fresh:
        view = View("history", ask.language).with_own(kind=CHANGED)
        yield Errand(say("today.changed", ask.language, n=len(fresh)), view.href)


def _is_own(agency_id: str) -> bool:
    """Tell whether an agency is of the visitor's counties; an open desk has all."""
    who = visitor()
    return not who.has_accounts or may(who.account, "import", AgencyId(agency_id).area)
