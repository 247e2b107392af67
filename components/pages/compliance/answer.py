"""Who published in time, and which reports have something wrong: agencies by years."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from components.answers import Empty, PageHead, Toggle
from components.context import PageRequest
from components.figures.evidence import formerly_judged, judged
from components.figures.filing import (
    SORTS,
    STATES,
    agencies_in_order,
    counted,
    quiet_and_unjudged,
    squares,
    summary,
)
from components.figures.findings import prepared
from components.figures.records import records
from components.figures.scope import Scope, nothing, scope_line, scope_of, stranger
from components.numbers import span
from components.view import View
from components.words import say
from pipelines.values import whole

ROWS: Final = 20
_STATED: Final = ("on_time", "late", "early", "missing", "unreadable", "not_judged", "waived")


@dataclass(frozen=True, slots=True)
class Square:
    """One agency in one year: the state of its filing, and its findings where any were judged."""

    state: str
    words: str
    name: str
    title: str
    href: str
    errors: int | None
    warnings: int | None
    doubts: int | None
    is_pale: bool


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency: its name, its findings' address, its own page here, and its squares."""

    agency_id: str
    name: str
    href: str
    card_href: str
    squares: tuple[Square | None, ...]


@dataclass(frozen=True, slots=True)
class Board(PageHead):
    """The page of filing and findings as values."""

    scope_of: Scope
    notes: tuple[str, ...]
    years: tuple[tuple[str, str], ...]  # a year and its address
    lines: tuple[AgencyLine, ...]
    legend: tuple[tuple[str, str, int, str, bool], ...]  # state, words, count, address, is on
    toggles: tuple[Toggle, ...]
    quiet: tuple[str, ...]  # agencies left out of the lines: on time every year, nothing wrong
    unjudged: tuple[str, ...]  # and those of whom nothing could be judged
    page: int
    pages: int
    rows: pd.DataFrame
    by_year: pd.DataFrame
    findings: pd.DataFrame
    former: pd.DataFrame  # findings of earlier versions: mended, or nobody can tell
    filing: pd.DataFrame


def compliance(ask: PageRequest) -> Board | Empty:
    """Answer who filed when, and with how many findings."""
    view, language = ask.view, ask.language
    scope = scope_of(ask.store, view)
    question = say("compliance.question", language)
    if scope.strangers:
        return stranger(view, scope, question)
    filing = ask.store.filing(view.dataset, scope.shown_asked, view.years)
    if filing.empty:
        return nothing(view, scope, question, say("compliance.none", language))
    asked, has_card = tuple(scope.shown_asked), len(scope.chosen) == 1
    findings = prepared(judged(ask, asked, view.years, is_whole=has_card))
    rows = squares(filing, findings)
    order = agencies_in_order(rows, sort_of(view), view.own("state"))
    quiet, unjudged = _set_aside(rows, order, scope, view)
    aside = {*quiet, *unjudged}
    order = [agency for agency in order if agency not in aside]
    pages = max(1, -(-len(order) // ROWS))
    page = min(max(1, whole(view.own("n"), 6) or 1), pages)
    shown = order[(page - 1) * ROWS : page * ROWS]
    years = sorted({int(year) for year in rows["report_year"]})
    return Board(
        view=view,
        scope_of=scope,
        question=question,
        scope=scope_line(view, scope, (years[0], years[-1])),
        sentence=_sentence(rows, view),
        notes=_notes(rows, view),
        years=tuple((str(y), replace(view, years=(y, y), more=()).href) for y in years),
        lines=_lines(rows, shown, years, scope, view),
        legend=_legend(rows, view),
        toggles=_toggles(view),
        quiet=quiet,
        unjudged=unjudged,
        page=page,
        pages=pages,
        rows=rows,
        by_year=summary(rows),
        findings=findings,
        former=formerly_judged(ask, asked, view.years),
        filing=filing,
    )


def _set_aside(
    rows: pd.DataFrame, order: list[str], scope: Scope, view: View
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who needs no line of their own: the quiet, and those of whom nothing was judged.

    Nobody is set aside where a state or few agencies were asked for.
    """
    if view.own("show") == "all" or view.own("state") in STATES or scope.chosen:
        return (), ()
    standing = quiet_and_unjudged(rows)
    quiet = tuple(agency for agency in order if standing.get(agency) == "quiet")
    unjudged = tuple(agency for agency in order if standing.get(agency) == "unjudged")
    return quiet, unjudged


def sort_of(view: View) -> str:
    """Return the view's order of agencies, by name where it names none we know."""
    return view.own("sort") if view.own("sort") in SORTS else "name"


def state_words(record: Mapping[str, Any], view: View) -> str:
    """Name a state; a late one with its days."""
    days = record.get("days_late")
    if record["state"] == "late" and days is not None and not pd.isna(days):
        return say("compliance.late_days", view.language, n=int(days))
    return say(f"compliance_state.{record['state']}", view.language)


def count_of(value: object) -> int | None:
    """Return a count, or None where it is not known."""
    return None if value is None or pd.isna(value) else int(str(value))  # type: ignore[call-overload]


def day_of(value: object) -> str:
    """Write a day; one that is not known is nothing."""
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else ""


def _lines(
    rows: pd.DataFrame, shown: list[str], years: list[int], scope: Scope, view: View
) -> tuple[AgencyLine, ...]:
    inside = rows[rows["agency_id"].isin(shown)]
    at = {(row["agency_id"], int(row["report_year"])): row for row in records(inside)}
    names = dict(zip(rows["agency_id"], rows["agency"], strict=True))
    lines = []
    for agency in shown:
        own = replace(view, agencies=(agency,), more=())
        cells = [at.get((agency, year)) for year in years]
        lines.append(
            AgencyLine(
                agency_id=agency,
                name=scope.names.get(agency) or str(names[agency]),
                href=replace(own, page="findings").href,
                card_href=own.href,
                squares=tuple(_square(cell, view) if cell else None for cell in cells),
            )
        )
    return tuple(lines)


def _square(record: Mapping[str, Any], view: View) -> Square:
    counts = {name: count_of(record[name]) for name in ("errors", "warnings", "doubts")}
    wanted = view.own("state")
    return Square(
        state=str(record["state"]),
        words=state_words(record, view),
        name=f"{record['agency']} {int(record['report_year'])}",
        title=_title(record, counts, view),
        href=square_href(record, view),
        errors=counts["errors"],
        warnings=counts["warnings"],
        doubts=counts["doubts"],
        is_pale=wanted in STATES and wanted != record["state"],
    )


def square_href(record: Mapping[str, Any], view: View) -> str:
    """Return where an agency's year leads: to its report, else to itself on this page."""
    year = int(record["report_year"])
    one = replace(view, agencies=(str(record["agency_id"]),), years=(year, year), more=())
    return replace(one, page="compliance" if pd.isna(record["report_id"]) else "report").href


def _title(record: Mapping[str, Any], counts: Mapping[str, int | None], view: View) -> str:
    """Say everything a square means in one sentence, for ears and for hovering."""
    language = view.language
    parts = [str(record["agency"]), str(record["report_year"]), state_words(record, view)]
    parts += [
        say(f"compliance.{key}", language, day=day_of(record[key]))
        for key in ("due_on", "published_on")
        if day_of(record[key])
    ]
    reason = record[f"reason_{language}"]
    parts.append(reason if isinstance(reason, str) else "")
    if counts["errors"] is None:
        parts.append(say("compliance.unjudged", language))
    else:
        parts.append(say("compliance.counts", language, **counts))
    return " · ".join(filter(None, parts))


def _sentence(rows: pd.DataFrame, view: View) -> str:
    language = view.language
    years = (int(rows["report_year"].min()), int(rows["report_year"].max()))
    due = counted(rows)
    counts = due["state"].value_counts()
    parts = [
        say(f"compliance.part_{state}", language, n=int(counts[state]))
        for state in _STATED
        if state in counts
    ]
    stated = say("compliance.comma", language).join(parts)
    expected, reported = int(due["is_expected"].sum()), int(due["report_id"].count())
    key = "compliance.sentence" if expected else "compliance.sentence_unknown"
    said = {"span": span(years), "expected": expected, "reported": reported, "states": stated}
    text = say(key, language, **said)
    judged_rows = rows[rows["errors"].notna()]
    if judged_rows.empty:
        return text + say("compliance.findings_none", language)
    wrong = judged_rows[(judged_rows["errors"] > 0) | (judged_rows["warnings"] > 0)]
    with_errors = int((judged_rows["errors"] > 0).sum())
    return text + say(
        "compliance.findings",
        language,
        judged=len(judged_rows),
        wrong=len(wrong),
        errors=with_errors,
    )


def _notes(rows: pd.DataFrame, view: View) -> tuple[str, ...]:
    language = view.language
    strays = int((~rows["is_expected"] & rows["report_id"].notna()).sum())
    has_roster = bool(rows["is_expected"].any())
    notes = [say("compliance.note_square", language), say("compliance.note_axes", language)]
    if has_roster and strays:
        notes.append(say("compliance.note_strays", language, n=strays))
    if not has_roster:
        notes.append(say("compliance.note_no_roster", language))
    return tuple(notes)


def _legend(rows: pd.DataFrame, view: View) -> tuple[tuple[str, str, int, str, bool], ...]:
    counts = rows["state"].value_counts()
    wanted = view.own("state")
    return tuple(
        (
            state,
            say(f"compliance_state.{state}", view.language),
            int(counts.get(state, 0)),
            view.with_own(state="" if state == wanted else state, n="").href,
            state == wanted,
        )
        for state in STATES
        if state != "waived" or state in counts
    )


def _toggles(view: View) -> tuple[Toggle, ...]:
    return tuple(
        Toggle(
            say(f"compliance.sort_{sort}", view.language),
            view.with_own(sort="" if sort == "name" else sort, n="").href,
            sort_of(view) == sort,
        )
        for sort in SORTS
    )
