"""What a report says in its text: totals, categories, channels, staff, each with its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import pandas as pd

from components.figures.form import cell_key, label
from components.figures.records import records
from components.figures.scope import unit_words
from components.figures.text import NUMBER, words_of
from components.report.cells import place_of, published_words
from components.report.source import spot
from components.view import Language, View
from components.words import say
from pipelines.catalogue.load import catalogue
from pipelines.model import Place

_LAST: Final = 10_000


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """One number of the text: what it counts, in the text's own words and in ours."""

    indicator: str
    member: str
    label: str
    canonical: str
    state: str
    text: str
    value: float | None
    unit: str
    remarks: tuple[str, ...]
    raw: str
    sentence: str
    published: str
    place: Place | None
    at: str
    href: str
    is_approximate: bool

    @property
    def key(self) -> str:
        """Name the figure: where it stands, or what it is where nothing is known of that."""
        return self.at or cell_key(self.indicator, self.member)


@dataclass(frozen=True, slots=True)
class StatedNumbers:
    """The numbers of one indicator."""

    indicator: str
    title: str
    facts: tuple[StatedNumber, ...]


def facts(said: pd.DataFrame, view: View) -> tuple[StatedNumbers, ...]:
    """Return what the text says, one group an indicator, in the catalogue's order."""
    groups: dict[str, list[StatedNumber]] = {}
    for row in records(said[said["table"] == "narrative"]):
        groups.setdefault(row["indicator"], []).append(_fact(row, view))
    order = _order()
    return tuple(
        StatedNumbers(
            indicator, label(indicator, "", view.language, "narrative"), tuple(groups[indicator])
        )
        for indicator in sorted(groups, key=lambda one: order.get(one, _LAST))
    )


def _fact(row: Mapping[str, Any], view: View) -> StatedNumber:
    language, state, place = view.language, str(row["status"]), place_of(row)
    at, key = spot(place) if place else "", cell_key(row["indicator"], row["member"])
    return StatedNumber(
        indicator=row["indicator"],
        member=row["member"],
        label=str(row["label"] or ""),
        canonical=_member(row["indicator"], row["member"], language),
        state=state,
        text=words_of({**row, "state": state}, language),
        value=float(row["value"]) if state == NUMBER and pd.notna(row["value"]) else None,
        unit=unit_words(str(row["unit"] or ""), language),
        remarks=_remarks(row, language),
        raw=row["raw"] if isinstance(row["raw"], str) else "",
        sentence=row["sentence"] if isinstance(row["sentence"], str) else "",
        published=published_words(row),
        place=place,
        at=at,
        href=view.with_own(at=at, cell="" if at else key, show="").href,
        is_approximate=bool(row["is_approximate"]),
    )


def _remarks(row: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    """Return what limits a number: not of this year, part of an open list, said in words."""
    keys = [
        *([f"scope_{row['scope']}"] if row["scope"] in {"cumulative", "prior"} else []),
        *(
            [f"method_{row['method']}"]
            if row["method"] in {"stated", "repaired", "recognised"}
            else []
        ),
    ]
    return tuple(say(f"report.{key}", language) for key in keys)


@lru_cache(maxsize=1)
def _order() -> dict[str, int]:
    found: dict[str, int] = {}
    for n, one in enumerate(catalogue().indicators):
        found.setdefault(one.indicator, n)
    return found


def _member(indicator: str, member: str, language: Language) -> str:
    return _members(language).get((_dimensions().get(indicator, ""), member), member)


@lru_cache(maxsize=1)
def _dimensions() -> dict[str, str]:
    """Return the dimension of each indicator of the text."""
    found = (one for one in catalogue().indicators if one.table == "narrative")
    return {one.indicator: one.dimension for one in found}


@lru_cache(maxsize=2)
def _members(language: Language) -> dict[tuple[str, str], str]:
    return {
        (one.dimension, one.member): getattr(one, f"label_{language}")
        for one in catalogue().members
    }
