"""Sentences with known facts: fills the holes of words.toml and records what they state."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.accuracy.truth import Stated, Truth
from tests.forms.chance import Chance

HOLE = re.compile(r"\{(?P<mark>z=|[=~%!])(?P<id>[a-z_.]*)\s*(?P<low>\d+)\.\.(?P<high>\d+)\}")
ZEROS = re.compile(r"\[\[(?P<ids>[^\]]+)\]\]$")
NUMERALS = "零一二三四五六七八九十"
COUNTED = "两"


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Return every word of the generator."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


class Author:
    """Writes the prose of one report and tells its truth what was stated."""

    def __init__(self, chance: Chance, truth: Truth) -> None:
        self.chance, self.truth = chance, truth
        style = truth.who.level if truth.who.level in words()["self"] else "township"
        self.self_word = chance.pick(words()["self"][style])

    def write(self, template: str, **more: object) -> str:
        """Return one filled sentence."""
        zeros = ZEROS.search(template)
        if zeros:
            template = template[: zeros.start()]
            for indicator in zeros["ids"].split(","):
                self.state(indicator, Decimal(0))
        last = ""

        def fill(hole: re.Match[str]) -> str:
            nonlocal last
            number = self.chance.between(int(hole["low"]), int(hole["high"]))
            last = str(number)
            return self._record(hole["mark"], hole["id"], number)

        text = HOLE.sub(fill, template)
        year, name = self.truth.year, self.truth.who.name
        holes = {"year": year, "next": year + 1, "prior": year - 1, "name": name}
        return text.format(self=self.self_word, again=last, **holes, **more)

    def one(self, *path: str, **more: object) -> str:
        """Return one filled sentence of a list in words.toml."""
        node: Any = words()
        for step in path:
            node = node[step]
        return self.write(self.chance.pick(node), **more)

    def state(self, indicator: str, value: Decimal, **more: Any) -> None:
        """Record a fact."""
        self.truth.stated.append(Stated(indicator, value, **more))

    def _record(self, mark: str, indicator: str, number: int) -> str:
        value = Decimal(number)
        if mark == "!":
            self.truth.decoys.append(value)
            return str(number)
        self.state(indicator, value, is_approximate=mark == "~", is_optional=mark == "%")
        if mark == "z=":
            return COUNTED if number == 2 else NUMERALS[number]
        return str(number)

    def disclosure(self) -> str:
        """Return the sentence on what was disclosed, with its lists."""
        draw = self.chance.between(1, 100)
        if draw <= 45:
            return self._listed()
        if draw <= 62:
            return self._channelled()
        if draw <= 88:
            return self.one("total", "plain")
        if draw <= 96:
            return self.one("total", "about")
        text, value = self.chance.pick(words()["total"]["myriad"])
        self.state("disclosure.total", Decimal(value), is_approximate=True)
        return self.write(words()["total"]["myriad_line"], myriad=text)

    def _listed(self) -> str:
        labels = self._labels(self.chance.between(2, 8))
        counts = [self._count() for _ in labels]
        total = sum(counts)
        shape, said = words()["category_shape"], []
        is_numbered = self.chance.often(0.1)
        is_open = self.chance.often(0.2) and not is_numbered
        item = shape["numbered"] if is_numbered else self.chance.pick(shape["items"])
        join = "；" if is_numbered else self.chance.pick(shape["joins"])
        if "pct" in item and join == "、":
            join = "；"
        printed = total + (self.chance.between(1, 60) if is_open else 0)
        if self.chance.often(0.06):
            printed = total + self.chance.between(2, 30)  # a total that does not add up
        for i, ((label, member), count) in enumerate(zip(labels, counts, strict=True), 1):
            pct = round(100 * count / printed, 1)
            said.append(item.format(label=label, n=count, i=i, pct=pct))
            self.state("disclosure.by_category", Decimal(count), member=member, label=label)
        self.state("disclosure.total", Decimal(printed))
        end = self.chance.pick(["等", "等信息", "等方面"]) if is_open else ""
        more = {"total": printed, "cats": join.join(said), "open": end}
        return self.one("total", "listed", **more)

    def _channelled(self) -> str:
        kinds = self.chance.some(sorted(words()["channel"]), self.chance.between(2, 4))
        kinds.sort(key=lambda kind: kind == "other")
        total, said = 0, []
        for kind in kinds:
            count = self._count()
            total += count
            said.append(self.chance.pick(words()["channel"][kind]).format(n=count))
            self.state("disclosure.by_channel", Decimal(count), member=kind)
        self.state("disclosure.total", Decimal(total))
        more = {"total": total, "chans": self.chance.pick(["，", "；"]).join(said)}
        return self.one("total", "by_channel", **more)

    def _labels(self, count: int) -> list[tuple[str, str]]:
        members = self.chance.some(sorted(words()["category"]), count)
        members.sort(key=lambda member: member == "other")
        return [(self.chance.pick(words()["category"][member]), member) for member in members]

    def _count(self) -> int:
        high = self.chance.pick([9, 30, 90, 400, 2100])
        return self.chance.between(1, high)

    def requests(self) -> str:
        """Return the sentence on requests."""
        return self.one("request", "some" if self.chance.often(0.35) else "none")

    def disputes(self) -> str:
        """Return the sentence on reviews and suits."""
        return self.one("dispute", "some" if self.chance.often(0.15) else "none")
