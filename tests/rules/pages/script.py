"""The text of a report, section by section, from figures and wordings."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.forms.chance import Chance
from tests.rules.pages.figures import Year


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Return every wording."""
    return tomllib.loads((Path(__file__).parent / "wordings.toml").read_text(encoding="utf-8"))


class Scribe:
    """Fills the sentences of one report; the same chance writes the same report."""

    def __init__(self, year: Year, chance: Chance) -> None:
        self.year, self.chance = year, chance
        who, said = year.body, year.said
        day = year.published
        self.holes = {key: value for key, value in said.items() if not key.startswith("_")}
        self.holes |= {"in_": said["in"], "name": who.name, "short": who.short, "me": who.me}
        self.holes |= {"county": who.county, "year": year.year, "prior": year.year - 1}
        self.holes |= {"next": year.year + 1, "iso": day.isoformat(), "d": chance.between(1, 9)}
        self.holes |= {
            "hits": chance.between(100000, 999999),
            "post": chance.between(100000, 899999),
        }
        self.holes |= {"code": chance.between(10**8, 10**9 - 1)}

    def say(self, kind: str, key: str = "any", **more: Any) -> str:
        """Return one sentence of a kind."""
        choices = words()[kind][key]
        index = self.chance.between(0, 10**6)
        index = int(self.year.want.get(f"{kind} number") or index)
        return str(choices[index % len(choices)]).format(**self.holes | more)

    def kind(self, name: str, choices: list[str]) -> str:
        """Return which kind of sentence is written: the one wanted, or one by chance."""
        drawn = self.chance.pick(choices)
        return self.year.want.get(name, drawn)

    def disclosure(self) -> str:
        if "disclosure" in self.year.drop:
            return ""
        kinds = ["open", "shares", "channels", "total", "growth", "about"]
        kinds += ["listed", "apart"] * 3 + ["inside"] * 2
        kind = self.kind("disclosure", kinds)
        if kind == "growth" and not self.year.said["prior_total"]:
            kind = "total"
        joint = self.chance.pick(["、", "，", "；"])
        if kind in {"listed", "open", "shares", "apart"}:
            return self._listed(kind, joint)
        if kind == "inside":
            first = self.chance.between(1, max(1, self.year.said["total"] - 1))
            rest = self.year.said["total"] - first
            return self.say("listed", "inside", first=first, second=rest)
        if kind == "channels":
            shape = self.chance.pick(words()["listed"]["channel"])
            items = [shape.format(kind=name, n=n) for name, n in self.year.channels]
            return self.say("listed", "channels", items="，".join(items))
        if kind == "growth":
            return self.say("listed", "growth", **self.growth())
        return self.say("listed", kind, round=self.year.said["total"] // 10 * 10 or 10)

    def growth(self) -> dict[str, Any]:
        said = self.year.said
        change = (said["total"] - said["prior_total"]) * 100 / said["prior_total"]
        digits = self.chance.pick([1, 2, 2])
        rate = said.get("rate") or f"{abs(change):.{digits}f}"
        return {"up": said.get("up") or ("增长" if change >= 0 else "下降"), "rate": rate}

    def _listed(self, kind: str, joint: str) -> str:
        lists = self.year.categories
        if kind == "shares":
            shape, digits = (
                self.chance.pick(words()["listed"]["item_share"]),
                self.chance.pick([1, 2]),
            )
            whole = sum(n for _, n in lists)
            wrong = self.year.said.get("wrong_share", 0)
            items = [
                shape.format(
                    label=label, n=n, pct=f"{100 * n / whole + wrong * (i == 0):.{digits}f}"
                )
                for i, (label, n) in enumerate(lists)
            ]
            return self.say("listed", "shares", items="；".join(items))
        shape = self.chance.pick(words()["listed"]["item"])
        if kind == "apart":
            text = joint.join(shape.format(label=a, n=n) for a, n in lists)
            return self.say("listed", "apart", items=text, **self._others())
        keep = lists if kind == "listed" else lists[: max(2, len(lists) - 1)]
        if kind == "open" and len(keep) == len(lists):
            kind = "listed"
        return self.say(
            "listed",
            "any" if kind == "listed" else kind,
            items=joint.join(shape.format(label=a, n=n) for a, n in keep),
        )

    def _others(self) -> dict[str, int]:
        """Return numbers that stand beside a list and are none of its parts."""
        other, small = self.chance.between(20, 900), self.chance.between(4, 40)
        own, half = self.chance.between(1, other - 1), self.chance.between(1, small - 1)
        holes = {"other": other, "own": own, "rest_of": other - own, "small": small}
        return holes | {"half": half, "other_half": small - half, "huge": other * 97}

    def _handled(self) -> dict[str, Any]:
        """Return who asked and what shares of the answers were open."""
        said = self.year.said
        natural = said["_requests"]["received", "natural_person"]
        opened, done = said["granted"] + said["partial"], said["done"] or 1
        share = {"open": opened, "closed": said["done"] - opened}
        share |= {"granted": said["granted"], "partial": said["partial"]}
        holes = {f"{name}_pct": f"{100 * n / done:.2f}" for name, n in share.items()}
        return holes | share | {"natural": natural, "legal": said["received"] - natural}

    def requests(self) -> str:
        if "requests" in self.year.drop:
            return ""
        said = self.year.said
        kinds = ["some", "some", "results", "shares"] + (["ways"] if self.year.asked else [])
        kind = self.kind("requests", kinds if said["received"] else ["none"])
        if kind == "none" and (said["received"] or said["in"]) and "requests" not in self.year.want:
            kind = "some"
        if kind in {"results", "shares"} and self.year.form not in {"2019", "2021"}:
            kind = "some"
        if kind == "shares":
            return self.say("requests", "shares", **self._handled())
        if kind == "ways":
            text = "、".join(f"{name}{n}件" for name, n in self.year.asked)
            return self.say("requests", "ways", items=text)
        return self.say("requests", kind)

    def disputes(self) -> str:
        if "disputes" in self.year.drop:
            return ""
        said = self.year.said
        kind = self.kind("dispute", ["some"] if said["review"] or said["suit"] else ["none"])
        return self.say("dispute", kind)


def write(year: Year, chance: Chance) -> list[tuple[str, str]]:
    """Return the parts of a report as (kind, text): title, meta, h1, h2, p, table, sign, foot."""
    scribe = Scribe(year, chance)
    title = year.title or scribe.say("frame", "titles")
    parts = [("crumb", scribe.say("frame", "crumbs")), ("title", title)]
    if "published" not in year.drop:
        parts.append(("meta", scribe.say("frame", "metas")))
    body = _old(year, scribe) if year.form in {"2014", "narrative"} else _new(year, scribe, chance)
    parts += body
    if (chance.often(0.5) or "unsigned" in year.drop) and "signature" not in year.drop:
        day = year.said.get("signed_on") or year.published
        parts += [("sign", year.body.name), ("sign", f"{day.year}年{day.month}月{day.day}日")]
    if year.form == "2014":
        parts += [("p", f"附表：政府信息公开情况统计表（{year.year}年度）"), ("table", "2014")]
    parts.append(("foot", scribe.say("frame", "foots")))
    return [(kind, text) for kind, text in parts if text]


def _new(year: Year, scribe: Scribe, chance: Chance) -> list[tuple[str, str]]:
    heads = list(words()["frame"]["heads" if chance.often(0.7) else "heads_other"])
    heads = year.said.get("heads") or heads
    sections: dict[int, list[tuple[str, str]]] = {
        1: _overview(year, scribe, chance),
        2: [("table", "2")],
        3: [("table", "3")],
        4: [("p", scribe.say("problem", "section_four")), ("table", "4")],
        5: [("p", scribe.say("problem")), ("p", scribe.say("problem", "remedy"))],
        6: [("p", scribe.say("problem", "other"))],
    }
    if year.year < 2021 and chance.often(0.3):
        sections[6] = [("p", "无其他需要报告的事项。")]
    if chance.often(0.25):
        sections[1].insert(0, sections[1].pop(0))
        preface_above = [sections[1].pop(0)]
    else:
        preface_above = []
    for number, texts in year.extra.items():
        sections[number] += [("p", text) for text in texts]
    sections |= year.said.get("sections", {})
    parts: list[tuple[str, str]] = list(preface_above)
    for number in year.said.get("order", range(1, 7)):
        if f"section {number}" in year.drop:
            continue
        parts.append(("h1", heads[number - 1]))
        parts += [
            p
            for p in sections[number]
            if p != ("table", str(number)) or f"table {number}" not in year.drop
        ]
    return parts


def _overview(year: Year, scribe: Scribe, chance: Chance) -> list[tuple[str, str]]:
    files = scribe.say("files", year.form) if "files" in year.want or chance.often(0.3) else ""
    powers = year.body.level == "department" and chance.often(0.3)
    texts = [
        scribe.disclosure(),
        scribe.requests(),
        files + scribe.say("management"),
        scribe.say("platform"),
        scribe.say("oversight"),
    ]
    if "powers" in year.want or powers:
        texts[2] += scribe.say("powers")
    if "dispute" in year.want or chance.often(0.4):
        texts[1] += scribe.disputes()
    preface = ("p", scribe.say("preface"))
    first = [preface, ("p", scribe.say("general"))]
    style = chance.between(0, 2)
    if style == 0:
        return [*first, ("p", "".join(texts))]
    subs = words()["frame"]["subs_inline" if style == 1 else "subs"]
    for head, text in zip(subs, texts, strict=True):
        first += [("p", head + text)] if style == 1 else [("h2", head), ("p", text)]
    return first


def _old(year: Year, scribe: Scribe) -> list[tuple[str, str]]:
    heads = words()["frame"]["old_heads"]
    texts = [
        scribe.say("preface") + scribe.say("general") + scribe.say("oversight"),
        scribe.disclosure() + scribe.say("management"),
        scribe.requests(),
        scribe.say("problem", "old_fee"),
        scribe.disputes(),
        scribe.say("problem") + scribe.say("problem", "remedy"),
        "无其他需要说明的事项。",
    ]
    parts: list[tuple[str, str]] = []
    for number, (head, text) in enumerate(zip(heads, texts, strict=True), 1):
        parts += [("h1", head), ("p", text)]
        parts += [("p", more) for more in year.extra.get(number, [])]
    return parts
