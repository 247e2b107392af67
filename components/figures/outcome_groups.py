"""The groups of outcomes in their fixed order, each with its one colour."""

from typing import Final

from components import theme
from components.view import Language
from components.words import say
from pipelines.aggregate.requests import GROUPS, UNDECIDED

COLOURS: Final = dict(
    zip(
        (*GROUPS, UNDECIDED),
        ("#009E73", "#56B4E9", "#D55E00", "#B58900", "#CC79A7", theme.OTHER, "#7A6F9B"),
        strict=True,
    )
)


def group_words(group: str, language: Language) -> str:
    """Name a group of outcomes."""
    return say(f"outcome_group.{group}", language)
