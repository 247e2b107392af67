"""Which indicators and members are parts of which total, so that no sum counts twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from pipelines.catalogue.load import catalogue
from pipelines.resources import toml

_EVERY: Final = ".*"


@dataclass(frozen=True, slots=True)
class Rank:
    """Where an indicator or member stands: the total above it, its group, whether it is a total."""

    parent: str = ""
    group: str = ""
    is_total: bool = False


def rank_of(indicator: str) -> Rank:
    """Return where an indicator stands; one that nothing is said of stands alone."""
    return _ranks().get(indicator, Rank())


def member_rank(dimension: str, member: str) -> Rank:
    """Return where a member of a dimension stands."""
    table = _said()
    total = str(table["total_members"].get(dimension, ""))
    groups = (
        name
        for name, members in table["member_groups"].items()
        if name.partition(".")[0] == dimension and member in members
    )
    is_total = bool(total) and member == total
    return Rank("" if is_total else total, next(groups, ""), is_total)


@lru_cache(maxsize=1)
def _ranks() -> Mapping[str, Rank]:
    known = tuple(dict.fromkeys(indicator.indicator for indicator in catalogue().indicators))
    table = _said()
    totals = frozenset(table["parts"])
    parents = {
        part: whole
        for whole, patterns in {**table["parts"], **table["kinds"]}.items()
        for pattern in patterns
        for part in _matching(pattern, known)
        if part != whole
    }
    return {
        name: Rank(parents.get(name, ""), _group(name, parents), name in totals)
        for name in known
        if name in parents or name in totals
    }


def _matching(pattern: str, known: tuple[str, ...]) -> Iterator[str]:
    if not pattern.endswith(_EVERY):
        yield pattern
        return
    yield from (one for one in known if one.startswith(pattern.removesuffix("*")))


def _group(indicator: str, parents: Mapping[str, str]) -> str:
    """Return what parts of one total share: a prefix that is not the total's own."""
    parent = parents.get(indicator, "")
    if not parent:
        return ""
    if any(one.startswith(f"{indicator}.") for one in parents):
        return indicator  # a form that prints as one row what another prints as several
    prefix = indicator.rpartition(".")[0]
    return "" if prefix == parent.rpartition(".")[0] or "." not in prefix else prefix


def _said() -> Mapping[str, Any]:
    return toml("pipelines.store", "hierarchy.toml")
