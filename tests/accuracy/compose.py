"""One report as a list of parts, before it takes the shape of a page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from tests.accuracy.numbers import fill
from tests.accuracy.places import draw
from tests.accuracy.prose import Author, words
from tests.accuracy.truth import NUMBER, Printed, Stated, Truth, Who
from tests.forms import sheets
from tests.forms.chance import Chance
from tests.forms.sheets import Sheet, blank

TABLES = {"2019": ("2", "3", "4"), "2021": ("2", "3", "4"), "2014": ("2014",), "narrative": ()}
FILLED = {"2": 2, "3": 3, "4": 4}


@dataclass(slots=True)
class Part:
    """One part of a page: head, crumb, meta, title, h1, h2, p, sign, foot, sheet or image."""

    kind: str
    text: str = ""
    sheet: Sheet | None = None


@dataclass(slots=True)
class Draft:
    """A report on its way to a page."""

    truth: Truth
    chance: Chance
    parts: list[Part] = field(default_factory=list)

    def add(self, kind: str, text: str) -> None:
        """Append one part of text."""
        self.parts.append(Part(kind, text))

    def sheet(self, number: str) -> Part:
        """Return the part that holds one table."""
        return next(part for part in self.parts if part.sheet and part.sheet.number == number)

    def refill(self) -> None:
        """Copy the printed texts of the truth into the sheets again."""
        for part in self.parts:
            if part.sheet:
                part.sheet = filled(part.sheet, self.truth)


def draft(
    chance: Chance, *, form: str = "", who: Who | None = None, year: int = 0, chrome: bool = True
) -> Draft:
    """Compose one report: who, when, form, figures and sentences."""
    form = form or chance.pick(["2021"] * 6 + ["2019"] * 3)
    spans = {"2021": (2021, 2025), "2019": (2019, 2020), "2014": (2014, 2018)}
    year = year or chance.between(*spans.get(form, (2009, 2017)))
    who = who or draw(chance)
    published = date(year + 1, 1, 5) + timedelta(days=chance.between(0, 60))
    truth = Truth(replace(who), year, published, form)
    made = Draft(truth, chance)
    fill(truth, chance, TABLES[form]) if TABLES[form] else None
    author = Author(chance, truth)
    if chrome:
        _chrome(made)
    title = chance.pick(words()["title"]["forms"]).format(name=who.name, year=year)
    made.add("title", title)
    if chrome:
        made.add("meta", _meta(made))
    body = _old_body if form in {"2014", "narrative"} else _body
    body(made, author)
    if not chrome:
        truth.published = None
    if chrome:
        made.add("foot", _line(made, "foot"))
    _keep_decoys_unlike(truth)
    return made


def filled(sheet: Sheet, truth: Truth) -> Sheet:
    """Return a sheet with the printed texts of a truth."""
    texts = {slot: cell.text for slot, cell in truth.cells.items()}
    return sheets.filled(sheet, texts.get)


def _chrome(made: Draft) -> None:
    where = {"county": made.truth.who.county, "city": made.truth.who.city}
    place = made.truth.who.name.removeprefix(made.truth.who.county)
    made.add("head", made.chance.pick(words()["meta"]["head"]).format(**where))
    made.add("crumb", made.chance.pick(words()["meta"]["crumb"]).format(place=place, **where))


def _meta(made: Draft) -> str:
    day = made.truth.published or date(2000, 1, 1)
    holes = {
        "date": day.isoformat(),
        "cndate": f"{day.year}年{day.month}月{day.day}日",
        "d": made.chance.between(1, 9),
        "hits": made.chance.between(1000, 99999),
        "code": f"{made.chance.between(10**8, 10**9 - 1)}",
        "name": made.truth.who.name,
        "year": day.year,
    }
    return made.chance.pick(words()["meta"]["lines"]).format(**holes)


def _line(made: Draft, key: str) -> str:
    who = made.truth.who
    text: str = made.chance.pick(words()["meta"][key])
    hits = made.chance.between(1000000, 9999999)
    return text.format(county=who.county, city=who.city, hits=hits)


def _body(made: Draft, author: Author) -> None:
    chance, section = made.chance, words()["section"]
    made.add("h1", chance.pick(section["1"]))
    made.add("p", author.one("preface", "lines"))
    made.add("p", author.one("preface", "general"))
    _overview(made, author)
    for number in "234":
        made.add("h1", chance.pick(section[number]))
        if chance.often(0.08):
            made.add("p", words()["meta"]["note"])
        made.parts.append(Part("sheet", sheet=filled(blank(number, made.truth.form), made.truth)))
    made.add("h1", chance.pick(section["5"]))
    made.add("p", author.one("problem", "lines"))
    made.add("p", author.one("problem", "remedy"))
    made.add("h1", chance.pick(section["6"]))
    made.add("p", author.one("problem", "other"))
    _sign(made)


def _overview(made: Draft, author: Author) -> None:
    chance = made.chance
    is_inline = chance.often(0.4)
    heads = words()["sub"]["other" if is_inline else "heads"]
    texts = [
        author.disclosure(),
        author.requests(),
        author.one("management", "lines"),
        author.one("management", "platform"),
        author.one("management", "support"),
    ]
    if chance.often(0.5):
        texts[chance.pick([0, 3])] += author.one("decoy", "lines")
    if chance.often(0.3):
        texts[1] += author.disputes()
    for head, text in zip(heads, texts, strict=True):
        if is_inline:
            made.add("p", head + text)
        else:
            made.add("h2", head)
            made.add("p", text)


def _old_body(made: Draft, author: Author) -> None:
    heads = words()["old_section"]["heads"]
    texts = [
        author.one("preface", "lines")
        + author.one("preface", "general")
        + author.one("management", "support"),
        author.disclosure() + author.one("management", "lines"),
        author.requests(),
        author.one("problem", "fee_old"),
        author.disputes(),
        author.one("problem", "lines") + author.one("problem", "remedy"),
        author.one("problem", "other"),
    ]
    if made.chance.often(0.5):
        texts[0] += author.one("decoy", "lines")
    for head, text in zip(heads, texts, strict=True):
        made.add("h1", head)
        made.add("p", text)
    _sign(made)
    if made.truth.form == "2014":
        _agree(made)
        made.add("h1", f"附表：政府信息公开情况统计表（{made.truth.year}年度）")
        made.add("p", f"填报单位：{made.truth.who.name}")
        made.parts.append(Part("sheet", sheet=filled(blank("2014", "2014"), made.truth)))


def _agree(made: Draft) -> None:
    """Let the statistics table repeat what the prose states exactly."""
    for fact in made.truth.stated:
        slot = (fact.indicator, fact.member)
        if slot in made.truth.cells and not fact.is_approximate:
            made.truth.cells[slot] = Printed(f"{fact.value:f}", NUMBER, fact.value)


def _sign(made: Draft) -> None:
    if made.chance.often(0.5):
        day = made.truth.published or date(made.truth.year + 1, 1, 20)
        made.truth.signed = day
        made.add("sign", made.truth.who.name)
        made.add("sign", f"{day.year}年{day.month}月{day.day}日")


def _keep_decoys_unlike(truth: Truth) -> None:
    """A decoy that equals a stated figure proves nothing: drop it."""
    said = {fact.value for fact in truth.stated}
    truth.decoys = [value for value in truth.decoys if value not in said]


def state_zero(truth: Truth, indicator: str) -> None:
    """Record a zero said in words."""
    truth.stated.append(Stated(indicator, Decimal(0)))
