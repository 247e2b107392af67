"""The two sides of a finding as a paper may call them: published, recomputed, or a limit."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

from pipelines.papers.words import say, table
from pipelines.validate.formula import Sum, parse_formula
from pipelines.validate.rulebook import rulebook

_KINDS: Final = {"=": "value", "<=": "limit_le", ">=": "limit_ge", "<": "limit_lt", ">": "limit_gt"}


@dataclass(frozen=True, slots=True)
class Sides:
    """What is published and what it should come to, both numbers, and how to call them."""

    kind: str
    left: Decimal
    right: Decimal
    is_assumed: bool = False

    @property
    def difference(self) -> Decimal:
        """Return the published value less the recomputed one."""
        return self.left - self.right

    @property
    def words(self) -> str:
        """Return both sides and their difference as a clause."""
        holes = {
            "left": number(self.left),
            "right": number(self.right),
            "difference": number(abs(self.difference)),
        }
        said = say("shared", f"side_words.{self.kind}", **holes)
        return said + (say("shared", "side_words.assumed") if self.is_assumed else "")


def sides_of(finding: Mapping[str, Any]) -> Sides | None:
    """Return the two sides of a finding, None where it does not compare two numbers."""
    rule = str(finding.get("rule") or "")
    kind, is_swapped = _kind(rule)
    left, right = _decimal(finding.get("left_side")), _decimal(finding.get("right_side"))
    if not kind or left is None or right is None:
        return None
    if is_swapped:
        left, right = right, left
    return Sides(kind, left, right, bool(finding.get("is_assumed")))


def number(value: Decimal) -> str:
    """Write a number without an exponent and without idle zeros."""
    return f"{value.normalize():f}" if value else "0"


@lru_cache(maxsize=512)
def _kind(rule: str) -> tuple[str, bool]:
    """Return how a rule's sides are called, and whether what is published stands on the right."""
    words = table("shared")["sides"]
    for kind in ("said", "value"):
        if rule in words[kind]:
            return kind, False
    if rule in words["swapped"]:
        return "value", True
    return _of_formulas(rule)


def _of_formulas(rule: str) -> tuple[str, bool]:
    """Return what a rule's formulas say: a sum against one cell is that cell's recomputed value."""
    if rule not in rulebook() or not rulebook()[rule].is_relation:
        return "", False
    texts = [text for case in rulebook()[rule].case for text in case.relation]
    formulas = [parse_formula(text.replace("{x}", "x")) for text in texts]
    operators = {formula.operator for formula in formulas}
    if len(operators) != 1:
        return "both", False
    kind = _KINDS.get(operators.pop(), "limit_ne")
    if all(_is_cell(formula.left) for formula in formulas):
        return kind, False
    is_swapped = kind == "value" and all(_is_cell(formula.right) for formula in formulas)
    return ("value", True) if is_swapped else ("both", False)


def _is_cell(side: Sum) -> bool:
    """Tell whether a side is one printed cell: neither a sum nor a multiple."""
    is_one = len(side.terms) == 1 and not side.constant and side.terms[0].factor == 1
    return is_one and not side.terms[0].indicator.endswith("*")


def _decimal(value: object) -> Decimal | None:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
