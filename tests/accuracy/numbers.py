"""Figures for the forms: mostly zeros, sometimes large, balanced unless a mistake is planted."""

from __future__ import annotations

from decimal import Decimal

from tests.accuracy.truth import NUMBER, Printed, Truth
from tests.forms.chance import Chance
from tests.forms.sheets import APPLICANTS, Slot, blank, slots_of

DENIED = ("state_secret", "law_forbidden", "safety_stability", "third_party", "internal_affairs")
SIGNED = "items_change"
ENDINGS = ("upheld", "corrected", "other", "pending")
MONEY = ("fee.amount", "procurement.amount", "stat2014.budget", "stat2014.request_fee.collected")


def fill(truth: Truth, chance: Chance, tables: tuple[str, ...]) -> None:
    """Fill the tables of a truth's form with figures."""
    size = chance.pick([0, 0, 0, 1, 1, 2])  # a quiet township, a busy one, a city's office
    for number in tables:
        slots = slots_of(blank(number, truth.form))
        truth.slots[number] = slots
        if number == "3":
            values = _requests(slots, chance, size)
        elif number == "4":
            values = _disputes(slots, chance, size)
        else:
            values = {slot: _value(slot, chance, size) for slot in slots}
        for slot in slots:
            truth.cells[slot] = printed(values[slot])
    if chance.often(0.2):
        _mistake(truth, chance, tables)


def printed(value: Decimal) -> Printed:
    """Return a plainly printed number."""
    return Printed(f"{value:f}", NUMBER, value)


def _value(slot: Slot, chance: Chance, size: int) -> Decimal:
    indicator = slot[0]
    if indicator in MONEY:
        if chance.often(0.7):
            return Decimal(0)
        return Decimal(chance.between(1, 10 ** (2 + 2 * size))) / chance.pick([1, 10, 100, 10000])
    if chance.often(0.55 - 0.2 * size):
        return Decimal(0)
    high = 10 ** chance.between(1, 2 + 2 * size)
    if SIGNED in indicator:
        return Decimal(chance.between(-min(high, 40), min(high, 40)))
    return Decimal(chance.between(0, high))


def _requests(slots: list[Slot], chance: Chance, size: int) -> dict[Slot, Decimal]:
    values = dict.fromkeys(slots, 0)
    if size or chance.often(0.45):
        rows = sorted({s[0] for s in slots if s[0].startswith("outcome.")} - {"outcome.total"})
        scale = (9, 60, 4000)[size]
        for applicant in APPLICANTS[:-1]:
            if applicant != "natural_person" and chance.often(0.7):
                continue
            for row in chance.some(rows, chance.between(1, 3 + 4 * size)):
                values[row, applicant] = chance.between(0, scale)
            total = sum(values[row, applicant] for row in rows)
            carried_out = chance.between(0, scale // 3) if chance.often(0.4) else 0
            carried_in = min(total, chance.between(0, scale // 3)) if chance.often(0.4) else 0
            values["outcome.total", applicant] = total
            values["request.carried_out", applicant] = carried_out
            values["request.carried_in", applicant] = carried_in
            values["request.received", applicant] = total + carried_out - carried_in
        for row in {s[0] for s in slots}:
            values[row, "total"] = sum(values[row, a] for a in APPLICANTS[:-1])
    return {slot: Decimal(value) for slot, value in values.items()}


def _disputes(slots: list[Slot], chance: Chance, size: int) -> dict[Slot, Decimal]:
    values = dict.fromkeys(slots, 0)
    for family in ("review", "suit_direct", "suit_after_review"):
        if chance.often(0.7 - 0.25 * size):
            continue
        for ending in ENDINGS:
            values[f"{family}.{ending}", ""] = chance.between(0, (3, 14, 400)[size])
        values[f"{family}.total", ""] = sum(values[f"{family}.{e}", ""] for e in ENDINGS)
    return {slot: Decimal(value) for slot, value in values.items()}


def _mistake(truth: Truth, chance: Chance, tables: tuple[str, ...]) -> None:
    """Let the agency miscount: a printed figure that breaks a sum and must be read as printed."""
    for _ in range(chance.between(1, 3)):
        slot = chance.pick(truth.slots[chance.pick(tables)])
        old = truth.cells[slot].value or Decimal(0)
        truth.cells[slot] = printed(abs(old) + chance.between(1, 12))
