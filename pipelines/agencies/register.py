"""Agencies: resolve a name to one agency, or say who it may be."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pipelines.agencies.names import plain, proper, take_apart, walks, written_out
from pipelines.agencies.regions import Region, Regions
from pipelines.identities import AgencyId
from pipelines.model import Agency

_HOST = re.compile(r"https?://(?:www\.)?([a-z0-9.-]+)", re.IGNORECASE)
_MANY = 40  # more candidates than this are no help to a person


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One known agency with the names and codes of what is around it."""

    id: str
    code: str | None
    name: str
    short_name: str
    level: str
    county_code: str
    county: str
    city_code: str
    city: str
    province_code: str
    province: str


class Agencies:
    """The register of agencies: the divisions, their lineage, and the hosts of portals."""

    def __init__(self, reference: Path) -> None:
        self.regions = Regions(reference / "divisions.csv")
        self._words = self.regions.words
        self._reference = reference

    @classmethod
    def load(cls, reference: Path) -> Agencies:
        """Read the divisions of a reference folder; the indexes are built when first needed."""
        return cls(reference)

    @cached_property
    def _lineage(self) -> dict[str, str]:
        ids: dict[str, str] = {}
        for row in self._rows("agencies.csv"):
            for name in (row["name"], *row["aliases"].split()):
                ids[plain(name)] = row["id"]
        return ids

    @cached_property
    def _hosts(self) -> dict[str, str]:
        return {row["host"]: row["code"] for row in self._rows("hosts.csv")}

    def _rows(self, name: str) -> list[dict[str, str]]:
        with (self._reference / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def resolve(self, name: str, context: str = "") -> Agency:
        """Return who bears a name; `context` (breadcrumb, publisher, address) decides homonyms."""
        written = plain(name)
        if not written:
            return Agency(name="")
        parts = take_apart(proper(written))
        known = self._lineage.get(written) or self._lineage.get(parts.core + self._words["body"])
        if known and not (parts.has_office and len(known) <= 6):
            return self._as_written(written, known)
        best = Agency(name=written)
        for chain, rest in sorted(
            walks(parts.core, self.regions), key=lambda walk: (len(walk[1]), -len(walk[0]))
        ):
            agency = self._at(written, chain, rest, context)
            if agency.id and not (best.candidates and not chain):
                return agency
            if agency.id:  # a township is called as several counties are: open like them
                return replace(best, candidates=(*best.candidates, agency.id)[:_MANY])
            if agency.candidates and not best.candidates:
                best = agency
        return best if best.candidates else self._department(written, context)

    def _at(self, written: str, chain: tuple[Region, ...], rest: str, context: str) -> Agency:
        """Read what is left of a name at the end of a chain of regions."""
        name = proper(written)
        parts = take_apart(name)
        around = chain[-1].code if chain else ""
        if chain and not rest:
            if parts.is_street:  # of a street that is called as a county is elsewhere
                return Agency(name=written)
            return self._of_region(written, chain, context)
        codes = self._townships(rest, around)
        if not chain and rest in self._words["everywhere"]:
            codes = tuple(code for code in codes if self._names(context, code[:6]))
        if len(codes) == 1 and not chain and self.regions.is_elsewhere(codes[0], context):
            return Agency(name=written, level="township", candidates=codes)
        if codes:
            return self._choose(written, codes, context)
        if parts.has_office and not parts.has_body:
            rest += name[len(parts.core) :]
        is_department = re.search(f"{self._words['department']}$", rest)
        if chain and not parts.has_body and is_department and not self._is_zone(rest, chain):
            return self._department_of(written, rest, chain, context)
        return Agency(name=written)

    def _is_zone(self, rest: str, chain: tuple[Region, ...]) -> bool:
        """Tell a zone whose own place is not named in full: 广东从化经济开发区 is no province's."""
        return chain[-1].level == "province" and bool(re.match(self._words["zone"], rest))

    def _of_region(self, written: str, chain: tuple[Region, ...], context: str) -> Agency:
        regions = self._same_name(chain)
        parts = take_apart(proper(written))
        if parts.has_office:
            return self._department_of(written, parts.ending, chain, context)
        return self._choose(written, tuple(region.code for region in regions), context)

    def _same_name(self, chain: tuple[Region, ...]) -> tuple[Region, ...]:
        """Return all regions a chain's last name may mean: 鼓楼区 alone is four districts."""
        last, outer = chain[-1], chain[-2].code if len(chain) > 1 else ""
        bearers = self.regions.names.get(last.name, (last,))
        inside = [r for r in bearers if r.code.startswith(outer) and r.level == last.level]
        return tuple(inside) if last in inside else (last,)

    def _townships(self, rest: str, around: str) -> tuple[str, ...]:
        """Return the townships inside a region that a name may mean, old kinds of it included."""
        names = {rest, rest + self._words["street"], rest + self._words["street_office"]}
        names |= {re.sub(short, long, rest) for short, long in self._words["written_short"].items()}
        zone = re.sub(self._words["zone"], "", rest)
        for one in (names, {zone} if around and zone != rest else set()):
            exact = self._inside(self.regions.townships, one, around)
            if exact:
                return exact
        kinds = tuple(self._words["kinds"])
        if len(around) == 6 and rest.endswith(kinds):
            return self._inside(self.regions.stems, {self.regions.stem(rest)}, around)
        return ()

    def _inside(
        self, index: dict[str, tuple[str, ...]], names: set[str], around: str
    ) -> tuple[str, ...]:
        codes = {code for name in names for code in index.get(name, ())}
        return tuple(sorted(code for code in codes if code.startswith(around)))

    def _choose(self, written: str, codes: Sequence[str], context: str) -> Agency:
        """Take the only candidate, or the only one the context names; else leave it open."""
        if len(codes) > 1 and context:
            codes = self._by_context(codes, context)
        if len(codes) == 1:
            return self._as_written(written, codes[0])
        return Agency(name=written, level=_level(codes[0]), candidates=tuple(codes[:_MANY]))

    def _by_context(self, codes: Sequence[str], context: str) -> Sequence[str]:
        plain_context = re.sub(r"\s+", "", context)
        host = _HOST.search(context)
        portal = self._portal(host[1].lower()) if host else ""
        tests = (
            lambda code: len(code) == 9 and self._names(plain_context, code[:6]),
            lambda code: len(code) >= 6 and self._names(plain_context, code[:4]),
            lambda code: bool(portal) and code.startswith(portal),
            lambda code: self._names(plain_context, code[:2]),
        )
        for test in tests:
            named = [code for code in codes if test(code)]
            if len(named) == 1:
                return named
            codes = named or codes
        return codes

    def _portal(self, host: str) -> str:
        while host:
            if host in self._hosts:
                return self._hosts[host]
            host = host.partition(".")[2]
        return ""

    def _names(self, plain_context: str, code: str) -> bool:
        region = self.regions.by_code.get(code)
        if region is None or not any(
            name in plain_context for name in self.regions.spellings(region)
        ):
            return False
        return region.name not in self._words["plain_words"] or region.city in plain_context

    def _department(self, written: str, context: str) -> Agency:
        """Give a department without a place in its name the only county its context names."""
        parts = take_apart(proper(written))
        if parts.has_body and re.search(f"{self._words['with_office']}$", parts.core):
            return Agency(name=written, level="township")  # one the divisions do not know
        if parts.has_body or not re.search(f"{self._words['department']}$", written):
            return Agency(name=written)
        if re.match(self._words["unknown_place"], written):
            return Agency(name=written, level="department")
        own = re.match(self._words["own_place"], written)
        owners = self._owners(context, own["kind"] if own else "")
        if len(owners) != 1:
            codes = tuple(sorted(owner.code for owner in owners))
            return Agency(name=written, level="department", candidates=codes)
        return self._of_owner(written, owners.pop(), proper(written))

    def _owners(self, context: str, kind: str) -> set[Region]:
        """Return the places a context names that a department without one may belong to.

        A bureau that says of which kind its place is (市统计局) belongs to one of that kind. Else
        it belongs to a county, unless a city is named beside it: then either may own it.
        """
        named = self.regions.named_in(context)
        if kind:
            return {region for region in named if region.name.endswith(kind)}
        counties = {region for region in named if region.level == "county"}
        around = {county.code[:4] for county in counties}
        cities = {region for region in named if region.level == "city"}
        is_between = bool(counties) and any(city.code not in around for city in cities)
        return counties | cities if is_between else counties

    def _department_of(
        self, written: str, body: str, chain: tuple[Region, ...], context: str
    ) -> Agency:
        owner = self._choose(written, [r.code for r in self._same_name(chain)], context)
        if not owner.id:
            return Agency(name=written, level="department", candidates=owner.candidates)
        return self._of_owner(written, self.regions.by_code[owner.id], body)

    def _of_owner(self, written: str, owner: Region, body: str) -> Agency:
        """Return a department under the key that all spellings of its body share.

        However a place is written (with the city above it, short, by its former name), and
        whether the body is: 安庆市岳西县卫健委 is 岳西县卫生健康委员会.
        """
        key = AgencyId.department(owner.code, owner.name + written_out(body))
        return Agency(name=written, id=key, level="department")

    def id_today(self, agency_id: str, name: str) -> str:
        """Return a department's id; one that was made of its name as written is of one spelling.

        It was made of the name alone, or, where that has no place, of the place's and the name.
        """
        key, written = AgencyId(agency_id), plain(name)
        owner = self.regions.by_code.get(key.place)
        if not key.is_department or owner is None:
            return agency_id
        own = re.match(self._words["own_place"], written)
        placed = owner.name + (written[own.end() :] if own else written)
        around = "".join(region.name for region in self.regions.chain(owner.code) if region)
        for spelled in (written, placed):
            if key == AgencyId.department(owner.code, spelled):
                found = AgencyId(self.resolve(spelled, around).id)
                return found if found.is_department and found.place == owner.code else agency_id
        return agency_id

    def _as_written(self, written: str, code: str) -> Agency:
        return Agency(name=written, id=code, code=code, level=_level(code))

    def row(self, code: str) -> AgencyRow | None:
        """Return what is known of a division's own agency."""
        province, city, county = self.regions.chain(code)
        if province is None or (len(code) >= 6 and county is None):
            return None
        short = self.regions.township(code) if len(code) == 9 else self.regions.by_code[code].name
        if not short:
            return None
        places = [city.name if city else "", county.name if county else ""]
        places = [place for place in places if place and place != short]
        return AgencyRow(
            id=code,
            code=code,
            name="".join(places) + short + self._body_of(short),
            short_name=short,
            level=_level(code),
            county_code=code[:6] if county else "",
            county=county.name if county else "",
            city_code=code[:4] if city else "",
            city=city.name if city else "",
            province_code=province.code,
            province=province.name,
        )

    def _body_of(self, short: str) -> str:
        street: str = self._words["street"]
        key = "street_office" if short.endswith(street) else "body"
        return str(self._words[key])

    def find(self, text: str, limit: int = 50) -> list[AgencyRow]:
        """Return agencies by code, full name or short name; a code may be its beginning."""
        asked = plain(text)
        if not asked:
            return []
        codes = self._coded(asked) if asked.isdigit() else self._named(asked)
        rows = (self.row(code) for code in codes[:limit])
        return [row for row in rows if row is not None]

    def _coded(self, digits: str) -> list[str]:
        codes = [code for code in self.regions.by_code if code.startswith(digits)]
        if len(digits) >= 6 and digits[:6] in self.regions.by_code:
            county = self.regions.by_code[digits[:6]]
            codes += [
                county.code + suffix
                for suffix, _ in self.regions.townships_of(county)
                if (county.code + suffix).startswith(digits)
            ]
        return sorted(codes, key=lambda code: (len(code), code))

    def _named(self, asked: str) -> list[str]:
        agency = self.resolve(asked)
        if agency.code:
            return [agency.code]
        if agency.candidates:
            return list(agency.candidates)
        regions = [r.code for name, rs in self.regions.names.items() if asked in name for r in rs]
        townships = self.regions.townships.items()
        places = [code for name, codes in townships if asked in name for code in codes]
        return sorted(set(regions) | set(places), key=lambda code: (len(code), code))


def body_of(name: str, place: AgencyRow) -> str:
    """Return the full name of a department without its place, however both are written."""
    own = name
    for part in (place.province, place.city, place.county):
        if part and own.startswith(part) and len(own) > len(part):
            own = own.removeprefix(part)
    return written_out(own)


def _level(code: str) -> str:
    return {2: "province", 4: "city", 6: "county"}.get(len(code), "township")
