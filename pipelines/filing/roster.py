"""The roster: which agency had to report in which year, from what people said in turn."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Final, Protocol

FIRST_YEAR: Final = 2008  # the year of the first reports
KIND: Final = "roster"
FILING: Final = "filing"
RETRACTS: Final = "retracts"  # the number of the decision that this one takes back
Expected = dict[tuple[str, int], "RosterEntry"]


class RosterDecision(Protocol):
    """A decision as the ledger gives it."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def made_at(self) -> datetime:
        """When it was made."""

    @property
    def kind(self) -> str:
        """What it is about."""

    @property
    def subject(self) -> str:
        """Whom it is about."""

    @property
    def body(self) -> Mapping[str, Any]:
        """What it says."""


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One agency and the time in which it had to report, or, taken out, no longer had to.

    `is_named` tells years of which a person said that it reports from the mere existence of an
    agency, known by a day: of the second kind nothing is expected in years of which no document of
    its county was collected.
    """

    agency_id: str
    name: str
    level: str
    valid_from: date
    valid_to: date | None = None
    predecessors: tuple[str, ...] = ()
    is_named: bool = False
    is_expected: bool = True
    short_name: str = ""

    def years(self, last: int) -> range:
        """Return the report years up to `last`: who exists on 31 December reports for the year."""
        end = last
        if self.valid_to is not None:
            is_whole = (self.valid_to.month, self.valid_to.day) == (12, 31)
            end = min(last, self.valid_to.year if is_whole else self.valid_to.year - 1)
        return range(max(FIRST_YEAR, self.valid_from.year), end + 1)


def body_of(entries: Iterable[RosterEntry]) -> dict[str, Any]:
    """Return entries as the body of one decision."""
    return {"entries": [_mapping(entry) for entry in entries]}


def entries_of(decisions: Iterable[RosterDecision]) -> Iterator[RosterEntry]:
    """Yield the entries of all decisions about the roster, in the order they were made.

    A decision that a later one takes back says nothing.
    """
    about = [one for one in decisions if one.kind == KIND]
    retracted = {one.body.get(RETRACTS) for one in about}
    for decision in about:
        if decision.id not in retracted:
            for line in decision.body.get("entries", ()):
                yield entry_of(line)


def entry_of(line: Mapping[str, Any]) -> RosterEntry:
    """Return the entry that a line of a decision or of a table says."""
    return RosterEntry(
        agency_id=str(line["agency_id"]),
        name=str(line.get("name", "")),
        level=str(line.get("level", "")),
        valid_from=date.fromisoformat(str(line["valid_from"])),
        valid_to=date.fromisoformat(str(line["valid_to"])) if line.get("valid_to") else None,
        predecessors=tuple(str(line.get("predecessors", "")).split()),
        is_named=bool(line.get("is_named", False)),
        is_expected=bool(line.get("is_expected", True)),
        short_name=str(line.get("short_name", "")),
    )


def expected(entries: Iterable[RosterEntry], last: int) -> Expected:
    """Return who had to report for which year up to `last`; the later word counts.

    A predecessor whose own end is not known ends where its successor begins.
    """
    listed = list(entries)
    due: Expected = {}
    for entry in listed:
        for year in entry.years(last):
            if entry.is_expected:
                due[entry.agency_id, year] = entry
            else:
                due.pop((entry.agency_id, year), None)
    for successor in (entry for entry in listed if entry.predecessors):
        for key in [key for key in due if key[0] in successor.predecessors]:
            is_open = due[key].valid_to is None
            if successor.is_expected and is_open and key[1] >= successor.valid_from.year:
                del due[key]
    return due


def as_of(
    received: Iterable[str], decisions: Iterable[RosterDecision], zone: tzinfo = UTC
) -> date | None:
    """Return the last day on which a document came or the office wrote in roster or register.

    It takes the place of a clock: the same archive and ledger always give the same states.

    Args:
        received: when documents were received, as ISO texts; empty ones are passed over.
        decisions: the decisions of the ledger.
        zone: whose days: at midnight in China it is still the day before in UTC.
    """
    moments = [datetime.fromisoformat(text) for text in received if text]
    moments += [one.made_at for one in decisions if one.kind in {KIND, FILING}]
    days = [_aware(moment).astimezone(zone).date() for moment in moments]
    return max(days, default=None)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _mapping(entry: RosterEntry) -> dict[str, Any]:
    values: dict[str, Any] = {
        "agency_id": entry.agency_id,
        "name": entry.name,
        "level": entry.level,
        "valid_from": entry.valid_from.isoformat(),
    }
    if entry.valid_to:
        values["valid_to"] = entry.valid_to.isoformat()
    if entry.predecessors:
        values["predecessors"] = " ".join(entry.predecessors)
    if entry.is_named:
        values["is_named"] = True
    if not entry.is_expected:
        values["is_expected"] = False
    return values
