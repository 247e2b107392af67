"""What is said under a trend: what the lines leave out, where forms change, the last two years."""

from typing import Final

import pandas as pd

from components.figures.asked import IndicatorQuestion
from components.figures.basis import basis_notes
from components.figures.rates import changed, rate_of, with_base
from components.figures.records import records
from components.figures.series import ENOUGH_AGENCIES, Series
from components.numbers import plain, relative
from components.view import Language
from components.words import say
from pipelines.aggregate.changes import LEAST_BASE
from pipelines.aggregate.rates import pooled
from pipelines.catalogue.rates import RateDefinition

_PAIRED: Final = 2  # agencies: one alone is said in the sentence


def notes_of(series: Series) -> tuple[str, ...]:
    """Return the notes of a trend."""
    language, more = series.asked.view.language, len(series.order) - len(series.drawn)
    notes = list(series.asked.without_report(series.order))
    if series.is_band:
        notes.append(say("trends.band", language, n=ENOUGH_AGENCIES))
    elif more > 0:
        notes.append(say("trends.more", language, n=len(series.drawn), more=more))
    notes += _of_median(series)
    if series.is_index:
        notes.append(say("trends.index", language, n=LEAST_BASE))
    if series.without_index:
        names = [series.asked.names.get(agency, agency) for agency in series.without_index]
        said = {"n": LEAST_BASE, "names": say("trends.comma", language).join(names)}
        notes.append(say("trends.no_index", language, **said))
    if series.others:
        notes.append(say("trends.others", language, n=len(series.others)))
    notes += _since_last_year(series)
    if series.starts:
        years = ", ".join(map(str, series.starts))
        grade = series.asked.definition.comparable
        key = f"trends.joined_{grade}" if series.is_joined else "trends.broken"
        notes.append(say(key, language, years=years))
    notes += basis_notes(series.lines[series.lines["agency_id"].isin(series.order)], language)
    notes.append(say("trends.gaps", language))
    return tuple(notes)


def _of_median(series: Series) -> list[str]:
    """Say whose median is drawn, or why there is none; of one agency there is nothing to say."""
    if series.asked.definition.is_rate:
        return [say("rate.note_pooled", series.asked.view.language)]
    if series.is_band or series.lines["agency_id"].nunique() < _PAIRED:
        return []
    none = "" if series.constant_count else "_none"
    key = "median_of" if series.has_median else f"no_median{none}"
    said = {"n": series.constant_count, "few": ENOUGH_AGENCIES}
    return [say(f"trends.{key}", series.asked.view.language, **said)]


def _since_last_year(series: Series) -> list[str]:
    """Say what the agencies known in the last two years of the axis add up to in either."""
    asked, year = series.asked, series.years[-1]
    rate = rate_of(asked.definition.indicator)
    if rate is not None and asked.definition.is_rate:
        return _rate_since(asked, rate, year)
    if asked.definition.kind not in ("count", "money"):
        return []
    added = records(series.since_last_year)
    if not added or added[0]["pair_count"] < _PAIRED:
        return []
    language: Language = asked.view.language
    row = added[0]
    holes: dict[str, object] = {
        "before": year - 1,
        "year": year,
        "n": int(row["pair_count"]),
        "a": asked.definition.measured(plain(float(row["previous"]))),
        "b": asked.definition.measured(plain(float(row["value"]))),
    }
    if pd.isna(row["change_share"]):
        return [say("trends.since_last_year_small", language, **holes)]
    changed = relative(float(row["change_share"]), language)
    return [say("trends.since_last_year", language, share=changed, **holes)]


def _rate_since(asked: IndicatorQuestion, rate: RateDefinition, year: int) -> list[str]:
    """Say what the same agencies' rate comes to in the last two years."""
    known = asked.mine[
        asked.mine["report_year"].isin((year - 1, year)) & asked.mine["lower"].notna()
    ]
    both = known.groupby("agency_id")["report_year"].nunique()
    same = known[known["agency_id"].isin(both.index[both == _PAIRED])]
    sums_of = records(pooled(same, rate).assign(unit=asked.definition.unit))
    if len(sums_of) < _PAIRED or any(pd.isna(row["value"]) for row in sums_of):
        return []
    language, (then, now) = asked.view.language, sums_of
    change = changed(then["value"], now["value"], asked.definition.unit, language)
    holes = {"before": year - 1, "year": year, "n": int(now["known_count"]), "change": change}
    words = {"a": with_base(then, language), "b": with_base(now, language)}
    return [say("trends_rate.since", language, **holes, **words)]
