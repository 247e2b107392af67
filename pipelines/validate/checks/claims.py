"""What the text counts of a table's cells: outcomes, applicants, documents, decisions, fees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipelines.catalogue.indicator_ids import FEE_AMOUNT
from pipelines.catalogue.model import Words
from pipelines.model import Severity
from pipelines.parse.prose.statements import pattern
from pipelines.prose import Statement
from pipelines.validate.check_context import CheckContext, words
from pipelines.validate.judgement import Judgement
from pipelines.validate.naming import cell_name
from pipelines.validate.words import check_pattern, check_words

YUAN = Decimal(10_000)
FEE_COLLECTED = "information_fee.collected"
GROUPS = ("review", "suit_direct", "suit_after_review")
NEAR = 40  # characters around a number that may say what it counts
YEAR = re.compile(r"20\d\d")
FAR = 300  # characters around a number that count as its sentence: some pages have no full stop


@dataclass(frozen=True, slots=True)
class ClaimedCount:
    """Words that count what cells of a table count too.

    `cells` are ways to come to the same number: each is a cell, or several joined by "+".
    """

    rule: str
    cells: tuple[str, ...]
    sections: frozenset[int]
    units: frozenset[str]
    scopes: frozenset[str]
    lead: re.Pattern[str]
    after: re.Pattern[str]
    unless: re.Pattern[str]  # in the sentence: the words count something else
    sentence: re.Pattern[str]
    hint: re.Pattern[str]  # in its clause: the count may rightly be another
    is_of_next_year: bool = False  # a year that the words name is the one after the report's
    related: str = ""  # a number that was read as this indicator a relation judges already

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> ClaimedCount:
        """Read an entry of the words."""
        never, each = "(?!)", check_words()["each"]
        return cls(
            rule=entry["rule"],
            cells=tuple(entry["cells"]),
            sections=frozenset(entry.get("sections", (1, 3))),
            units=frozenset(entry["units"]),
            scopes=frozenset(entry.get("scopes", ("year",))),
            lead=re.compile(f"(?:{entry['lead']})$"),
            after=re.compile(f"^(?:{entry.get('after', never)}){each['not_before']}"),
            unless=re.compile(entry.get("unless", never)),
            sentence=re.compile(entry.get("sentence", "")),
            hint=re.compile(entry.get("hint", never)),
            is_of_next_year=entry.get("year_after", False),
            related=entry.get("related", ""),
        )

    def is_counted_by(self, statement: Statement, year: int) -> bool:
        """Say whether a number in the text of a year's report counts this."""
        before = statement.passage.text[max(0, statement.start - NEAR) : statement.start]
        after = statement.passage.text[statement.end : statement.end + NEAR]
        text = around(statement)
        if self.is_of_next_year and self._is_of_this_year(before, after, year):
            return False
        return (
            statement.section in self.sections
            and statement.unit in self.units
            and statement.scope in self.scopes
            and bool(self.lead.search(before) or self.after.search(after))
            and not self.unless.search(text)
            and bool(self.sentence.search(text))
        )

    def _is_of_this_year(self, before: str, after: str, year: int) -> bool:
        """Say whether the words name a year that is not to come: `carried from 2022 into 2023`."""
        said = self.lead.search(before) or self.after.search(after)
        named = YEAR.search(said[0]) if said else None
        return named is not None and int(named[0]) <= year


@lru_cache(maxsize=1)
def _counted() -> tuple[tuple[ClaimedCount, ...], ...]:
    """Return the ways to say each count: those of the same cells are one count."""
    alike: dict[tuple[str, tuple[str, ...]], list[ClaimedCount]] = {}
    for counted in map(ClaimedCount.of, check_words()["count"]):
        alike.setdefault((counted.rule, counted.cells), []).append(counted)
    return tuple(map(tuple, alike.values()))


def claims(context: CheckContext) -> Iterator[Judgement]:
    """R-N-04, 06, 07, 08, 18: numbers of the text against the cells that count the same."""
    numbers = (number for number in context.prose.statements if number.is_exact)
    exact = [number for number in numbers if not pattern("change", "lead").search(number.lead)]
    read_as = {figure.place: figure.indicator for figure in context.report.figures}
    for ways in _counted():
        counts = [
            (counted, number)
            for number in exact
            for counted in ways
            if counted.is_counted_by(number, context.year)
            and read_as.get(number.place) != counted.related
        ]
        allowed = _allowed(context, ways[0]) if counts else []
        if allowed and not any(_is_one_of(number, allowed) for _, number in counts):
            yield from _differs(context, *counts[0], allowed[0])


def _is_one_of(number: Statement, allowed: Sequence[Decimal]) -> bool:
    """Say whether a number is one of those that are right, as far as it is told: `3.2万`."""
    return any(abs(number.value - right) <= number.slack for right in allowed)


def _words_of_whole(context: CheckContext, statement: Statement) -> str:
    """Return the words of the number that a number is listed under, "" where it is in no list."""
    listed = (one.whole.words for one in context.prose.lists if statement in one.parts)
    return next(listed, "")


def _allowed(context: CheckContext, counted: ClaimedCount) -> list[Decimal]:
    """Return the numbers the cells come to, the first as printed; nothing where one is unknown."""
    sums = []
    for way in counted.cells:
        values = [context.counted(*split_cell(cell)) for cell in way.split("+")]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return []
        sums.append(sum(known, Decimal(0)))
    return sums


def _differs(
    context: CheckContext, counted: ClaimedCount, statement: Statement, printed: Decimal
) -> Iterator[Judgement]:
    indicator, member = split_cell(counted.cells[0].partition("+")[0])
    is_applicant = member not in {"", "total"}
    name = _name(counted.cells[0])
    around_it = _clause(statement) + _words_of_whole(context, statement)
    rule = context.book[counted.rule]
    severity = context.severity(rule, around(statement), statement.section, printed)
    severity = Severity.INFO if counted.hint.search(around_it) else severity
    yield from context.fail(
        counted.rule,
        member=f"{indicator}[{member}]" if is_applicant else indicator,
        left=statement.value,
        right=printed,
        words=words(statement.words or statement.passage.text[statement.start : statement.end])
        | {"member": name},
        places=(statement.place,),
        severity=severity,
    )


def _name(cells: str) -> Words:
    """Return the name of a cell, or those of all that are added up."""
    names = []
    for cell in cells.split("+"):
        indicator, member = split_cell(cell)
        names.append(cell_name(indicator, "" if member == "total" else member))
    return Words(zh=" + ".join(n.zh for n in names), en=" + ".join(n.en for n in names))


def _clause(one: Statement) -> str:
    """Return what stands around a number between two marks of its sentence."""
    ends = check_pattern("clause_end")
    text = one.passage.text
    begin = max((mark.end() for mark in ends.finditer(text, 0, one.start)), default=0)
    end = ends.search(text, one.end)
    return text[begin : end.start() if end else len(text)]


def around(one: Statement) -> str:
    """Return the sentence of a number, cut where it is endless."""
    return one.passage.text[max(0, one.start - FAR) : one.end + FAR]


def split_cell(cell: str) -> tuple[str, str]:
    """Return the indicator and the member of a cell written as `indicator[member]`."""
    indicator, _, member = cell.removesuffix("]").partition("[")
    return indicator, member


def fee(context: CheckContext) -> Iterator[Judgement]:
    """R-N-11, 16: a processing fee that was collected is part of table two, and never none."""
    collected = context.stated(FEE_COLLECTED)
    denied = check_pattern("fee", "none")
    for line in context.lines if collected else ():
        if line.is_body and (match := denied.search(line.text)):
            yield from context.fail(
                "R-N-16",
                member=FEE_COLLECTED,
                left=collected,
                right=Decimal(0),
                words={"member": cell_name(FEE_COLLECTED)},
                places=(line.place(match[0]),),
            )
            break
    printed = context.printed(FEE_AMOUNT)
    if collected and printed is not None and printed * YUAN < collected * Decimal("0.99"):
        yield from context.fail("R-N-11", left=collected, right=printed)


def lost_cases(context: CheckContext) -> Iterator[Judgement]:
    """R-C-06, 07: section five and the corrected decisions of table four."""
    corrected = [context.printed(f"{group}.corrected") for group in GROUPS]
    if not context.lines or None in corrected or not context.has_section(5):
        return
    total = sum((one for one in corrected if one), Decimal(0))
    lost, denied = check_pattern("dispute", "lost"), check_pattern("dispute", "denied")
    mentions = [
        (line, match[0])
        for line in context.section(5)
        for clause in check_pattern("clause_end").split(line.text)
        if (match := lost.search(clause)) and not denied.search(clause)
    ]
    if mentions and not total:
        line, text = mentions[0]
        yield from context.fail("R-C-06", words=words(text), places=(line.place(text),))
    text = "".join(line.text for line in context.section(5))
    if total and text and not check_pattern("dispute", "mentioned").search(text):
        yield from context.fail("R-C-07", left=total)


CLAIMS = (claims, fee, lost_cases)
