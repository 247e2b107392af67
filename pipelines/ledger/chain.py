"""Every entry holds the digest of the one before: what was changed, removed or slipped in shows.

The form of what is digested is part of every ledger there is: it must never change.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from pipelines.ledger.body import dumps

FIRST: Final = ""  # what the first entry holds in place of a digest
CHANGED, PARTED = "changed", "parted"


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that does not follow: its own words were changed, or those before it were."""

    id: int
    how: str  # changed | parted


@dataclass(frozen=True, slots=True)
class ChainHead:
    """How far a ledger goes: how many entries, and the digest of the last one."""

    entry_count: int = 0
    digest: str = FIRST


def digest(previous: str, row: Mapping[str, Any]) -> str:
    """Return the digest of an entry: of everything it says, and of the digest before it."""
    entry = [
        previous,
        int(row["id"]),
        moment(row["made_at"]),
        row["made_by"],
        row["kind"],
        row["subject"],
        dumps(row["body"], sort_keys=True),
    ]
    return hashlib.sha256(json.dumps(entry).encode()).hexdigest()


def chained(rows: Iterable[Mapping[str, Any]], previous: str = FIRST) -> list[dict[str, Any]]:
    """Return rows in their order, each with the digest before it and its own."""
    linked = []
    for row in rows:
        own = digest(previous, row)
        linked.append({**row, "previous": previous, "digest": own})
        previous = own
    return linked


def first_break(rows: Iterable[Mapping[str, Any]]) -> Break | None:
    """Return the first entry that does not follow from those before it, None where all do."""
    before = FIRST
    for row in rows:
        if row["previous"] != before:
            return Break(int(row["id"]), PARTED)
        if row["digest"] != digest(before, row):
            return Break(int(row["id"]), CHANGED)
        before = row["digest"]
    return None


def moment(value: datetime) -> str:
    """Return a moment as it is digested and travels; SQLite forgets the zone, which is UTC."""
    whole = value if value.tzinfo else value.replace(tzinfo=UTC)
    return whole.astimezone(UTC).isoformat(timespec="microseconds")
