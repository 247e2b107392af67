"""Provinces, cities and counties: their codes, full and short names, and the townships of each."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipelines.catalogue.load import lexicon

_SHORTEST = 2
_CONTEXT = 800  # so much of a page names its place; further down others are named


@dataclass(frozen=True, slots=True)
class Region:
    """A province (2 digits), city (4) or county (6); `townships` is the raw list of a county."""

    code: str
    name: str
    city: str
    province: str
    townships: str = ""

    @property
    def level(self) -> str:
        """Return province, city or county, after the length of the code."""
        return {2: "province", 4: "city", 6: "county"}[len(self.code)]


class Regions:
    """The divisions above the township and, when asked for, the townships by name."""

    def __init__(self, divisions: Path) -> None:
        self.words: dict[str, Any] = dict(lexicon("agencies"))
        self.by_code: dict[str, Region] = {}
        self._read(divisions)

    def _read(self, divisions: Path) -> None:
        hidden = frozenset(self.words["not_a_city"])
        with divisions.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            next(rows)
            for code, county, printed, province, townships in rows:
                city = "" if printed in hidden else printed
                self.by_code[code] = Region(code, county, city, province, townships)
                if city:
                    self.by_code.setdefault(code[:4], Region(code[:4], city, city, province))
                self.by_code.setdefault(code[:2], Region(code[:2], province, "", province))

    @cached_property
    def names(self) -> dict[str, tuple[Region, ...]]:
        """Return every full and short name of a region, each with the regions that bear it."""
        by_name: dict[str, list[Region]] = {}
        for region in self.by_code.values():
            for name in self.spellings(region):
                by_name.setdefault(name, []).append(region)
        return {name: tuple(regions) for name, regions in by_name.items()}

    @cached_property
    def former(self) -> dict[str, tuple[Region, ...]]:
        """Return the former names of counties (抚宁县 of 抚宁区) that no county bears today."""
        before: dict[str, list[str]] = self.words["former_kinds"]
        by_name: dict[str, list[Region]] = {}
        for region in self.by_code.values():
            stem = region.name[:-1]
            if region.level != "county" or len(stem) < 2:
                continue
            for kind in before.get(region.name[-1], ()):
                if stem + kind not in self.names:
                    by_name.setdefault(stem + kind, []).append(region)
        return {name: tuple(regions) for name, regions in by_name.items()}

    @cached_property
    def longest(self) -> int:
        """Return the length of the longest name of a region."""
        return max(map(len, self.names))

    @cached_property
    def townships(self) -> dict[str, tuple[str, ...]]:
        """Return the codes of all townships that bear a name.

        The list of divisions sets the county's name before some of them: 高密市醴泉街道.
        """
        kinds = tuple(self.words["kinds"])
        by_name: dict[str, tuple[str, ...]] = {}
        for region in self.by_code.values():
            code, county = region.code, region.name
            for item in region.townships.split():
                name, codes = item[3:], (code + item[:3],)
                by_name[name] = by_name[name] + codes if name in by_name else codes
                if name.startswith(county):
                    own = name[len(county) :]
                    if len(own) > 2 and own.endswith(kinds):
                        by_name[own] = by_name.get(own, ()) + codes
        return by_name

    @cached_property
    def stems(self) -> dict[str, tuple[str, ...]]:
        """Return the codes of all townships of one stem, whatever their kind is today."""
        by_stem: dict[str, list[str]] = {}
        for name, codes in self.townships.items():
            by_stem.setdefault(self.stem(name), []).extend(codes)
        return {name: tuple(codes) for name, codes in by_stem.items()}

    def townships_of(self, region: Region) -> Iterator[tuple[str, str]]:
        """Yield (last three digits, name) of a county's townships."""
        for item in region.townships.split():
            yield item[:3], item[3:]

    def township(self, code: str) -> str:
        """Return the name of a township, "" where there is none."""
        region = self.by_code.get(code[:6])
        if region is None:
            return ""
        return next((name for suffix, name in self.townships_of(region) if suffix == code[6:]), "")

    def stem(self, name: str) -> str:
        """Return a township's name without its kind and peoples: 茅坪 of 茅坪回族镇."""
        for kind in self.words["kinds"]:
            if name.endswith(kind) and len(name) > len(kind) + 1:
                name = name.removesuffix(kind)
                break
        bare: str = re.sub(f"{self.words['peoples']}+$", "", name)
        return bare if len(bare) > 1 else name

    def spellings(self, region: Region) -> set[str]:
        """Return the ways a region's name is written."""
        spellings = {region.name}
        short = re.sub(
            f"{self.words['peoples']}+{self.words['autonomous']}$", r"\g<kind>", region.name
        )
        spellings.add(short)
        if region.level == "province":
            spellings |= {region.name.removesuffix(end) for end in self.words["province_suffixes"]}
        spellings.discard("")
        return {name for name in spellings if len(name) > 1}

    def named_in(self, text: str) -> set[Region]:
        """Return the regions a text names in full; of names one inside another the longer."""
        regions: set[Region] = set()
        plain = re.sub(r"\s+", "", text)[:_CONTEXT]
        start, sizes = 0, range(self.longest, _SHORTEST - 1, -1)
        while start < len(plain):
            size = next((n for n in sizes if self._bearers(plain[start : start + n])), 0)
            if size != _SHORTEST or self._begins(plain, start):
                regions |= set(self._bearers(plain[start : start + size]))
            start += size or 1
        return {one for one in regions if one.name not in self.words["plain_words"]}

    def is_elsewhere(self, code: str, text: str) -> bool:
        """Tell whether a text names counties, and nothing that a township lies in.

        The only one that bears a name may be another than one that its county has dissolved.
        """
        if any(place.name in text for place in self.chain(code) if place):
            return False
        named = self.named_in(text)
        is_placed = any(place.level == "county" for place in named)
        return is_placed and not any(code.startswith(place.code) for place in named)

    def _bearers(self, name: str) -> tuple[Region, ...]:
        return self.names.get(name) or self.former.get(name, ())

    def _begins(self, text: str, start: int) -> bool:
        """Tell whether a short name begins at a position, and is no end of a longer one."""
        before = text[start - 1 : start]
        return not before or before in self.words["before_place"] or not before.isalpha()

    def chain(self, code: str) -> tuple[Region | None, Region | None, Region | None]:
        """Return the province, city and county around a code."""
        county = self.by_code.get(code[:6]) if len(code) >= 6 else None
        city = self.by_code.get(code[:4]) if len(code) >= 4 else None
        return self.by_code.get(code[:2]), city, county
