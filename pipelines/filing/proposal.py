"""A proposed roster: who reports in a county, since when and after whom, from what is there. Pure.

It proposes and never decides: each line becomes an entry of the roster when a person confirms it.
An agency is proposed from the first year in which a report of it was seen, so that nobody is
called missing for years of which nothing is known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pipelines.filing.roster import RosterEntry
from pipelines.resources import toml

REPORT: Final = "report"  # a report that counts
DRAFT: Final = "draft"  # on the desk
TITLE: Final = "title"  # a line of a collected list; its document gave no report
DIVISION: Final = "division"  # in the table of divisions, and nothing was seen of it
SOURCES: Final = (REPORT, DRAFT, TITLE, DIVISION)


@dataclass(frozen=True, slots=True)
class SeenAgency:
    """One agency as one source shows it, in the years in which it does."""

    agency_id: str
    name: str
    level: str
    source: str
    years: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """One agency of a proposed roster.

    `years` are those in which anything of it was seen, none where nothing was. `alike` names the
    others that may be the same, spelled another way. `entry` is what it becomes when confirmed as
    it stands; `listed` what the roster has.
    """

    agency_id: str
    name: str
    level: str
    sources: tuple[str, ...]
    years: tuple[int, ...]
    predecessors: tuple[str, ...] = ()
    predecessor_names: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    listed: RosterEntry | None = None
    since: int = 0

    @property
    def is_ready(self) -> bool:
        """Tell whether it may be listed with others as proposed: nobody doubts who it is."""
        return self.listed is None and not self.alike

    @property
    def is_doubtful(self) -> bool:
        """Tell whether a person has to say of it alone that it is not another one's double."""
        return self.listed is None and bool(self.alike)

    @property
    def gaps(self) -> tuple[int, ...]:
        """Return the years between its first and last of which nothing was seen."""
        if not self.years:
            return ()
        seen = set(self.years)
        return tuple(year for year in range(self.years[0], self.years[-1]) if year not in seen)

    @property
    def entry(self) -> RosterEntry:
        """Return the entry of the roster that the line proposes."""
        return RosterEntry(
            self.agency_id,
            self.name,
            self.level,
            date(self.since, 1, 1),
            predecessors=self.predecessors,
        )


@dataclass(slots=True)
class _Gathered:
    """What all sources show of one agency."""

    name: str = ""
    level: str = ""
    sources: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)


def proposed(seen: Iterable[SeenAgency], listed: Iterable[RosterEntry]) -> list[ProposedLine]:
    """Return a line an agency, in the order of their ids.

    Args:
        seen: what reports, drafts, collected lists and the divisions show of a county's agencies.
        listed: the entries of the roster; the last word on an agency counts.
    """
    gathered: dict[str, _Gathered] = {}
    for sight in seen:
        own = gathered.setdefault(sight.agency_id, _Gathered())
        own.name = own.name or sight.name
        own.level = own.level or sight.level
        own.sources.add(sight.source)
        own.years |= sight.years
    every = set().union(*(own.years for own in gathered.values())) if gathered else set()
    if not every:
        return []  # nothing was seen in any year: there is nothing to propose from
    entries = {entry.agency_id: entry for entry in listed}
    before, alike = _predecessors(gathered), _alike(gathered)
    return [
        ProposedLine(
            agency_id=agency_id,
            name=own.name,
            level=own.level,
            sources=tuple(source for source in SOURCES if source in own.sources),
            years=tuple(sorted(own.years)),
            predecessors=before.get(agency_id, ()),
            predecessor_names=tuple(gathered[former].name for former in before.get(agency_id, ())),
            alike=alike.get(agency_id, ()),
            listed=_standing(entries.get(agency_id)),
            since=min(own.years, default=max(every)),
        )
        for agency_id, own in sorted(gathered.items())
    ]


def _standing(entry: RosterEntry | None) -> RosterEntry | None:
    return entry if entry is not None and entry.is_expected else None


def _alike(gathered: Mapping[str, _Gathered]) -> dict[str, tuple[str, ...]]:
    """Return by agency the names of others that differ in words alone that mean nothing."""
    dropped: Sequence[str] = toml("pipelines.filing", "successions.toml")["spelling"]["dropped"]
    by_core: dict[str, list[str]] = {}
    for agency_id, own in gathered.items():
        core = own.name
        for word in dropped:
            core = core.replace(word, "")
        by_core.setdefault(core, []).append(agency_id)
    return {
        one: tuple(gathered[other].name for other in group if other != one)
        for group in by_core.values()
        for one in group
        if len(group) > 1
    }


def _predecessors(gathered: Mapping[str, _Gathered]) -> dict[str, tuple[str, ...]]:
    """Return whom an agency took over from: a known pair whose years do not overlap."""
    table = toml("pipelines.filing", "successions.toml")
    predecessors: dict[str, tuple[str, ...]] = {}
    for agency_id, own in gathered.items():
        earlier = [
            other_id
            for other_id, other in gathered.items()
            if other_id != agency_id
            and _is_earlier(other, own)
            and (_is_known(own.name, other.name, table) or _is_renamed(own, other, table))
        ]
        if earlier:
            predecessors[agency_id] = tuple(sorted(earlier))
    return predecessors


def _is_earlier(one: _Gathered, other: _Gathered) -> bool:
    return bool(one.years and other.years) and max(one.years) < min(other.years)


def _is_known(name: str, before: str, table: Mapping[str, Mapping[str, Sequence[str]]]) -> bool:
    """Tell a pair of the table by the ends of two names whose beginnings are the same place."""
    return any(
        before == name.removesuffix(after) + former
        for after, earlier in table["successors"].items()
        if name.endswith(after)
        for former in earlier
    )


def _is_renamed(
    own: _Gathered, other: _Gathered, table: Mapping[str, Mapping[str, Sequence[str]]]
) -> bool:
    """Tell a township that became a town or a street: the same stem, another kind."""
    if (own.level, other.level) != ("township", "township"):
        return False
    kinds = table["townships"]["kinds"]
    stems = [{_stem(one.name, kind) for kind in kinds} - {""} for one in (own, other)]
    return bool(stems[0] & stems[1])


def _stem(name: str, kind: str) -> str:
    """Return what stands before the kind of a township in its name, "" where it is another."""
    head, sign, _ = name.rpartition(kind)
    return head if sign else ""
