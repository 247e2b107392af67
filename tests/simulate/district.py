"""Who the simulated agencies are and which faults were planted: district.toml as values."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipelines.resources import toml


@dataclass(frozen=True, slots=True)
class Simulated:
    """One invented agency and its character over the years."""

    id: str
    name: str
    short: str
    level: str
    style: str  # township | village | street | department: how it speaks of itself
    traits: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted fault of one report."""

    kind: str
    agency: str
    year: int
    detail: dict[str, Any]


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Return every word of the simulation."""
    return _toml("words.toml")


@lru_cache(maxsize=1)
def place() -> dict[str, Any]:
    """Return the invented district: names, codes, host and years."""
    return dict(_toml("district.toml")["place"])


@lru_cache(maxsize=1)
def agencies() -> tuple[Simulated, ...]:
    """Return the agencies in the order of the file."""
    return tuple(_agency(entry) for entry in _toml("district.toml")["agency"])


@lru_cache(maxsize=1)
def faults() -> tuple[Fault, ...]:
    """Return the planted faults in the order of the file."""
    entries = _toml("district.toml")["fault"]
    return tuple(Fault(e["kind"], e["agency"], e["year"], e) for e in entries)


def fault(agency: Simulated, year: int, kind: str) -> Fault | None:
    """Return the fault of this kind that one report carries, if any."""
    return next(
        (f for f in faults() if (f.agency, f.year, f.kind) == (agency.short, year, kind)), None
    )


def _agency(entry: dict[str, Any]) -> Simulated:
    page, prose, short = words()["page"], words()["prose"], entry["name"]
    style = entry["level"]
    if style == "township" and short.endswith(page["street_mark"]):
        style = "street"
    if style == "township" and short.endswith(prose["village_mark"]):
        style = "village"
    form = page[{"department": "department", "street": "street"}.get(style, "township")]
    name = form.format(county=place()["county"], short=short)
    code = entry["code"]
    if entry["level"] == "department":
        code = f"{code}-{zlib.crc32(name.encode()):08x}"
    return Simulated(code, name, short, entry["level"], style, entry)


def _toml(name: str) -> Mapping[str, Any]:
    return toml("tests.simulate", name)
