"""Figures of one agency over two years: every relation of the rule book holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.accuracy.places import DEPARTMENTS, body, city_of, town
from tests.forms.chance import Chance
from tests.forms.sheets import APPLICANTS, blank, slots_of

PEOPLE = APPLICANTS[:-1]
ENDINGS = ("upheld", "corrected", "other", "pending")
TABLES = {"2019": ("2", "3", "4"), "2021": ("2", "3", "4"), "2014": ("2014",), "narrative": ()}
SIZES = {"township": 1, "department": 3, "county": 12}
COMMON = ("outcome.granted", "outcome.partial", "outcome.unable.not_held")


@dataclass(frozen=True)
class Body:
    """An agency: its full name, what it calls itself, where it is."""

    name: str
    short: str
    me: str
    level: str
    id: str
    county: str
    city: str


@dataclass
class Year:
    """One report before it is written: cells, numbers said, lists, days, and what must be said."""

    body: Body
    year: int
    form: str
    cells: dict[tuple[str, str], Any] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    categories: list[list[Any]] = field(default_factory=list)
    channels: list[list[Any]] = field(default_factory=list)
    asked: list[list[Any]] = field(default_factory=list)
    published: date = date(2000, 1, 1)
    want: dict[str, str] = field(default_factory=dict)  # kind of sentence → which wording
    extra: dict[int, list[str]] = field(default_factory=dict)  # sentences added to a section
    drop: set[str] = field(default_factory=set)  # what is left out
    swap: list[tuple[str, str]] = field(default_factory=list)  # pattern → words, at the end
    title: str = ""
    address: str = ""

    def get(self, indicator: str, member: str = "") -> int:
        return int(self.cells.get((indicator, member), 0))

    def put(self, cell: str, value: Any) -> None:
        """Set a cell written as `indicator` or `indicator[member]`."""
        indicator, _, member = cell.removesuffix("]").partition("[")
        assert (indicator, member) in self.cells, cell
        self.cells[indicator, member] = value

    def add(self, cell: str, more: int) -> None:
        """Add to a cell."""
        indicator, _, member = cell.removesuffix("]").partition("[")
        self.put(cell, self.cells[indicator, member] + more)


def form_of(year: int) -> str:
    """Return the form of a year."""
    if year < 2014:
        return "narrative"
    return "2014" if year < 2019 else "2019" if year < 2021 else "2021"


def agency(chance: Chance, level: str) -> Body:
    """Draw an agency of a level."""
    place = town(chance)
    city = city_of(place)
    lead = city if city != place.province and chance.often(0.4) else ""
    kind = place.county[-1]
    if level == "county":
        name = f"{lead}{place.county}人民政府"
        return Body(name, place.county, f"我{kind}", level, place.county_code, place.county, city)
    if level == "department":
        short = chance.pick(DEPARTMENTS)
        me = chance.pick(["我局", "本局", short])
        name = f"{lead}{place.county}{short}"
        return Body(name, short, me, level, place.county_code, place.county, city)
    kind = "街道" if place.name.endswith("街道") else place.name[-1]
    name = f"{lead}{place.county}{body(place.name)}"
    if kind == "街道" and chance.often(0.4):
        name = f"{place.county}人民政府{place.name}办事处"
    me = chance.pick([f"我{kind}", f"本{kind}", place.name, f"我{kind}"])
    return Body(name, place.name, me, level, place.code, place.county, city)


def two_years(
    chance: Chance, level: str, last: int, *, busy: bool = False, above: int = 3
) -> list[Year]:
    """Return the reports of a year and of the year before."""
    who = agency(chance, level)
    years: list[Year] = []
    for number in (last - 1, last):
        years.append(year_of(chance, who, number, years[-1] if years else None, busy, above))
    return years


def year_of(
    chance: Chance, who: Body, number: int, prior: Year | None, busy: bool, above: int
) -> Year:
    """Return one report, joined to the one before."""
    form = form_of(number)
    year = Year(who, number, form)
    for table in TABLES[form]:
        year.cells |= dict.fromkeys(slots_of(blank(table, form)), 0)
    is_busy = busy or who.level != "township" or chance.often(0.45)
    disclosed(year, chance, prior)
    requests = requested(chance, who, prior, is_busy, above)
    disputes = disputed(chance, who, prior, bool(requests["received", "total"]) and is_busy)
    year.said |= {"_requests": requests, "_disputes": disputes}
    if form in {"2019", "2021"}:
        _three(year, requests)
        year.cells |= {(f"{g}.{e}", ""): n for (g, e), n in disputes.items()}
        _two(year, chance, prior)
    elif form == "2014":
        _annex(year, chance, requests, disputes)
    _say(year, requests, disputes, chance)
    latest = 85 if who.level == "county" else 25
    year.published = date(number + 1, 1, 4) + timedelta(days=chance.between(0, latest))
    return year


def disclosed(year: Year, chance: Chance, prior: Year | None) -> None:
    """Say what was disclosed: a total, and lists that come to it."""
    scale = SIZES[year.body.level]
    total = chance.between(30, 420) * scale
    if prior:
        total = prior.said["total"] * chance.between(70, 160) // 100 + 1
    labels = chance.some(LABELS, chance.between(3, 8))
    year.categories = [
        [label, n] for label, n in zip(labels, parts(chance, total, len(labels)), strict=True)
    ]
    kinds = chance.some(CHANNELS, chance.between(2, 4))
    year.channels = [
        [kind, n] for kind, n in zip(kinds, parts(chance, total, len(kinds)), strict=True)
    ]
    year.said |= {"total": total, "prior_total": prior.said["total"] if prior else 0}


LABELS = (
    *("工作动态", "通知公告", "财政预决算", "机构职能", "政策文件", "规划计划", "重大项目"),
    *("社会救助", "乡村振兴", "安全生产", "人事信息", "政府信息公开年报", "领导信息"),
    *("行政执法", "应急管理", "政策解读", "公共文化服务", "就业创业", "生态环境", "养老服务"),
)
CHANNELS = ("政府门户网站", "微信公众号", "政务公开栏", "电子显示屏", "政务微博", "抖音号")


def parts(chance: Chance, total: int, count: int) -> list[int]:
    """Divide a total into parts that are all at least one."""
    count = min(count, total)
    cuts = sorted(chance.some(range(1, total), count - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]


def requested(
    chance: Chance, who: Body, prior: Year | None, is_busy: bool, above: int
) -> dict[tuple[str, str], int]:
    """Return the rows of table three, by applicant and in total."""
    table: dict[tuple[str, str], int] = {}
    before = prior.said["_requests"] if prior else {}
    for person in PEOPLE:
        often = {"natural_person": 1.0, "enterprise": 0.6}.get(person, 0.15)
        most = above + 9 * SIZES[who.level] if person == "natural_person" else 4 * SIZES[who.level]
        least = above if person == "natural_person" else 1
        received = chance.between(least, most) if is_busy and chance.often(often) else 0
        carried_in = before.get(("out", person), 0)
        all_ = received + carried_in
        out = chance.between(0, max(1, received // 6)) if received > 2 else 0
        rows = dict.fromkeys(OUTCOMES, 0)
        for _ in range(all_ - out):
            rows[chance.pick(COMMON if chance.often(0.7) else OUTCOMES)] += 1
        table |= {("received", person): received, ("in", person): carried_in}
        table |= {("out", person): out, ("done", person): all_ - out}
        table |= {(row, person): n for row, n in rows.items()}
    for row in {row for row, _ in table}:
        table[row, "total"] = sum(table[row, person] for person in PEOPLE)
    return table


OUTCOMES = tuple(
    f"outcome.{name}"
    for name in (
        *("granted", "partial", "denied.state_secret", "denied.law_forbidden"),
        *("denied.safety_stability", "denied.third_party", "denied.internal_affairs"),
        *("denied.process", "denied.enforcement_file", "denied.admin_inquiry", "unable.not_held"),
        *("unable.needs_creation", "unable.unclear", "not_processed.petition"),
        *("not_processed.repeat", "not_processed.publication", "not_processed.excessive"),
        "not_processed.reissue",
    )
)


def disputed(
    chance: Chance, who: Body, prior: Year | None, is_any: bool
) -> dict[tuple[str, str], int]:
    """Return the fifteen cells of table four; what was pending a year ago is counted again."""
    found: dict[tuple[str, str], int] = {}
    before = prior.said["_disputes"] if prior else {}
    for group in ("review", "suit_direct", "suit_after_review"):
        pending = before.get((group, "pending"), 0)
        is_new = is_any and chance.often({"review": 0.6}.get(group, 0.3))
        ends = {
            end: chance.between(0, 1 + SIZES[who.level] // 3) if is_new else 0 for end in ENDINGS
        }
        ends["upheld"] += pending
        found |= {(group, end): n for end, n in ends.items()}
        found[group, "total"] = sum(ends.values())
    return found


def _three(year: Year, requests: dict[tuple[str, str], int]) -> None:
    names = {"received": "request.received", "in": "request.carried_in"}
    names |= {"out": "request.carried_out", "done": "outcome.total"}
    for (row, person), n in requests.items():
        cell = (names.get(row, row), person)
        assert cell in year.cells, cell
        year.cells[cell] = n


def _two(year: Year, chance: Chance, prior: Year | None) -> None:
    stock = prior.said["stock"] if prior and "stock" in prior.said else chance.between(0, 14)
    made = chance.between(0, 3 if year.body.level == "township" else 9)
    repealed = chance.between(0, min(stock, 3))
    now = stock + made - repealed
    year.said |= {"stock": now, "made": made, "repealed": repealed}
    scale = SIZES[year.body.level]
    if year.form == "2021":
        year.cells |= {("normative.made", ""): made, ("normative.repealed", ""): repealed}
        year.cells["normative.in_force", ""] = now
        year.cells["fee.amount", ""] = _fee(chance, prior)
    else:
        year.cells |= {("normative.made", ""): made, ("normative.disclosed", ""): made}
        year.cells["normative.disclosed_stock", ""] = now + repealed
        projects = chance.between(0, 3)
        year.cells["procurement.projects", ""] = projects
        year.cells["procurement.amount", ""] = projects * chance.between(90, 900) * 1000
    for power in ("licence", "service", "penalty", "coercion"):
        n = chance.between(10, 160) * scale if chance.often(0.6) else 0
        was = prior.cells.get((f"{power}.decisions", "")) if prior else None
        n = was * chance.between(60, 180) // 100 if was else n
        if (f"{power}.decisions", "") in year.cells:
            year.cells[f"{power}.decisions", ""] = n
        if year.form == "2019":
            _items(year, power, n, chance, prior)
    if year.form == "2019":
        _items(year, "fee", 0, chance, prior)


def _fee(chance: Chance, prior: Year | None) -> Decimal:
    was = prior.cells.get(("fee.amount", "")) if prior else None
    if was:
        return Decimal(was) * chance.between(60, 160) / 100
    return Decimal(chance.between(20, 9000)) / 100 if chance.often(0.3) else Decimal(0)


def _items(year: Year, power: str, decisions: int, chance: Chance, prior: Year | None) -> None:
    before = chance.between(3, 60)
    if prior and prior.form == "2019":
        before = prior.get(f"{power}.items_prior") + prior.get(f"{power}.items_change")
    change = chance.between(-2, 3) if before > 2 else 0
    while decisions in {before, before + change} or before + change <= 0:
        change += 1
        if decisions == before:
            decisions += 1
            year.cells[f"{power}.decisions", ""] = decisions
    year.cells[f"{power}.items_prior", ""] = before
    year.cells[f"{power}.items_change", ""] = change


def _annex(year: Year, chance: Chance, requests: Any, disputes: Any) -> None:
    year.cells["disclosure.total", ""] = year.said["total"]
    names = {"政府门户网站": "website", "政务微博": "weibo", "微信公众号": "wechat"}
    for kind, n in year.channels:
        cell = ("disclosure.by_channel", names.get(kind, "other"))
        year.cells[cell] += n
    made = chance.between(0, 6)
    year.said |= {"made": made}
    year.cells |= {("normative.made", ""): made, ("normative.disclosed", ""): made}
    received, done = requests["received", "total"], requests["done", "total"]
    year.cells["stat2014.request.received", ""] = received
    ways = parts(chance, received, 2) if received > 1 else [received, 0]
    for way, n in zip(("online", "letter"), ways, strict=False):
        year.cells[f"stat2014.request.{way}", ""] = n
    late = chance.between(0, min(done, 2))
    year.cells |= {
        ("stat2014.closed.total", ""): done,
        ("stat2014.closed.on_time", ""): done - late,
    }
    year.cells |= {("stat2014.closed.extended", ""): late, ("stat2014.answer.total", ""): done}
    denied = chance.between(0, done // 3)
    year.cells["stat2014.answer.denied", ""] = denied
    year.cells["stat2014.denied.privacy", ""] = denied
    rest = done - denied
    gone = chance.between(0, rest)
    year.cells["stat2014.answer.granted", ""] = rest - gone
    year.cells["stat2014.answer.nonexistent", ""] = gone
    for family, groups in (("review", ("review",)), ("suit", ("suit_direct", "suit_after_review"))):
        for end, ends in (
            ("upheld", ("upheld",)),
            ("corrected", ("corrected",)),
            ("other", ("other", "pending")),
        ):
            n = sum(disputes[g, e] for g in groups for e in ends)
            year.cells[f"stat2014.{family}.{end}", ""] = n
            year.cells[f"stat2014.{family}.total", ""] += n
    staff = chance.between(1, 6)
    year.cells |= {("staff.total", ""): staff, ("staff.full_time", ""): 1}
    year.cells["staff.part_time", ""] = staff - 1
    year.cells |= {("meeting.total", ""): chance.between(0, 4), ("training.sessions", ""): 1}
    year.cells["training.participants", ""] = chance.between(10, 90)


def _say(year: Year, requests: Any, disputes: Any, chance: Chance) -> None:
    said = year.said
    for row in ("received", "in", "out", "done"):
        said[row] = requests[row, "total"]
    said |= {"granted": requests["outcome.granted", "total"]}
    said |= {"partial": requests["outcome.partial", "total"]}
    said |= {"not_held": requests["outcome.unable.not_held", "total"]}
    said["rest"] = said["done"] - said["granted"] - said["partial"] - said["not_held"]
    said["review"] = disputes["review", "total"]
    said["suit"] = disputes["suit_direct", "total"] + disputes["suit_after_review", "total"]
    if year.form == "2014":
        said["suit"], said["review"] = (
            year.get("stat2014.suit.total"),
            year.get("stat2014.review.total"),
        )
    said |= {"licence": year.get("licence.decisions"), "penalty": year.get("penalty.decisions")}
    said |= {"coercion": year.get("coercion.decisions")}
    said |= {"made": said.get("made", 0), "repealed": said.get("repealed", 0)}
    said["in_force"] = year.get("normative.in_force")
    ways = parts(chance, said["received"], chance.between(2, 3)) if said["received"] > 3 else []
    names = chance.some(["网络申请", "信函申请", "当面申请"], len(ways))
    year.asked = [[name, n] for name, n in zip(names, ways, strict=True)]
    staff = year.get("staff.total") or chance.between(2, 6)
    said |= {"staff": staff, "full": 1, "part": staff - 1}
    said |= {
        "interp": chance.between(1, 20),
        "train": chance.between(1, 5),
        "people": chance.between(20, 200),
    }
    said |= {
        "meet": chance.between(1, 5),
        "points": chance.between(1, 4),
        "catalogue": chance.between(100, 400),
    }
    if year.form == "2014":
        said |= {
            "train": year.get("training.sessions"),
            "people": year.get("training.participants"),
        }
        said |= {"meet": year.get("meeting.total")}
    said["fee"] = 0
