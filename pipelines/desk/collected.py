"""Columns of portals brought to the desk: one folder a column, its journal and the one before."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from pipelines.agencies import Agencies
from pipelines.build import background
from pipelines.catalogue.model import Language
from pipelines.copying.prose import Prose, proses
from pipelines.desk.fetched import allowed_hosts
from pipelines.desk.inbox import Inbox
from pipelines.desk.json_lines import rejection_sentence
from pipelines.desk.received import InboxError
from pipelines.documents.archive import Archive
from pipelines.documents.offers import Offer
from pipelines.documents.outcomes import Outcome, Outcomes, outcome_and_reading
from pipelines.documents.reception import receive
from pipelines.errors import ArchiveError
from pipelines.fetch.fetcher import FetchedPage, Fetcher
from pipelines.fetch.policy import policy
from pipelines.fetch.visit import SentForm
from pipelines.model import Reading, Report, Status
from pipelines.portals.addresses import key_of
from pipelines.portals.asking import BroughtFile, ExaminedPage
from pipelines.portals.collection import Collection
from pipelines.portals.journal import Event, Journal
from pipelines.portals.state import CollectionState
from pipelines.portals.verdict import gone, outcome_sentence, tally_sentence
from pipelines.resources import toml
from pipelines.settings import Settings

_FOLDER: Final = "collecting"
_TOLD: Final = frozenset({"new", "changed", "failed"})  # outcomes that have a word of their own
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
_DATA: Final = frozenset(
    {"application/json", "text/json", "application/javascript", "text/javascript", "text/xml"}
    | {"application/xml", "application/x-javascript", "application/ofd"}
)
_ENOUGH: Final = 5  # numbers, or
_TELLING: Final = 200  # letters of prose, by which two reports are known to be one


@dataclass(frozen=True, slots=True)
class KnownColumn:
    """A column that was collected: its address, the day it was last done (None while it is not)."""

    address: str
    done_on: date | None


class InstallationDesk:
    """What a collection needs of an installation: sites asked, pages read, reports brought in.

    `counts` brings them straight in, as `mingcha ingest` does; else they are drafts.
    """

    def __init__(
        self, settings: Settings, *, by: str, counts: bool = False, fetcher: Fetcher | None = None
    ) -> None:
        self._settings, self._by, self._counts = settings, by, counts
        self._fetcher = fetcher or _fetcher(settings)
        self._inbox = Inbox(settings)
        self._archive = Archive(settings.archive)
        self._agencies = Agencies.load(settings.reference)
        self._outcomes = Outcomes(settings.store / "parsed", settings.reference)
        self._last: tuple[str, Outcome, Reading | None] | None = None
        self._refused = Journal(settings.store / _FOLDER / "refused.jsonl")

    @property
    def refusals(self) -> dict[str, str]:
        """Return the hosts that refused today and why."""
        today = _today(self._settings)
        return {
            event["host"]: event["code"] for event in self._refused.events() if event["on"] == today
        }

    def remember_refusal(self, host: str, code: str) -> None:
        """Leave a host alone for the day."""
        if host not in self.refusals:
            self._refused.append({"host": host, "code": code, "on": _today(self._settings)})

    def fetch(self, address: str, form: SentForm | None, referer: str) -> FetchedPage:
        """Return a page, or raise FetchError."""
        return self._fetcher.fetch(address, form, referer)

    def examine(self, page: FetchedPage) -> ExaminedPage:
        """Read a page without keeping it."""
        outcome, reading = outcome_and_reading(page.data, page.name, page.address, self._agencies)
        self._last = (_hash(page.data), outcome, reading)
        code = outcome.rejection.code if outcome.rejection else ""
        texts = proses(outcome.reports, reading)
        identities = tuple(
            _identity(report, text, page.data)
            for report, text in zip(outcome.reports, texts, strict=True)
        )
        return ExaminedPage(identities, is_list=code == "list_page")

    def bring(self, page: FetchedPage) -> list[BroughtFile]:
        """Keep a page: as a draft, or so that it counts."""
        if self._last is not None and self._last[0] == _hash(page.data):
            self._outcomes.put(*self._last)
        offer = Offer(page.name, page.data, page.address)
        if self._counts:
            receipts = receive(self._settings, offer)
            return [
                BroughtFile(receipt.sha256, rejection_sentence(receipt.rejection, "zh"))
                if receipt.rejection
                else BroughtFile(receipt.sha256)
                for receipt in receipts
            ]
        drafts = self._inbox.receive_all([offer], by=self._by)
        return [
            BroughtFile(draft.sha256, draft.sentence("zh"))
            if not draft.is_kept or draft.rejection
            else BroughtFile(draft.sha256)
            for draft in drafts
        ]

    def has(self, sha256: str) -> bool:
        """Tell whether bytes were brought already."""
        try:
            self._archive.find(sha256)
        except ArchiveError:
            return False
        return True


@contextmanager
def collection_of(settings: Settings, address: str, desk: InstallationDesk) -> Iterator[Collection]:
    """Give the collection of a column: what is left of the last one, or a new one where it is done.

    Raises:
        InboxError: the column is being collected at this moment.
    """
    folder = _folder(settings, address)
    journal, previous = Journal(folder / "journal.jsonl"), Journal(folder / "previous.jsonl")
    with background.alone(folder / ".lock") as is_mine:
        if not is_mine:
            raise InboxError("being collected", "collecting", address=address)
        state = CollectionState.after(address, journal)
        if state.is_done:
            has_reports = any(result.get("identities") for result in state.results.values())
            journal.put_aside(previous.path if has_reports else folder / "without.jsonl")
        if not journal.path.exists():
            journal.append({"event": "begin", "address": address, "at": _now()})
        before = CollectionState.after(address, previous) if previous.path.exists() else None
        yield Collection(address, journal, desk, before)


def collected_words(
    settings: Settings, address: str, desk: InstallationDesk
) -> Iterator[dict[str, Any] | None]:
    """Collect a column; yield a word for each report and list, None where a step has none.

    A word has name, state, sha256, is_kept, and its sentence in both languages (zh, en). Reports
    that are as they were have none.
    """
    try:
        with collection_of(settings, address, desk) as collection:
            for event in collection.run():
                is_told = event["event"] == "link" and event["outcome"] in _TOLD
                yield _word(event) if is_told else None
            state, before = collection.state, collection.before
            yield from (_word({**event, "outcome": "gone"}) for event in gone(state, before))
            for tally in state.tallies.values():
                if tally.records or tally.problem:
                    said = {name: tally_sentence(state, tally, name) for name in LANGUAGES}
                    yield _no_document("") | said
    except InboxError as error:
        yield _no_document(address) | {name: error.sentence(name) for name in LANGUAGES}


def _word(event: Event) -> dict[str, Any]:
    """Return what became of one report, as the page shows it."""
    is_kept = event["outcome"] in {"new", "changed"}
    said = {name: outcome_sentence(event, name) for name in LANGUAGES}
    kept = {"sha256": event.get("sha256", ""), "is_kept": is_kept} if is_kept else {}
    return _no_document(f"{event['title']} {event['address']}") | kept | said


def _no_document(name: str) -> dict[str, Any]:
    return {"name": name, "state": "", "sha256": "", "is_kept": False}


def known_columns(settings: Settings) -> list[KnownColumn]:
    """Return the columns that were ever collected, in order of their addresses."""
    columns = {}
    for path in sorted((settings.store / _FOLDER).glob("*/journal.jsonl")):
        events = list(Journal(path).events())
        address = next((event["address"] for event in events if event["event"] == "begin"), "")
        ends = [event["at"] for event in events if event["event"] == "end"]
        done_on = (
            datetime.fromisoformat(ends[-1]).astimezone(settings.zone).date() if ends else None
        )
        columns[address] = KnownColumn(address, done_on)
    return [columns[address] for address in sorted(columns) if address]


def collected_titles(settings: Settings) -> Iterator[str]:
    """Yield the titles of all links to reports that any column lists, those that failed too."""
    for path in sorted((settings.store / _FOLDER).glob("*/journal.jsonl")):
        state = CollectionState.after("", Journal(path))
        for key, link in state.links.items():
            if link.kind == "report" or key in state.results:
                yield link.title


def due_columns(settings: Settings, today: date) -> list[KnownColumn]:
    """Return the columns to look at again: begun and not done, or due by the plan."""
    plan = toml("pipelines.portals", "limits.toml")["due"]
    return [
        column
        for column in known_columns(settings)
        if column.done_on is None
        or (today.month in plan["months"] and (today - column.done_on).days >= plan["days"])
    ]


def _fetcher(settings: Settings) -> Fetcher:
    rules = policy()
    types = rules.types | _DATA
    return Fetcher(
        settings.store / "turns", replace(rules, hosts=allowed_hosts(settings), types=types)
    )


def _folder(settings: Settings, address: str) -> Path:
    return settings.store / _FOLDER / _hash(key_of(address).encode())[:16]


def _identity(report: Report, prose: Prose, data: bytes) -> str:
    """Return what tells a report from every other: who, when, all its numbers and sentences.

    The frame of a page, with its counters and dates of today, is none of it.
    """
    numbers = sorted(
        f"{figure.indicator} {figure.member} {figure.raw}"
        for figure in report.figures
        if figure.status is Status.NUMBER
    )
    words = "".join("".join(stretch.text.split()) for stretch in prose.stretches)
    if len(numbers) < _ENOUGH and len(words) < _TELLING:
        return _hash(data)
    agency = report.agency.id or report.agency.name
    return _hash("\n".join([agency, str(report.report_year), *numbers, words]).encode())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _today(settings: Settings) -> str:
    return datetime.now(settings.zone).date().isoformat()
