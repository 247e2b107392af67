"""Which agency a few letters mean: by name, former name, pinyin or code, never guessed."""

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from components.figures.records import Record, records
from components.numbers import span
from components.view import Dataset, View
from components.words import say
from pipelines.store.store import Store

MOST: Final = 40
_NAMED: Final = 8
_DATASETS: Final[tuple[Dataset, ...]] = ("real", "demo")


@dataclass(frozen=True, slots=True)
class AgencyHit:
    """One agency that fits: its name and place, what there is of it, and where that is."""

    name: str
    place: str
    years: str
    own: str  # address of its own page
    newest: str  # address of its newest report, "" where there is none
    trend: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class AgencySearch:
    """What a search found; `others` names divisions that fit and have no report."""

    view: View
    text: str
    hits: tuple[AgencyHit, ...]
    is_cut: bool
    others: str


def find(store: Store, view: View) -> AgencySearch:
    """Look for the view's words in both data sets; the one looked at comes first."""
    text = view.own("q").strip()
    if not text:
        return AgencySearch(view, "", (), is_cut=False, others="")
    order = sorted(_DATASETS, key=lambda name: name != view.dataset)
    frames = {name: store.find_agencies(name, text, MOST) for name in order}
    known = {name: frame[_has_years(frame)] for name, frame in frames.items()}
    hits = [_hit(row, name, view) for name in order for row in records(known[name])]
    others = frames["real"][~_has_years(frames["real"])]
    is_cut = any(len(frame) == MOST for frame in known.values())
    return AgencySearch(view, text, tuple(hits), is_cut, _named(others, view))


def _has_years(frame: pd.DataFrame) -> pd.Series:
    return frame["report_count"] > 0


def _hit(row: Record, dataset: Dataset, view: View) -> AgencyHit:
    agency = str(row["agency_id"])
    first, last = int(row["first_year"]), int(row["last_year"])
    here = replace(view, dataset=dataset, agencies=(agency,), years=None, more=())
    report = replace(here, page="report", years=(last, last))
    count = say("find.years", view.language, span=span((first, last)), n=int(row["report_count"]))
    parts = (str(row[level]) for level in ("province", "city", "county"))
    place = " ".join(dict.fromkeys(part for part in parts if part))
    is_demo = dataset == "demo"
    return AgencyHit(
        str(row["name"]),
        place,
        count,
        replace(here, page="agency").href,
        report.href,
        replace(here, page="trends").href,
        is_demo,
    )


def _named(others: pd.DataFrame, view: View) -> str:
    if others.empty:
        return ""
    names = " · ".join(str(name) for name in others["name"][:_NAMED])
    more = " …" if len(others) > _NAMED else ""
    return say("find.also", view.language, n=len(others), names=names + more)
