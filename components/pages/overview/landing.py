"""The landing page: one worked example, and places where a comparison is possible."""

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from components.answers import Empty, YearsOverview
from components.cache import kept_for_publication
from components.context import PageRequest
from components.figures.evidence import verdicts
from components.figures.findings import against, prepared
from components.figures.records import Record, records
from components.figures.scope import DEFAULT_INDICATOR
from components.figures.text import words_of
from components.numbers import plain
from components.pages.county.answer import county
from components.view import View
from components.words import say
from pipelines.catalogue.indicator_ids import (
    CARRIED_IN,
    CARRIED_OUT,
    OUTCOME_TOTAL,
    REQUESTS_RECEIVED,
)
from pipelines.ledger.verdicts import with_verdicts
from pipelines.store.store import Store

_RULE: Final = "R-T3-01"  # what came in is what went out: a reader sees it at once
_ROWS: Final = (REQUESTS_RECEIVED, CARRIED_IN, OUTCOME_TOTAL, CARRIED_OUT)
_PLACES: Final = 8
_ENOUGH: Final = 3  # agencies over years without which nothing is compared
_BARS: Final = 3
_SOME: Final = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One number of a chart of the first page: whose, how much, how long, where it leads."""

    label: str
    text: str
    href: str
    length: float
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class FormCell:
    """One row of the form in the trace: words, number, and whether it is highlighted or wrong."""

    label: str
    text: str
    is_lit: bool
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """A number, its cell, and what does not add up: each with its address."""

    bars: tuple[Bar, ...]
    bars_words: str
    cells: tuple[FormCell, ...]
    cell_href: str
    says: str
    why: str
    finding_href: str


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """One county in which several agencies are held over years: reports a year as columns."""

    name: str
    line: str
    href: str
    years: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Landing:
    """The first page as values."""

    view: View
    trace: Trace | None
    places: tuple[PlaceCard, ...]
    covered: str
    first: YearsOverview | None
    bars: tuple[Bar, ...]
    every: str  # address of all real reports of the newest year


def landing(ask: PageRequest) -> Landing:
    """Return what the landing page shows: an example, the places with reports, a first county."""
    view = ask.view
    reports = ask.store.reports("real")
    places = _places(ask, reports)
    opened = county(replace(ask, view=_first(places, view))) if places else None
    first = opened if opened and not isinstance(opened, Empty) else None
    newest = int(reports["report_year"].max()) if len(reports) else 0
    counts = {"n": plain(len(reports)), "agencies": plain(reports["agency_id"].nunique())}
    return Landing(
        view=view,
        trace=_trace(ask),
        places=tuple(_card(row, reports, ask) for row in places),
        covered=say("landing.covered", view.language, **counts),
        first=first,
        bars=_first_bars(ask, first.view) if first else (),
        every=replace(view, years=(newest, newest)).href if newest else "",
    )


def _places(ask: PageRequest, reports: pd.DataFrame) -> list[Record]:
    """Return the counties in which most reports of several agencies over years are held."""
    rows = ask.store.choices("real", [], limit=2 * _PLACES)
    rows = rows[(rows["kind"] == "county") & (rows["agency_count"] >= _ENOUGH)]
    rows = rows[rows["last_year"] > rows["first_year"]]
    return records(rows.head(_PLACES if len(reports) else 0))


def _first(places: list[Record], view: View) -> View:
    return View("county", view.language, county=str(places[0]["id"]))


def _card(row: Record, reports: pd.DataFrame, ask: PageRequest) -> PlaceCard:
    language = ask.language
    everyone = ask.store.agencies("real")
    own = everyone.loc[everyone["county_code"] == row["id"], "agency_id"]
    counts = reports.loc[reports["agency_id"].isin(set(own)), "report_year"].value_counts()
    span_ = range(int(counts.index.max()) - _SOME, int(counts.index.max()) + 1)
    said = {"around": row["around"], "n": row["agency_count"], "reports": row["report_count"]}
    return PlaceCard(
        name=str(row["name"]),
        line=say("choice.place", language, **said),
        href=View("county", language, county=str(row["id"])).href,
        years=tuple((year, int(counts.get(year, 0))) for year in span_),
    )


def _first_bars(ask: PageRequest, view: View) -> tuple[Bar, ...]:
    """Rank the county opened in the year that most of its agencies state."""
    everyone = ask.store.agencies("real")
    own = everyone[everyone["county_code"] == view.county]
    cells = ask.store.cells("real", DEFAULT_INDICATOR, None, own["agency_id"].tolist())
    known = cells[cells["value"].notna()]
    if known.empty:
        return ()
    counts = known.groupby("report_year").size()
    year = int(counts[counts == counts.max()].index.max())
    names = dict(zip(own["agency_id"], own["short_name"], strict=True))
    return _bars(known[known["report_year"] == year], names, view, _SOME)


def _bars(
    cells: pd.DataFrame, names: dict[str, str], view: View, most: int, chosen: str = ""
) -> tuple[Bar, ...]:
    top = cells.sort_values("value", ascending=False)
    if chosen:  # between the next above and the next below it
        own = float(top.loc[top["agency_id"] == chosen, "value"].iloc[0])
        above, below = top[top["value"] > own].tail(1), top[top["value"] < own].head(most - 2)
        top = pd.concat([above, top[top["agency_id"] == chosen], below])
    top = top.head(most)
    longest = float(top["value"].max()) or 1.0
    return tuple(
        Bar(
            label=str(names.get(row["agency_id"]) or row["agency"]),
            text=words_of(row, view.language),
            href=View(
                "report",
                view.language,
                view.dataset,
                agencies=(str(row["agency_id"]),),
                years=(int(row["report_year"]),) * 2,
            ).href,
            length=float(row["value"]) / longest,
            is_chosen=row["agency_id"] == chosen,
        )
        for row in records(top)
    )


@kept_for_publication
def newest_wrong(store: Store, dataset: str) -> int | None:
    """Return the newest year of which a report has an error; None where none has."""
    found = store.findings(dataset)
    wrong = found[(found["status"] == "fail") & (found["axis"] == "agency")]
    years = wrong.loc[wrong["severity"] == "error", "report_year"]
    return int(years.max()) if len(years) else None


def _trace(ask: PageRequest) -> Trace | None:
    """Follow one number of the simulated district to what does not add up."""
    found = prepared(with_verdicts(ask.store.findings("demo"), verdicts(ask)))
    single = found[against(found) & (found["rule"] == _RULE) & (found["member"] == "total")]
    single = single[single["explanation_kind"] == "one_cell"]
    if single.empty:
        return None
    wrong = records(single.head(1))[0]
    agency, year, language = str(wrong["agency_id"]), int(wrong["report_year"]), ask.language
    there = View("report", language, "demo", agencies=(agency,), years=(year, year))
    everyone = ask.store.agencies("demo")
    names = dict(zip(everyone["agency_id"], everyone["short_name"], strict=True))
    received = ask.store.cells("demo", _ROWS[0], None, (), (year, year))
    cells = _cells(ask, wrong)
    if not cells or agency not in set(received["agency_id"]):
        return None
    holes = {"year": year, "name": names[agency]}
    return Trace(
        bars=_bars(received[received["value"].notna()], names, there, _BARS, agency),
        bars_words=say("landing.trace_number", language, **holes),
        cells=cells,
        cell_href=there.with_own(cell=f"{_ROWS[0]}[total]").href,
        says=say(
            "landing.trace_says",
            language,
            **{name: cell.text for name, cell in zip("abcd", cells, strict=True)},
            n=plain(abs(float(wrong["left_side"]) - float(wrong["right_side"]))),
        ),
        why=str(wrong[f"explanation_{language}"]),
        finding_href=replace(there, page="findings").with_own(rule=_RULE).href,
    )


def _cells(ask: PageRequest, wrong: Record) -> tuple[FormCell, ...]:
    figures = ask.store.explain(str(wrong["agency_id"]), int(wrong["report_year"]))
    figures = figures[(figures["member"] == "total") & (figures["table"] == "3")]
    values = {str(row["indicator"]): row for row in records(figures)}
    known = ask.store.indicators()
    known = known[known["table"] == "3"]
    labels = dict(zip(known["indicator"], known[f"label_{ask.language}"], strict=True))
    if not all(name in values for name in _ROWS):
        return ()
    return tuple(
        FormCell(
            label=str(labels[name]),
            text=plain(float(values[name]["value"])),
            is_lit=name == _ROWS[0],
            is_wrong=f'"{name}"' in str(wrong["explanation_cells"]),
        )
        for name in _ROWS
    )
