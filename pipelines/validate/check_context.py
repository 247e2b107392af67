"""Everything a check may look at when it judges one report, and how it says what it found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from pipelines.agencies.regions import Regions
from pipelines.catalogue.model import Catalogue, Words
from pipelines.model import Figure, Reading, Report, Severity
from pipelines.prose import EMPTY, CountedProse, Statement
from pipelines.validate.frame import SlotValue
from pipelines.validate.judgement import Judgement, identity, level_for_rules
from pipelines.validate.lines import Line, lines_of
from pipelines.validate.program import Slot
from pipelines.validate.rulebook import Rule, RuleBook
from pipelines.validate.words import check_words

GRADES = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
TABLES = frozenset({3, 4})  # sections that speak of their own table
_NOUN = 2  # characters that end the words for what is counted: 申请, 信息


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known beyond the reports: lineage, who is expected, names of neighbours.

    `neighbours` gives for an agency's id the names of other agencies that its text should not
    carry; `expected` gives for a county's code the ids and names of those that must report, and
    `expected_years` for which years, where not for all. `regions` knows the names of all places.
    """

    predecessors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    neighbours: Mapping[str, Sequence[str]] = field(default_factory=dict)
    expected: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    expected_years: Mapping[str, frozenset[int]] = field(default_factory=dict)
    regions: Regions | None = None

    def expected_in(self, county: str, year: int) -> dict[str, str]:
        """Return the ids and names of those in a county that must report for a year."""
        return {
            agency_id: name
            for agency_id, name in self.expected.get(county, {}).items()
            if agency_id not in self.expected_years or year in self.expected_years[agency_id]
        }


@dataclass(eq=False)
class CheckContext:
    """One report, its text, its cells, its year before, and the rules to judge it by."""

    report: Report
    reading: Reading | None
    cells: Mapping[Slot, SlotValue]
    book: RuleBook
    catalogue: Catalogue
    surroundings: Surroundings
    priors: tuple[CheckContext, ...] = ()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return the paragraphs of the report, tables left out."""
        return lines_of(self.report, self.reading) if self.reading else ()

    @cached_property
    def text(self) -> str:
        """Return the whole text without spaces, a line a paragraph."""
        return "\n".join(line.text for line in self.lines)

    @property
    def prose(self) -> CountedProse:
        """Return what the running text states in numbers, and how they belong together."""
        return self.report.prose or EMPTY

    @property
    def year(self) -> int:
        """Return the report's year, 0 where it is not known."""
        return self.report.report_year or 0

    def section(self, number: int) -> tuple[Line, ...]:
        """Return the paragraphs of one section without its heading."""
        return tuple(line for line in self.lines if line.section == number and not line.is_heading)

    def section_of(self, figure: Figure) -> int:
        """Return the section in whose words a figure stands, 0 before the first or in none."""
        at = figure.place.block if figure.place else -1
        return next((s.number for s in self.report.sections if s.first <= at <= s.last), 0)

    def has_section(self, number: int) -> bool:
        """Say whether a section was found."""
        return any(section.number == number for section in self.report.sections)

    def printed(self, indicator: str, member: str = "") -> Decimal | None:
        """Return a printed number, None where there is none."""
        return self._number((indicator, member, True))

    def counted(self, indicator: str, member: str = "") -> Decimal | None:
        """Return a printed number, or what the rows of a group (`outcome.denied.*`) come to."""
        if not indicator.endswith("*"):
            return self.printed(indicator, member)
        rows = {slot[0] for slot in self.cells if slot[0].startswith(indicator[:-1]) and slot[2]}
        values = [self.printed(row, member) for row in sorted(rows)]
        return None if None in values or not values else sum(filter(None, values), Decimal(0))

    def stated(self, indicator: str, member: str = "") -> Decimal | None:
        """Return a number stated exactly in the text, None where there is none."""
        return self._number((indicator, member, False))

    def figures(self, indicator: str, member: str | None = None) -> Iterator[Figure]:
        """Yield the figures of the text for an indicator."""
        for figure in self.report.figures:
            if (
                figure.indicator == indicator
                and figure.table == "narrative"
                and member in {None, figure.member}
            ):
                yield figure

    def figure_of(self, statement: Statement) -> Figure | None:
        """Return the figure that a statement says, for the first time or again; no category."""
        figures = [
            figure
            for figure in self.report.figures
            if figure.table == "narrative"
            and not figure.label
            and figure.unit in {statement.unit, ""}
            and figure.value == statement.value
        ]
        own = next((figure for figure in figures if figure.place == statement.place), None)
        return own or next((f for f in figures if self._is_said_again(f, statement)), None)

    def _is_said_again(self, figure: Figure, statement: Statement) -> bool:
        """Tell whether a statement counts what a figure does: another thing may come to as much."""
        first = next((one for one in self.prose.statements if one.place == figure.place), statement)
        return not statement.subject or statement.subject[-_NOUN:] == first.subject[-_NOUN:]

    def applies(self, rule: Rule) -> bool:
        """Say whether a rule is asked of this report."""
        return (
            (not rule.templates or self.report.template in rule.templates)
            and rule.years[0] <= self.year <= rule.years[1]
            and (not rule.levels or level_for_rules(self.report.agency) in rule.levels)
        )

    def severity(
        self, rule: Rule, told: str = "", section: int = 0, printed: Decimal | None = None
    ) -> Severity:
        """Return how grave a breach is here: information at levels with honest exceptions.

        A county's text may speak of its office and its table of all the county. What is `told` of
        all the county has no such excuse, unless the text gives the `printed` number as well, nor
        has what stands in the `section` of a table.
        """
        grade = GRADES[rule.severity]
        if level_for_rules(self.report.agency) not in rule.soft or section in TABLES:
            return grade
        is_of_all = re.search(check_words()["whole_place"], told) is not None
        is_said = any(one.value == printed for one in self.prose.statements)
        return grade if is_of_all and not is_said else Severity.INFO

    def fail(self, rule_id: str, **values: object) -> Iterator[Judgement]:
        """Yield one breach of a rule, where the rule is asked of this report."""
        if rule_id not in self.book:
            return
        rule = self.book[rule_id]
        if self.applies(rule):
            values = {
                "severity": self.severity(rule),
                "axis": rule.axis,
                "status": "fail",
                **values,
            }
            yield self.judgement(rule_id, **values)

    def judgement(self, rule_id: str, **values: object) -> Judgement:
        """Return a judgement about this report."""
        report = self.report
        fixed = {
            "rule": rule_id,
            "agency": identity(report),
            "report_year": report.report_year,
            "sha256": report.sha256,
            "part": report.part,
        }
        return Judgement(**(fixed | values))  # type: ignore[arg-type]

    def _number(self, slot: Slot) -> Decimal | None:
        known = self.cells.get(slot)
        return known.value if known and known.status == "number" else None


def words(text: str) -> dict[str, Words]:
    """Return the hole `words` of a message: the report's own words, the same in both languages."""
    return {"words": Words(zh=text, en=text)}


def cells_hole(zh: str, en: str) -> dict[str, Words]:
    """Return the hole `cells` of a message."""
    return {"cells": Words(zh=zh, en=en)}
