"""Compare what the pipeline gives with what a paper truly says."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.model import Figure, Rejection, Report, Status
from tests.accuracy.truth import DESTROYED, FORBIDDEN, NUMBER, Paper, Printed, Stated, Truth, Who

NOT_READ = {Status.LOST, Status.ABSENT, Status.IMAGE}
LISTS = {"disclosure.by_category", "disclosure.by_channel"}
TRIVIAL = ("公开", "发布", "信息", "类", "方面", "领域", "其中", "涉及", "包括", "的")
MILLE = Decimal(10000)


@dataclass(slots=True)
class Tally:
    """Counts of one or more papers, and the first few mistakes in words."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, key: str, note: str = "") -> None:
        """Count one thing; a note tells what it was."""
        self.counts[key] += 1
        if note:
            self.notes.append(f"{key}: {note}")

    def merge(self, other: Tally) -> None:
        """Add the counts of another tally."""
        self.counts.update(other.counts)
        self.notes += other.notes


def score(paper: Paper, result: tuple[Report, ...] | Rejection) -> Tally:
    """Return the tally of one paper."""
    tally = Tally()
    tally.add("documents")
    if not paper.truths:
        _refusal(paper, result, tally)
        return tally
    if isinstance(result, Rejection):
        if paper.may_reject and result.code in paper.rejected:
            tally.add("refused")
            return tally
        tally.add("report not found", result.code)
        for truth in paper.truths:
            _report(truth, None, tally)
        return tally
    _found(paper, list(result), tally)
    return tally


def _found(paper: Paper, reports: list[Report], tally: Tally) -> None:
    if len(reports) != len(paper.truths):
        tally.add("number of reports", f"{len(reports)} for {len(paper.truths)}")
    for truth in paper.truths:
        found = _match(truth, reports)
        if found is not None:
            reports.remove(found)
        _report(truth, found, tally)
    for figure in (figure for spare in reports for figure in spare.figures):
        if figure.status is Status.NUMBER and figure.table != "narrative":
            tally.add("silently wrong", f"of a report that is not there {figure.indicator}")


def _refusal(paper: Paper, result: tuple[Report, ...] | Rejection, tally: Tally) -> None:
    if isinstance(result, Rejection):
        right = result.code in paper.rejected
        tally.add("rejected" if right else "rejected otherwise", "" if right else result.code)
    else:
        tally.add("not rejected", paper.rejected[0])


def _match(truth: Truth, reports: list[Report]) -> Report | None:
    for report in reports:
        if report.report_year == truth.year:
            return report
    return reports[0] if len(reports) == 1 else None


def _report(truth: Truth, report: Report | None, tally: Tally) -> None:
    figures = list(report.figures) if report else []
    _cells(truth, [f for f in figures if f.table != "narrative"], tally)
    if report is None:
        tally.add("identity missed")
    else:
        _identity(truth, report, tally)
    _facts(truth, [f for f in figures if f.table == "narrative"], tally)


def _identity(truth: Truth, report: Report, tally: Tally) -> None:
    said = {
        "year": (report.report_year, truth.year),
        "published": (report.published_on, truth.published),
        "signed": (report.signed_on, truth.signed),
    }
    wrong = [
        f"{name} {one} for {true}" for name, (one, true) in said.items() if one not in {None, true}
    ]
    agency = _agency(truth.who, report.agency.id)
    if agency == "wrong":
        wrong.append(f"agency {report.agency.name} {report.agency.id} for {truth.who}")
    for note in wrong:
        tally.add("silently wrong", note)
    if truth.form not in {report.template, "any"}:
        wrong.append(f"form {report.template} for {truth.form}")
    missed = [f"no {name}, {true}" for name, (one, true) in said.items() if one is None and true]
    missed = [] if truth.is_torn and report.report_year else missed
    if agency == "open" and truth.who.how == "known":
        missed.append(f"{report.agency.name} for {truth.who.name}")
    if wrong:
        tally.add("identity wrong", "; ".join(wrong))
    elif missed:
        tally.add("identity open", "; ".join(missed))
    else:
        tally.add("identity right")


def _agency(who: Who, found: str) -> str:
    if who.how == "open":
        return "right" if not found else "wrong"
    if not found:
        return "open"
    if who.level == "department":
        return "right" if found.startswith(who.id) else "wrong"
    return "right" if found == who.id else "wrong"


def _cells(truth: Truth, figures: list[Figure], tally: Tally) -> None:
    found: dict[tuple[str, str], Figure] = {}
    for figure in figures:
        slot = (figure.indicator, figure.member)
        if slot in found:
            tally.add("silently wrong", f"twice {slot}")
        found[slot] = figure
    for slot, printed in truth.cells.items():
        figure = found.pop(slot, None)
        key = _cell(printed, figure)
        note = ""
        if key in {"silently wrong", "missed", "flagged"}:
            seen = f"{figure.status} {figure.value} {figure.raw!r}" if figure else "nothing"
            note = f"{'.'.join(slot)} printed {printed.text!r} ({printed.status}) read {seen}"
        tally.add(key, note)
    for slot, figure in found.items():
        if figure.status not in NOT_READ:
            tally.add("silently wrong", f"not printed {slot} {figure.value} {figure.raw!r}")


def _cell(printed: Printed, figure: Figure | None) -> str:
    if printed.status in {DESTROYED, FORBIDDEN}:
        if figure is None or figure.status is not Status.NUMBER:
            return "withheld"
        is_same = printed.status == DESTROYED and figure.value == printed.value
        return "recovered" if is_same else "silently wrong"
    if figure is None or figure.status in NOT_READ:
        return "missed" if figure is None else "flagged"
    is_right = figure.status.value == printed.status
    if printed.status == NUMBER:
        is_right = is_right and _same(figure, printed.value)
    return "right" if is_right else "silently wrong"


def _same(figure: Figure, value: Decimal | None) -> bool:
    if figure.value is None or value is None:
        return False
    ten_thousands = figure.unit == "万元" and figure.value * MILLE == value
    return figure.value == value or ten_thousands


def _facts(truth: Truth, figures: list[Figure], tally: Tally) -> None:
    said = [fact for fact in truth.stated if not fact.is_optional]
    optional = [fact for fact in truth.stated if fact.is_optional]
    year = [f for f in figures if f.scope == "year" and f.status is not Status.LOST]
    for kind in ("total", "category", "channel"):
        mine = [f for f in year if _kind(f.indicator) == kind]
        asked = [fact for fact in said if _kind(fact.indicator) == kind]
        free = [fact for fact in optional if _kind(fact.indicator) == kind]
        _compare(kind, asked, free, mine, tally)
    for decoy in truth.decoys:
        taken = [f for f in year if f.value == decoy and not _is_said(f, truth.stated)]
        note = f"{taken[0].indicator} {taken[0].value} in {taken[0].sentence!r}" if taken else ""
        tally.add("decoy taken" if taken else "decoy rejected", note)


def _kind(indicator: str) -> str:
    if indicator in LISTS:
        return indicator.removeprefix("disclosure.by_")
    return "total"


def _is_said(figure: Figure, facts: list[Stated]) -> bool:
    return any(_says(figure, fact) for fact in facts)


def _compare(
    kind: str, asked: list[Stated], free: list[Stated], figures: list[Figure], tally: Tally
) -> None:
    left = list(figures)
    for fact in asked:
        hit = next((f for f in left if _says(f, fact)), None)
        if hit is None:
            tally.add(
                f"{kind} missed", f"{fact.indicator} {fact.member or fact.label} {fact.value}"
            )
            continue
        left.remove(hit)
        tally.add(f"{kind} right")
        if kind == "category" and fact.member and hit.member != fact.member:
            tally.add("category member wrong", f"{hit.label} {hit.member} for {fact.member}")
    for figure in left:
        again = any(_says(figure, fact) for fact in asked)
        if not again and not any(_says(figure, fact) for fact in free):
            what = figure.member or figure.label
            tally.add(
                f"{kind} invented",
                f"{figure.indicator} {what} {figure.value} in {figure.sentence!r}",
            )


def _says(figure: Figure, fact: Stated) -> bool:
    if figure.indicator != fact.indicator or figure.is_approximate != fact.is_approximate:
        return False
    value = figure.value if figure.status is not Status.NONE_WORD else Decimal(0)
    if value != fact.value:
        return False
    if fact.indicator == "disclosure.by_category":
        return _core(fact.label) == _core(figure.label)
    return figure.member == fact.member


def _core(label: str) -> str:
    text = unicodedata.normalize("NFKC", label)
    text = "".join(c for c in text if c.isalnum()).lstrip("0123456789")
    for word in TRIVIAL:
        shorter = text.replace(word, "")
        text = shorter or text
    return text
