"""Eight years of figures of one agency: trends, chains and sums that hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tests.simulate.dice import Dice
from tests.simulate.district import Simulated, place

Slot = tuple[str, str]
APPLICANTS = (
    "natural_person",
    "enterprise",
    "research",
    "public_welfare",
    "legal_service",
    "other_org",
)
OUTCOMES = {
    "outcome.granted": 46,
    "outcome.partial": 14,
    "outcome.denied.third_party": 4,
    "outcome.denied.internal_affairs": 3,
    "outcome.denied.process": 3,
    "outcome.denied.admin_inquiry": 2,
    "outcome.unable.not_held": 18,
    "outcome.unable.needs_creation": 3,
    "outcome.unable.unclear": 2,
    "outcome.not_processed.petition": 3,
    "outcome.not_processed.repeat": 1,
}
ENDINGS = ("upheld", "corrected", "other", "pending")


@dataclass(slots=True)
class Year:
    """One report's figures: cells of the form, and what its sentences say."""

    year: int
    cells: dict[Slot, Decimal] = field(default_factory=dict)
    stated: dict[str, int] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)

    def put(self, indicator: str, value: int | Decimal, member: str = "") -> None:
        """Record one cell."""
        self.cells[indicator, member] = Decimal(value)

    def get(self, indicator: str, member: str = "") -> int:
        """Return one cell, 0 where none was recorded."""
        return int(self.cells.get((indicator, member), 0))


def history(agency: Simulated) -> list[Year]:
    """Return all years of one agency; each year knows the one before."""
    years: list[Year] = []
    for number in range(place()["first_year"], place()["last_year"] + 1):
        prior = years[-1] if years else Year(number - 1)
        year, dice = Year(number), Dice(agency.name, number)
        _disclosure(year, agency, dice)
        _people(year, agency, dice)
        _files(year, prior, agency, dice)
        _powers(year, prior, agency, dice)
        _requests(year, prior, agency, dice)
        _disputes(year, agency, dice)
        if number == place()["first_year"]:
            _annex(year, agency, dice)
        else:
            year.stated["information_fee.collected"] = 0
        years.append(year)
    return years


def _disclosure(year: Year, agency: Simulated, dice: Dice) -> None:
    traits, age = agency.traits, year.year - place()["first_year"]
    total = round(traits["base"] * traits["growth"] ** age * dice.between(92, 108) / 100)
    labels = list(traits["categories"])
    parts = dice.share(total, [traits["categories"][label] for label in labels])
    year.categories = {label: part for label, part in zip(labels, parts, strict=True) if part}
    first, last = traits["web"]
    web = first + (last - first) * age // (place()["last_year"] - place()["first_year"])
    rest = 100 - web
    split = dice.share(total, [web, rest * 7 // 10, rest * 2 // 10 + 1, rest // 10 + 1])
    names = ("website", "wechat", "boards", "screen")
    year.channels = {name: part for name, part in zip(names, split, strict=True) if part}
    year.stated["disclosure.total"] = total
    year.stated["interpretation.items"] = dice.between(0, 2 + total // 60)


def _people(year: Year, agency: Simulated, dice: Dice) -> None:
    staff = agency.traits["staff"] + dice.between(0, 1)
    full = min(staff, 1 + staff // 4)
    year.stated |= {"staff.total": staff, "staff.full_time": full, "staff.part_time": staff - full}
    sessions = dice.between(1, 4)
    year.stated |= {"training.sessions": sessions, "meeting.total": dice.between(1, 5)}
    year.stated["training.participants"] = sessions * dice.between(8, 40)
    year.stated["reading_point.total"] = 1 + agency.traits["staff"] // 3
    age = year.year - place()["first_year"]
    year.stated["catalogue.entries"] = 120 + agency.traits["base"] // 2 + 6 * age


def _files(year: Year, prior: Year, agency: Simulated, dice: Dice) -> None:
    is_large = agency.traits["base"] > 150
    made = dice.between(0, 5 if agency.level == "department" else int(is_large) + 1)
    usual = 3 * made + dice.between(0, 4)
    stock = prior.get("stock") if prior.cells else usual
    repealed = dice.between(0, min(stock, 2)) if year.year % 2 else 0
    year.put("stock", stock + made - repealed)
    year.put("normative.made", made)
    year.put("normative.disclosed", made)
    year.put("normative.disclosed_stock", stock + made - repealed)
    year.put("normative.repealed", repealed)
    year.put("normative.in_force", stock + made - repealed)


def _powers(year: Year, prior: Year, agency: Simulated, dice: Dice) -> None:
    traits = agency.traits
    step = 2 if agency.level == "township" and year.year >= 2022 else 1
    for power in ("licence", "penalty"):
        level = traits[power] * step
        year.put(f"{power}.decisions", level * dice.between(80, 125) // 100)
    items = {"licence": 8 + traits["licence"] % 30, "service": 12 + traits["base"] % 40}
    coerced = traits["penalty"] // 6
    items |= {"penalty": traits["penalty"] % 60}
    items |= {"coercion": traits["penalty"] % 7 or min(coerced, 3)}  # a decision needs an item
    items |= {"fee": 2 if traits["fee"] != "0" else 0}
    year.put("coercion.decisions", coerced)
    for power, usual in items.items():
        before = prior.get(f"{power}.items_prior") + prior.get(f"{power}.items_change")
        year.put(f"{power}.items_prior", before or usual)
        year.put(f"{power}.items_change", dice.between(-2, 3) if usual > 5 else 0)
    year.put("service.decisions", items["service"] * dice.between(3, 9))
    fee = Decimal(traits["fee"]) * dice.between(85, 115) / 100
    year.put("fee.amount", fee.quantize(Decimal("0.01")))
    projects = dice.between(0, 4)
    year.put("procurement.projects", projects)
    year.put("procurement.amount", projects * dice.between(2, 90) * 5150)


def _requests(year: Year, prior: Year, agency: Simulated, dice: Dice) -> None:
    mean = agency.traits["requests"]
    received = dice.between(mean // 2, mean + (mean + 1) // 2)
    by_person = dice.share(received, [70, 16, 1, 2, 5, 6])
    for applicant, count in zip(APPLICANTS, by_person, strict=True):
        carried_in = prior.get("request.carried_out", applicant)
        pending = count + carried_in
        carried_out = dice.between(0, min(1, pending)) if mean > 4 else 0
        year.put("request.received", count, applicant)
        year.put("request.carried_in", carried_in, applicant)
        year.put("request.carried_out", carried_out, applicant)
        year.put("outcome.total", pending - carried_out, applicant)
        parts = dice.share(pending - carried_out, list(OUTCOMES.values()))
        for outcome, part in zip(OUTCOMES, parts, strict=True):
            year.put(outcome, part, applicant)
    rows = ("request.received", "request.carried_in", "request.carried_out", "outcome.total")
    for row in (*rows, *OUTCOMES):
        year.put(row, sum(year.get(row, applicant) for applicant in APPLICANTS), "total")
    year.stated["narrative.request.received"] = received
    if received:
        year.stated["narrative.request.answered"] = year.get("outcome.total", "total")
        year.stated["narrative.request.carried_out"] = year.get("request.carried_out", "total")


def _disputes(year: Year, agency: Simulated, dice: Dice) -> None:
    for family, odds in (("review", 6), ("suit_direct", 14), ("suit_after_review", 22)):
        count = agency.traits["requests"] // odds * dice.between(0, 1)
        parts = dice.share(count, [60, 14, 16, 10])
        for ending, part in zip(ENDINGS, parts, strict=True):
            year.put(f"{family}.{ending}", part)
        year.put(f"{family}.total", count)
    suits = year.get("suit_direct.total") + year.get("suit_after_review.total")
    year.stated["narrative.review.total"] = year.get("review.total")
    year.stated["narrative.suit.total"] = suits


def _annex(year: Year, agency: Simulated, dice: Dice) -> None:
    """Fill the statistics table of 2014 from what the year already says."""
    for name in ("disclosure.total", "meeting.total", "reading_point.total"):
        year.put(name, year.stated[name])
    for name in ("staff.total", "staff.full_time", "staff.part_time"):
        year.put(name, year.stated[name])
    for name in ("training.sessions", "training.participants"):
        year.put(name, year.stated[name])
    for channel in ("website", "wechat"):
        year.put("disclosure.by_channel", year.channels.get(channel, 0), channel)
    others = year.channels.get("boards", 0) + year.channels.get("screen", 0)
    year.put("disclosure.by_channel", others, "other")
    year.put("response.interpretations", year.stated["interpretation.items"])
    year.put("response.hot_topics", dice.between(0, 3))
    received = year.get("request.received", "total")
    closed = year.get("outcome.total", "total")
    online = dice.between(0, received)
    year.put("stat2014.request.received", received)
    year.put("stat2014.request.online", online)
    year.put("stat2014.request.in_person", received - online)
    for name in ("closed.total", "closed.on_time", "answer.total"):
        year.put(f"stat2014.{name}", closed)
    granted, partial = year.get("outcome.granted", "total"), year.get("outcome.partial", "total")
    year.put("stat2014.answer.granted", granted)
    year.put("stat2014.answer.partial", partial)
    year.put("stat2014.answer.nonexistent", closed - granted - partial)
    for ending in ("total", "upheld", "corrected"):
        year.put(f"stat2014.review.{ending}", year.get(f"review.{ending}"))
    rest = year.get("review.other") + year.get("review.pending")
    year.put("stat2014.review.other", rest)
    year.put("stat2014.suit.total", year.stated["narrative.suit.total"])
    year.put("stat2014.suit.upheld", year.stated["narrative.suit.total"])
    year.put("stat2014.office.total", int(agency.level == "department"))
