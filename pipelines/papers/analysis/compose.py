"""The parts of an analysis put together: opening, cards, sections, annex, meaning of the words."""

from collections import Counter
from typing import Final

from pipelines.catalogue.indicator_ids import (
    CARRIED_OUT,
    DISCLOSURE_TOTAL,
    OUTCOME_TOTAL,
    REQUESTS_RECEIVED,
    REVIEWS,
)
from pipelines.papers.analysis.amounts import Ratio, of_agencies
from pipelines.papers.analysis.blocks import Analysis, FigureCard, PaperTable
from pipelines.papers.analysis.filing_parts import (
    disclosure_section,
    filing_section,
    opening_lines,
)
from pipelines.papers.analysis.quality_parts import (
    graded,
    problems_section,
    quality_section,
    read_count,
    request_section,
    standing_section,
)
from pipelines.papers.analysis.request_parts import requests_section, reviews_section
from pipelines.papers.analysis.study import SUITS, Study
from pipelines.papers.analysis.wording import (
    change_mark,
    numeral,
    points_mark,
    rate_mark,
    say,
    signed,
    stated,
    stroke,
)
from pipelines.papers.facts import Row, is_read
from pipelines.papers.heading import notes
from pipelines.papers.plain import plain
from pipelines.papers.words import say as say_of
from pipelines.papers.words import table

_AMOUNTS: Final = (
    ("disclosure", DISCLOSURE_TOTAL),
    ("received", REQUESTS_RECEIVED),
    ("carried_out", CARRIED_OUT),
    ("reviews", REVIEWS),
    ("suits", SUITS),
)
_COLUMNS: Final = (  # of the annex
    *(DISCLOSURE_TOTAL, REQUESTS_RECEIVED, OUTCOME_TOTAL, CARRIED_OUT),
    *(REVIEWS, SUITS),
)
_ORDER: Final = (
    *("on_time", "disclosure", "received", "granted", "carried_out"),
    *("reviews", "suits", "corrected", "errors", "warnings"),
)
_SECTIONS: Final = (
    filing_section,
    disclosure_section,
    requests_section,
    reviews_section,
    quality_section,
    standing_section,
    problems_section,
    request_section,
)


def analysis_of(study: Study) -> Analysis | None:
    """Return the analysis of a selection's year, None where nothing is known of it."""
    if not study.involved:
        return None
    place, year = plain(study.heading.county), study.year
    scope = f"{place} {year}"
    excluded = len(study.now.found.excluded)
    return Analysis(
        title=say("title.text", place=place, year=year),
        subtitle=say("title.subtitle", place=place, year=year, count=len(study.involved)),
        opening=_of_choice(study, "opening.text") + "".join(opening_lines(study)),
        cards=cards(study),
        sections=[section(study) for section in _SECTIONS],
        annex=_annex(study),
        definitions=list(table("analysis")["definition"].values()),
        notes=notes(study.heading, scope, excluded=excluded, rows=study.now.found.issues),
    )


def cards(study: Study) -> list[FigureCard]:
    """Return the main figures of the year beside the year before, in a fixed order."""
    by_key = {key: _amount_card(study, key, indicator) for key, indicator in _AMOUNTS}
    now, before = study.year, study.year - 1
    on_time = study.on_time(study.now), study.on_time(study.before)
    due = len(study.now.expected)
    judged = say("card.coverage", known=on_time[0].reports, units=due) if due else stroke()
    by_key["on_time"] = _rate_card("on_time", *on_time, judged)
    for key, rate in (("granted", study.granted), ("corrected", study.corrected)):
        own = rate(now)
        by_key[key] = _rate_card(key, own, rate(before), _of_units(own.reports, len(study.units)))
    for place, key in enumerate(("errors", "warnings")):
        by_key[key] = _finding_card(study, key, place)
    return [by_key[key] for key in _ORDER]


def _amount_card(study: Study, key: str, indicator: str) -> FigureCard:
    found = study.amount(indicator)
    coverage = say("card.coverage", known=found.known, units=found.units)
    before = numeral(found.previous)
    return FigureCard(key, say(f"card.{key}"), stated(found), before, change_mark(found), coverage)


def _rate_card(key: str, now: Ratio, before: Ratio, coverage: str) -> FigureCard:
    change = points_mark(now, before)
    return FigureCard(key, say(f"card.{key}"), rate_mark(now), rate_mark(before), change, coverage)


def _of_units(known: int, units: int) -> str:
    return say("card.coverage", known=known, units=units) if known else stroke()


def _finding_card(study: Study, key: str, place: int) -> FigureCard:
    """Return a count of findings; without a report read it is unknown, not 0."""
    counts = [
        graded(district)[place] if read_count(district) else None
        for district in (study.now, study.before)
    ]
    now, before = counts
    change = stroke() if now is None or before is None else signed(now - before)
    reports = _of_units(read_count(study.now), len(study.involved))
    values = (numeral(now), numeral(before))
    return FigureCard(key, say(f"card.{key}"), *values, change, reports)


def cards_grid(analysis: Analysis, year: int) -> PaperTable:
    """Return the cards as a table."""
    words = table("analysis")["card"]
    holes = {"year": year, "before": year - 1}
    head = [text.format(**holes) for text in words["columns"]]
    rows = [[one.label, one.value, one.before, one.change, one.coverage] for one in analysis.cards]
    return PaperTable(say("heading.cards", **holes), head, rows, words["widths"])


def _annex(study: Study) -> PaperTable:
    """Return one row a unit, and what those who state a number come to."""
    words = table("analysis")["annex"]
    columns = [
        of_agencies(study.sums, indicator, study.year, study.involved) for indicator in _COLUMNS
    ]
    counted = Counter((str(r["agency_id"]), str(r["severity"])) for r in study.now.content)
    doubted = Counter(str(row["agency_id"]) for row in study.now.found.doubts)
    filed = {str(row["agency_id"]): row for row in study.now.filed}
    rows = []
    for number, agency in enumerate(study.involved, 1):
        row = filed[agency]
        found = [counted[agency, grade] for grade in ("error", "warning")]
        counts = [*found, doubted[agency]]
        known = is_read(row)
        rows.append(
            [
                str(number),
                study.names.get(agency, agency),
                _state(row),
                *(numeral(column.get(agency)) for column in columns),
                *(str(count) if known or count else stroke() for count in counts),
            ]
        )
    title = _of_choice(study, "heading.annex_title")
    return PaperTable(title, words["columns"], rows, words["widths"], words["note"], left=1)


def _of_choice(study: Study, key: str) -> str:
    """Say something of all agencies of a place, or of the agencies that were chosen."""
    key = f"{key}_chosen" if study.heading.chosen else key
    return say(key, place=plain(study.heading.county), year=study.year)


def _state(row: Row) -> str:
    if row["state"] == "late" and row["days_late"] is not None:
        return say_of("circular", "annex.late", days=row["days_late"])
    return say_of("shared", f"state.{row['state']}")
