"""Rates: sums of printed cells set against each other; what each means stands in rates.toml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from pydantic import ValidationError, model_validator

from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import Entry, Words
from pipelines.errors import CatalogueError
from pipelines.resources import toml

Side = Literal["upper", "lower"]
_EVERY: Final = ".*"
_TOTAL: Final = "total"  # of the applicants that a row of table three is broken down by


@dataclass(frozen=True, slots=True)
class RatePart:
    """One printed cell of a rate: on which side it stands, and whether it is taken off."""

    side: Side
    indicator: str
    member: str
    sign: int

    @property
    def cell(self) -> str:
        """Return the key of the cell, as addresses name it."""
        return f"{self.indicator}[{self.member}]" if self.member else self.indicator


class RateDefinition(Entry):
    """One block of rates.toml. `least` is the smallest lower sum that carries a rate."""

    id: str
    kind: Literal["share", "hundredth", "difference"]
    label: Words
    means: Words
    upper: tuple[str, ...]
    lower: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    least: int = 0

    @model_validator(mode="after")
    def _is_coherent(self) -> RateDefinition:
        has_base = bool(self.lower) and self.least > 0
        if has_base == (self.kind == "difference"):
            raise ValueError(f"{self.id}: a rate has a base and a guard, a difference neither")
        if any(not list(_matching(one)) for one in (*self.upper, *self.minus, *self.lower)):
            raise ValueError(f"{self.id}: names an indicator that is not in the catalogue")
        return self

    @property
    def is_difference(self) -> bool:
        """Tell whether it is a number of items and has no base."""
        return self.kind == "difference"

    @property
    def parts(self) -> tuple[RatePart, ...]:
        """Return every printed cell of the rate."""
        return (
            *_parts("upper", self.upper, 1),
            *_parts("upper", self.minus, -1),
            *_parts("lower", self.lower, 1),
        )

    @property
    def indicators(self) -> tuple[str, ...]:
        """Return the indicators it is computed from."""
        return tuple(dict.fromkeys(part.indicator for part in self.parts))


@lru_cache(maxsize=1)
def rates() -> dict[str, RateDefinition]:
    """Return every rate by its id, in the order of the file.

    Raises:
        CatalogueError: a block has an unknown key, no guard, or names no indicator.
    """
    try:
        listed = [
            RateDefinition.model_validate(row)
            for row in toml("pipelines.catalogue", "rates.toml")["rate"]
        ]
    except ValidationError as error:
        raise CatalogueError(f"pipelines/catalogue/rates.toml: {error}") from error
    return {rate.id: rate for rate in listed}


def _parts(side: Side, patterns: tuple[str, ...], sign: int) -> Iterator[RatePart]:
    for pattern in patterns:
        for indicator, member in _matching(pattern):
            yield RatePart(side, indicator, member, sign)


def _matching(pattern: str) -> list[tuple[str, str]]:
    """Return the indicators that a pattern names, each with the member that is its total."""
    group = pattern.removesuffix(_EVERY)
    return [
        (indicator.id, _TOTAL if indicator.dimension == "applicant" else "")
        for indicator in catalogue().indicators
        if indicator.id == pattern or (group != pattern and indicator.id.startswith(f"{group}."))
    ]
