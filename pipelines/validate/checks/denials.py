"""What the text says there was none of, and what it says was all done, against the tables.

A denial is a clause with a subject (requests, reviews, what is carried over …) and a negative
polarity. Its scope ends with the clause; words in between that make it a denial of something
narrower (逾期, 败诉, 上年结转 …) are the lexicon's, not the code's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipelines.catalogue.indicator_ids import (
    CARRIED_OUT,
    REQUESTS_RECEIVED,
    REQUESTS_RECEIVED_IN_TEXT,
)
from pipelines.model import Figure
from pipelines.validate.check_context import CheckContext, words
from pipelines.validate.checks.claims import split_cell
from pipelines.validate.judgement import Judgement
from pipelines.validate.lines import Line
from pipelines.validate.naming import cell_name
from pipelines.validate.words import check_words

HEADING = 16  # characters of a sentence that only names what its line is about
LONGEST = 60  # characters of a clause that are quoted
SUITS = ("suit_direct", "suit_after_review")
GROUPS = ("review", *SUITS)
ZEROS = (
    (REQUESTS_RECEIVED_IN_TEXT, REQUESTS_RECEIVED),
    ("narrative.request.carried_out", CARRIED_OUT),
)
DISPUTES = (("narrative.review.total", ("review",)), ("narrative.suit.total", SUITS))


@dataclass(frozen=True, slots=True)
class DeniedSubject:
    """One thing a text may deny: the cells that count it and how its denials look."""

    rule: str
    cells: tuple[str, ...]
    sections: frozenset[int]
    said: re.Pattern[str]
    unless: re.Pattern[str]  # in the clause: something narrower is denied
    sentence: re.Pattern[str]  # must stand in the sentence or its section is of this subject
    unless_sentence: re.Pattern[str]
    unless_line: re.Pattern[str]  # in the paragraph: it says itself that there were some
    bare: re.Pattern[str]  # a sentence that names no subject at all, which is then the one before
    home: int  # the section where the sentence need not name the subject

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> DeniedSubject:
        """Read a subject from the lexicon."""
        return cls(
            rule=entry["rule"],
            cells=tuple(entry["cells"]),
            sections=frozenset(entry["sections"]),
            said=re.compile("|".join(map(_spelled_out, entry["said"]))),
            unless=re.compile(entry["unless"]),
            sentence=re.compile(entry.get("sentence", "")),
            unless_sentence=re.compile(entry.get("unless_sentence", "(?!)")),
            unless_line=re.compile(entry.get("unless_line", "(?!)")),
            bare=re.compile(entry.get("bare", "(?!)")),
            home=entry.get("home", 0),
        )


def _spelled_out(shape: str) -> str:
    for name, pattern in check_words()["denial_words"].items():
        shape = shape.replace(f"<{name}>", pattern)
    return shape


@lru_cache(maxsize=1)
def _subjects() -> tuple[DeniedSubject, ...]:
    return tuple(map(DeniedSubject.of, check_words()["denial"]))


@lru_cache(maxsize=1)
def _ends() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = check_words()
    return re.compile(known["sentence_end"]), re.compile(known["denial_clause"])


def denials(context: CheckContext) -> Iterator[Judgement]:
    """R-N-03, 04, 06, 07, 08, 17, R-C-08: the text denies what a table counts, or the reverse."""
    denied: set[str] = set()
    yield from _denied_in_words(context, denied)
    for stated, printed in ZEROS:
        figure = _said_none(context, stated)
        counted = context.printed(printed, "total")
        if figure and counted and printed not in denied:
            yield from _contradicted(context, "R-N-03", figure, printed, counted)
    yield from _disputes(context, denied)


def _denied_in_words(context: CheckContext, denied: set[str]) -> Iterator[Judgement]:
    for line in context.lines:
        sentences = _ends()[0].split(line.text) if line.section else [""]
        heading = sentences[0] if len(sentences[0]) <= HEADING else ""
        for sentence in sentences if line.section else ():
            for subject in _subjects():
                is_asked = line.section in subject.sections
                if is_asked and _is_about(subject, line, sentence, heading):
                    yield from _denied(context, subject, line, sentence, denied)


def _is_about(subject: DeniedSubject, line: Line, sentence: str, heading: str) -> bool:
    """Say whether a sentence speaks of a subject, or the words its line begins with do."""
    if subject.unless_sentence.search(sentence) or subject.unless_line.search(line.text):
        return False
    if subject.bare.fullmatch(sentence):
        return not subject.unless_sentence.search(line.text)
    return line.section == subject.home or bool(subject.sentence.search(heading + sentence))


def _denied(
    context: CheckContext, subject: DeniedSubject, line: Line, sentence: str, denied: set[str]
) -> Iterator[Judgement]:
    for clause in _ends()[1].split(sentence):
        match = subject.said.search(clause)
        cell = split_cell(subject.cells[0])[0]
        if not match or subject.unless.search(clause) or cell in denied:
            continue
        counted = _counted(context, subject.cells)
        if counted:
            denied.add(cell)
            quoted = clause[:LONGEST]
            yield from context.fail(
                subject.rule,
                member=cell,
                left=Decimal(0),
                right=counted,
                words=words(quoted) | {"member": cell_name(cell)},
                places=(line.place(quoted),),
            )


def _counted(context: CheckContext, cells: Sequence[str]) -> Decimal | None:
    """Return what the cells come to, None where one of them is not known."""
    values = [context.counted(*split_cell(cell)) for cell in cells]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _disputes(context: CheckContext, denied: set[str]) -> Iterator[Judgement]:
    """Yield where a figure of the text says no dispute and table four some, or the reverse."""
    for stated, groups in DISPUTES:
        totals = [context.printed(f"{group}.total") for group in groups]
        known = [total for total in totals if total is not None]
        cell = f"{groups[0]}.total"
        if len(known) < len(totals):
            continue
        counted = max([sum(known, Decimal(0)), *(_parts(context, group) for group in groups)])
        figure = _said_none(context, stated)
        if figure and counted and cell not in denied:
            yield from _contradicted(context, "R-C-08", figure, cell, counted)
        claimed = context.stated(stated)
        if claimed and not any(_parts(context, g) or context.printed(f"{g}.total") for g in GROUPS):
            figure = next(context.figures(stated, ""))
            yield from _contradicted(context, "R-C-08", figure, cell, Decimal(0))


def _said_none(context: CheckContext, indicator: str) -> Figure | None:
    """Return the figure that says in words, or with a 0, that there was none."""
    found = [f for f in context.figures(indicator, "") if f.scope == "year"]
    if found and all(not f.value for f in found):
        return next((f for f in found if f.method == "stated"), found[0])
    return None


def _contradicted(
    context: CheckContext, rule: str, figure: Figure, cell: str, counted: Decimal
) -> Iterator[Judgement]:
    places = (figure.place,) if figure.place else ()
    stated = Decimal(0) if figure.value is None else figure.value
    holes = words(figure.raw or figure.sentence)
    yield from context.fail(
        rule, member=cell, left=stated, right=counted, words=holes, places=places
    )


def _parts(context: CheckContext, group: str) -> Decimal:
    endings = ("upheld", "corrected", "other", "pending")
    return sum((context.printed(f"{group}.{end}") or Decimal(0) for end in endings), Decimal(0))


DENIALS = (denials,)
