"""One year's ranking of an indicator or a rate, and the sentence that answers who is first."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from components.figures.asked import IndicatorQuestion
from components.figures.rates import with_base
from components.figures.records import Record, records
from components.figures.text import MOST_BARS, has_number
from components.numbers import plain
from components.view import Language
from components.words import say
from pipelines.aggregate.rankings import ranking

LEAST_FOR_MEDIAN: Final = 3
_MOST_NAMED: Final = 3
_LEAST_FOR_QUARTILES: Final = 8  # two agencies in each quarter
_FIRST, _FIRST_BESIDE, _LAST = 16, 3, 3  # of hundreds: drawn without a choice, or beside one


@dataclass(frozen=True, slots=True)
class RankedYear:
    """One year's ranking: all of the place, and the agencies to show."""

    year: int
    ranked: pd.DataFrame
    shown: pd.DataFrame  # the chosen ones, among the whole place where that can be drawn
    chosen: pd.DataFrame
    pooled: Record | None = None  # of a rate: what the place comes to, where its base carries it

    @property
    def first(self) -> Record:
        """Return the first of those chosen."""
        return records(self.chosen.head(1))[0]

    @property
    def median(self) -> float:
        """Return the median of the place."""
        return float(self.ranked["median"].iloc[0])

    @property
    def quartiles(self) -> tuple[float, float] | None:
        """Return the span of the middle half; None where too few are known to speak of one."""
        if self.known < _LEAST_FOR_QUARTILES:
            return None
        return float(self.ranked["q1"].iloc[0]), float(self.ranked["q3"].iloc[0])

    @property
    def known(self) -> int:
        """Return how many have a number."""
        return int(self.ranked["known_count"].iloc[0])

    @property
    def is_long(self) -> bool:
        """Tell whether more have a number than can be drawn: the rest is told as a distribution."""
        return self.known > MOST_BARS

    @property
    def drawn(self) -> tuple[pd.DataFrame, ...]:
        """Return the agencies to draw: of hundreds the first, those chosen, and the last."""
        if not self.is_long:
            return (self.shown.head(MOST_BARS),)
        first, last = self._ends
        return first, self.between.head(MOST_BARS - len(first) - len(last)), last

    @property
    def drawn_rows(self) -> list[Record]:
        """Return the agencies to draw from the first to the last, each with its place among all."""
        places = {agency: place for place, agency in enumerate(self.ranked["agency_id"])}
        rows = pd.concat(self.drawn)
        rows = rows.assign(place=rows["agency_id"].map(places))
        return records(rows.sort_values("place", kind="stable"))

    @property
    def between(self) -> pd.DataFrame:
        """Return the agencies chosen that are not among the first and the last of hundreds."""
        if not self._is_choice:
            return self.chosen.head(0)
        first, last = self._ends
        return self.chosen[
            ~self.chosen["agency_id"].isin({*first["agency_id"], *last["agency_id"]})
        ]

    @property
    def undrawn(self) -> int:
        """Return how many have a number and are not drawn."""
        return self.known - sum(int(part["value"].notna().sum()) for part in self.drawn)

    @property
    def _is_choice(self) -> bool:
        return len(self.chosen) < len(self.ranked)

    @property
    def _ends(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        known = self.ranked[self.ranked["value"].notna()]
        return known.head(_FIRST_BESIDE if self._is_choice else _FIRST), known.tail(_LAST)


def newest_year(asked: IndicatorQuestion) -> RankedYear:
    """Rank the newest year in which an agency to show has a number."""
    year = int(asked.mine.loc[has_number(asked.mine), "report_year"].max())
    ranked = ranking(asked.cells[asked.cells["report_year"] == year])
    chosen = ranked[ranked["agency_id"].isin(set(asked.mine["agency_id"]))]
    shown = ranked if len(ranked) <= MOST_BARS else chosen
    return RankedYear(year, ranked, shown, chosen, _pooled(asked, year))


def _pooled(asked: IndicatorQuestion, year: int) -> Record | None:
    if asked.pooled is None:
        return None
    known = asked.pooled[(asked.pooled["report_year"] == year) & asked.pooled["value"].notna()]
    return next(iter(records(known.assign(unit=asked.definition.unit))), None)


def sentence(asked: IndicatorQuestion, newest: RankedYear) -> str:
    """Say who is first in the year, among how many, and where the middle or the whole lies."""
    language, first = asked.view.language, newest.first
    unknown = len(newest.ranked) - newest.known
    words = {
        "year": newest.year,
        "label": asked.definition.label,
        "known": newest.known,
        "top": _top(newest, language),
        "value": asked.words(first),
        "zero": asked.definition.measured("0"),
        "median": asked.definition.measured(plain(newest.median)),
        "rank": first["rank"],
        "unknown": unknown,
        "stated": int(newest.chosen["value"].notna().sum()),
        "chosen": len(asked.scope.chosen),
    }
    if asked.definition.is_rate:
        return _of_rate(asked, newest, words)
    tail = say("counts.unknown", language, **words) if unknown else ""
    return say(_key(asked, newest), language, **words) + tail


def _top(newest: RankedYear, language: Language) -> str:
    """Name the first of those chosen: all that are level with it."""
    rows = records(newest.chosen[newest.chosen["value"] == newest.first["value"]])
    names = say("counts.comma", language).join(str(row["agency"]) for row in rows[:_MOST_NAMED])
    if len(rows) == 1:
        return names
    more = say("counts.years_more", language, n=len(rows)) if rows[_MOST_NAMED:] else ""
    return say("counts.tied", language, names=names + more)


def _key(asked: IndicatorQuestion, newest: RankedYear) -> str:
    chosen, is_few = asked.scope.chosen, newest.known < LEAST_FOR_MEDIAN
    if newest.known == 1:
        return "counts.sentence_only"
    if len(chosen) == 1:
        return "counts.sentence_one_few" if is_few else "counts.sentence_one"
    if not newest.first["value"]:
        return "counts.sentence_zero"
    key = "counts.sentence_some" if chosen else "counts.sentence"
    return f"{key}_few" if is_few else key


def _of_rate(asked: IndicatorQuestion, newest: RankedYear, words: dict[str, object]) -> str:
    language, chosen = asked.view.language, asked.scope.chosen
    key = (
        "only" if newest.known == 1 else "one" if len(chosen) == 1 else "some" if chosen else "all"
    )
    parts = [say(f"counts_rate.{key}", language, **words)]
    if newest.pooled is not None:
        pooled, n = with_base(newest.pooled, language), newest.pooled["known_count"]
        parts.append(say("counts_rate.pooled", language, value=pooled, n=n))
    if words["unknown"]:
        small = int((newest.ranked["state"] == "small_base").sum())
        parts.append(say("counts_rate.unknown", language, small=small, **words))
    return "".join(parts)
