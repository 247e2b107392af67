"""Faults of the text, against the tables and in itself."""

from __future__ import annotations

from tests.rules.pages.figures import Year
from tests.rules.pages.planting import (
    LOW,
    fault,
    says,
    swaps,
)

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
