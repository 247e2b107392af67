"""A page of several pictures of one table: its parts, and what all of them share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from components.answers import Empty, Key, PageHead, ReportSource, Sheet, Step, Toggle
from components.figures.scope import Scope, nothing
from components.numbers import plain, share
from components.tables import Table
from components.theme import Chart
from components.view import View
from components.words import say
from pipelines.catalogue.load import catalogue

SMALL = 10
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its head, the sentence computed for it, the chart and the table behind it."""

    name: str
    title: str
    sentence: str
    coverage: str
    make_chart: Callable[[bool], Chart] | None = None
    legend: tuple[Key, ...] = ()
    toggles: tuple[tuple[Toggle, ...], ...] = ()
    notes: tuple[str, ...] = ()
    links: tuple[Step, ...] = ()
    make_table: Callable[[], Table] | None = None  # set when it is looked at
    is_open: bool = False  # the table is the picture

    @property
    def table(self) -> Table | None:
        """Set the table of the same figures, where there is one."""
        return self.make_table() if self.make_table else None


@dataclass(frozen=True, slots=True)
class Dossier(PageHead):
    """A page: its question and answer, its pictures, and the sheet that downloads carry."""

    coverage: str
    parts: tuple[Picture, ...]
    make_table: Callable[[], Table]
    notes: tuple[str, ...]
    definitions: tuple[tuple[str, str], ...]
    sources: Sequence[ReportSource]

    @property
    def sheet(self) -> Sheet:
        """Return what the files of this page carry."""
        return Sheet(
            *self.head,
            coverage=self.coverage,
            table=self.make_table(),
            notes=(*self.notes, *(note for part in self.parts for note in part.notes)),
            definitions=self.definitions,
            sources=self.sources,
        )


@dataclass(frozen=True)
class TableQuestion:
    """A view of one table: the agencies it speaks of, their reports and who has cells of it."""

    view: View
    scope: Scope
    question: str
    reports: pd.DataFrame
    cells: pd.DataFrame  # one row a report, or report and kind of cases, that has some
    names: dict[str, str] = field(default_factory=dict)

    def name(self, agency_id: object, fallback: object = "") -> str:
        """Return the name an agency has on this page."""
        return self.names.get(str(agency_id), str(fallback or agency_id))

    @property
    def years(self) -> tuple[int, int]:
        """Return the first and last year there is a report of."""
        of = self.reports["report_year"]
        return int(of.min()), int(of.max())

    def coverage(self, group: str, counted: pd.DataFrame) -> str:
        """Say how many of the reports, of how many of the agencies, the page counts."""
        return say(
            f"{group}.coverage",
            self.view.language,
            reports=len(counted),
            of=len(self.reports),
            agencies=counted["agency_id"].nunique(),
            within=len(self.scope.within),
        )

    def unanswered(self, group: str, **holes: object) -> Empty:
        """Say why there is no picture, and where there is one; `holes` are the sentence's own."""
        language = self.view.language
        empty = nothing(self.view, self.scope, self.question, say(f"{group}.nothing", language))
        if self.scope.within.empty:
            return empty
        is_own = (self.reports["source"] == "document").any() and not self.view.is_demo
        why = f"{group}.why_{'documents' if is_own else self.view.dataset}"
        counts = {"reports": len(self.reports), "some": self.cells["report_id"].nunique()}
        return replace(empty, why=say(why, language, **counts, **holes))


Found = Dossier | Empty


def in_words(count: float, whole: float) -> str:
    """Write a count with its share, or alone where the base carries no share."""
    return plain(count) if whole < SMALL else f"{plain(count)} ({share(count, whole)})"


def listed(names: list[str], view: View, most: int = MOST_NAMED) -> str:
    """Join names in the reader's language; of many only the first few."""
    words = say("requests.comma", view.language).join(names[:most])
    return words + (say("requests.left_out_more", view.language) if len(names) > most else "")


def names_of(scope: Scope, reports: pd.DataFrame) -> dict[str, str]:
    """Return the name each agency with a report has in charts."""
    known = reports.drop_duplicates("agency_id")[["agency_id", "agency"]].astype(str)
    return {key: scope.names.get(key, name) for key, name in known.itertuples(index=False)}


def left_out(asked: TableQuestion, known: set[int], table: str, group: str) -> tuple[str, ...]:
    """Name the reports whose table could not be counted, and say how many have no such table."""
    language = asked.view.language
    has_table = asked.reports["template"].isin(catalogue().table_forms)
    out = asked.reports[has_table & ~asked.reports["report_id"].isin(known)]
    notes = []
    if len(out):
        pairs = zip(out["agency_id"], out["agency"], out["report_year"], strict=True)
        names = [f"{asked.name(a, name)} {year}" for a, name, year in pairs]
        notes.append(
            say(
                f"{group}.left_out",
                language,
                agencies=out["agency_id"].nunique(),
                reports=len(out),
                names=listed(names, asked.view),
            )
        )
    earlier = int((~has_table).sum())
    if earlier:
        notes.append(say(f"{group}.earlier", language, n=earlier, table=table))
    return tuple(notes)
