"""The rule book: rules as data, checked as a whole before one of them is used."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import Catalogue, Entry, Words
from pipelines.errors import CatalogueError
from pipelines.resources import toml
from pipelines.validate.formula import Formula, parse_formula

FAMILIES = (
    "structure",
    "reading",
    "cells",
    "units",
    "t2",
    "t3",
    "t4",
    "t2014",
    "cross",
    "years",
    "narrative",
    "timing",
    "rollup",
    "source",
)
Grade = Literal["error", "warning", "info"]


class Case(Entry):
    """One thing a rule asks: any of its formulas must hold wherever all conditions do."""

    relation: tuple[str, ...]
    when: tuple[str, ...] = ()


class Rule(Entry):
    """One rule. Without cases it is a check: a function named by the rule's id.

    `each` repeats the rule for the seven applicants; `over` for the values of `{x}`, which may be
    "rows of 3" for the printed rows of a table. `soft` lists levels for which a breach is no more
    than information, because there the rule has honest exceptions.
    """

    id: str = Field(pattern=r"^R-[A-Z0-9]+-\d\d$")
    templates: tuple[str, ...] = ()
    years: tuple[int, int] = (0, 9999)
    levels: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()
    prior_templates: tuple[str, ...] = Field(default_factory=lambda: catalogue().table_forms)
    table: str = ""
    each: Literal["", "applicant"] = ""
    over: tuple[str, ...] = ()
    case: tuple[Case, ...] = ()
    severity: Grade
    axis: Literal["agency", "reading"] = "agency"
    explain: bool = True
    title: Words
    message: Words | None = None
    basis: Words
    exceptions: Words | None = None
    family: str = ""

    @property
    def is_relation(self) -> bool:
        """Say whether the rule is an equation or inequality over cells."""
        return bool(self.case)


class RuleBook(Entry):
    """Every rule, in the order of the families."""

    rules: tuple[Rule, ...]

    @model_validator(mode="after")
    def _is_coherent(self) -> RuleBook:
        ids = [rule.id for rule in self.rules]
        repeated = {name for name in ids if ids.count(name) > 1}
        if repeated:
            raise ValueError(f"repeated={sorted(repeated)}")
        for rule in self.rules:
            _check(rule, catalogue())
        unknown = {rule for form in catalogue().templates for rule in form.without_rules} - {*ids}
        if unknown:
            raise ValueError(f"without_rules: {sorted(unknown)}")
        return self

    def __getitem__(self, rule_id: str) -> Rule:
        """Return one rule by its id."""
        return self.by_id[rule_id]

    def __contains__(self, rule_id: object) -> bool:
        """Say whether the book has a rule of this id."""
        return rule_id in self.by_id

    @property
    def relations(self) -> tuple[Rule, ...]:
        """Return the rules that are equations or inequalities."""
        return tuple(rule for rule in self.rules if rule.is_relation)

    @cached_property
    def by_id(self) -> dict[str, Rule]:
        """Return the rules by their ids."""
        return {rule.id: rule for rule in self.rules}


def rows_of(table: str, template: str, book: Catalogue) -> tuple[str, ...]:
    """Return the indicators of a printed table in their printed order."""
    for printed in book.template(template).table:
        if printed.number == table:
            return tuple(dict.fromkeys(indicator for indicator, _ in printed.slots()))
    return ()


def values_of(rule: Rule, book: Catalogue) -> tuple[str, ...]:
    """Return the values of `{x}` over which a rule is repeated."""
    if rule.over and rule.over[0].startswith("rows of "):
        number = rule.over[0].removeprefix("rows of ")
        rows = [row for form in rule.templates for row in rows_of(number, form, book)]
        return tuple(dict.fromkeys(rows))
    return rule.over or ("",)


def matching(pattern: str, rule: Rule, book: Catalogue) -> tuple[str, ...]:
    """Return the printed indicators that a name with `*` stands for; a plain name as it is."""
    if not pattern.endswith("*"):
        return (pattern,)
    printed = [row for form in rule.templates for row in _rows(form, book)]
    return tuple(name for name in dict.fromkeys(printed) if fnmatchcase(name, pattern))


def formulas(rule: Rule, value: str) -> list[tuple[list[Formula], list[Formula]]]:
    """Return for each case of a rule its formulas and conditions, `{x}` filled in."""
    return [
        (
            [parse_formula(text.replace("{x}", value)) for text in case.relation],
            [parse_formula(text.replace("{x}", value)) for text in case.when],
        )
        for case in rule.case
    ]


@lru_cache(maxsize=1)
def rulebook() -> RuleBook:
    """Return the whole rule book, checked once.

    Raises:
        CatalogueError: a rule repeats an id, names an unknown indicator or has an unknown key.
    """
    rules: list[dict[str, Any]] = []
    for family in FAMILIES:
        listed = toml("pipelines.validate", f"rules/{family}.toml")["rule"]
        rules += [_for_successors(entry) | {"family": family} for entry in listed]
    try:
        return RuleBook.model_validate({"rules": rules})
    except ValidationError as error:
        raise CatalogueError(f"pipelines/validate/rules: {error}") from error


def _check_successors(rule: Rule, named: set[str], book: Catalogue) -> None:
    """Refuse a rule on a form that no longer prints what it speaks of.

    Rules over the rows of a table ask only of those that a form prints.
    """
    for form in book.templates if not rule.over else ():
        if form.succeeds in rule.templates and form.id in rule.templates:
            before = book.template(form.succeeds)
            gone = {name for name in named if before.prints(name) and not form.prints(name)}
            if gone:
                raise ValueError(
                    f"{rule.id} cannot hold on form {form.id}, which prints no {sorted(gone)}: "
                    "name it among its without_rules"
                )


def _for_successors(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a rule that also holds on the forms that succeed those it names."""
    followed = dict(entry)
    for key in ("templates", "prior_templates"):
        for form in catalogue().templates:
            is_exempt = key == "templates" and entry["id"] in form.without_rules
            if form.succeeds in followed.get(key, ()) and not is_exempt:
                followed[key] = [*followed[key], form.id]
    return followed


def _rows(form: str, book: Catalogue) -> list[str]:
    slots = [slot for table in book.template(form).table for slot in table.slots()]
    return list(dict.fromkeys(indicator for indicator, _ in slots))


def _check(rule: Rule, book: Catalogue) -> None:
    known = {indicator.indicator for indicator in book.indicators}
    for value in values_of(rule, book):
        for alternatives, conditions in formulas(rule, value):
            terms = [t for formula in (*alternatives, *conditions) for t in formula.terms]
            named = {name for term in terms for name in matching(term.indicator, rule, book)}
            if not named or named - known:
                raise ValueError(f"{rule.id}: unknown={sorted(named - known)}")
            _check_successors(rule, named, book)
            quiet = any(not condition.holds_at_zero for condition in conditions)
            if not quiet and not any(formula.holds_at_zero for formula in alternatives):
                raise ValueError(f"{rule.id}: a report of zeros must not break it")
