"""The numbers of a sentence as statements: what each counts, of which years, where it stands."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipelines.catalogue.load import lexicon
from pipelines.parse.flow import Flow
from pipelines.parse.prose.labels import label_of
from pipelines.parse.prose.sentences import Count, Sentence
from pipelines.prose import ProsePassage, Scope, Statement


@lru_cache(maxsize=128)
def pattern(table: str, name: str) -> re.Pattern[str]:
    """Return one pattern of the words that relate numbers to each other."""
    return re.compile(lexicon("relations")[table][name])


@lru_cache(maxsize=16)
def list_words(name: str) -> frozenset[str]:
    """Return a set of words about lists: the `units` that wholes and parts may carry, for one."""
    return frozenset(lexicon("relations")["list"][name])


def statements_of(
    sentence: Sentence, counts: Sequence[Count], flow: Flow, report_year: int | None, number: int
) -> list[Statement]:
    """Return the statements of one sentence in their order."""
    passage = ProsePassage(sentence.text, sentence.start, sentence.section, number)
    spoken_year: int | None = None  # the year a sentence goes on to speak of
    made: list[Statement] = []
    for count in counts:
        scope, year, spoken_year = _time(count, spoken_year, report_year)
        quantity = count.quantity
        made.append(
            Statement(
                passage=passage,
                start=quantity.start,
                end=quantity.end,
                lead_start=count.lead_start,
                value=quantity.value,
                unit=quantity.unit,
                subject=label_of(count.lead),
                scope=scope,
                year=year,
                place=flow.place(sentence.start + quantity.start, sentence.start + quantity.end),
                is_approximate=quantity.is_approximate,
                depth=count.depth,
            )
        )
    return made


def _time(
    count: Count, spoken_year: int | None, report_year: int | None
) -> tuple[Scope, int | None, int | None]:
    """Return the scope and the year of one number, and the year its sentence goes on with.

    A year that something is compared with, or that stands in brackets, is its own number's only:
    `186, more than in 2022 (150), of these …`.
    """
    if not pattern("when", "any").search(count.span):
        return _past_or_plan(spoken_year, report_year), spoken_year or report_year, spoken_year
    years = list(pattern("when", "year").finditer(count.span))
    year, goes_on = spoken_year, spoken_year
    if years:
        year = int(years[-1]["year"])
        goes_on = spoken_year if years[-1]["with"] or count.depth else year
    elif pattern("when", "this_year").search(count.span):
        year = goes_on = None
    if pattern("change", "lead").search(count.span):
        return "year", report_year, goes_on
    if not years and pattern("change", "before").search(count.span):
        return "prior", report_year - 1 if report_year else None, goes_on
    if pattern("when", "part").search(count.span):
        return "part", year, goes_on
    return _past_or_plan(year, report_year), year or report_year, goes_on


def _past_or_plan(year: int | None, report_year: int | None) -> Scope:
    if year is None or report_year is None or year == report_year:
        return "year"
    return "prior" if year < report_year else "plan"
