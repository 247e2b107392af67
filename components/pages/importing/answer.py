"""The desk: what was brought in, how it stands, and the one report that is looked at."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

import pandas as pd

from components.answers import PageHead, Step
from components.context import PageRequest
from components.figures.records import records
from components.pages.importing.compared import Compared, compared
from components.pages.importing.permission import (
    may_look,
    reach,
    refusal_of,
    refused,
)
from components.pages.importing.report import page_of, title_of
from components.report.answer import ReportPage
from components.view import Language, View
from components.words import actor, say
from pipelines.desk.inbox import Inbox
from pipelines.desk.inspection import InspectedReport, Inspection
from pipelines.desk.reading import get_ready
from pipelines.ledger.desk_book import Reach
from pipelines.settings import Settings
from pipelines.values import whole

PAGE_ROWS: Final = 40
STATES: Final = ("draft", "filed", "returned", "withdrawn")
AT: Final = re.compile(r"([0-9a-f]{64}):(\d{1,3})", re.ASCII)
_DAY: Final = 10
_FIRST_YEAR: Final = 2008


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One report on the desk, or a file that gave none."""

    name: str
    who: str
    year: str
    state: str
    state_words: str
    said: str  # why it gave no report, or what is still open
    by: str
    day: str
    href: str
    is_here: bool
    at: str = ""
    seen: int = 0  # the last word on its document that the row shows
    has_report: bool = False
    may_file: bool = False  # a draft, or one sent back, of which agency and year are known


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """One report of the desk looked at; `page` is None where the file gave none.

    `parts` lead to the other reports of the same file. `candidates` are (id, words) to choose
    from while whose it is stands open, `years` the years it may be of.
    """

    look: Inspection
    part: InspectedReport | None
    page: ReportPage | None
    title: str
    at: str
    standing: str
    parts: tuple[Step, ...]
    candidates: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    last_year: Compared | None
    earlier: Compared | None
    why: str  # why the present request may do nothing with it, as the key of a message


@dataclass(frozen=True, slots=True)
class Desktop(PageHead):
    """The page of the desk. `why` is why the present request may not bring anything in."""

    why: str
    rows: tuple[DraftRow, ...]
    tabs: tuple[tuple[str, str, bool], ...]  # words, address, whether it is on
    pages: tuple[int, int]
    opened: OpenedDraft | None
    is_gone: bool  # a document was asked for that is not here
    today: str = ""  # where the installation is


def desktop(ask: PageRequest) -> Desktop:
    """Return the desk of a view; nobody who may not import sees what lies on it."""
    ask = replace(ask, view=_inner(ask.view))
    view, language = ask.view, ask.language
    why = refused(ask)
    question = say("importing.question", language)
    scope = say("importing.scope", language)
    if why and why != "foreign":
        return Desktop(view, question, scope, "", why, (), (), (1, 1), None, is_gone=False)
    if not why:
        get_ready()
    seen, box = reach(ask), inbox(ask.desk.installation)
    counts = dict.fromkeys(STATES, 0) | box.counts(seen)
    total = sum(counts.values())
    rows, pages = _page(ask, seen, counts.get(view.own("state"), total))
    opened = _opened(ask)
    return Desktop(
        view=view,
        question=question,
        scope=scope,
        sentence=say("importing.sentence" if total else "importing.empty", language, **counts),
        why=why,
        rows=rows,
        tabs=_tabs(counts, total, view),
        pages=pages,
        opened=opened,
        is_gone=bool(view.own("draft")) and opened is None,
        today=ask.desk.installation.today().isoformat(),
    )


@lru_cache(maxsize=4)
def inbox(installation: Settings) -> Inbox:
    """Return the desk of an installation; it is safe to share and keeps the register."""
    return Inbox(installation)


def look_at(ask: PageRequest, at: str) -> tuple[Inspection, int] | None:
    """Return the document and part that an address names; None where there is no such thing."""
    named = AT.fullmatch(at)
    look = inbox(ask.desk.installation).look(named[1]) if named else None
    if named is None or look is None or look.draft_state is None:
        return None
    part = int(named[2])
    return (look, part) if part < max(len(look.parts), 1) else None


def _inner(view: View) -> View:
    """Return the view whose `draft` names the report, so that `at` is free to name a place."""
    at = view.own("at")
    return view.with_own(draft=at, at="") if AT.fullmatch(at) else view


def _page(
    ask: PageRequest, seen: Reach, count: int
) -> tuple[tuple[DraftRow, ...], tuple[int, int]]:
    """Return the rows of the page that the view asks for, of so many, and which page it is."""
    view, installation = ask.view, ask.desk.installation
    last = max(1, -(-count // PAGE_ROWS))
    number = min(max(whole(view.own("n")) or 1, 1), last)
    states = (view.own("state"),) if view.own("state") in STATES else ()
    chosen = replace(seen, states=states)
    shown = inbox(installation).listed(chosen, PAGE_ROWS, (number - 1) * PAGE_ROWS)
    shown = shown.assign(at=shown["at"].map(installation.local).astype(object))
    counted = ask.store.info().provenance.entry_count
    return tuple(_row(row, view, counted) for row in records(shown)), (number, last)


def _row(row: dict[str, Any], view: View, counted: int) -> DraftRow:
    """Read one row; `counted` is how many decisions the published store has seen."""
    language = view.language
    state = str(row["state"])
    standing = state
    if state == "filed":
        standing = "counting" if int(row["decision_id"]) > counted else "filed_counts"
    at = f"{row['sha256']}:{row['part']}"
    year = "" if pd.isna(row["report_year"]) else str(row["report_year"])
    words = str(row[f"rejection_{language}"])
    if not words and row["is_open"]:
        words = say("importing.is_open", language)
    return DraftRow(
        name=str(row["name"]),
        who=str(row["agency"]) or say("importing.no_agency", language),
        year=year or say("importing.no_year", language),
        state=str(row["state"]),
        state_words=say(f"importing_state.{standing}", language),
        said=words,
        by=actor(str(row["by"]), language),
        day=str(row["at"])[:_DAY],
        href=view.with_own(draft="", cell="", show="", at=at).href,
        is_here=view.own("draft") == at,
        at=at,
        seen=int(row["decision_id"]),
        has_report=not row["code"],
        may_file=state in {"draft", "returned"} and not row["is_open"] and not row["code"],
    )


def _tabs(counts: dict[str, int], total: int, view: View) -> tuple[tuple[str, str, bool], ...]:
    chosen = view.own("state") if view.own("state") in STATES else ""
    here = view.with_own(draft="", at="", cell="", show="", n="")
    words = {state: say(f"importing_state.{state}", view.language) for state in STATES}
    words[""] = say("importing.all", view.language)
    numbers = counts | {"": total}
    return tuple(
        (f"{words[state]} {numbers[state]}", here.with_own(state=state).href, state == chosen)
        for state in ("", *STATES)
    )


def _opened(ask: PageRequest) -> OpenedDraft | None:
    document = look_at(ask, ask.view.own("draft"))
    if document is None or not may_look(ask, document[0]):
        return None
    look, number = document
    language = ask.language
    part = look.parts[number] if look.parts else None
    return OpenedDraft(
        look=look,
        part=part,
        page=page_of(ask, look, part) if part else None,
        title=title_of(part.report, language) if part else look.document.name,
        at=ask.view.own("draft"),
        standing=_standing(ask, look),
        parts=_parts(look, ask.view),
        candidates=part.candidates if part else (),
        years=_years(part),
        last_year=compared(part.last_year, ask) if part else None,
        earlier=compared(part.earlier, ask) if part else None,
        why=refusal_of(ask, look),
    )


def _standing(ask: PageRequest, look: Inspection) -> str:
    language = ask.language
    draft = look.draft_state
    if draft is None:
        return ""
    words = {
        "state": say(f"importing_state.{draft.state}", language),
        "by": actor(draft.by, language),
        "day": ask.desk.installation.local(draft.at).replace("T", " "),
    }
    day = draft.filed_on or draft.returned_on
    more = say(f"importing.day_{draft.state}", language, day=day) if day else ""
    reasons = say("importing.comma", language).join(draft.reasons)
    said = say("importing.said", language, reasons=reasons) if reasons else ""
    return say("importing.standing", language, **words) + more + said


def _parts(look: Inspection, view: View) -> tuple[Step, ...]:
    if len(look.parts) < 2:
        return ()
    here = view.with_own(draft="", cell="", show="")
    return tuple(
        Step(
            title_of(one.report, view.language),
            here.with_own(at=f"{look.document.sha256}:{one.report.part}").href,
        )
        for one in look.parts
    )


def _years(part: InspectedReport | None) -> tuple[int, ...]:
    """Return the years a report may be of, the likely ones: up to the year it was signed in."""
    if part is None or part.report.report_year is not None:
        return ()
    day = part.report.published_on or part.report.signed_on
    last = day.year if day else 0
    return tuple(range(max(last - 3, _FIRST_YEAR), last + 1)) if last else ()


def why_words(why: str, language: Language) -> str:
    """Return in a sentence why somebody may not import."""
    return say(f"importing_gate.{why}", language)
