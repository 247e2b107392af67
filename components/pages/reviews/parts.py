"""The pictures of the page about reviews: by kind, by year or agency, by agency ranked, checked."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import pandas as pd

from components.answers import Toggle
from components.charts.ranking import RankingBar, ranking_chart
from components.charts.text import shown
from components.figures.doors import behind
from components.figures.outcome_stack import toggles
from components.figures.pictures import SMALL, Picture, TableQuestion, listed
from components.figures.text import MOST_BARS
from components.numbers import plain, share
from components.pages.reviews.cases import (
    Named,
    cases_chart,
    cases_table,
    counts,
    legend,
    named_rows,
)
from components.pages.reviews.table import reviews_table
from components.theme import Chart
from components.view import View
from components.words import say
from pipelines.aggregate.reviews import COURSES, rates

_MOST_ITEMS: Final = 8


def courses_part(asked: TableQuestion, cases: pd.DataFrame, coverage: str) -> Picture | None:
    """Set the three kinds of cases, or nothing where there is no case at all."""
    rows = with_reports(cases, rates(cases, ["course"]), ["course"])
    rows = rows.set_index("course").reindex(COURSES).dropna(subset=["cases"]).reset_index()
    if not rows["cases"].sum():
        return None
    view, language = asked.view, asked.view.language
    bars = named_rows(rows, [say(f"course.{course}", language) for course in rows["course"]])
    some = [bar for bar in bars if bar[1]["cases"]]
    items = [_item("courses_item", name, row, view) for name, row in bars]
    semicolon = say("reviews.semicolon", language)
    return Picture(
        name="courses",
        title=say("reviews.courses", language),
        sentence=say("reviews.courses_sentence", language, list=semicolon.join(items)),
        coverage=coverage,
        make_chart=partial(_chart, view, some),
        legend=legend(some, language),
        toggles=toggles(view)[1:],
        notes=(say("reviews.end_note", language), *_small(view, some)),
        make_table=partial(cases_table, say("reviews.course", language), bars, language),
    )


def bars_part(asked: TableQuestion, cases: pd.DataFrame, coverage: str) -> Picture | None:
    """Set the results by year or by agency, of one kind of cases or of all three."""
    view, language = asked.view, asked.view.language
    course = shown_course(view)
    mine = cases[cases["course"] == course] if course else cases
    bars = bars_of(asked, mine)
    some = [bar for bar in bars if bar[1]["cases"]]
    if not some and not course:
        return None
    return Picture(
        name="bars",
        title=say(f"reviews.by_{view.by}", language),
        sentence=_bars_sentence(view, some, len(bars) - len(some)),
        coverage=coverage,
        make_chart=partial(_chart, view, some[:MOST_BARS]) if some else None,
        legend=legend(some, language),
        toggles=(*toggles(view), _course_toggles(view)),
        notes=(*_small(view, some), *_more(view, len(some))),
        make_table=partial(cases_table, say(f"column.{view.by}", language), bars, language),
    )


def ranking_part(asked: TableQuestion, cases: pd.DataFrame, coverage: str) -> Picture | None:
    """Set the agencies that have cases, the most first; nothing where one agency is asked for."""
    view, language = asked.view, asked.view.language
    bars = bars_of(replace(asked, view=replace(view, by="agency")), cases)
    some = [bar for bar in bars if bar[1]["cases"]]
    if not some or len(bars) < 2:
        return None
    whole = float(sum(row["cases"] for _, row in some))
    top, row = some[0]
    none = [name for name, row in bars if not row["cases"]]
    words = say("reviews.ranking_none", language, n=len(none), names=listed(none, view))
    return Picture(
        name="ranking",
        title=say("reviews.ranking", language),
        sentence=say(
            "reviews.ranking_sentence" if whole >= SMALL else "reviews.ranking_sentence_small",
            language,
            top=top,
            cases=plain(row["cases"]),
            whole=plain(whole),
            share=share(row["cases"], whole),
        ),
        coverage=coverage,
        make_chart=partial(_ranking, view, some[:MOST_BARS]),
        notes=(*((words,) if none else ()), *_more(view, len(some))),
        make_table=partial(cases_table, say("column.agency", language), bars, language),
    )


def check_part(asked: TableQuestion, cases: pd.DataFrame) -> Picture:
    """Set the published totals beside the recomputed ones."""
    language = asked.view.language
    checked = cases[cases["is_known"] & cases["published"].notna()]
    wrong = checked[checked["differs"]]
    key = "check_wrong" if len(wrong) else "check_ok"
    return Picture(
        name="check",
        title=say("reviews.check", language),
        sentence=say(f"reviews.{key}", language, n=len(checked), wrong=len(wrong)),
        coverage="",
        notes=(say("reviews.check_note", language),),
        make_table=partial(reviews_table, asked, wrong, ()) if len(wrong) else None,
        is_open=True,
    )


def shown_course(view: View) -> str:
    """Return the kind of cases the view asks for, "" for all; a word that is none is all."""
    return view.own("show") if view.own("show") in COURSES else ""


def bars_of(asked: TableQuestion, cases: pd.DataFrame) -> list[Named]:
    """Return one named row of rates a year, or an agency with most cases first."""
    key = "report_year" if asked.view.by == "year" else "agency_id"
    rows = with_reports(cases, rates(cases, [key]), [key])
    if key == "agency_id":
        rows = rows.sort_values("cases", ascending=False, kind="stable")
        return named_rows(rows, [asked.name(agency) for agency in rows[key]])
    return named_rows(rows, [str(year) for year in rows[key]])


def with_reports(found: pd.DataFrame, rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Add how many reports stand behind each row."""
    known = found[found["is_known"]].groupby(keys)["report_id"].nunique()
    return rows.merge(known.rename("report_count").reset_index(), on=keys, how="left")


def _item(key: str, name: str, row: dict[str, object], view: View) -> str:
    is_small = float(str(row["decided"])) < SMALL
    return say(
        f"reviews.{key}_small" if is_small else f"reviews.{key}",
        view.language,
        label=name,
        **counts(row),
    )


def _bars_sentence(view: View, some: Sequence[Named], none: int) -> str:
    if not some:
        return say("reviews.nothing_here", view.language)
    solid = [bar for bar in some if bar[1]["decided"] >= SMALL]
    items = [_item("bar_item", name, row, view) for name, row in solid or some]
    return say(
        f"reviews.bars_{view.by}" if solid else f"reviews.bars_{view.by}_none",
        view.language,
        n=len(some),
        none=none,
        solid=len(solid),
        base=SMALL,
        list=listed(items, view, _MOST_ITEMS),
    )


def _course_toggles(view: View) -> tuple[Toggle, ...]:
    ways = ("", *COURSES)
    return tuple(
        Toggle(
            say(f"course.{way}" if way else "reviews.every", view.language),
            view.with_own(show=way).href,
            shown_course(view) == way,
        )
        for way in ways
    )


def _small(view: View, bars: Sequence[Named]) -> tuple[str, ...]:
    if all(row["decided"] >= SMALL for _, row in bars):
        return ()
    key = "small_count" if view.measure == "count" else "small"
    return (say(f"reviews.{key}", view.language, n=SMALL),)


def _more(view: View, count: int) -> tuple[str, ...]:
    if count <= MOST_BARS:
        return ()
    words = say("requests.more_bars", view.language, n=MOST_BARS, more=count - MOST_BARS)
    return (words,)


def _chart(view: View, bars: Sequence[Named], is_narrow: bool) -> Chart:  # noqa: FBT001 - partial
    return cases_chart(view, bars, is_narrow=is_narrow)


def _ranking(view: View, bars: Sequence[Named], is_narrow: bool) -> Chart:  # noqa: FBT001 - partial
    drawn = [
        RankingBar(
            name,
            float(row["cases"]),
            say("reviews.ranking_text", view.language, **counts(row)),
            f"<b>{shown(name)}</b><br>{say('reviews.ranking_text', view.language, **counts(row))}"
            f"<br>{say('chart.open_list', view.language)}",
            href=behind(replace(view, agencies=(str(row["agency_id"]),)), table="4"),
        )
        for name, row in bars
    ]
    chart = ranking_chart(drawn, is_narrow=is_narrow)
    most = max(float(row["cases"]) for _, row in bars)
    chart["layout"]["xaxis"]["range"] = [0, most * (1.6 if is_narrow else 1.24)]
    return chart
