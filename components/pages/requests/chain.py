"""The carry-over: columns a year, the band between two years, and every joint by agency."""

from dataclasses import replace
from functools import partial
from typing import Final

import pandas as pd

from components.answers import Key, Step
from components.figures.doors import behind_outcome, with_door
from components.figures.outcome_stack import COLOURS
from components.figures.pictures import Picture, TableQuestion
from components.figures.records import Record, records
from components.numbers import plain
from components.pages.requests.chart_chain import ChainColumn, Joint, chain_chart
from components.tables import Table, TableCell, TableColumn
from components.theme import Chart
from components.view import View
from components.words import say
from pipelines.aggregate.chain import chain_by_year

_MOST_BROKEN: Final = 6
_CAME: Final = "#A9B2B6"  # not of the theme: numbers stand in the columns in both schemes
_DONE: Final = "#2F7189"
_COLUMNS: Final = (  # from the foot up; the carried part stands at the foot of both sides
    ("carried_in", True, COLOURS["carried_out"]),
    ("received", True, _CAME),
    ("carried_out", False, COLOURS["carried_out"]),
    ("answered", False, _DONE),
)


def chain_part(asked: TableQuestion, links: pd.DataFrame) -> Picture | None:
    """Set the chain, or nothing where no report's four numbers are known or all of them are 0."""
    by_year = chain_by_year(links)
    if by_year.empty or not by_year[[name for name, _, _ in _COLUMNS]].to_numpy().any():
        return None
    view, language = asked.view, asked.view.language
    broken = links[links["link"] == "broken"]
    return Picture(
        name="chain",
        title=say("requests.chain", language),
        sentence=_sentence(view, links),
        coverage=say(
            "requests.chain_reports", language, reports=int(by_year["report_count"].sum())
        ),
        make_chart=partial(_chart, view, by_year),
        legend=(
            Key(say("requests.received", language), _CAME),
            Key(_both("carried_in", "carried_out", view), COLOURS["carried_out"]),
            Key(say("requests.answered", language), _DONE),
        ),
        notes=(*_broken(asked, broken), say("requests.chain_note", language)),
        links=_links(asked, broken),
        make_table=partial(_table, asked, links),
    )


def _both(first: str, second: str, view: View) -> str:
    words = (say(f"requests.{key}", view.language) for key in (first, second))
    return say("requests.comma", view.language).join(words)


def _sentence(view: View, links: pd.DataFrame) -> str:
    count = links["link"].value_counts()
    holds, broken = int(count.get("holds", 0)), int(count.get("broken", 0))
    if not holds + broken:
        return say("requests.chain_none", view.language)
    unknown = int(count.get("unknown", 0))
    return say(
        "requests.chain_sentence" if unknown else "requests.chain_sentence_all",
        view.language,
        links=holds + broken,
        holds=holds,
        broken=broken,
        unknown=unknown,
    )


def _broken(asked: TableQuestion, broken: pd.DataFrame) -> tuple[str, ...]:
    language = asked.view.language
    notes = [
        say("requests.chain_broken", language, **_ends(asked, row))
        for row in records(broken.head(_MOST_BROKEN))
    ]
    if len(broken) > _MOST_BROKEN:
        notes.append(say("requests.chain_more", language, n=len(broken) - _MOST_BROKEN))
    return tuple(notes)


def _ends(asked: TableQuestion, row: Record) -> dict[str, object]:
    return {
        "agency": asked.name(row["agency_id"], row["agency"]),
        "before": row["report_year"] - 1,
        "year": row["report_year"],
        "out": plain(row["previous_out"]),
        "in": plain(row["carried_in"]),
        "gap": plain(abs(row["gap"])),
    }


def _links(asked: TableQuestion, broken: pd.DataFrame) -> tuple[Step, ...]:
    """Lead to the agency of each broken joint, over all years."""
    agencies = list(dict.fromkeys(broken["agency_id"].head(_MOST_BROKEN)))
    if len(asked.scope.chosen) == 1:
        return ()
    return tuple(
        Step(asked.name(agency), replace(asked.view, agencies=(agency,), years=None).href)
        for agency in map(str, agencies)
    )


def _chart(view: View, by_year: pd.DataFrame, is_narrow: bool) -> Chart:  # noqa: FBT001 - partial
    first, last = int(by_year["report_year"].min()), int(by_year["report_year"].max())
    years = list(range(first, last + 1))
    rows = {int(row["report_year"]): row for row in records(by_year)}
    columns = [
        ChainColumn(
            say(f"requests.{name}", view.language),
            is_left,
            colour,
            tuple(float(rows[y][name]) if y in rows else None for y in years),
            tuple(with_door(_bar_hover(view, name, rows.get(y)), "/", view) for y in years),
            tuple(behind_outcome(replace(view, years=(y, y)), name) for y in years),
        )
        for name, is_left, colour in _COLUMNS
    ]
    joints = [
        _joint(view, years.index(y), rows[y])
        for y in years[1:]
        if y in rows and y - 1 in rows and rows[y]["link_count"]
    ]
    gap = say("requests.gap", view.language)
    return chain_chart(list(map(str, years)), columns, joints, gap, is_narrow=is_narrow)


def _bar_hover(view: View, name: str, row: Record | None) -> str:
    if row is None:
        return ""
    return say(
        "requests.bar_hover",
        view.language,
        year=row["report_year"],
        label=say(f"requests.{name}", view.language),
        count=plain(row[name]),
        reports=row["report_count"],
    )


def _joint(view: View, place: int, row: Record) -> Joint:
    year = int(row["report_year"])
    out, taken = plain(row["linked_out"]), plain(row["linked_in"])
    hover = say(
        "requests.joint_hover",
        view.language,
        before=year - 1,
        year=year,
        out=out,
        links=row["link_count"],
        broken=row["broken_count"],
        **{"in": taken},
    )
    text = say("requests.joint_broken", view.language, out=out, **{"in": taken})
    return Joint(
        place,
        float(row["linked_out"]),
        float(row["linked_in"]),
        text if row["linked_out"] != row["linked_in"] else f"✕ {row['broken_count']}",
        hover,
        is_broken=bool(row["broken_count"]),
    )


def _table(asked: TableQuestion, links: pd.DataFrame) -> Table:
    """Set every joint, agencies down and years across, those with a broken one first."""
    language = asked.view.language
    years = sorted(links["report_year"].unique())
    columns = (
        TableColumn(say("column.agency", language)),
        *(
            TableColumn(say("requests.joint", language, before=year - 1, year=year), "number")
            for year in years[1:]
        ),
    )
    is_broken = (links["link"] == "broken").groupby(links["agency_id"]).any()
    order = is_broken.sort_values(ascending=False, kind="stable").index
    by_place = {(row["agency_id"], row["report_year"]): row for row in records(links)}
    rows = tuple(
        (
            TableCell(asked.name(agency)),
            *(_cell(asked.view, by_place.get((agency, year))) for year in years[1:]),
        )
        for agency in order
    )
    return Table(columns, rows)


def _cell(view: View, row: Record | None) -> TableCell:
    if row is None:
        return TableCell(say("requests.joint_no_report", view.language), state="no_report")
    link = str(row["link"])
    if link in {"holds", "broken"}:
        ends = {"out": plain(row["previous_out"]), "in": plain(row["carried_in"])}
        state = "broken" if link == "broken" else ""
        return TableCell(say(f"requests.joint_{link}", view.language, **ends), state=state)
    return TableCell(say(f"requests.joint_{link}", view.language), state=link)
