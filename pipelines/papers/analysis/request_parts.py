"""Parts of an analysis: requests and what came of them, reviews and suits."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from pipelines.aggregate.changes import LEAST_BASE
from pipelines.aggregate.requests import GROUPS, group_of, outcomes, sums
from pipelines.aggregate.reviews import COURSES, RESULTS
from pipelines.catalogue.indicator_ids import (
    CARRIED_IN,
    CARRIED_OUT,
    OUTCOME_OTHER,
    OUTCOME_TOTAL,
    REQUESTS_RECEIVED,
    REQUESTS_RECEIVED_IN_TEXT,
    REVIEWS,
)
from pipelines.papers.analysis.amounts import amount, by_year
from pipelines.papers.analysis.blocks import AnalysisParagraph, AnalysisPart, Chart, ChartSeries
from pipelines.papers.analysis.filing_parts import coverage_note, years_axis
from pipelines.papers.analysis.study import SUITS, Study
from pipelines.papers.analysis.wording import (
    amount_words,
    named,
    numeral,
    rate_change,
    say,
    stated,
)
from pipelines.papers.words import joined, percent

_COLOURS: Final = (2, 5, 1, 4, 3, 6, 0)
_BALANCE: Final = (
    (REQUESTS_RECEIVED, "received"),
    (CARRIED_IN, "carried_in"),
    (OUTCOME_TOTAL, "answered"),
    (CARRIED_OUT, "carried_out"),
)


def requests_section(study: Study) -> AnalysisPart:
    """Return what table three says of the units: taken in, decided, refused and why."""
    received, answered = study.amount(REQUESTS_RECEIVED), study.amount(OUTCOME_TOTAL)
    first = "".join(_amounts(study))
    texts = [first, "".join(_outcomes(study)), "".join(_broken(study))]
    if received.value is None:
        key = "answer_none"
    else:
        is_whole = received.known == answered.known == len(study.units)
        key = "answer" if is_whole else "answer_part"
    charts = [_years_chart(study)]
    if any(study.groups(study.year).values()):  # nothing was decided: there is nothing to draw
        charts.append(_groups_chart(study))
    span = (study.year - 1, study.year)
    return AnalysisPart(
        key="requests",
        title=say("heading.requests"),
        answer=say(
            f"requests.{key}",
            value=stated(received),
            answered=stated(answered),
            known=received.known,
            units=received.units,
        ),
        paragraphs=[AnalysisParagraph(text) for text in texts if text],
        charts=[chart for chart in charts if chart.is_known],
        sources=[study.source("requests", years=span)],
    )


def _amounts(study: Study) -> Iterator[str]:
    unit = say("requests.unit")
    unread = study.amount(REQUESTS_RECEIVED).unstated
    for indicator, name in _BALANCE:
        stated_sum = study.amount(indicator)
        words = say(f"requests.{name}")
        is_said = stated_sum.unstated == unread and indicator != REQUESTS_RECEIVED
        if indicator == REQUESTS_RECEIVED or stated_sum.known:
            names = None if is_said else study.names
            yield amount_words(stated_sum, words, unit, study.year, names)
    in_text = amount(study.sums, REQUESTS_RECEIVED_IN_TEXT, study.year, unread, study.grades)
    if in_text.known:
        yield say("amount.received_text", known=in_text.known, value=stated(in_text))


def _outcomes(study: Study) -> Iterator[str]:
    """Yield what came of the requests, with shares from a base of ten, and the reasons."""
    counts = study.groups(study.year)
    if not counts:
        yield say("requests.outcomes_none")
        return
    now = study.granted(study.year)
    parts = [_part(group, counts[group], now.base) for group in GROUPS if counts[group]]
    total = numeral(now.base)
    if now.base:
        yield say("requests.outcomes", reports=now.reports, total=total, parts=joined(parts))
    else:
        yield say("requests.outcomes_zero", reports=now.reports)
        return
    if now.share is None:
        yield say("requests.small")
    yield rate_change(now, study.granted(study.year - 1), "requests.granted")
    single = _singles(study)
    for group, key in (("denied", "reasons"), ("unable", "unable")):
        if counts[group]:
            listed = [
                say("requests.one", name=_label(study, str(one)), count=numeral(float(value)))
                for one, value in single.items()
                if group_of(str(one)) == group and value
            ]
            yield say(f"requests.{key}", count=numeral(counts[group]), parts=joined(listed))


def _part(group: str, count: float, base: float) -> str:
    holes = {"name": say(f"group.{group}"), "count": numeral(count)}
    if base < LEAST_BASE:
        return say("requests.part", **holes)
    return say("requests.part_share", share=percent(count / base), **holes)


def _singles(study: Study) -> pd.Series:
    """Return the single outcomes of the year by their indicators, the largest first."""
    rows = study.totals[study.totals["report_id"].isin(study.outcomes(study.year)["report_id"])]
    found = outcomes(rows)
    added = found.groupby("indicator", sort=False)["value"].sum()
    return added.sort_values(ascending=False, kind="stable")


def _label(study: Study, indicator: str) -> str:
    """Return an outcome's printed words without its number."""
    if indicator == OUTCOME_OTHER:
        return say("group.other")
    label = str(study.indicators[indicator]["label_zh"])
    return label.rpartition(say("group.numbered"))[2].lstrip("0123456789.")


def _broken(study: Study) -> Iterator[str]:
    """Yield whose intake does not balance, as far as all its numbers are known."""
    balance = sums(study.outcomes(study.year))
    broken = balance[(balance["side"] == "intake") & balance["differs"]]
    ids = sorted(map(str, broken["agency_id"]))
    if ids:
        yield say("requests.balance", count=len(ids), names=named(ids, study.names))


def _years_chart(study: Study) -> Chart:
    pairs = [
        (say("requests.series_received"), by_year(study.sums, REQUESTS_RECEIVED, *_span(study))),
        (say("requests.series_answered"), by_year(study.sums, OUTCOME_TOTAL, *_span(study))),
    ]
    counts = [count for _, count in pairs[0][1]]
    series = [
        ChartSeries(name, [value for value, _ in sums_], colour)
        for colour, (name, sums_) in enumerate(pairs)
    ]
    title = say("requests.years")
    return Chart("columns", title, years_axis(study, counts), series, coverage_note(counts))


def _span(study: Study) -> tuple[list[int], list[str]]:
    return study.years, study.units


def _groups_chart(study: Study) -> Chart:
    values = study.groups(study.year)
    names = [say(f"group.{group}") for group in GROUPS]
    series = ChartSeries(say("requests.series"), [values.get(group) for group in GROUPS])
    title = say("requests.groups", year=study.year)
    return Chart("bars", title, names, [series])


def reviews_section(study: Study) -> AnalysisPart:
    """Return how reviews and suits ended, and how often the agency was corrected."""
    reviews, suits = study.amount(REVIEWS), study.amount(SUITS)
    known = min(reviews.known, suits.known)
    key = "answer" if known == len(study.units) else "answer_part" if known else "answer_none"
    chart = _courses_chart(study)
    return AnalysisPart(
        key="reviews",
        title=say("heading.reviews"),
        answer=say(
            f"reviews.{key}",
            reviews=stated(reviews),
            suits=stated(suits),
            known=known,
            units=len(study.units),
        ),
        paragraphs=[AnalysisParagraph("".join(_courses(study)))],
        charts=[chart] if any(any(one.values) for one in chart.series) else [],
        sources=[study.source("reviews", years=(study.year - 1, study.year))],
    )


def _courses(study: Study) -> Iterator[str]:
    rows = study.courses[study.courses["report_year"] == study.year]
    if rows.empty:
        yield say("reviews.none")
        return
    for course in COURSES:
        own = rows[rows["course"] == course]
        total, parts = float(own["published"].sum()), own[list(RESULTS)].sum()
        name = say(f"reviews.{course}")
        if not total and not parts.sum():
            yield say("reviews.course_zero", name=name)
            continue
        listed = [
            say("reviews.part", name=say(f"reviews.{result}"), count=numeral(float(parts[result])))
            for result in RESULTS
            if parts[result]
        ]
        yield say("reviews.course", name=name, count=numeral(total), parts=joined(listed))
        if float(parts.sum()) != total:
            yield say("reviews.differs", count=numeral(float(parts.sum())))
    yield say("reviews.known", known=rows["report_id"].nunique(), units=len(study.units))
    yield _rate(study)


def _rate(study: Study) -> str:
    now, before = study.corrected(study.year), study.corrected(study.year - 1)
    if not now.base:
        return ""
    holes = {"decided": numeral(now.base), "corrected": numeral(now.part)}
    if now.share is None:
        return say("reviews.rate_small", **holes)
    text = say("reviews.rate", share=percent(now.share), **holes)
    return text + rate_change(now, before, "reviews.change")


def _courses_chart(study: Study) -> Chart:
    rows = study.courses[study.courses["report_year"] == study.year]
    added = rows.groupby("course")[list(RESULTS)].sum().reindex(COURSES)
    series = [
        ChartSeries(
            say(f"reviews.{result}"),
            [None if pd.isna(value) else float(value) for value in added[result]],
            _COLOURS[place],
        )
        for place, result in enumerate(RESULTS)
    ]
    names = [say(f"reviews.{course}") for course in COURSES]
    title = say("reviews.chart", year=study.year)
    return Chart("stacked_bars", title, names, series)
