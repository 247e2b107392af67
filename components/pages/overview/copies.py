"""Which reports of the year say much in the same words as another's, or as the year before."""

from dataclasses import replace

import pandas as pd

from components.figures.records import Record, records
from components.numbers import plain
from components.pages.overview.parts import Block, Glance, Lines, Number, OverviewLine
from components.report.texts import key_of

_MOST = 3


def copies_block(glance: Glance) -> Block:
    """Count the pairs that are alike and those alike enough to be raised as copied."""
    judged = int((glance.reports["source"] == "document").sum())
    title, href = glance.say("copies_title"), glance.view("similarity").href
    if not judged:
        lead = glance.say("copies_excerpts", n=len(glance.reports))
        return Block("similarity", title, href, lead)
    kinds = {kind: glance.similar[glance.similar["kind"] == kind] for kind in ("agencies", "years")}
    lead = glance.say("copies_lead", n=judged, copies=int(glance.similar["is_copy"].sum()))
    numbers = tuple(
        number for kind, rows in kinds.items() for number in _numbers(glance, kind, rows)
    )
    alike = glance.similar.sort_values("is_copy", ascending=False, kind="stable")
    lines = tuple(_line(glance, row) for row in records(alike.head(_MOST)))
    excerpts = len(glance.reports) - judged
    notes = (glance.say("copies_left", n=excerpts),) if excerpts else ()
    lists = (Lines(glance.say("copies_most"), lines),) if lines else ()
    return Block("similarity", title, href, lead, numbers, lists, notes)


def _numbers(glance: Glance, kind: str, rows: pd.DataFrame) -> tuple[Number, ...]:
    view = glance.view("similarity")
    href = replace(view, by="year" if kind == "years" else "agency").href
    copies = int(rows["is_copy"].sum())
    note = glance.say("copies_of", n=copies)
    return (Number(plain(len(rows)), glance.say(f"alike_{kind}"), href, note, is_main=True),)


def _line(glance: Glance, row: Record) -> OverviewLine:
    sides = {side: key_of(row[f"{side}_agency_id"], row[f"{side}_year"]) for side in _SIDES}
    view = glance.view("similarity").with_own(**sides)
    href = replace(view, by="year" if row["kind"] == "years" else "agency").href
    names = [
        f"{glance.name(row[f'{side}_agency_id'], row[f'{side}_agency'])} {int(row[f'{side}_year'])}"
        for side in _SIDES
    ]
    value = float(row["similarity"])
    note = glance.say("is_copy") if row["is_copy"] else ""
    return OverviewLine(" ↔ ".join(names), f"{value:.2f}", href, value, note=note)


_SIDES = ("left", "right")
