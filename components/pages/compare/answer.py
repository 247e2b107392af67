"""Two to six reports side by side: every indicator, what separates them, and two texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from components.answers import Empty, ReportSource, Step, Toggle
from components.cache import kept_for_publication
from components.context import PageRequest
from components.figures.records import records
from components.figures.scope import scope_of, stranger
from components.figures.text import sources_of
from components.pages.compare.columns import (
    FEWEST,
    MOST,
    ComparedChoice,
    ComparedColumn,
    chosen_of,
    neighbours,
    of_pair,
    only,
)
from components.pages.compare.empty import too_few, wrong
from components.pages.compare.order import ORDER
from components.pages.compare.rows import ComparedRow, Peers, by_change, peers_of, rows_of
from components.report.texts import ComparedTexts, texts
from components.view import View
from components.words import say
from pipelines.catalogue.load import catalogue
from pipelines.store.store import Store
from pipelines.values import whole

PAGE_ROWS = 120


@dataclass(frozen=True, eq=False)
class ComparedReports:
    """What a publication says of a choice of reports: the same however it is looked at."""

    chosen: ComparedChoice
    base: int
    rows: tuple[ComparedRow, ...]
    peers: Peers | None
    beside: tuple[Step, ...]  # neighbours that could stand beside
    sources: Sequence[ReportSource]
    place: str


@dataclass(frozen=True, eq=False)
class Compare:
    """The page: the columns and rows, those shown now, and two texts where they are open."""

    view: View
    held: ComparedReports
    shown: tuple[ComparedRow, ...]
    page: int
    pages: int
    opened: ComparedTexts | None

    @property
    def sides(self) -> tuple[ComparedColumn, ...]:
        """Return the columns."""
        return self.held.chosen.sides

    @property
    def base(self) -> ComparedColumn:
        """Return the column that the others are set against."""
        return self.sides[self.held.base]

    @property
    def is_sorted(self) -> bool:
        """Tell whether the rows stand by their largest change."""
        return self.view.own("sort") == "change"

    @property
    def shows_all(self) -> bool:
        """Tell whether rows without a number or with zeros alone are shown too."""
        return self.view.own("state") == "all"

    @property
    def groups(self) -> Mapping[str, tuple[ComparedRow, ...]]:
        """Return the rows shown by table, in one group where they are sorted by change."""
        if self.is_sorted:
            return {"": self.shown}
        found = {table: tuple(row for row in self.shown if row.table == table) for table in ORDER}
        return {table: rows for table, rows in found.items() if rows}


def compare(ask: PageRequest) -> Compare | Empty:
    """Answer what separates the chosen reports."""
    plain = ask.view.with_own(sort="", state="", show="", n="")
    compared = _compare(ask.store, plain)
    if isinstance(compared, Empty):
        return compared
    view = ask.view
    rows = list(compared.rows)
    if view.own("state") != "all":
        rows = [row for row in rows if row.says_something]
    if view.own("sort") == "change":
        rows = by_change([row for row in rows if row.size > 0])
    pages = max(1, -(-len(rows) // PAGE_ROWS))
    page = min(max(1, whole(view.own("n")) or 1), pages)
    shown = tuple(rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS])
    return Compare(view, compared, shown, page, pages, _opened(ask, compared))


@kept_for_publication
def _compare(store: Store, view: View) -> ComparedReports | Empty:
    scope = scope_of(store, view)
    if scope.strangers:
        return stranger(view, scope, say("compare.question", view.language))
    chosen = chosen_of(store, view, scope)
    if not chosen.sides:
        return wrong(store, view, scope)
    if len(chosen.reported) < FEWEST:
        return too_few(store, view, scope, chosen)
    base = _base(chosen, view)
    peers = peers_of(store, view, chosen)
    ids = [one.agency_id for one in chosen.sides]
    keys = {(one.agency_id, one.year) for one in chosen.sides}
    reports = store.reports(view.dataset, ids)
    pairs = zip(reports["agency_id"], reports["report_year"], strict=True)
    mine = reports[[(str(agency), int(year)) in keys for agency, year in pairs]]
    return ComparedReports(
        chosen=chosen,
        base=base,
        rows=rows_of(store, view, chosen, base, peers),
        peers=peers,
        beside=_beside(store, view, chosen),
        sources=sources_of(mine),
        place=scope.words,
    )


def _base(chosen: ComparedChoice, view: View) -> int:
    """Return the column asked for as the base, else the first whose form goes with the newest's."""
    keys = [one.key for one in chosen.sides]
    if view.own("mark") in keys and chosen.sides[keys.index(view.own("mark"))].about:
        return keys.index(view.own("mark"))
    reported = [n for n, one in enumerate(chosen.sides) if one.about is not None]
    tabled = [n for n in reported if chosen.sides[n].template in catalogue().table_forms]
    alike = tabled if reported[-1] in tabled else reported
    return alike[0]


def _beside(store: Store, view: View, chosen: ComparedChoice) -> tuple[Step, ...]:
    """Return links that set the agency, or one more, beside its neighbours of the same year."""
    year = max(one.year for one in chosen.reported)
    mine = tuple(dict.fromkeys(one.agency_id for one in chosen.sides))
    if len(mine) >= MOST:
        return ()
    rows = neighbours(store, view, mine[0], year)
    rows = rows[~rows["agency_id"].isin(mine)]
    return tuple(
        Step(
            str(row["short_name"] or row["name"]),
            replace(only(view, *mine, str(row["agency_id"])), years=(year, year)).href,
        )
        for row in records(rows.head(8))
    )


def _opened(ask: PageRequest, compared: ComparedReports) -> ComparedTexts | None:
    """Open the two texts the view asks for: those named, else the base and its first neighbour."""
    view = ask.view
    if view.own("show") != "text":
        return None
    keys = {one.key for one in compared.chosen.sides}
    if not {view.own("left"), view.own("right")} <= keys:
        base = compared.chosen.sides[compared.base]
        other = next(one for one in compared.chosen.reported if one is not base)
        view = of_pair(view, base, other)
    return texts(replace(ask, view=view))


def toggles(page: Compare) -> tuple[tuple[Toggle, ...], ...]:
    """Return the ways to look at the rows: in order or by change, all or those with something."""
    view, language = page.view.with_own(n=""), page.view.language
    sorts = tuple(
        Toggle(
            say(f"compare.sort_{key or 'form'}", language),
            view.with_own(sort=key).href,
            view.own("sort") == key,
        )
        for key in ("", "change")
    )
    states = tuple(
        Toggle(
            say(f"compare.rows_{key or 'told'}", language),
            view.with_own(state=key).href,
            view.own("state") == key,
        )
        for key in ("", "all")
    )
    return (*_years(page), sorts, states)


def _years(page: Compare) -> tuple[tuple[Toggle, ...], ...]:
    chosen, view = page.held.chosen, page.view.with_own(n="", left="", right="", show="", mark="")
    if chosen.way != "agencies" or len(chosen.years) < FEWEST:
        return ()
    here = page.sides[0].year
    return (
        tuple(
            Toggle(str(one), replace(view, years=(one, one)).href, one == here)
            for one in chosen.years
        ),
    )
