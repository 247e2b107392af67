"""Faults between years and between tables."""

from __future__ import annotations

from tests.rules.pages.figures import Year
from tests.rules.pages.planting import (
    adds,
    cells,
    fault,
    swaps,
)

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
