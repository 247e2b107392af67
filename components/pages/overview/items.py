"""How many items were disclosed in the year: the sum of what is stated, by how many of how many."""

from dataclasses import replace
from typing import Final

from components.figures.records import Record, records
from components.figures.scope import DEFAULT_INDICATOR, TOTAL
from components.figures.text import figure_cell
from components.numbers import plain
from components.pages.overview.parts import Block, Glance, Lines, Number, OverviewLine

_MOST: Final = 5
_ENOUGH: Final = 3  # numbers behind a median that stands for a place


def items_block(glance: Glance) -> Block:
    """Add up the items disclosed; reports that do not state them are counted, not guessed."""
    cells, websites = glance.of(TOTAL), glance.of(DEFAULT_INDICATOR)  # where no total is stated
    known, reports = len(cells), len(glance.reports)
    title, every = glance.say("items_title"), glance.view("counts")
    href = replace(every, indicator=TOTAL).href
    site = {"n": len(websites), "sum": plain(float(websites["value"].sum()))}
    apart = [glance.say("items_websites", **site)] if len(websites) else []
    if not known:
        lead = glance.say("items_none", reports=reports)
        return Block("counts", title, every.href, lead, notes=tuple(apart))
    whole, median = float(cells["value"].sum()), float(cells["value"].median())
    base = glance.say("of_reports", known=known, reports=reports)
    top = cells.sort_values("value", ascending=False, kind="stable").head(_MOST)
    most = float(top["value"].iloc[0]) or 1.0
    lines = tuple(_line(glance, row, most) for row in records(top))
    only = lines[0].href if known == 1 else href  # one report is where its number stands
    numbers = [Number(plain(whole), glance.say("items"), only, base, is_main=True)]
    if known >= _ENOUGH:
        numbers.append(Number(plain(median), glance.say("median"), href))
    lead = glance.say("items_lead", known=known, whole=plain(whole))
    unknown = reports - known - len(websites)
    notes = [*apart, *([glance.say("items_unknown", n=unknown)] if unknown else [])]
    notes += [glance.say("items_about")] if cells["is_approximate"].any() else []
    return Block(
        "counts",
        title,
        every.href,
        lead,
        tuple(numbers),
        (Lines(glance.say("items_most"), lines),) if known > 1 else (),
        tuple(notes),
    )


def _line(glance: Glance, row: Record, most: float) -> OverviewLine:
    cell = figure_cell(row, TOTAL, replace(glance.ask.view, more=()))
    name = glance.name(row["agency_id"], row["agency"])
    return OverviewLine(name, cell.text, cell.href, max(float(row["value"]), 0.0) / most)
