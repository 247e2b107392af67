"""How a figure changed, in a sentence: a few agencies' own, the median, or what a rate comes to."""

from typing import Any, Final

import pandas as pd

from components.figures.rates import changed, with_base
from components.figures.records import Record, records
from components.figures.series import ENOUGH_AGENCIES, Series
from components.numbers import plain
from components.words import say

_FEW: Final = 2
_NAMED: Final = 3  # agencies of which each is spoken of


def sentence(series: Series) -> str:
    """Answer how the figure changed."""
    of_whole = _pooled_sentence if series.asked.definition.is_rate else _median_sentence
    if len(series.order) <= _NAMED:
        own = [words for agency in series.order if (words := _own_sentence(series, agency))]
        if own:
            return "".join(own)
    return of_whole(series)


def _median_sentence(series: Series) -> str:
    language, known = series.asked.view.language, series.middle.dropna(subset=["median"])
    measured = series.asked.definition.measured
    words: dict[str, Any] = {
        "label": series.asked.definition.label,
        "first": series.years[0],
        "last": series.years[-1],
        "few": ENOUGH_AGENCIES,
        "n": series.constant_count,
    }
    if len(series.years) == 1:
        return say("trends.sentence_one", language, n1=len(series.order), **words)
    if len(known) < _FEW:
        none = "" if series.constant_count else "_none"
        return say(f"trends.sentence_scattered{none}", language, **words)
    first, last = records(known.head(1))[0], records(known.tail(1))[0]
    words |= {
        "first": first["report_year"],
        "last": last["report_year"],
        "a": measured(plain(float(first["median"]))),
        "b": measured(plain(float(last["median"]))),
        "n1": first["known_count"],
        "n2": last["known_count"],
    }
    return say("trends.sentence" if series.is_band else "trends.sentence_same", language, **words)


def _pooled_sentence(series: Series) -> str:
    """Say what the place's rate came to in its first and last year, each with its base."""
    language, known = series.asked.view.language, series.middle.dropna(subset=["median"])
    label = series.asked.definition.label
    if len(known) == 1:
        row = records(known)[0]
        said = {"year": row["report_year"], "n": row["known_count"]}
        return say("trends_rate.once", language, label=label, a=with_base(row, language), **said)
    if known.empty:
        return say("trends_rate.scattered", language, label=label, n=len(series.order))
    first, last = records(known.head(1))[0], records(known.tail(1))[0]
    return say(
        "trends_rate.pooled",
        language,
        label=label,
        first=first["report_year"],
        last=last["report_year"],
        a=with_base(first, language),
        b=with_base(last, language),
        n1=first["known_count"],
        n2=last["known_count"],
        change=changed(first["value"], last["value"], series.asked.definition.unit, language),
    )


def _own_sentence(series: Series, agency: str) -> str:
    """Say how one agency's figure went, and the median in the same years; "" from one year."""
    language, asked = series.asked.view.language, series.asked
    known = [row for row in series.rows[agency] if pd.notna(row["value"])]
    if len(known) < _FEW:
        return ""
    first, last = known[0], known[-1]
    words: dict[str, Any] = {
        "top": first["agency"],
        "label": asked.definition.label,
        "first": first["report_year"],
        "last": last["report_year"],
        "a": asked.words(first),
        "b": asked.words(last),
    }
    if asked.definition.is_rate:
        change = changed(first["value"], last["value"], asked.definition.unit, language)
        return say("trends_rate.own", language, change=change, **words)
    middle = _middles(series, first, last)
    if middle is None:
        return say("trends.sentence_own", language, **words)
    return say("trends.sentence_chosen", language, **words, **middle)


def _middles(series: Series, first: Record, last: Record) -> dict[str, Any] | None:
    """Return the medians of two years and how many stand behind each; None where one is unknown."""
    middle = {row["report_year"]: row for row in records(series.middle)}
    then, now = middle[first["report_year"]], middle[last["report_year"]]
    if pd.isna(then["median"]) or pd.isna(now["median"]):
        return None
    medians = [series.asked.definition.measured(plain(float(m["median"]))) for m in (then, now)]
    counts = {"n1": then["known_count"], "n2": now["known_count"]}
    return {"m1": medians[0], "m2": medians[1], **counts}
