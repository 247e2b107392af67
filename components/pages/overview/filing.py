"""Who filed in the year: on time, late, missing, out of how many that were due."""

from dataclasses import replace
from typing import Final

import pandas as pd

from components.figures.filing import STATES, counted
from components.figures.records import Record, records
from components.numbers import day, plain
from components.pages.compliance.answer import state_words
from components.pages.overview.parts import Block, Glance, Lines, Number, OverviewLine
from components.words import say

_WANTING: Final = ("missing", "late", "unreadable")
_MOST: Final = 6
_ALWAYS: Final = ("on_time", "late", "missing")


def filing_block(glance: Glance) -> Block:
    """Count the states of the year's filing; without a roster nobody is called missing."""
    rows = glance.filing
    due = counted(rows)
    expected, reported = int(due["is_expected"].sum()), int(due["report_id"].count())
    counts = {str(state): int(n) for state, n in due["state"].value_counts().items()}
    key = "filing" if expected else "filing_no_roster"
    lead = glance.say(
        key, expected=expected, reported=reported, on_time=counts.get("on_time", 0)
    ) + _due(glance, rows)
    received = Number(
        f"{plain(reported)} / {plain(expected)}" if expected else plain(reported),
        glance.say("received_reports" if expected else "received_no_roster"),
        glance.view("compliance").href,
        is_main=True,
    )
    states = tuple(
        _state(glance, state, counts.get(state, 0))
        for state in STATES
        if counts.get(state) or (state in _ALWAYS and not (state == "missing" and not expected))
    )
    notes = () if expected else (glance.say("no_roster"),)
    if strays := len(rows) - len(due):
        notes = (say("compliance.note_strays", glance.language, n=strays),)
    title = glance.say("filing_title")
    href = glance.view("compliance").href
    return Block("compliance", title, href, lead, (received, *states), _wanting(glance), notes)


def _wanting(glance: Glance) -> tuple[Lines, ...]:
    """Name who was late or is missing, the missing first."""
    rows = glance.filing
    rows = rows[rows["state"].isin(_WANTING)].sort_values(
        ["state", "days_late"], ascending=[False, False], kind="stable"
    )
    if rows.empty:
        return ()
    lines = [_line(glance, row) for row in records(rows.head(_MOST))]
    more = len(rows) - _MOST
    heading = glance.say("filed_late")
    return (Lines(heading + (glance.say("filed_more", n=more) if more > 0 else ""), tuple(lines)),)


def _line(glance: Glance, row: Record) -> OverviewLine:
    view = replace(glance.view("compliance"), agencies=(str(row["agency_id"]),))
    name = glance.name(row["agency_id"], row["agency"])
    return OverviewLine(name, state_words(row, glance.ask.view), view.href)


def _state(glance: Glance, state: str, count: int) -> Number:
    words = say(f"compliance_state.{state}", glance.language)
    href = glance.view("compliance", state=state if count else "").href
    return Number(plain(count), words, href, mark=state)


def _due(glance: Glance, rows: pd.DataFrame) -> str:
    """Name the deadline where it is one and the same."""
    due = rows["due_on"].dropna().unique()
    return glance.say("due", day=day(due[0], glance.language)) if len(due) == 1 else ""
