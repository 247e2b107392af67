"""What changed most since the year before: agencies and indicators, never from a small base."""

from dataclasses import replace
from typing import Final

import pandas as pd

from components.cache import kept_for_publication
from components.figures import dimensions
from components.figures.records import Record, records
from components.figures.scope import DEFAULT_INDICATOR, TOTAL, WEBSITE, label_of, unit_words
from components.numbers import plain, relative
from components.pages.overview.parts import Block, Glance, Lines, OverviewLine
from components.view import Language
from pipelines.aggregate.changes import LEAST_BASE
from pipelines.aggregate.movers import largest, pairs
from pipelines.store.store import Store

_AGENCIES: Final = 4
_INDICATORS: Final = 4
_ADDED: Final = ("count", "money")  # rates, and changes of either sign, do not add up
_PLAIN: Final = ("", "applicant")
_TOLD: Final = "narrative."  # the text's own words for what a table says


def changes_block(glance: Glance) -> Block:
    """Name the agencies and indicators that changed most against the year before."""
    known = _indicators(glance.ask.store)
    paired, added = glance.counted.paired, glance.counted.added
    title, before = glance.say("changes_title"), glance.year - 1
    href = replace(glance.view("trends"), years=(before, glance.year)).href
    both = paired["agency_id"].nunique()
    if not both:
        return Block("trends", title, href, glance.say("changes_none", before=before))
    totals = paired[paired["indicator"] == TOTAL]
    agencies = largest(totals, _AGENCIES) if len(totals) > 1 else totals.head(0)
    stem = added["indicator"].map(lambda name: name.removeprefix(_TOLD))
    twice = added["indicator"].str.startswith(_TOLD) & stem.isin(set(added["indicator"]))
    indicators = largest(added[~twice & (added["indicator"] != TOTAL)], _INDICATORS)
    whole = added[added["indicator"] == TOTAL]
    lead = _lead(glance, whole, both)
    labels, units = known[f"label_{glance.language}"], known["unit"]
    both_lists = (
        Lines(
            glance.say("changes_agencies"),
            tuple(_agency(glance, row) for row in records(agencies)),
        ),
        Lines(
            glance.say("changes_indicators"),
            tuple(
                _indicator(glance, row, str(labels[row["indicator"]]), str(units[row["indicator"]]))
                for row in records(indicators)
            ),
        ),
    )
    lists = tuple(entries for entries in both_lists if entries.lines)
    notes = (glance.say("changes_base" if lists else "changes_small", n=LEAST_BASE),)
    return Block("trends", title, href, lead, lists=lists, notes=notes)


def paired_totals(store: Store, totals: pd.DataFrame, year: int) -> pd.DataFrame:
    """Pair the totals that may be added up with those of the year before."""
    known = _indicators(store)
    grades = {str(name): str(grade) for name, grade in known["comparable"].items()}
    return pairs(totals[totals["indicator"].isin(known.index)], year, grades)


def _lead(glance: Glance, whole: pd.DataFrame, both: int) -> str:
    if whole.empty:
        return glance.say("changes_both", n=both, before=glance.year - 1)
    row = records(whole)[0]
    has_share = bool(pd.notna(row["change_share"]))
    return glance.say(
        "changes_lead" if has_share else "changes_lead_small",
        before=glance.year - 1,
        year=glance.year,
        n=int(row["pair_count"]),
        a=plain(float(row["previous"])),
        b=plain(float(row["value"])),
        share=relative(float(row["change_share"]), glance.language),
    )


def _agency(glance: Glance, row: Record) -> OverviewLine:
    view = replace(glance.view("why"), agencies=(str(row["agency_id"]),), indicator=TOTAL)
    view = replace(view, years=(glance.year - 1, glance.year))
    return _line(glance, row, glance.name(row["agency_id"], row["agency"]), view.href)


def _indicator(glance: Glance, row: Record, label: str, unit: str) -> OverviewLine:
    view = replace(
        glance.view("why" if int(row["pair_count"]) > 1 else "trends"),
        indicator=str(row["indicator"]),
        years=(glance.year - 1, glance.year),
    )
    words = glance.say("with_unit", label=label, unit=unit_words(unit, glance.language))
    return _line(glance, row, words, view.href)


def _line(glance: Glance, row: Record, label: str, href: str) -> OverviewLine:
    text = f"{plain(float(row['previous']))} → {plain(float(row['value']))}"
    return OverviewLine(
        label, text, href, note=relative(float(row["change_share"]), glance.language)
    )


@kept_for_publication
def _indicators(store: Store) -> pd.DataFrame:
    """Return the indicators that may be added up, by their name; rates may not."""
    rows = dimensions.indicators(store).drop_duplicates("id")
    rows = rows[rows["kind"].isin(_ADDED) & rows["dimension"].isin(_PLAIN)].set_index("id")
    rows = rows.drop(index=[DEFAULT_INDICATOR, WEBSITE])  # the total once more, or not it
    columns: tuple[Language, ...] = ("zh", "en")
    return rows.assign(
        **{
            f"label_{language}": [
                label_of(label, table, language)
                for label, table in zip(rows[f"label_{language}"], rows["table"], strict=True)
            ]
            for language in columns
        }
    )
