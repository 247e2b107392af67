"""The records: every decision of people in order, what it changed, and silent changes with them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import pandas as pd

from components.access.documents import holdings, sees_held, sees_names
from components.answers import PageHead, Sheet
from components.context import PageRequest
from components.figures import dimensions
from components.figures.form import label
from components.figures.records import Record, records
from components.pages.tasks.gate import sees as sees_tasks
from components.tables import Table, TableCell, columns_of
from components.view import Dataset, Language, View
from components.words import actor, nameless, say
from pipelines.desk.history import CHANGED, KINDS, history
from pipelines.desk.holdings import DraftHolding
from pipelines.identities import Subject
from pipelines.ledger.task_words import KIND as TASK
from pipelines.settings import Settings
from pipelines.values import whole

PAGE_ROWS: Final = 50
_MOST_SHEET: Final = 20_000
_MINUTE: Final = 16  # letters of a moment that are shown
_COLUMNS: Final = ("at", "by", "kind", "what", "reason", "agency", "year", "document", "counts")


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One entry in words; `replaced` is the number of the one that counts instead, "" if none."""

    number: int | None
    at: str
    by: str
    kind: str
    said: str
    reason: str
    agency: str
    year: str
    document: str
    cells: str
    href: str
    is_standing: bool
    is_reversible: bool


@dataclass(frozen=True, slots=True)
class Records(PageHead):
    """The page of the records."""

    words: tuple[HistoryEntry, ...]
    kinds: tuple[tuple[str, str, bool], ...]
    people: tuple[tuple[str, str, bool], ...]
    agencies: tuple[tuple[str, str, bool], ...]
    since: str
    until: str
    pages: tuple[int, int]
    total: int


def records_of(ask: PageRequest) -> Records:
    """Return the entries of a view, those that count and those that were replaced."""
    view, language = ask.view, ask.language
    everything = _frame(ask)
    names = _named(everything, ask)
    frame = _chosen(everything, view, names)
    last = max(1, -(-len(frame) // PAGE_ROWS))
    asked = whole(view.own("n")) or 1
    number = min(max(asked, 1), last)
    shown = frame.iloc[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]
    silent = int((everything["kind"] == CHANGED).sum())
    counts = {"n": len(frame), "of": len(everything), "silent": silent}
    key = "history.sentence" if len(everything) else "history.empty"
    return Records(
        view=view,
        question=say("history.question", language),
        scope=say("history.scope", language),
        sentence=say(key, language, **counts),
        words=tuple(_word(row, names, language) for row in records(shown)),
        kinds=_facet(everything, "kind", view, {k: kind_words(k, language) for k in KINDS}),
        people=_facet(everything, "made_by", view, {nameless(): actor(nameless(), language)}),
        agencies=_facet(everything, "agency_id", view, names),
        since=_day_text(view.own("since")),
        until=_day_text(view.own("until")),
        pages=(number, last),
        total=len(frame),
    )


def sheet(ask: PageRequest) -> Sheet | None:
    """Return the entries of a view as a table: all of them, whatever page is shown."""
    entries, language = records_of(ask), ask.language
    everything = _frame(ask)
    names = _named(everything, ask)
    frame = _chosen(everything, ask.view, names).head(_MOST_SHEET)
    rows = tuple(_cells(_word(row, names, language), language) for row in records(frame))
    zone = ask.desk.installation.time_zone
    columns = columns_of("history_column.", _COLUMNS, language, zone=zone)
    return Sheet(
        *entries.head,
        coverage=say("history.coverage", language, n=len(frame)),
        table=Table(columns, rows),
    )


def word_number(installation: Settings, number: int) -> Record | None:
    """Return one entry by its number, None where there is none."""
    frame = history(installation)
    return next(iter(records(frame[frame["decision_id"] == number])), None)


def is_reversible(row: Record) -> bool:
    """Tell whether an entry counts and has an opposite that a person may put after it."""
    if not row["is_standing"] or pd.isna(row["decision_id"]):
        return False
    if row["kind"] == "draft":
        return row["act"] in {"filed", "returned"}
    if row["kind"] == "task":
        return True
    return row["kind"] in {"verdict", "correction"} and row["act"] != "withdrawn"


def kind_words(kind: str, language: Language) -> str:
    """Name a kind of entry."""
    return say(f"history_kind.{kind}", language)


def _frame(ask: PageRequest) -> pd.DataFrame:
    """Return the entries that the visitor may see, each person named to who may read names."""
    installation = ask.desk.installation
    frame, known = history(installation), holdings(installation).all()
    if not sees_tasks(ask):
        frame = frame[frame["kind"] != TASK]
    is_shown = [sees_held(installation, _held(row, known)) for row in records(frame)]
    frame = frame[pd.Series(is_shown, index=frame.index, dtype="bool")]
    frame = frame.assign(made_at=frame["made_at"].map(installation.local).astype(object))
    if sees_names(installation):
        return frame
    unnamed = say("history.unnamed", ask.language)
    return frame.assign(made_by=frame["made_by"].where(frame["made_by"] == "", unnamed))


def _held(row: Record, known: Mapping[str, DraftHolding]) -> DraftHolding | None:
    """Return whose the document of an entry is; of one that counts only the filing is public."""
    document = known.get(str(row["sha256"]))
    if document is None or not document.counts or row["kind"] != "draft" or row["act"] == "filed":
        return document
    county = str(row["county_code"] or "")
    return replace(document, counts=False, places=frozenset([county] if county else []))


def _chosen(frame: pd.DataFrame, view: View, names: Mapping[str, str]) -> pd.DataFrame:
    if view.own("kind") in KINDS:
        frame = frame[frame["kind"] == view.own("kind")]
    if view.own("who"):
        frame = frame[frame["made_by"] == view.own("who")]
    if view.agencies:
        frame = frame[frame["agency_id"].isin(view.agencies)]
    if view.own("q"):  # part of an agency's name, of its code or of a person's name
        said = frame["agency_id"].map(names).fillna("") + " " + frame["agency_id"]
        said = (said + " " + frame["made_by"]).str.lower()
        words = view.own("q").lower().split()
        keep = [all(word in text for word in words) for text in said]
        frame = frame[pd.Series(keep, index=frame.index, dtype="bool")]
    day = frame["made_at"].str[:10]
    since, until = _day_text(view.own("since")), _day_text(view.own("until"))
    if since:
        frame, day = frame[day >= since], day[day >= since]
    return frame[day <= until] if until else frame


def _day_text(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _facet(
    frame: pd.DataFrame, column: str, view: View, words: dict[str, str]
) -> tuple[tuple[str, str, bool], ...]:
    """Return the values of a column as links: what they are called, where to, whether chosen."""
    counts = frame.loc[frame[column] != "", column].value_counts()
    values = []
    for value, count in counts.head(12).items():
        name = str(value)
        is_on = _is_on(view, column, name)
        href = _with(view, column, "" if is_on else name)
        values.append((f"{words.get(name, name)} {count}", href, is_on))
    return tuple(values)


def _is_on(view: View, column: str, value: str) -> bool:
    if column == "agency_id":
        return value in view.agencies
    return view.own("kind" if column == "kind" else "who") == value


def _with(view: View, column: str, value: str) -> str:
    if column == "agency_id":
        return replace(view, agencies=(value,) if value else ()).with_own(n="").href
    key = "kind" if column == "kind" else "who"
    return view.with_own(n="", **{key: value}).href


def _names(ask: PageRequest) -> dict[str, str]:
    rows = dimensions.agencies(ask.store, "real")
    return dict(zip(rows["agency_id"], rows["name"], strict=True))


def _named(frame: pd.DataFrame, ask: PageRequest) -> dict[str, str]:
    """Return the names of the agencies that entries speak of, those without reports too."""
    names = _names(ask)
    for code in set(map(str, frame["agency_id"])) - {"", *names}:
        for dataset in ("real", "demo"):  # a task may be of simulated data, and says so
            found = ask.store.find_agencies(dataset, code, 1)
            if len(found) and str(found["agency_id"].iloc[0]) == code:
                names[code] = str(found["name"].iloc[0])
                break
    return names


def _word(row: dict[str, Any], names: dict[str, str], language: Language) -> HistoryEntry:
    agency = str(row["agency_id"] or "")
    number = None if pd.isna(row["decision_id"]) else int(row["decision_id"])
    year = "" if pd.isna(row["report_year"]) else str(row["report_year"])
    return HistoryEntry(
        number=number,
        at=str(row["made_at"])[:_MINUTE].replace("T", " "),
        by=actor(str(row["made_by"] or ""), language),
        kind=str(row["kind"]),
        said=_said(row, language),
        reason=str(row["reason"] or ""),
        agency=names.get(agency, agency),
        year=year,
        document=str(row["document"] or ""),
        cells=_cells_of(row) if row["kind"] == CHANGED else "",
        href=_href(row, agency, year, language),
        is_standing=bool(row["is_standing"]) or row["act"] == "received",
        is_reversible=is_reversible(row),
    )


def _said(row: dict[str, Any], language: Language) -> str:
    """Return what an entry says, a figure named as tables and the text name it."""
    if row["kind"] != "correction":
        return str(row[language])
    subject = Subject.parse(str(row["subject"]))
    words = label(subject.indicator, subject.member, language)
    named = " · ".join(filter(None, (words, subject.label)))
    return str(row[language]).replace(subject.cell, named)


def _cells_of(row: dict[str, Any]) -> str:
    return str(json.loads(row["body"]).get("cells") or "")


def _href(row: dict[str, Any], agency: str, year: str, language: Language) -> str:
    """Return where an entry leads: the desk for a draft, else the report it speaks of."""
    if row["kind"] == "draft" and row["sha256"]:
        return View("import", language).with_own(at=f"{row['sha256']}:0").href
    if row["kind"] == TASK:
        about = json.loads(row["body"]).get("about") or {}
        dataset: Dataset = "demo" if about.get("dataset") == "demo" else "real"
        return View("tasks", language, dataset).with_own(at=str(row["subject"])).href
    if agency and year:
        one = View("report", language, agencies=(agency,), years=(int(year), int(year)))
        return one.href
    return ""


def _cells(word: HistoryEntry, language: Language) -> tuple[TableCell, ...]:
    counts = say(f"history.{'counts' if word.is_standing else 'replaced'}", language)
    said = f"{word.said} {word.cells}".strip()
    texts = (word.at, word.by, kind_words(word.kind, language), said, word.reason, word.agency)
    return tuple(TableCell(text) for text in (*texts, word.year, word.document, counts))
