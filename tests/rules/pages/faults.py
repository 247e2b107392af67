"""One fault a report: what is done to a clean report, and what must be said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.accuracy.places import towns
from tests.rules.pages.figures import PEOPLE, Year

Plant = Callable[[Year, Year], Any]  # this year's report, last year's


@dataclass(frozen=True)
class Fault:
    """A fault: where it can be planted, how, which rule must name it, and how it is explained."""

    id: str
    rule: str
    plant: Plant
    form: str = "2021"
    levels: tuple[str, ...] = ("township", "department", "county")
    member: str = ""
    explained: str = ""
    want: dict[str, str] = field(default_factory=dict)
    year: int = 0  # the report's year, where only one will do
    severity: str = ""  # what it must at least be
    styles: tuple[str, ...] = ()
    on_prior: bool = False


FAULTS: list[Fault] = []
LAST = {"2021": 2024, "2019": 2020, "2014": 2017, "narrative": 2012}
LOW = ("township", "department")


def fault(id_: str, rule: str, **more: Any) -> Callable[[Plant], Plant]:
    """Enter a function into the catalogue of faults."""

    def enter(plant: Plant) -> Plant:
        FAULTS.append(Fault(id_, rule, plant, **more))
        return plant

    return enter


def cells(id_: str, rule: str, changes: dict[str, Any], **more: Any) -> None:
    """Enter a fault that sets or adds to cells: an int is added, a string is set."""

    def plant(now: Year, _: Year) -> None:
        for cell, change in changes.items():
            if isinstance(change, int):
                now.add(cell, change)
            else:
                now.put(cell, Decimal(change) if _is_number(change) else change)

    FAULTS.append(Fault(id_, rule, plant, **more))


def says(id_: str, rule: str, name: str, more_: int, **more: Any) -> None:
    """Enter a fault where the text says another number than the table."""

    def plant(now: Year, _: Year) -> None:
        now.said[name] += more_

    FAULTS.append(Fault(id_, rule, plant, **more))


def adds(id_: str, rule: str, section: int, text: str, **more: Any) -> None:
    """Enter a fault that is a sentence too many."""

    def plant(now: Year, _: Year) -> None:
        who = now.body
        holes = {"year": now.year, "prior": now.year - 1, "next": now.year + 1, "me": who.me}
        now.extra.setdefault(section, []).append(text.format(**holes, **now.said))

    FAULTS.append(Fault(id_, rule, plant, **more))


def swaps(id_: str, rule: str, pattern: str, words: str, **more: Any) -> None:
    """Enter a fault that rewrites words of the text."""

    def plant(now: Year, _: Year) -> None:
        holes = {"{year}": str(now.year), "{prior}": str(now.year - 1), "{next}": str(now.year + 1)}
        one, two = pattern, words
        for hole, value in holes.items():
            one, two = one.replace(hole, value), two.replace(hole, value)
        now.swap.append((one, two))

    FAULTS.append(Fault(id_, rule, plant, **more))


def _is_number(text: str) -> bool:
    return text.replace(".", "").lstrip("-").isdigit()


def row_sum(now: Year, row: str) -> int:
    """Return what the applicants of a row come to."""
    return sum(now.get(row, person) for person in PEOPLE)


def _unset(now: Year) -> Iterator[str]:
    yield from (
        f"{r}[{p}]" for (r, p), n in now.cells.items() if not n and r.startswith("outcome.") and p
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

# --- between years ---
cells("in-force-jump", "R-X-02", {"normative.in_force": 3}, member="normative")


@fault("last-year-stock-copied", "R-X-02", member="normative")
def _(now: Year, prior: Year) -> None:
    now.put("normative.made", 4)
    now.put("normative.repealed", 0)
    now.put("normative.in_force", prior.get("normative.in_force"))


cells("items-do-not-follow", "R-X-03", {"licence.items_prior": 4}, form="2019", member="licence")


@fault("stock-falls", "R-X-04", form="2019", member="normative")
def _(now: Year, prior: Year) -> None:
    prior.put("normative.disclosed_stock", 40)


@fault("pending-vanishes", "R-X-05", member="review")
def _(now: Year, prior: Year) -> None:
    for end, n in zip(("upheld", "corrected", "other", "pending"), (1, 0, 0, 3), strict=True):
        prior.put(f"review.{end}", n)
        now.put(f"review.{end}", 0)
    prior.put("review.total", 4)
    now.put("review.total", 0)
    prior.said["review"], now.said["review"] = 4, 0


@fault("all-figures-copied", "R-X-06")
def _(now: Year, prior: Year) -> None:
    now.cells = dict(prior.cells)
    now.categories, now.channels, now.asked = prior.categories, prior.channels, prior.asked
    now.said = prior.said | {"prior_total": 0}
    now.want = prior.want = {"disclosure": "listed", "requests": "some"}
    now.said["same"] = prior.said["same"] = True


adds("stale-told", "R-X-07", 1, "{prior}年，{me}主动公开重点领域信息，群众满意度不断提高。")
adds("stale-requests", "R-X-07", 1, "{prior}年我镇未收到涉及商业秘密的申请。", levels=("township",))
adds("stale-plan", "R-X-07", 5, "{year}年，{me}将继续加大公开力度，完善工作机制。")
adds("stale-work", "R-X-07", 1, "{prior}年度，{me}认真落实各项公开要求，组织学习培训。")
adds("stale-next", "R-X-07", 5, "{prior}年将进一步丰富公开形式，提升服务水平。")
swaps("stale-general", "R-X-07", "^{year}年，", "{prior}年，", want={"general number": "0"})

# --- between tables ---


@fault("dispute-without-request", "R-C-01", levels=("township",))
def _(now: Year, prior: Year) -> None:
    for one in (prior, now):
        for key in list(one.cells):
            if key[0].startswith(("outcome.", "request.", "review.", "suit_")):
                one.cells[key] = 0
        one.said |= dict.fromkeys(
            (
                "received",
                "in",
                "out",
                "done",
                "granted",
                "partial",
                "not_held",
                "rest",
                "review",
                "suit",
            ),
            0,
        )
        one.want = {"requests": "none"}
    now.put("review.upheld", 2)
    now.put("review.total", 2)
    now.said["review"] = 2


@fault("more-suits-than-reviews", "R-C-02")
def _(now: Year, prior: Year) -> None:
    n = now.get("review.total") + prior.get("review.total") + 2
    now.add("suit_after_review.upheld", n)
    now.add("suit_after_review.total", n)
    now.said["suit"] += n


@fault("disputes-far-more", "R-C-03")
def _(now: Year, _: Year) -> None:
    now.add("review.upheld", 4000)
    now.add("review.total", 4000)
    now.said["review"] += 4000


@fault("direct-suit", "R-C-04")
def _(now: Year, _: Year) -> None:
    now.add("suit_direct.upheld", 1)
    now.add("suit_direct.total", 1)
    now.said["suit"] += 1


@fault("suits-without-requests", "R-C-05", levels=("department", "county"))
def _(now: Year, _: Year) -> None:
    now.add("suit_direct.upheld", 3000)
    now.add("suit_direct.total", 3000)
    now.said["suit"] += 3000


@fault("lost-case-untold", "R-C-06")
def _(now: Year, _: Year) -> None:
    for group in ("review", "suit_direct", "suit_after_review"):
        now.add(f"{group}.upheld", now.get(f"{group}.corrected"))
        now.put(f"{group}.corrected", 0)
    now.extra[5] = ["本年度有1件政府信息公开答复在行政诉讼中败诉，反映出办理程序不够严谨。"]


@fault("corrected-unsaid", "R-C-07")
def _(now: Year, _: Year) -> None:
    now.add("review.corrected", 1)
    now.add("review.total", 1)
    now.said["review"] += 1
    now.said["sections"] = {
        5: [("p", "公开内容还不够丰富，解读形式比较单一，下一步将加强学习培训，补齐短板。")]
    }


@fault("none-said-some-counted", "R-C-08")
def _(now: Year, _: Year) -> None:
    now.add("review.upheld", 2)
    now.add("review.total", 2)
    now.want = {"dispute": "none"}


@fault("some-said-none-counted", "R-C-08", levels=("township",))
def _(now: Year, _: Year) -> None:
    for key in list(now.cells):
        if key[0].startswith(("review.", "suit_")):
            now.cells[key] = 0
    now.said |= {"review": 3, "suit": 0}
    now.want = {"dispute": "some"}


# --- text against table ---
DEEP = LOW  # a county's text may speak of its office alone
says("received-said", "R-N-01", "received", 5, want={"requests": "some"}, levels=DEEP)
says(
    "received-said-2019",
    "R-N-01",
    "received",
    5,
    form="2019",
    want={"requests": "some"},
    levels=DEEP,
)


@fault("answered-said", "R-N-02", levels=DEEP, want={"requests": "results"})
def _(now: Year, _: Year) -> None:
    now.said["done"] += 40


@fault("none-said-some-received", "R-N-03", levels=LOW)
def _(now: Year, _: Year) -> None:
    now.want = {"requests": "none"}


@fault("no-carry-said", "R-N-03", levels=LOW, want={"requests": "some"})
def _(now: Year, _: Year) -> None:
    for cell in ("request.carried_out", "request.received"):
        now.add(f"{cell}[natural_person]", 2)
        now.add(f"{cell}[total]", 2)
    now.said["received"] += 2
    now.extra[1] = ["本年度没有结转下年度办理的政府信息公开申请。"]
    now.swap = [("，?结转下年度(?:继续办理)?\\d+件", ""), ("，?结转\\d+年度继续办理\\d+件", "")]


says(
    "granted-said",
    "R-N-04",
    "granted",
    6,
    want={"requests": "results"},
    levels=DEEP,
    member="outcome.granted",
)
says(
    "partial-said",
    "R-N-04",
    "partial",
    6,
    want={"requests": "results"},
    levels=DEEP,
    member="outcome.partial",
)
says(
    "not-held-said",
    "R-N-04",
    "not_held",
    6,
    want={"requests": "results"},
    levels=DEEP,
    member="outcome.unable.not_held",
)


@fault("channels-of-requests", "R-N-05", want={"requests": "ways"})
def _(now: Year, _: Year) -> None:
    now.asked[0][1] += 1


@fault("review-said", "R-N-06", levels=DEEP)
def _(now: Year, _: Year) -> None:
    now.add("review.upheld", 2)
    now.add("review.total", 2)
    now.said["review"] += 9
    now.want = {"dispute": "some"}


@fault("suit-said", "R-N-06", levels=DEEP)
def _(now: Year, _: Year) -> None:
    now.add("suit_after_review.upheld", 2)
    now.add("suit_after_review.total", 2)
    now.said["suit"] += 9
    now.want = {"dispute": "some"}


says("made-said", "R-N-07", "made", 5, want={"files": ""}, member="normative.made")
says("repealed-said", "R-N-07", "repealed", 5, want={"files": ""}, member="normative.repealed")
says("in-force-said", "R-N-07", "in_force", 7, want={"files": ""}, member="normative.in_force")
says(
    "made-said-2019", "R-N-07", "made", 5, want={"files": ""}, form="2019", member="normative.made"
)
says(
    "licence-said",
    "R-N-08",
    "licence",
    7,
    want={"powers": ""},
    levels=("department",),
    member="licence.decisions",
)
says(
    "penalty-said",
    "R-N-08",
    "penalty",
    7,
    want={"powers": ""},
    levels=("department",),
    member="penalty.decisions",
)
says(
    "coercion-said",
    "R-N-08",
    "coercion",
    7,
    want={"powers": ""},
    levels=("department",),
    member="coercion.decisions",
)

# --- the text's own arithmetic ---
for form in ("2021", "2019", "2014", "narrative"):
    says(f"total-less-{form}", "R-N-09", "total", 3, form=form, want={"disclosure": "listed"})


@fault("category-more", "R-N-09", want={"disclosure": "listed"})
def _(now: Year, _: Year) -> None:
    now.categories[1][1] += 5


@fault("category-twice", "R-N-09", want={"disclosure": "listed"}, explained="counted_twice")
def _(now: Year, _: Year) -> None:
    now.categories = [["工作动态", 61], ["通知公告", 24], ["财政预决算", 9], ["政策文件", 3]]
    now.said["total"] = 97 + 24


@fault("category-left-out", "R-N-09", want={"disclosure": "listed"}, explained="left_out")
def _(now: Year, _: Year) -> None:
    now.categories = [["工作动态", 61], ["通知公告", 24], ["财政预决算", 9], ["政策文件", 3]]
    now.said["total"] = 97 - 9


@fault("category-swapped", "R-N-09", want={"disclosure": "listed"}, explained="digits_swapped")
def _(now: Year, _: Year) -> None:
    now.categories = [["工作动态", 138], ["通知公告", 25], ["财政预决算", 11], ["政策文件", 4]]
    now.said["total"] = 178 + 27


@fault("channel-less", "R-N-09", want={"disclosure": "channels"})
def _(now: Year, _: Year) -> None:
    now.said["total"] += 9


@fault("open-list-too-large", "R-N-09", want={"disclosure": "open"})
def _(now: Year, _: Year) -> None:
    now.categories = [["工作动态", 61], ["通知公告", 24], ["财政预决算", 9], ["政策文件", 3]]
    now.said["total"] = 80


@fault("share-wrong", "R-N-10", want={"disclosure": "shares"})
def _(now: Year, _: Year) -> None:
    now.said["wrong_share"] = 7.7


@fault("growth-wrong", "R-N-15", want={"disclosure": "growth"})
def _(now: Year, _: Year) -> None:
    now.said["rate"] = "371.2"


@fault("fee-collected", "R-N-11")
def _(now: Year, _: Year) -> None:
    now.put("fee.amount", 0)
    text = "本年度发出收费通知3件，收取信息处理费12600元，已全额上缴国库。"
    now.said["sections"] = {6: [("p", text)]}


swaps("parts-said", "R-N-12", "六个部分", "七个部分", want={"preface number": "1"})
swaps("period-short", "R-N-13", "12月31日", "12月20日")
swaps("period-of-last-year", "R-N-13", "{year}年1月1日", "{prior}年1月1日")
swaps(
    "period-typo", "R-N-13", "{year}年12月31日", "20{year}年12月31日", want={"preface number": "0"}
)


@fault("endless-overview", "R-N-14", levels=LOW)
def _(now: Year, _: Year) -> None:
    now.extra[1] = ["坚持把公开透明作为基本制度，持续推进决策、执行、管理、服务、结果公开。" * 40]


# --- the statistics table of 2014 ---
cells("2014-received", "R-T14-01", {"stat2014.request.received": 2}, form="2014")
cells("2014-channel", "R-T14-01", {"stat2014.request.fax": 2}, form="2014")
cells("2014-closed", "R-T14-02", {"stat2014.closed.on_time": 2}, form="2014")
cells("2014-answers", "R-T14-03", {"stat2014.answer.granted": 3}, form="2014")
cells("2014-denied", "R-T14-04", {"stat2014.denied.privacy": 1}, form="2014")
cells("2014-staff", "R-T14-05", {"staff.full_time": 3}, form="2014")
cells("2014-channels-less", "R-T14-06", {"disclosure.total": 900000}, form="2014")
cells("2014-files", "R-T14-07", {"normative.disclosed": 5}, form="2014")
cells("2014-answer-more", "R-T14-08", {"stat2014.answer.total": 4}, form="2014")
cells("2014-review", "R-T14-09", {"stat2014.review.total": 2}, form="2014", member="review")
cells("2014-suit", "R-T14-09", {"stat2014.suit.upheld": 2}, form="2014", member="suit")

# --- structure ---


def drops(id_: str, rule: str, *names: str, **more: Any) -> None:
    """Enter a fault that leaves something out."""

    def plant(now: Year, _: Year) -> None:
        now.drop |= set(names)

    FAULTS.append(Fault(id_, rule, plant, **more))


drops("no-section-four", "R-STR-01", "section 4")
drops("no-section-five", "R-STR-01", "section 5")
drops("no-section-six", "R-STR-01", "section 6")


@fault("old-form", "R-STR-02")
def _(now: Year, _: Year) -> None:
    now.said["form"] = "2019"
    now.cells |= {("outcome.other", p): 0 for p in (*PEOPLE, "total")}


@fault("order", "R-STR-03")
def _(now: Year, _: Year) -> None:
    now.said["order"] = (1, 2, 3, 4, 6, 5)


@fault("numbering", "R-STR-04")
def _(now: Year, _: Year) -> None:
    now.said["heads"] = [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "三、政府信息公开行政复议、行政诉讼情况",
        "四、存在的主要问题及改进情况",
        "五、其他需要报告的事项",
    ]


@fault("title-of-another-kind", "R-STR-05")
def _(now: Year, _: Year) -> None:
    now.title = f"{now.body.name}{now.year}年政府信息公开工作总结"


swaps(
    "no-accountability",
    "R-STR-06",
    "[^。]*(?:考核|评议|追究|追责|责任)[^。]*。",
    "",
    levels=("township", "county"),
)
swaps("no-contact", "R-STR-07", "[^。，]*(?:电话|邮件|邮编|来电|可拨打)[^。，]*", "")
swaps("no-period", "R-STR-08", "{year}年1月1日|12月31日|统计期限|统计时间", "")


@fault("empty-five", "R-STR-09")
def _(now: Year, _: Year) -> None:
    now.said["sections"] = {5: [("p", "无。")]}


@fault("no-fee", "R-STR-10")
def _(now: Year, _: Year) -> None:
    now.said["sections"] = {6: [("p", "本年度没有其他需要报告的事项。")]}


adds("letter", "R-STR-11", 6, "以上报告，请审阅。")
adds("letter-reports", "R-STR-11", 1, "现将{year}年政府信息公开工作情况予以上报。")
swaps("old-notice", "R-STR-12", "〔2021〕30号", "〔2019〕60号", want={"preface number": "1"})
adds("bureau", "R-STR-13", 1, "我局高度重视政府信息公开工作，明确专人负责。", levels=("township",))
adds("bureau-county", "R-STR-13", 1, "我局按要求完成各项公开任务。", levels=("county",))

# --- reading and tables ---
drops("table-is-picture", "R-PARSE-01", "picture 3", styles=("plain", "word", "nested", "docx"))
drops("table-missing", "R-PARSE-01", "table 2")
drops(
    "rows-missing",
    "R-PARSE-02",
    "outcome.denied.process",
    "outcome.denied.enforcement_file",
    styles=("plain", "word", "nested", "docx"),
)
drops(
    "label-missing",
    "R-PARSE-03",
    "outcome.denied.process",
    styles=("plain", "word", "nested", "docx"),
)


@fault("neighbour-named", "R-STR-14", levels=("township",))
def _(now: Year, _: Year) -> None:
    others = [t.name for t in towns() if t.county_code == now.body.id[:6] and t.code != now.body.id]
    other = next((name for name in others if name not in now.body.name), "石桥镇")
    now.extra[1] = [f"{other}定期检查栏目更新情况，发现问题及时整改。"]


adds("masked", "R-SRC-03", 6, "如有疑问请拨打0335-60*****咨询。")


@fault("signed-early", "R-TIME-03", styles=("plain", "word", "nested", "tabs"))
def _(now: Year, _: Year) -> None:
    now.said["signed_on"] = date(now.year, 12, 28)
    now.drop.add("unsigned")


# --- time ---


@fault("late", "R-TIME-01", styles=("plain", "word", "nested", "tabs"))
def _(now: Year, _: Year) -> None:
    now.published = date(now.year + 1, 4, 12)


@fault("early", "R-TIME-02", styles=("plain", "word", "nested", "tabs"))
def _(now: Year, _: Year) -> None:
    now.published = date(now.year, 12, 22)


@fault("long-after", "R-TIME-04", styles=("plain", "word", "nested", "tabs"))
def _(now: Year, _: Year) -> None:
    now.published += timedelta(days=300)
    now.drop.add("signature")
