"""Faults of the old form, of structure, reading and time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.accuracy.places import towns
from tests.rules.pages.figures import PEOPLE, Year
from tests.rules.pages.planting import (
    FAULTS,
    Fault,
    adds,
    cells,
    fault,
    swaps,
)

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
