"""Who led in each of several years and over all of them, in one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from components.figures.asked import IndicatorQuestion
from components.figures.basis import WEBSITE
from components.figures.rates import difference
from components.numbers import plain, relative, span
from components.words import say
from pipelines.aggregate.changes import LEAST_BASE

_ADDED: Final = ("count", "money")
_JOINED: Final = ("A", "B")  # grades of indicators whose years may be compared


@dataclass(frozen=True, slots=True)
class Leading:
    """The known values of agencies by year; who is named first leads where two are equal."""

    agencies: tuple[str, ...]
    years: tuple[int, ...]
    values: Mapping[tuple[str, int], float]
    kinds: Mapping[tuple[str, int], str] = field(default_factory=dict)  # total | website
    words: Mapping[tuple[str, int], str] = field(default_factory=dict)  # each value with its unit

    def first_of(self, year: int) -> tuple[tuple[str, ...], float] | None:
        """Return who has most in a year, several where they are equal, and how much."""
        known = [(self.values[a, year], a) for a in self.agencies if (a, year) in self.values]
        if not known:
            return None
        most = max(value for value, _ in known)
        return tuple(agency for value, agency in known if value == most), most

    @property
    def whole(self) -> tuple[str, ...]:
        """Return the agencies whose every year is known and no website's: they may be added up."""
        return tuple(
            a
            for a in self.agencies
            if all(
                (a, year) in self.values and self.kinds.get((a, year), "") != WEBSITE
                for year in self.years
            )
        )

    def is_alike(self, agency: str, first: int, last: int) -> bool:
        """Tell whether two years of an agency are known and of one kind."""
        kinds = {self.kinds.get((agency, year), "") for year in (first, last)}
        return len(kinds) == 1 and all((agency, year) in self.values for year in (first, last))

    def total(self, agency: str) -> float:
        """Add up what is known of an agency."""
        return sum(self.values.get((agency, year), 0.0) for year in self.years)


def led(asked: IndicatorQuestion, found: Leading) -> str:
    """Say who led in each year and over all, and who rose most; of one agency how it went."""
    language = asked.view.language
    holes = {
        "span": span((found.years[0], found.years[-1])),
        "label": asked.definition.label,
    }
    lacking = len(found.agencies) * len(found.years) - len(found.values)
    tail = say("counts.years_unknown", language, n=lacking) if lacking else ""
    if len(found.agencies) == 1:
        return _alone(asked, found, holes) + tail
    return _led(asked, found, holes) + _over_all(asked, found) + _rose(asked, found) + tail


def _alone(asked: IndicatorQuestion, found: Leading, said: dict[str, str]) -> str:
    agency, language = found.agencies[0], asked.view.language
    listed = say("counts.comma", language).join(
        say("counts.year_value", language, year=year, value=found.words[agency, year])
        for year in found.years
        if (agency, year) in found.values
    )
    return say("counts.years_one", language, top=asked.names[agency], list=listed, **said)


def _led(asked: IndicatorQuestion, found: Leading, said: dict[str, str]) -> str:
    language = asked.view.language
    firsts = [(year, found.first_of(year)) for year in found.years]
    known = [(year, first) for year, first in firsts if first is not None]
    leaders = {first[0] for _, first in known}
    group_of = "counts_rate" if asked.definition.is_rate else "counts"
    if len(leaders) == 1 and len(known) > 1:
        top = _names(asked, next(iter(leaders)))
        return say(f"{group_of}.years_always", language, top=top, n=len(known), **said)
    parts = []
    for agencies, group in groupby(known, key=lambda pair: pair[1][0]):
        years = [year for year, _ in group]
        when = span((years[0], years[-1]))
        parts.append(say("counts.years_part", language, years=when, top=_names(asked, agencies)))
    return say(
        f"{group_of}.years_each", language, list=say("counts.comma", language).join(parts), **said
    )


def _over_all(asked: IndicatorQuestion, found: Leading) -> str:
    """Say who has most over all the years, among those that state every one of them."""
    may_add = asked.definition.kind in _ADDED and asked.definition.comparable in _JOINED
    if not may_add or len(found.whole) < 2:
        return ""
    most = max(found.total(agency) for agency in found.whole)
    top = tuple(agency for agency in found.whole if found.total(agency) == most)
    said = {"top": _names(asked, top), "sum": asked.definition.measured(plain(most))}
    return say("counts.years_sum", asked.view.language, n=len(found.whole), **said)


def _rose(asked: IndicatorQuestion, found: Leading) -> str:
    """Say who rose most from the first year to the last; small beginnings carry no share."""
    first, last = found.years[0], found.years[-1]
    has_share = asked.definition.kind in _ADDED or asked.definition.is_rate
    if not has_share or asked.definition.comparable not in _JOINED:
        return ""
    grown = {
        agency: found.values[agency, last] - found.values[agency, first]
        for agency in found.agencies
        if found.is_alike(agency, first, last)
    }
    most = max(grown.values(), default=0.0)
    if len(grown) < 2 or most <= 0:
        return ""
    tops = tuple(agency for agency, by in grown.items() if by == most)
    agency = tops[0]
    before, language = found.values[agency, first], asked.view.language
    holes = {
        "top": _names(asked, tops),
        "first": first,
        "last": last,
        "value": found.words[agency, last],
        "by": asked.definition.measured(plain(most)),
    }
    if asked.definition.is_rate:
        holes["by"] = difference(most, asked.definition.unit, language)
    if len(tops) > 1:
        return say("counts.years_rose_tied", language, **holes)
    if asked.definition.is_rate:
        return say("counts.years_rose_points", language, **holes)
    if before < LEAST_BASE:
        return say("counts.years_rose", language, **holes)
    share = relative(most / before, language)
    return say("counts.years_rose_share", language, share=share, **holes)


def _names(asked: IndicatorQuestion, agencies: tuple[str, ...]) -> str:
    names = [asked.names[agency] for agency in agencies[:3]]
    more = say("counts.years_more", asked.view.language, n=len(agencies)) if agencies[3:] else ""
    return say("counts.comma", asked.view.language).join(names) + more
