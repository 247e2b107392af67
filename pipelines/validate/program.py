"""The rule book as rows: which relation adds up which cells, in which kind of report.

A *slot* is a cell's number: (indicator, member, printed or stated). An *instance* is one formula
of one rule for one applicant or row; its *forms* are its two sides and its conditions. A *class*
is a kind of report for which the same instances apply in the same way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.catalogue.load import applicants
from pipelines.catalogue.model import Catalogue
from pipelines.validate.formula import Formula, Sum, Term
from pipelines.validate.rulebook import Rule, RuleBook, formulas, matching, values_of

LEFT, RIGHT, CONDITION = 0, 1, 2
FORMS = 5  # two sides and up to three conditions
Slot = tuple[str, str, bool]
Factors = tuple[float, ...]  # left, right, and up to three conditions
Signature = tuple[str, str, tuple[int, ...]]
Row = tuple[int, bool, Factors]  # slot, is_prior, factors
Kind = tuple[str, str, int, str]  # template, level, year, template of the year before ("" none)


@dataclass(frozen=True, slots=True)
class Instance:
    """One formula of one rule for one applicant, row or group.

    Instances of one `case` are alternatives: one that holds is enough.
    """

    number: int
    case: int
    rule: Rule
    member: str
    formula: Formula
    conditions: tuple[Formula, ...]

    @property
    def forms(self) -> Iterator[tuple[int, Sum, float]]:
        """Yield (form, sum, sign): a condition is its left side less its right side."""
        yield LEFT, self.formula.left, 1.0
        yield RIGHT, self.formula.right, 1.0
        for offset, condition in enumerate(self.conditions):
            yield CONDITION + offset, condition.left, 1.0
            yield CONDITION + offset, condition.right, -1.0

    @property
    def holds_at_zero(self) -> bool:
        """Say whether the relation is asked, and true, where every cell is 0."""
        return self.formula.holds_at_zero and all(c.holds_at_zero for c in self.conditions)

    @property
    def needs_prior(self) -> bool:
        """Say whether the year before takes part."""
        return any(term.is_prior for _, side, _ in self.forms for term in side.terms)


@dataclass(slots=True)
class Program:
    """The relations of a rule book, ready to be joined with cells."""

    book: RuleBook
    catalogue: Catalogue
    instances: tuple[Instance, ...] = ()
    slots: dict[Slot, int] = field(default_factory=dict)
    stated: set[int] = field(default_factory=set)
    _terms: dict[tuple[int, str], tuple[Row, ...]] = field(default_factory=dict)
    _rows: dict[str, frozenset[str]] = field(default_factory=dict)
    _equalities: dict[str, tuple[Instance, ...]] = field(default_factory=dict)
    _names: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = field(default_factory=dict)
    _unpaired: dict[Kind, tuple[Rule, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number every instance and every cell they speak of."""
        self.instances = tuple(self._instances())
        for instance in self.instances:
            for template in instance.rule.templates:
                self._terms_of(instance, template)
        self.stated |= {number for slot, number in self.slots.items() if not slot[2]}

    def slot(self, indicator: str, member: str, *, is_printed: bool) -> int | None:
        """Return the number of a cell, None where no relation speaks of it."""
        return self.slots.get((indicator, member, is_printed))

    def applies(self, instance: Instance, kind: Kind) -> bool:
        """Say whether a relation is asked of a kind of report at all."""
        template, level, year, _ = kind
        rule = instance.rule
        return (
            template in rule.templates
            and rule.years[0] <= year <= rule.years[1]
            and (not rule.levels or level in rule.levels)
            and self._is_printed(instance, template)
        )

    def lacks_prior(self, instance: Instance, kind: Kind) -> bool:
        """Say whether a relation needs a year before that is not there, or in another form."""
        return instance.needs_prior and kind[3] not in instance.rule.prior_templates

    def named(self, pattern: str, rule: Rule) -> tuple[str, ...]:
        """Return the printed indicators that a name of a rule stands for."""
        key = (pattern, rule.templates)
        if key not in self._names:
            self._names[key] = matching(pattern, rule, self.catalogue)
        return self._names[key]

    def equalities(self, template: str) -> tuple[Instance, ...]:
        """Return the equations inside one report that a form prints."""
        if template not in self._equalities:
            self._equalities[template] = tuple(
                i
                for i in self.instances
                if i.rule.severity == "error"
                and i.formula.operator == "="
                and not i.needs_prior
                and template in i.rule.templates
            )
        return self._equalities[template]

    def unpaired(self, kind: Kind) -> tuple[Rule, ...]:
        """Return the rules that ask a report of this kind for a year before it does not have."""
        if kind not in self._unpaired:
            asked: dict[str, list[Instance]] = {}
            for instance in self.instances:
                if self.applies(instance, kind):
                    asked.setdefault(instance.rule.id, []).append(instance)
            self._unpaired[kind] = tuple(
                ones[0].rule
                for ones in asked.values()
                if all(self.lacks_prior(one, kind) for one in ones)
            )
        return self._unpaired[kind]

    def signature(self, kind: Kind) -> Signature:
        """Return what makes two kinds of report one class."""
        asked = tuple(
            instance.number
            for instance in self.instances
            if self.applies(instance, kind) and not self.lacks_prior(instance, kind)
        )
        return kind[0], kind[3], asked

    def terms(self, template: str) -> Iterator[tuple[int, int, bool, Factors]]:
        """Yield (instance, slot, is_prior, factors) of every relation of a form."""
        for instance in self.instances:
            if template in instance.rule.templates:
                for row in self._terms_of(instance, template):
                    yield instance.number, *row

    def is_stated(self, instance: Instance) -> bool:
        """Say whether a relation is about a number that the text states."""
        rows = self._terms_of(instance, instance.rule.templates[0])
        return not self.stated.isdisjoint(slot for slot, _, _ in rows)

    def _is_printed(self, instance: Instance, template: str) -> bool:
        """Say whether a form prints a relation's cells; a row that real reports print anyway too.

        A relation over the rows of a table asks only of the rows of this form.
        """
        if not instance.rule.over:
            return True
        if template not in self._rows:
            slots = self.catalogue.template(template).slots
            self._rows[template] = frozenset(indicator for indicator, _ in slots)
        first = instance.formula.left.terms[0].indicator
        return first in self._rows[template] or instance.rule.table == "3"

    def _instances(self) -> Iterator[Instance]:
        number = case = 0
        for rule in self.book.relations:
            for value in values_of(rule, self.catalogue):
                for member in applicants() if rule.each == "applicant" else ("",):
                    for alternatives, conditions in formulas(rule, value):
                        first = alternatives[0].left.terms[0].indicator
                        about = value or member or (first if len(rule.case) > 1 else "")
                        for formula in alternatives:
                            yield Instance(
                                number,
                                case,
                                rule,
                                about,
                                _of_member(formula, member),
                                tuple(_of_member(one, member) for one in conditions),
                            )
                            number += 1
                        case += 1

    def _terms_of(self, instance: Instance, template: str) -> tuple[Row, ...]:
        key = (instance.number, template)
        if key not in self._terms:
            factors: dict[tuple[int, bool], list[float]] = {}
            for form, side, sign in instance.forms:
                for term in side.terms:
                    for name in self.named(term.indicator, instance.rule):
                        cell = (self._number(name, term, template), term.is_prior)
                        factors.setdefault(cell, [0.0] * FORMS)[form] += sign * term.factor
            self._terms[key] = tuple((*cell, tuple(row)) for cell, row in factors.items())
        return self._terms[key]

    def _number(self, indicator: str, term: Term, template: str) -> int:
        printed = self._printed(template)
        is_stated = (indicator, term.member) not in printed and self._is_stated(indicator)
        slot = (indicator, term.member, not is_stated)
        return self.slots.setdefault(slot, len(self.slots))

    def _printed(self, template: str) -> frozenset[tuple[str, str]]:
        return self.catalogue.template(template).slots

    def _is_stated(self, indicator: str) -> bool:
        return any(
            i.indicator == indicator and i.table == "narrative" for i in self.catalogue.indicators
        )


def _of_member(formula: Formula, member: str) -> Formula:
    if not member:
        return formula
    return Formula(_filled(formula.left, member), formula.operator, _filled(formula.right, member))


def _filled(side: Sum, member: str) -> Sum:
    return Sum(
        tuple(Term(t.factor, t.indicator, t.member or member, t.is_prior) for t in side.terms),
        side.constant,
    )
