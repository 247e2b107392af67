"""Faults inside one table: three, four and two."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.rules.pages.figures import PEOPLE, Year
from tests.rules.pages.planting import (
    LOW,
    cells,
    fault,
)

# --- table three ---
for form in ("2021", "2019"):
    cells(
        f"received-total-{form}",
        "R-T3-01",
        {"request.received[total]": 1},
        form=form,
        member="total",
    )
    cells(
        f"received-total-column-{form}",
        "R-T3-03",
        {"request.received[total]": 2},
        form=form,
        member="request.received",
    )
    cells(
        f"outcome-total-{form}", "R-T3-02", {"outcome.total[total]": 3}, form=form, member="total"
    )
    cells(
        f"outcome-person-{form}",
        "R-T3-02",
        {"outcome.total[natural_person]": 1},
        form=form,
        member="natural_person",
    )
    cells(
        f"carried-out-person-{form}",
        "R-T3-01",
        {"request.carried_out[natural_person]": 2},
        form=form,
        member="natural_person",
    )
    cells(
        f"carried-out-wrong-row-{form}",
        "R-T3-03",
        {"request.carried_out[enterprise]": 2},
        form=form,
        member="request.carried_out",
    )
    cells(
        f"granted-total-{form}",
        "R-T3-03",
        {"outcome.granted[total]": 4},
        form=form,
        member="outcome.granted",
    )
    cells(
        f"negative-three-{form}",
        "R-T3-04",
        {"outcome.denied.state_secret[research]": "-1"},
        form=form,
    )
    cells(f"fraction-three-{form}", "R-T3-04", {"outcome.partial[other_org]": "1.5"}, form=form)
    cells(
        f"repeat-row-{form}",
        "R-T3-02",
        {"outcome.not_processed.repeat[natural_person]": 5},
        form=form,
        member="natural_person",
    )
    cells(f"carry-in-jump-{form}", "R-X-01", {
        "request.carried_in[natural_person]": 3, "request.carried_in[total]": 3,
        "outcome.granted[natural_person]": 3, "outcome.granted[total]": 3,
        "outcome.total[natural_person]": 3, "outcome.total[total]": 3,
    }, form=form, member="total")  # fmt: skip


@fault("row-left-out", "R-T3-02", member="natural_person", explained="left_out")
def _(now: Year, _: Year) -> None:
    _only(now, {"outcome.granted": 21, "outcome.partial": 8, "outcome.unable.not_held": 5})
    for who in ("natural_person", "total"):
        now.put(f"outcome.total[{who}]", 26)
        now.put(f"request.received[{who}]", 34)


@fault("row-counted-twice", "R-T3-02", member="natural_person", explained="counted_twice")
def _(now: Year, _: Year) -> None:
    _only(now, {"outcome.granted": 21, "outcome.partial": 8, "outcome.unable.not_held": 5})
    for who in ("natural_person", "total"):
        now.put(f"outcome.total[{who}]", 42)


@fault("carry-in-left-out", "R-T3-01", member="natural_person", explained="carry_in")
def _(now: Year, _: Year) -> None:
    _only(now, {"outcome.granted": 21, "outcome.partial": 8}, carried_in=4)
    for who in ("natural_person", "total"):
        now.put(f"request.received[{who}]", 29)


@fault("carry-in-diagnosis", "R-T3-06")
def _(now: Year, _: Year) -> None:
    _only(now, {"outcome.granted": 21, "outcome.partial": 8}, carried_in=4)
    for who in ("natural_person", "total"):
        now.put(f"request.received[{who}]", 29)


@fault("row-diagnosis", "R-T3-07")
def _(now: Year, _: Year) -> None:
    _only(now, {"outcome.granted": 21, "outcome.partial": 8, "outcome.unable.not_held": 5})
    for who in ("natural_person", "total"):
        now.put(f"outcome.total[{who}]", 26)


@fault("carry-out-left-out", "R-T3-01", member="natural_person", explained="carry_out_left_out")
def _(now: Year, _: Year) -> None:
    _only(now, {"outcome.granted": 21, "outcome.partial": 8})
    for who in ("natural_person", "total"):
        now.put(f"request.carried_out[{who}]", 6)
        now.put(f"request.received[{who}]", 41)


@fault("column-shifted", "R-T3-01", member="natural_person", explained="column_shifted")
def _(now: Year, _: Year) -> None:
    now.add("request.received[natural_person]", -1)
    now.add("request.received[enterprise]", 1)


@fault("column-shifted-diagnosis", "R-T3-05")
def _(now: Year, _: Year) -> None:
    now.add("request.received[natural_person]", -1)
    now.add("request.received[enterprise]", 1)


@fault("total-copies-column", "R-T3-03", member="outcome.granted", explained="copied_column")
def _(now: Year, _: Year) -> None:
    for person, n in zip(PEOPLE[:4], (9, 3, 2, 1), strict=True):
        for row in ("request.received", "outcome.granted", "outcome.total"):
            now.add(
                f"{row}[{person}]",
                n - now.get("outcome.granted", person) if row == "outcome.granted" else 0,
            )
    now.put("outcome.granted[total]", now.get("outcome.granted", "natural_person"))


@fault("total-left-zero", "R-T3-03", member="request.received", explained="total_empty")
def _(now: Year, _: Year) -> None:
    now.put("request.received[total]", 0)


@fault("digits-swapped", "R-T3-03", member="request.received", explained="digits_swapped")
def _(now: Year, _: Year) -> None:
    _only(now, {"outcome.granted": 36, "outcome.partial": 21})
    now.put("request.received[natural_person]", 57)
    now.put("request.received[total]", 75)


@fault("digits-split", "R-T3-03", member="request.received", explained="digits_split")
def _(now: Year, _: Year) -> None:
    _only(now, {"outcome.granted": 26, "outcome.partial": 21})
    now.put("request.received[natural_person]", 4)
    now.put("request.received[enterprise]", 7)
    now.put("request.received[total]", 47)


cells("many-carried", "R-T3-08", {"request.carried_out[total]": "60"}, levels=("township",))


@fault("many-refused", "R-T3-10", levels=("department",))
def _(now: Year, _: Year) -> None:
    now.put("outcome.denied.process[total]", now.get("outcome.total", "total"))


@fault("unpaid-not-said", "R-T3-09")
def _(now: Year, _: Year) -> None:
    for row in ("outcome.other.no_payment", "outcome.total", "request.received"):
        now.add(f"{row}[natural_person]", 1)
        now.add(f"{row}[total]", 1)
    now.said["received"], now.said["done"] = now.said["received"] + 1, now.said["done"] + 1
    now.said["rest"] += 1
    now.said["sections"] = {6: [("p", "本年度没有其他需要报告的事项，欢迎社会各界监督。")]}


def _only(now: Year, rows: dict[str, int], carried_in: int = 0) -> None:
    """Let natural persons be the only applicants, with these outcomes."""
    for indicator, member in list(now.cells):
        if indicator.startswith(("outcome.", "request.")):
            now.cells[indicator, member] = 0
    for who in ("natural_person", "total"):
        for row, n in rows.items():
            now.put(f"{row}[{who}]", n)
        done = sum(rows.values())
        now.put(f"outcome.total[{who}]", done)
        now.put(f"request.carried_in[{who}]", carried_in)
        now.put(f"request.received[{who}]", done - carried_in)
    now.want = {"requests": "some"}


# --- table four ---
for group in ("review", "suit_direct", "suit_after_review"):
    cells(f"{group}-total", "R-T4-01", {f"{group}.total": 3}, member=group)
    cells(f"{group}-total-2019", "R-T4-01", {f"{group}.other": 2}, form="2019", member=group)


@fault("pending-left-out", "R-T4-01", member="review", explained="pending_excluded")
def _(now: Year, _: Year) -> None:
    _review(now, (5, 2, 0, 3), 7)


@fault("review-total-zero", "R-T4-01", member="review", explained="total_empty")
def _(now: Year, _: Year) -> None:
    _review(now, (5, 2, 0, 4), 0)


@fault("review-left-out", "R-T4-01", member="review", explained="left_out")
def _(now: Year, _: Year) -> None:
    _review(now, (7, 2, 0, 4), 11)


@fault("review-swapped", "R-T4-01", member="review", explained="digits_swapped")
def _(now: Year, _: Year) -> None:
    _review(now, (8, 3, 1, 0), 21)


@fault("review-parts-empty", "R-T4-03", member="review")
def _(now: Year, _: Year) -> None:
    _review(now, ("", "", "", ""), 4)


@fault("review-total-empty", "R-T4-03", member="review")
def _(now: Year, _: Year) -> None:
    _review(now, (3, 1, 0, 0), "")


def _review(now: Year, ends: tuple[Any, ...], total: Any) -> None:
    for end, n in zip(("upheld", "corrected", "other", "pending"), ends, strict=True):
        now.put(f"review.{end}", n)
    now.put("review.total", total)
    now.said["review"] = total if isinstance(total, int) and total else now.said["review"]


cells("negative-four", "R-T4-02", {"suit_direct.other": "-1"})
cells("negative-any", "R-CELL-05", {"suit_direct.other": "-1"})
cells("fraction-four", "R-T4-02", {"review.corrected": "0.5"})

# --- table two ---
for row in ("rule.made", "rule.repealed", "rule.in_force"):
    cells(f"{row}-2021", "R-T2-01", {row: 6}, levels=LOW, member=row)
for row in ("rule.made", "rule.disclosed", "rule.disclosed_stock"):
    cells(f"{row}-2019", "R-T2-01", {row: 2}, form="2019", levels=LOW, member=row)
cells(
    "stock-too-small",
    "R-T2-02",
    {"normative.made": "9", "normative.repealed": "1", "normative.in_force": "3"},
    member="normative",
)
cells(
    "stock-zero",
    "R-T2-03",
    {"normative.made": "2", "normative.repealed": "0", "normative.in_force": "0"},
    member="normative",
)
cells(
    "stock-less-than-flow",
    "R-T2-04",
    {"normative.disclosed": "5", "normative.made": "5", "normative.disclosed_stock": "2"},
    form="2019",
    member="normative",
)
cells(
    "more-disclosed-than-made",
    "R-T2-05",
    {"normative.disclosed": 4},
    form="2019",
    member="normative",
)
cells(
    "items-below-zero",
    "R-T2-06",
    {"licence.items_prior": "4", "licence.items_change": "-9"},
    form="2019",
    member="licence",
)
cells(
    "fee-items-below-zero",
    "R-T2-06",
    {"fee.items_prior": "0", "fee.items_change": "-1"},
    form="2019",
    member="fee",
)
cells(
    "decisions-without-item",
    "R-T2-07",
    {"penalty.items_prior": "0", "penalty.items_change": "0", "penalty.decisions": "8"},
    form="2019",
    member="penalty",
)
cells(
    "procurement-without-money",
    "R-T2-08",
    {"procurement.projects": "3", "procurement.amount": "0"},
    form="2019",
)
cells(
    "money-without-procurement",
    "R-T2-08",
    {"procurement.projects": "0", "procurement.amount": "56000"},
    form="2019",
)
cells("fee-in-yuan", "R-T2-09", {"fee.amount": "38600"}, levels=("township",))
cells("licence-fraction", "R-T2-10", {"licence.decisions": "3.5"})
cells(
    "decisions-are-items",
    "R-T2-11",
    {"licence.items_prior": "28", "licence.items_change": "0", "licence.decisions": "28"},
    form="2019",
    member="licence",
)
cells(
    "decisions-are-items-after",
    "R-T2-11",
    {"service.items_prior": "28", "service.items_change": "3", "service.decisions": "31"},
    form="2019",
    member="service",
)


@fault("decisions-vanish", "R-T2-12", levels=("township",), member="licence")
def _(now: Year, prior: Year) -> None:
    prior.put("licence.decisions", 60)
    now.put("licence.decisions", 0)


@fault("decisions-tenfold", "R-T2-12", levels=("township",), member="penalty")
def _(now: Year, prior: Year) -> None:
    prior.put("penalty.decisions", 7)
    now.put("penalty.decisions", 88)


@fault("fee-ten-thousandfold", "R-UNIT-02")
def _(now: Year, prior: Year) -> None:
    prior.put("fee.amount", Decimal("3.5"))
    now.put("fee.amount", Decimal(36200))


cells("letters-in-three", "R-CELL-01", {"outcome.granted[natural_person]": "见附件"})
cells("letters-in-four", "R-CELL-01", {"review.upheld": "约5"})
cells("letters-in-cell", "R-CELL-01", {"licence.decisions": "若干"})
cells(
    "row-blank",
    "R-CELL-02",
    {f"outcome.denied.process[{p}]": "" for p in (*PEOPLE, "total")},
    styles=("plain", "word", "nested", "docx"),
)
cells("strokes", "R-CELL-02", {"suit_direct.upheld": "/", "suit_direct.other": "—"})
cells("unit-in-cell", "R-CELL-03", {"fee.amount": "12.6万元"})
cells("count-fraction-2014", "R-CELL-04", {"meeting.total": "1.5"}, form="2014")
