"""The rule book as rows of the store, so that a published file describes itself."""

from collections.abc import Iterator

from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import Words
from pipelines.resources import toml
from pipelines.store.rows import Row
from pipelines.validate.formula import Formula, parse_formula
from pipelines.validate.rulebook import Rule, rulebook

_NOTHING = Words(zh="", en="")


def rule_rows() -> Iterator[Row]:
    """Yield one row for every rule of the book, in its order."""
    for position, rule in enumerate(rulebook().rules):
        yield (
            *(position, rule.id, rule.family, *rule.title.both, formula_text(rule)),
            *(" ".join(rule.templates), rule.severity, *rule.basis.both, rule.axis),
            *(rule.exceptions or _NOTHING).both,
            *(operator_of(rule), _unit(rule)),
        )


def operator_of(rule: Rule) -> str:
    """Return how a rule's two sides should be related, "" where it compares none."""
    if not rule.is_relation:
        sides = toml("pipelines.papers", "templates/shared.toml")["sides"]
        return "=" if any(rule.id in rules for rules in sides.values()) else ""
    operators = {formula.operator for formula in _formulas(rule)}
    return operators.pop() if len(operators) == 1 else ""


def _unit(rule: Rule) -> str:
    """Return the unit of what a rule compares, "" where it is not one unit."""
    units = {one.indicator: one.unit for one in catalogue().indicators}
    terms = [term for formula in _formulas(rule) for term in formula.terms]
    found = {units.get(term.indicator, "") for term in terms}
    return found.pop() if len(found) == 1 else ""


def _formulas(rule: Rule) -> list[Formula]:
    return [parse_formula(text.replace("{x}", "x")) for case in rule.case for text in case.relation]


def formula_text(rule: Rule) -> str:
    """Return what a rule asks, as it stands in the book; empty where it is a check."""
    texts = []
    for case in rule.case:
        asked = " | ".join(case.relation)
        texts.append(f"{asked} @ {' & '.join(case.when)}" if case.when else asked)
    return "; ".join(texts)
