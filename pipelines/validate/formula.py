"""The language of relations: `request.received + 2*fee.amount[total]@prior >= 5`.

A formula is two sums and a comparison. A term is a number, or an indicator with an optional
factor, an optional member in brackets and an optional `@prior` for the agency's year before.
An indicator may end in `*`: it then stands for every printed indicator that begins so.
"""

import re
from dataclasses import dataclass

_TERM = re.compile(
    r"(?:(?P<factor>\d+(?:\.\d+)?)\*)?(?P<indicator>[a-z][a-z0-9_.]*\*?)"
    r"(?:\[(?P<member>[a-z_]+)\])?(?P<prior>@prior)?"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_COMPARISON = re.compile(r"\s(=|!=|>=|<=|>|<)\s")


@dataclass(frozen=True, slots=True)
class Term:
    """One addend: factor × the cell of an indicator and member, this year's or last year's."""

    factor: float
    indicator: str
    member: str = ""
    is_prior: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms and a constant that are added up."""

    terms: tuple[Term, ...]
    constant: float = 0.0


@dataclass(frozen=True, slots=True)
class Formula:
    """Two sums and how they must compare."""

    left: Sum
    operator: str
    right: Sum

    @property
    def holds_at_zero(self) -> bool:
        """Say whether the formula is true where every cell is 0."""
        return compares(self.left.constant, self.operator, self.right.constant)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return the terms of both sides."""
        return (*self.left.terms, *self.right.terms)


def compares(left: float, operator: str, right: float) -> bool:
    """Compare two numbers by an operator of the language."""
    if operator in {"=", "!="}:
        return (abs(left - right) < 1e-6) is (operator == "=")
    if operator in {">", ">="}:
        return left > right if operator == ">" else left >= right
    return left < right if operator == "<" else left <= right


def parse_formula(text: str) -> Formula:
    """Read one formula.

    Raises:
        ValueError: the text is not one comparison of two sums.
    """
    parts = _COMPARISON.split(f" {text.strip()} ")
    if len(parts) != 3:
        raise ValueError(f"not a formula: {text!r}")
    return Formula(_sum(parts[0]), parts[1], _sum(parts[2]))


def _sum(text: str) -> Sum:
    terms: list[Term] = []
    constant, sign = 0.0, 1.0
    for word in text.split():
        if word in {"+", "-"}:
            sign = -1.0 if word == "-" else 1.0
        elif _NUMBER.fullmatch(word):
            constant, sign = constant + sign * float(word), 1.0
        else:
            terms.append(_term(word, sign))
            sign = 1.0
    return Sum(tuple(terms), constant)


def _term(word: str, sign: float) -> Term:
    match = _TERM.fullmatch(word)
    if match is None:
        raise ValueError(f"not a term: {word!r}")
    factor = sign * float(match["factor"] or 1)
    return Term(factor, match["indicator"], match["member"] or "", bool(match["prior"]))
