"""Real agencies drawn from the divisions that ship, with what a reader can know of them."""

from __future__ import annotations

import csv
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tests.accuracy.truth import Who
from tests.forms.chance import Chance

DIVISIONS = Path(__file__).resolve().parents[2] / "data" / "reference" / "divisions.csv"
DEPARTMENTS = ("财政局", "教育局", "卫生健康局", "民政局", "水利局", "审计局", "司法局", "统计局")
NOT_A_CITY = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
ZONE = ("街道", "镇", "乡")


class Town(NamedTuple):
    """One township of the divisions."""

    code: str
    name: str
    county_code: str
    county: str
    city: str
    province: str


@lru_cache(maxsize=1)
def towns() -> tuple[Town, ...]:
    """Return every township with an ordinary name in a county whose name says what it is."""
    found = []
    with DIVISIONS.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if not row["county"].endswith(("县", "区", "市")) or row["county"] in NOT_A_CITY:
                continue
            for item in row["townships"].split(" "):
                name = item[3:]
                if name.endswith(ZONE) and 3 <= len(name) <= 6:
                    code = row["county_code"] + item[:3]
                    where = (row["county_code"], row["county"], row["city"], row["province"])
                    found.append(Town(code, name, *where))
    return tuple(found)


@lru_cache(maxsize=1)
def namesakes() -> Counter[str]:
    """Return how many townships bear each name."""
    return Counter(town.name for town in towns())


@lru_cache(maxsize=1)
def pairs() -> Counter[tuple[str, str]]:
    """Return how many townships bear each name in a county of that name."""
    return Counter((town.county, town.name) for town in towns())


@lru_cache(maxsize=1)
def counties() -> Counter[str]:
    """Return how many counties bear each name."""
    return Counter(county for county, _ in {(t.county, t.county_code) for t in towns()})


def town(chance: Chance) -> Town:
    """Draw a township whose name is the only one in the counties of that name."""
    while True:
        drawn = chance.pick(towns())
        if pairs()[drawn.county, drawn.name] == 1:
            return drawn


def city_of(place: Town) -> str:
    """Return the name of the city above, or of the province where no city is."""
    return place.province if place.city in NOT_A_CITY else place.city


def draw(chance: Chance) -> Who:
    """Draw an agency that names itself in full: township, or a county's department."""
    place = town(chance)
    city = city_of(place)
    if chance.often(0.15) and counties()[place.county] == 1:
        name = place.county + chance.pick(DEPARTMENTS)
        if chance.often(0.3) and place.city not in NOT_A_CITY:
            name = city + name
        id_ = f"{place.county_code}-"
        return Who(name, id_, "department", place.county, city, place.county_code)
    name = place.county + body(place.name)
    if place.name.endswith("街道") and chance.often(0.4):
        name = f"{place.county}人民政府{place.name}办事处"
    elif chance.often(0.3) and place.city not in NOT_A_CITY:
        name = city + name
    level = "street" if place.name.endswith("街道") else "township"
    return Who(name, place.code, level, place.county, city, place.county_code)


def body(name: str) -> str:
    """Return the body that reports for a township."""
    return name + ("办事处" if name.endswith("街道") else "人民政府")


def alone(chance: Chance) -> Who:
    """Draw a township that names itself without its county; its portal names the county."""
    place = town(chance)
    while counties()[place.county] > 1:
        place = town(chance)
    who = Who(body(place.name), place.code, "township", place.county, city_of(place), "")
    who.county_code = place.county_code
    return who


def homonym(chance: Chance) -> Who:
    """Draw a township whose name many bear and of which nothing else is said."""
    while True:
        place = chance.pick(towns())
        if namesakes()[place.name] > 2:
            return Who(body(place.name), place.code, "township", "", "", "", "open")
