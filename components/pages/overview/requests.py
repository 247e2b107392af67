"""How many requests came in the year and what became of them: table three, where it can be read."""

from dataclasses import replace

import pandas as pd

from components.figures.outcome_stack import COLOURS, group_words
from components.numbers import plain, points, share
from components.pages.overview.parts import (
    RECEIVED,
    STATED,
    Block,
    Glance,
    Lines,
    Number,
    OverviewLine,
)
from pipelines.aggregate.changes import LEAST_BASE


def requests_block(glance: Glance) -> Block:
    """Add up requests and outcomes of the reports whose table three can be read."""
    by, whole_count = glance.outcomes_of(glance.year)
    received = glance.of(RECEIVED)
    reports = len(glance.reports)
    title, href = glance.say("requests_title"), glance.view("requests").href
    numbers = (*_received(glance, received, reports), *_stated(glance, reports, len(received)))
    if not whole_count:
        lead = glance.say("requests_none", reports=reports)
        return Block("requests", title, href, lead, numbers)
    whole = float(by.sum())
    lead = glance.say("requests_lead", reports=whole_count, whole=plain(whole))
    lead += _granted(glance, by, whole)
    concluded = Number(
        plain(whole),
        glance.say("concluded"),
        href,
        glance.say("of_tables", known=whole_count, reports=reports),
        is_main=True,
    )
    left = reports - whole_count
    lines = tuple(_line(glance, str(group), float(n), whole) for group, n in by.items() if n > 0)
    return Block(
        "requests",
        title,
        href,
        lead,
        (*numbers, concluded),
        (Lines(glance.say("outcomes"), lines),) if whole else (),
        (glance.say("requests_unread", n=left),) if left else (),
    )


def _received(glance: Glance, received: pd.DataFrame, reports: int) -> tuple[Number, ...]:
    if received.empty:
        return ()
    href = replace(glance.view("counts"), indicator=RECEIVED).href
    base = glance.say("of_reports", known=len(received), reports=reports)
    text = plain(float(received["value"].sum()))
    is_main = 2 * len(received) >= reports
    return (Number(text, glance.say("received"), href, base, is_main=is_main),)


def _stated(glance: Glance, reports: int, known: int) -> tuple[Number, ...]:
    """Return what the text says where tables are few: another source, never added to them."""
    stated = glance.of(STATED)
    if len(stated) <= known:
        return ()
    href = replace(glance.view("counts"), indicator=STATED).href
    base = glance.say("of_reports", known=len(stated), reports=reports)
    text = plain(float(stated["value"].sum()))
    return (Number(text, glance.say("received_text"), href, base, is_main=True),)


def _granted(glance: Glance, by: pd.Series, whole: float) -> str:
    """Say what part was granted, and by how many points it differs from the year before."""
    if whole < LEAST_BASE:
        return glance.say("stop")
    now = float(by["granted"]) / whole
    text = glance.say("granted", share=share(float(by["granted"]), whole))
    before, _ = glance.outcomes_of(glance.year - 1)
    base = float(before.sum()) if len(before) else 0.0
    if base < LEAST_BASE:
        return text + glance.say("stop")
    change = points(now - float(before["granted"]) / base, glance.language)
    return text + glance.say("granted_before", points=change)


def _line(glance: Glance, group: str, count: float, whole: float) -> OverviewLine:
    text = plain(count)
    note = share(count, whole) if whole >= LEAST_BASE else ""
    href = glance.view("requests").href
    words = group_words(group, glance.language)
    return OverviewLine(words, text, href, count / whole, COLOURS[group], note)
