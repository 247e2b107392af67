"""What is wrong in the reports of a scope: the sentence, the filters' counts and one page of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pandas as pd

from components.answers import Empty, PageHead
from components.context import PageRequest
from components.figures.evidence import formerly_judged, judged
from components.figures.findings import (
    EVERY,
    FACETS,
    FORMER,
    against,
    by_report,
    chosen,
    doubtful,
    facet_counts,
    ordered,
    passing,
    prepared,
    sort_of,
)
from components.figures.records import Record, records
from components.figures.scope import Scope, nothing, scope_line, scope_of, stranger
from components.pages.findings.opened import OpenedFinding, opened_of
from components.pages.findings.row import FindingRow, row_of
from components.view import View
from components.words import messages, say
from pipelines.values import whole

PAGE_ROWS: Final = 30
FEW_DOUBTS: Final = 5
_KEYS: Final = ("agency_id", "report_year", "status", "fingerprint")  # of one finding


@dataclass(frozen=True, slots=True)
class FindingSection:
    """The findings of one axis: how many there are, and those on this page."""

    axis: str
    total: int
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class FindingFacet:
    """One filter: its name, and each value with its words, its count and its address."""

    name: str
    values: tuple[tuple[str, int, str, bool], ...]
    clear: str


@dataclass(frozen=True, slots=True)
class FindingsPage(PageHead):
    """The page of findings as values."""

    found: str
    notes: tuple[str, ...]
    facets: tuple[FindingFacet, ...]
    sections: tuple[FindingSection, ...]
    page: int
    pages: int
    opened: OpenedFinding | None
    frame: pd.DataFrame  # everything that passes the filters, in order: the downloads have it all


def findings(ask: PageRequest, *, is_whole: bool = False) -> FindingsPage | Empty:
    """Answer which reports have what wrong with them; `is_whole` gives its frame every text."""
    view, language = ask.view, ask.language
    scope = scope_of(ask.store, view)
    question = say("findings.question", language)
    if scope.strangers:
        return stranger(view, scope, question)
    reports = ask.store.reports(view.dataset, scope.shown_asked, view.years)
    asked = tuple(scope.shown_asked), view.years
    is_whole = is_whole or bool(view.own("q"))  # words are looked for in every text
    today = judged(ask, *asked, is_whole=is_whole)
    every = prepared(_beside(today, formerly_judged(ask, *asked)))
    if every.empty:
        return nothing(view, scope, question, _why_none(reports, view))
    asked_for = _in_order(chosen(every, view, is_grave=True), view)
    sections, page, pages = _sections(ask, every, asked_for)
    titles = _titles(every, view)
    judged_count = _judged_count(every, reports)
    counts = facet_counts(every, view, is_grave=True)
    return FindingsPage(
        view=view,
        question=question,
        scope=scope_line(view, scope, view.years),
        sentence=_sentence(every, judged_count, view),
        found=say("findings.found", language, n=len(asked_for), page=page, pages=pages),
        notes=_notes(view, every, len(reports) - judged_count, len(asked_for)),
        facets=tuple(_facet(name, counts[name], titles, view) for name in FACETS),
        sections=sections,
        page=page,
        pages=pages,
        opened=_opened(ask, every, scope),
        frame=asked_for,
    )


def _beside(today: pd.DataFrame, former: pd.DataFrame) -> pd.DataFrame:
    """Return the findings of today with those of earlier versions after them."""
    return pd.concat([today, former], ignore_index=True) if len(former) else today


def _in_order(kept: pd.DataFrame, view: View) -> pd.DataFrame:
    """Sort what is shown: report by report, unless another order was asked for."""
    sort = sort_of(view)
    return by_report(kept) if sort == "severity" else ordered(kept, sort)


def _why_none(reports: pd.DataFrame, view: View) -> str:
    """Say why there is nothing: nothing wrong, nothing to judge, or excerpts that nobody judged."""
    excerpts = int((reports["source"] == "excerpt").sum())
    if excerpts:
        return say("findings.excerpts", view.language, n=len(reports), excerpts=excerpts)
    key = "findings.none" if len(reports) else "findings.no_reports"
    return say(key, view.language, n=len(reports))


def _opened(ask: PageRequest, every: pd.DataFrame, scope: Scope) -> OpenedFinding | None:
    """Open the finding that the address names, whatever the filters hide."""
    wanted = ask.view.own("at")
    if not wanted:
        return None
    rows = every[every["fingerprint"] == wanted]
    asked = tuple(rows["agency_id"].unique()) or tuple(scope.asked)
    everything = _beside(judged(ask, asked, None), formerly_judged(ask, asked, None))
    rows = prepared(everything[everything["fingerprint"] == wanted])
    return opened_of(ask, wanted, records(rows)[0] if len(rows) else None)


def _sections(
    ask: PageRequest, every: pd.DataFrame, kept: pd.DataFrame
) -> tuple[tuple[FindingSection, ...], int, int]:
    """Split by axis, doubt first; the longer part is paged, a few doubts always lead."""
    view = ask.view
    reading, agency = (kept[kept["axis"] == axis] for axis in ("reading", "agency"))
    paged = reading if view.own("axis") == "reading" else agency
    pages = max(1, -(-len(paged) // PAGE_ROWS))
    page = min(max(1, whole(view.own("n"), 6) or 1), pages)
    part = paged.iloc[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    doubts = part if view.own("axis") == "reading" else reading.head(FEW_DOUBTS)
    leading, others = _rows(ask, every, doubts, part)
    sections = (
        FindingSection("reading", len(reading), leading),
        FindingSection("agency", len(agency), others),
    )
    shown = tuple(one for one in sections if view.own("axis") in {"", one.axis})
    return shown, page, pages


def _rows(
    ask: PageRequest, every: pd.DataFrame, *shown: pd.DataFrame
) -> Iterator[tuple[FindingRow, ...]]:
    """Yield the rows of each part of a page, whole, in the order in which they are shown."""
    wanted = set().union(*(part["fingerprint"] for part in shown))
    inside = every[every["fingerprint"].isin(wanted)]
    agencies = tuple(inside["agency_id"].unique())
    today = ask.store.findings(
        ask.view.dataset, agencies, ask.view.years, fingerprints=sorted(wanted)
    )
    texts = dict(_numbered(today))  # findings of earlier versions are whole already: they are few
    rows = [row | texts.get(key, {}) for key, row in _numbered(inside)]
    whole_ones = dict(zip(inside.index, rows, strict=True))
    for part in shown:
        yield tuple(row_of(whole_ones[at], ask.view) for at in part.index)


def _numbered(findings: pd.DataFrame) -> Iterator[tuple[tuple[object, ...], Record]]:
    """Yield each finding under its key; those that one fingerprint names are numbered."""
    turns: Counter[tuple[object, ...]] = Counter()
    for row in records(findings):
        key = tuple(row[name] for name in _KEYS)
        yield (*key, turns[key]), row
        turns[key] += 1


def _titles(every: pd.DataFrame, view: View) -> dict[str, str]:
    pairs = every[["rule", f"title_{view.language}"]].drop_duplicates("rule")
    return {str(rule): f"{rule} {title}" for rule, title in pairs.itertuples(index=False)}


def _facet(name: str, counts: dict[str, int], titles: dict[str, str], view: View) -> FindingFacet:
    here = view.own(name)
    plain = view.with_own(n="", at="")
    if name == "severity" and counts:
        counts = counts | {EVERY: sum(counts.values())}
    values = tuple(
        (
            facet_words(name, value, titles, view),
            n,
            plain.with_own(**{name: "" if value == here else value}).href,
            value == here,
        )
        for value, n in counts.items()
    )
    return FindingFacet(name, values, plain.with_own(**{name: ""}).href if here else "")


def facet_words(name: str, value: str, titles: dict[str, str], view: View) -> str:
    """Name one value of a filter; one without words stands as it is."""
    if name == "rule":
        return titles.get(value, value)
    group = "grade" if name == "severity" else f"findings_{name}"
    key = f"{group}.{value}"
    return say(key, view.language) if key in messages() else value


def _sentence(every: pd.DataFrame, reports: int, view: View) -> str:
    language = view.language
    columns = ["severity", "agency_id", "report_year"]
    counted, doubts = every.loc[against(every), columns], int(doubtful(every).sum())
    by_grade = counted["severity"].value_counts()
    grave = counted[counted["severity"].isin(["error", "warning"])]
    agencies = grave["agency_id"].nunique()
    hit = len(grave.drop_duplicates(["agency_id", "report_year"]))
    parts = [
        say("findings.doubts", language, n=doubts) if doubts else "",
        say(
            "findings.sentence",
            language,
            reports=reports,
            hit=hit,
            agencies=agencies,
            errors=int(by_grade.get("error", 0)),
            warnings=int(by_grade.get("warning", 0)),
            infos=int(by_grade.get("info", 0)),
        ),
    ]
    return "".join(parts) if language == "zh" else " ".join(filter(None, parts))


def _judged_count(every: pd.DataFrame, reports: pd.DataFrame) -> int:
    """Count the reports whose content the rules could look at: of most excerpts there is none."""
    known = set(every["report_id"].dropna().astype(int))
    is_judged = (reports["source"] == "document") | reports["report_id"].isin(known)
    return int(is_judged.sum())


def _left_out(view: View, every: pd.DataFrame, passing_count: int) -> list[str]:
    """Say how many notes are not listed because nobody asked for them."""
    n = int(passing(every, view.with_own(severity=EVERY)).sum()) - passing_count
    return [say("findings.notes_left_out", view.language, n=n)] if n else []


def _notes(view: View, every: pd.DataFrame, unseen: int, passing_count: int) -> tuple[str, ...]:
    language = view.language
    unjudged = int((every["status"] == "na").sum())
    excluded = int(((every["status"] == "fail") & (every["verdict"] == "excluded")).sum())
    pending = int((every["verdict"] == "pending").sum())
    confirmed = int((every["verdict"] == "confirmed").sum())
    notes = _left_out(view, every, passing_count)
    notes += [say("findings.unseen", language, n=unseen)] if unseen else []
    notes += [say("findings.unjudged", language, n=unjudged)] if unjudged else []
    back = int((every["progress"] == "reopened").sum())
    mended, unknown = (int((every["status"] == name).sum()) for name in FORMER)
    if back or mended or unknown:
        notes.append(say("findings.mended", language, back=back, mended=mended, unknown=unknown))
    if excluded or pending or confirmed:
        said = {"excluded": excluded, "pending": pending, "confirmed": confirmed}
        notes.append(say("findings.verdicts", language, **said))
    return (*notes, say("findings.axes", language))
