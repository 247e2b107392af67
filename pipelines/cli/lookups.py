"""What the command line looks up before it speaks: agencies, years, versions, tallies."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.agencies import Agencies
from pipelines.build.assemble import Sources
from pipelines.catalogue.load import catalogue
from pipelines.cli.words import language, say
from pipelines.desk.json_lines import frame_lines, rejection_sentence
from pipelines.documents.collect import shown
from pipelines.documents.differences import Difference, differences
from pipelines.documents.offers import Receipt
from pipelines.documents.outcomes import read_outcome
from pipelines.documents.preview import preview
from pipelines.errors import MingchaError
from pipelines.model import Report
from pipelines.settings import Settings, settings
from pipelines.store.store import Store

_CANDIDATES = 8
_SHORTEST = 6  # characters of a fingerprint that a person must give


@dataclass(frozen=True, slots=True)
class StoredAgency:
    """An agency of the store."""

    id: str
    name: str
    dataset: str


@dataclass(slots=True)
class IngestTally:
    """The closing summary of an ingest."""

    counter: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)  # hashes of what is kept

    def add(self, receipt: Receipt) -> None:
        """Count one receipt."""
        self.names |= {receipt.sha256} - {""}
        self.counter["files"] += 1
        self.counter["new"] += receipt.is_new
        self.counter["reports"] += receipt.report_count
        self.counter["waiting"] += receipt.waiting_count
        self.counter["lost"] += receipt.lost_count
        self.counter["rejected"] += receipt.rejection is not None
        self.counter["errors"] += bool(receipt.error)

    def counts(self) -> dict[str, int]:
        """Return every count, zeros included."""
        names = ("files", "new", "reports", "rejected", "waiting", "lost", "errors")
        return {name: self.counter[name] for name in names}

    @property
    def bad_count(self) -> int:
        """Return how many files gave no report."""
        return self.counter["rejected"] + self.counter["errors"]

    def exit_code(self) -> int:
        """Return 2 where a file could not be opened, 1 where something needs a look, else 0."""
        if self.counter["errors"]:
            return 2
        return int(any(self.counter[name] for name in ("rejected", "waiting", "lost")))


def receipt_object(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as a JSON object."""
    entry: dict[str, Any] = {
        "file": receipt.name,
        "sha256": receipt.sha256,
        "is_new": receipt.is_new,
        "reports": receipt.report_count,
        "waiting": receipt.waiting_count,
        "lost": receipt.lost_count,
    }
    if receipt.rejection is not None:
        entry["rejected"] = rejection_sentence(receipt.rejection, language())
        entry["code"] = receipt.rejection.code
    return entry | ({"error": receipt.error} if receipt.error else {})


def day_of(text: str | None, fault: str = "paper.bad_day") -> date | None:
    """Return a day written as YYYY-MM-DD, None where none is given; `fault` says what is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise MingchaError(say(fault, text=text)) from error


def check_year(year: int | None) -> None:
    """Refuse a year that no report can be of; None is any."""
    if year is not None and not 2008 <= year <= 2100:
        raise MingchaError(say("fault.year", year=year))


def check_dataset(dataset: str) -> None:
    """Refuse a data set that there is not: real and simulated reports have one each."""
    if dataset not in {"real", "demo"}:
        raise MingchaError(say("fault.dataset", text=dataset))


def check_indicator(indicator: str | None) -> None:
    """Refuse an indicator that the catalogue does not know."""
    if indicator and indicator not in {one.indicator for one in catalogue().indicators}:
        raise MingchaError(say("fault.indicator", text=indicator))


def one_fingerprint(given: str, known: Iterable[str], fault: str = "fault.fingerprint") -> str:
    """Return the one known fingerprint that begins as given, never a guess.

    Raises:
        MingchaError: too little is given, none fits, or several do; the message is `fault`.
    """
    fitting = {mark for mark in known if mark.startswith(given)}
    if len(given) < _SHORTEST or len(fitting) != 1:
        raise MingchaError(say(fault, word=given))
    return fitting.pop()


def subject(report: str) -> tuple[str, int]:
    """Return (hash, part) of `SHA` or `SHA:part`."""
    match = re.fullmatch(r"([0-9a-f]{6,64})(?::(\d{1,4}))?", report)
    if match is None:
        raise MingchaError(say("fault.subject", text=report))
    return match[1], int(match[2] or 0)


def one_agency(
    store: Store, words: str, datasets: Sequence[str] = ("real", "demo")
) -> StoredAgency:
    """Return the one agency that a code, full name or short name means, never a guess.

    Raises:
        MingchaError: no agency fits, or several do; then they are named.
    """
    rows = [
        row | {"dataset": dataset}
        for dataset in datasets
        for row in frame_lines(store.find_agencies(dataset, words, 200))
    ]
    exact = [r for r in rows if words in {r["agency_id"], r["name"], r["short_name"]}]
    for choice in (exact, rows):
        reporting = [row for row in choice if row["report_count"]]
        one = reporting if len(reporting) == 1 else choice
        if len(one) == 1:
            return StoredAgency(one[0]["agency_id"], one[0]["name"], one[0]["dataset"])
        if choice:
            _refuse(reporting or choice, words)
    raise MingchaError(say("agency.unknown", text=words))


def known_agency(agencies: Agencies, words: str) -> str:
    """Return the id of the one known agency that a code or name means; departments by their id."""
    if re.fullmatch(r"\d{2,6}-[0-9a-f]{8}", words):
        return words
    resolved = agencies.resolve(words)
    if resolved.id:
        return resolved.id
    rows = agencies.find(words)
    exact = [row for row in rows if words in {row.id, row.name, row.short_name}] or rows
    if len(exact) == 1:
        return exact[0].id
    if not exact:
        raise MingchaError(say("agency.unknown", text=words))
    _refuse([{"agency_id": row.id, "name": row.name} for row in exact], words)
    return ""


def _refuse(rows: Sequence[Mapping[str, Any]], words: str) -> None:
    named = " ".join(f"{row['agency_id']} {row['name']}" for row in rows[:_CANDIDATES])
    more = " …" if len(rows) > _CANDIDATES else ""
    raise MingchaError(say("agency.ambiguous", text=words, candidates=named + more))


def why_nothing(store: Store, one: StoredAgency, year: int, indicator: str | None) -> str:
    """Return why there is nothing to explain: no report of that year, or no such figure."""
    years = store.reports(one.dataset, [one.id])["report_year"]
    parts = {"agency": one.name, "year": year}
    if year in set(years):
        return say("explain.none", indicator=indicator or "", **parts)
    said = " ".join(str(one_year) for one_year in years) or say("place.unknown")
    return say("explain.no_report", years=said, **parts)


def file_differences(settings: Settings, left: Path, right: Path) -> list[Difference]:
    """Return the cells in which the first reports of two files differ."""
    agencies = Agencies.load(settings.reference)
    return differences(_first(left, agencies), _first(right, agencies))


def _first(path: Path, agencies: Agencies) -> Report:
    reason = ""
    for _, outcome in preview(path, agencies):
        if outcome.reports:
            return outcome.reports[0]
        if outcome.rejection is not None:
            reason = rejection_sentence(outcome.rejection, language())
    raise MingchaError(say("diff.no_report", file=shown(path), reason=reason))


def version_differences(settings: Settings, words: str, year: int) -> list[Difference]:
    """Return the cells in which the newest version of a report differs from the one before."""
    check_year(year)
    store = Store(settings.store)
    agency = one_agency(store, words)
    rows = list(frame_lines(store.versions(agency.id, year)))
    documents = [row for row in rows if row["source"] == "document"]
    if len(documents) < 2:
        raise MingchaError(say("diff.one_version", agency=agency.name, year=year))
    sources = Sources(settings)
    newest, before = (_report_of(sources, row) for row in documents[:2])
    return differences(before, newest)


def _report_of(sources: Sources, row: Mapping[str, Any]) -> Report:
    outcome = sources.outcomes.get(row["sha256"])
    if outcome is None:
        document = sources.archive.find(row["sha256"])
        data = sources.archive.open(row["sha256"])
        outcome = read_outcome(data, document.name, document.address, sources.agencies)
    return outcome.reports[int(row["part"])]


def choice(
    agency: str | None, year: int | None, dataset: str
) -> tuple[Store, list[str], tuple[int, int] | None]:
    """Return the store, the agency chosen and the years chosen, each checked.

    Raises:
        MingchaError: the data set, the year or the agency is none.
    """
    check_dataset(dataset)
    check_year(year)
    store = Store(settings().store)
    chosen = [one_agency(store, agency, (dataset,)).id] if agency else []
    return store, chosen, (year, year) if year is not None else None
