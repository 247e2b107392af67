"""The scheme of points as data: what each item looks at, is worth and costs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from pipelines.catalogue.model import Entry, Words
from pipelines.errors import CatalogueError
from pipelines.resources import toml
from pipelines.validate.rulebook import RuleBook, rulebook


class ScoreItem(Entry):
    """One item of the card. `rules` may end in *; `but` are left out of them.

    `of_a_form`: only reports that follow an official form are asked.
    """

    id: str
    title: Words
    out_of: float = Field(ge=0)
    looks_at: Literal["filed", "state", "returned", "rules"]
    take: Mapping[str, float]
    rules: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()
    of_a_form: bool = False
    years: tuple[int, int] = (0, 9999)
    compares: bool = False

    def names(self, rule: str) -> bool:
        """Tell whether the item looks at a rule."""
        return rule not in self.but and any(_fits(rule, pattern) for pattern in self.rules)

    @property
    def worst(self) -> float:
        """Return the most that the item can cost: what it is worth, or a deduction as it says."""
        return self.out_of or max(self.take.values())

    @model_validator(mode="after")
    def _is_coherent(self) -> ScoreItem:
        if not self.take or min(self.take.values()) < 0:
            raise ValueError(f"{self.id}: an item takes points off, it never adds any")
        if (self.looks_at == "rules") != bool(self.rules):
            raise ValueError(f"{self.id}: rules are for items that look at rules")
        return self


class Scheme(Entry):
    """The whole card: its items and the words for what is not judged."""

    name: Words
    item: tuple[ScoreItem, ...]
    reason: Mapping[str, Words]

    @property
    def out_of(self) -> float:
        """Return how many points there are in all."""
        return sum(item.out_of for item in self.item)


@lru_cache(maxsize=1)
def scheme() -> Scheme:
    """Return the scheme that ships.

    Raises:
        CatalogueError: it has an unknown key, or names rules that the rule book does not have.
    """
    try:
        return checked(toml("pipelines.score", "score.toml"), rulebook())
    except (ValidationError, ValueError) as error:
        raise CatalogueError(f"pipelines/score/score.toml: {error}") from error


def checked(given: Mapping[str, Any], book: RuleBook) -> Scheme:
    """Return a scheme whose every name of a rule means at least one.

    Raises:
        ValueError: a name means none.
    """
    made = Scheme.model_validate(given)
    ids = tuple(book.by_id)
    for item in made.item:
        for pattern in (*item.rules, *item.but, *item.blocked_by):
            if not any(_fits(rule, pattern) for rule in ids):
                raise ValueError(f"{item.id}: no rule is called {pattern}")
    return made


def _fits(rule: str, pattern: str) -> bool:
    return rule.startswith(pattern[:-1]) if pattern.endswith("*") else rule == pattern
