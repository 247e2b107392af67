"""Who writes like whom: the map of one year's agencies, or of one agency's years."""

import re
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from components.answers import Empty, PageHead, Toggle
from components.context import PageRequest
from components.figures.records import records
from components.figures.scope import Scope, nothing, scope_line, scope_of, stranger
from components.pages.similarity.frame import (
    Matrix,
    band_of,
    between_agencies,
    between_years,
    pairs_of,
)
from components.report.texts import ComparedTexts, key_of, texts
from components.view import View
from components.words import say
from pipelines.copying.letters import measure

PAGE_ROWS: Final = 40
_LEAST_COMPARED: Final = 3  # pairs of a group of which one can be said to stand out


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two reports that are alike, as the page tells it."""

    left: str
    right: str
    similarity: float
    quantile: float | None
    shared: int
    is_copy: bool
    band: int
    keys: tuple[str, str]
    href: str


@dataclass(frozen=True, slots=True)
class Similarity(PageHead):
    """The page of copied texts as values."""

    notes: tuple[str, ...]
    toggles: tuple[tuple[Toggle, ...], ...]
    matrix: Matrix
    names: dict[str, str]
    pairs: tuple[SimilarPair, ...]
    by_years: bool
    subject_id: str
    subject: str  # whose years are set against each other, "" between agencies
    opened: ComparedTexts | None
    opened_pair: SimilarPair | None


def similarity(ask: PageRequest) -> Similarity | Empty:
    """Answer whose texts are alike."""
    view, language = ask.view, ask.language
    scope = scope_of(ask.store, view)
    question = say("similarity.question", language)
    if scope.strangers:
        return stranger(view, scope, question)
    reports = ask.store.reports(view.dataset, scope.shown_asked, view.years)
    documents = reports[reports["source"] == "document"]
    every = ask.store.reports(view.dataset, scope.shown_asked)
    years = sorted({int(year) for year in every["report_year"]})
    if documents.empty:
        key = "similarity.excerpts" if len(reports) else "similarity.none"
        return nothing(view, scope, question, say(key, language, n=len(reports)))
    similar = ask.store.similar(view.dataset, scope.shown_asked, view.years)
    return _answer(ask, scope, (documents, similar), years, len(reports) - len(documents))


def _answer(
    ask: PageRequest,
    scope: Scope,
    frames: tuple[pd.DataFrame, pd.DataFrame],
    every: list[int],
    excerpts: int,
) -> Similarity:
    view, (documents, similar) = ask.view, frames
    by_years = view.by == "year"
    year = None if by_years else _asked_year(view) or _year(documents, similar)
    rows = pairs_of(similar, "years" if by_years else "agencies", year)
    names, agency = _names(scope, rows, documents), ""
    if by_years:
        agency = _agency(scope, rows, documents)
        matrix = _of_years(rows, documents, agency)
    else:
        now = documents[documents["report_year"] == year]
        matrix = between_agencies(rows, [str(agency) for agency in now["agency_id"]])
    pairs = tuple(_pair(record, scope, view) for record in records(rows))
    opened = texts(ask)
    years = (int(documents["report_year"].min()), int(documents["report_year"].max()))
    return Similarity(
        view=view,
        question=say("similarity.question", ask.language),
        scope=scope_line(view, scope, years if by_years else (int(year or 0), int(year or 0))),
        sentence=_sentence(view, rows, pairs, documents, year),
        notes=_notes(view, matrix, excerpts),
        toggles=_toggles(view, every, year),
        matrix=matrix,
        names=names,
        pairs=pairs,
        by_years=by_years,
        subject_id=agency,
        subject=names.get(agency, agency),
        opened=opened,
        opened_pair=next((pair for pair in pairs if _is_opened(pair, view)), None),
    )


def _is_opened(pair: SimilarPair, view: View) -> bool:
    """Tell whether a pair is the opened one, whichever stands left."""
    return {view.own("left"), view.own("right")} == set(pair.keys)


def _asked_year(view: View) -> int | None:
    """Return the year of the opened texts, where the address names no other."""
    year = view.own("left").rpartition(":")[2]
    return int(year) if view.years is None and re.fullmatch(r"[12]\d{3}", year) else None


def _year(documents: pd.DataFrame, similar: pd.DataFrame) -> int:
    """Return the newest year with a pair of agencies, else the newest with reports."""
    pairs = similar[similar["kind"] == "agencies"]
    source = pairs["left_year"] if len(pairs) else documents["report_year"]
    return int(source.max())


def _agency(scope: Scope, rows: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Return the one agency whose years are set against each other: the chosen, or the likest."""
    if len(scope.chosen) == 1:
        return scope.chosen[0]
    if len(rows):
        return str(rows["left_agency_id"].iloc[0])
    return str(documents["agency_id"].iloc[0])


def _of_years(rows: pd.DataFrame, documents: pd.DataFrame, agency: str) -> Matrix:
    years = [int(year) for year in documents.loc[documents["agency_id"] == agency, "report_year"]]
    positions = [at for at, one in enumerate(rows["left_agency_id"]) if str(one) == agency]
    found = between_years(rows.iloc[positions], years)
    cells = {key: positions[at] for key, at in found.cells.items()}
    return Matrix(found.keys, cells, found.left_out)


def _names(scope: Scope, rows: pd.DataFrame, reports: pd.DataFrame) -> dict[str, str]:
    names = dict(zip(reports["agency_id"].astype(str), reports["agency"].astype(str), strict=True))
    for side in ("left", "right"):
        names |= dict(zip(rows[f"{side}_agency_id"], rows[f"{side}_agency"], strict=True))
    return {key: scope.names.get(key, str(name)) for key, name in names.items()}


def _pair(record: dict[str, Any], scope: Scope, view: View) -> SimilarPair:
    keys = {
        side: key_of(record[f"{side}_agency_id"], record[f"{side}_year"])
        for side in ("left", "right")
    }
    titles = {
        side: f"{scope.names.get(str(record[f'{side}_agency_id'])) or record[f'{side}_agency']}"
        f" {int(record[f'{side}_year'])}"
        for side in ("left", "right")
    }
    quantile, value = record.get("quantile"), float(record["similarity"])
    return SimilarPair(
        left=titles["left"],
        right=titles["right"],
        similarity=value,
        quantile=None if quantile is None or pd.isna(quantile) else float(quantile),
        shared=int(record["shared_count"]),
        is_copy=bool(record.get("is_copy", False)),
        band=band_of(value),
        keys=(keys["left"], keys["right"]),
        href=replace(view, more=tuple(sorted(keys.items()))).href,
    )


def _sentence(
    view: View,
    rows: pd.DataFrame,
    pairs: tuple[SimilarPair, ...],
    documents: pd.DataFrame,
    year: int | None,
) -> str:
    language = view.language
    base = documents if year is None else documents[documents["report_year"] == year]
    holes: dict[str, object] = {
        "year": year or "",
        "reports": len(base),
        "agencies": base["agency_id"].nunique(),
        "floor": f"{measure()['floor']:.2f}",
        "judged": f"{measure()['judged']:.2f}",
        "n": len(rows),
        "copies": sum(pair.is_copy for pair in pairs),
    }
    kind = "years" if year is None else "agencies"
    if not pairs:
        return say(f"similarity.sentence_{kind}_none", language, **holes)
    top = pairs[0]
    holes |= {"left": top.left, "right": top.right, "top": f"{top.similarity:.2f}"}
    text = say(f"similarity.sentence_{kind}", language, **holes)
    return text + _standing(view, rows, pairs)


def _standing(view: View, rows: pd.DataFrame, pairs: tuple[SimilarPair, ...]) -> str:
    """Say how the likest pair stands among its group; as like as others it leads nobody."""
    top, language = pairs[0], view.language
    compared = int(rows["compared_count"].iloc[0]) if "compared_count" in rows else 0
    if top.quantile is None or compared < _LEAST_COMPARED:
        return ""
    alike = sum(f"{pair.similarity:.2f}" == f"{top.similarity:.2f}" for pair in pairs) - 1
    if alike:
        return say("similarity.alike", language, n=alike, compared=compared)
    share = f"{min(100 * top.quantile, 99.9):.1f}%".replace(".0%", "%")
    key = "first" if top.quantile == 1 else "quantile"  # the likest is ahead of all others
    return say(f"similarity.{key}", language, quantile=share, compared=compared)


def _notes(view: View, matrix: Matrix, excerpts: int) -> tuple[str, ...]:
    language, known = view.language, measure()
    said = {"floor": f"{known['floor']:.2f}", "judged": f"{known['judged']:.2f}"}
    notes = [say("similarity.note_how", language), say("similarity.note_floor", language, **said)]
    if matrix.left_out:
        notes.append(say("similarity.note_left_out", language, n=matrix.left_out))
    if excerpts:
        notes.append(say("similarity.note_excerpts", language, n=excerpts))
    return tuple(notes)


def _toggles(view: View, every: list[int], year: int | None) -> tuple[tuple[Toggle, ...], ...]:
    language = view.language
    ways = tuple(
        Toggle(
            say(f"similarity.by_{by}", language),
            replace(view, by=by, years=None, more=()).href,
            view.by == by,
        )
        for by in ("agency", "year")
    )
    if year is None:
        return (ways,)
    links = tuple(
        Toggle(str(one), replace(view, years=(one, one), more=()).href, one == year)
        for one in every
    )
    return (ways, links)
