"""Sentences that look like a fault and are none."""

from __future__ import annotations

from pipelines.validate.check_context import Surroundings
from pipelines.validate.run import judge
from tests.rules.reports import TEXT, report_of

HONEST = [
    "2022年主动公开政府信息40条，2023年56条，同比增长40%。",
    "与2022年相比，2023年主动公开数量有所增加。",
    "2022年度部门决算、2023年度预算按期公开。",
    "按照《2022年政务公开工作要点》和〔2022〕12号文件要求，补齐栏目。",
    "自2022年12月以来，栏目由专人维护。",
    "2022年结转的申请已全部办结。",
    "针对2022年年度报告中的问题逐项整改。",
    "赴石桥镇学习政务公开经验，与杏花乡交流。",
    "完成石桥镇至杏花乡公路工程信息公开，公布石桥镇中心小学招生信息。",
    "未发生因政府信息公开被纠错、败诉的情形。",
    "活动时间为2023年3月1日至2023年5月1日，征求意见期限为2023年5月1日至5月31日。",
    "转发市政府规范性文件13件，其中现行有效9件。",
    "主动公开政府信息56条，其中政策文件6条、工作动态20条等。",
    "予以公开目录事项230件。",
    "政策文件6条，占10.7%；工作动态50条，占89.2%。",
    "本报告由六个部分组成。",
    "各部门应按照职责公开信息。",
    "各部门可结合实际增加公开内容。",
    "这里需要补充说明的是，栏目由专人维护。",
    "本部分主要介绍了机构职能。",
    "发布全文1500字以上的解读稿。",
    "统计方法不变（沿用上年口径）。",
    "申请人须表明身份（请提供有效证件）。",
    "注：本表与上年数据不一致的，以本表为准。",
    "专栏设“您满意吗？？欢迎来信”入口。",
    "2007年公布的《中华人民共和国政府信息公开条例》已于2019年修订。",
]
AROUND = Surroundings(neighbours={"130999100": ("杏花乡", "石桥镇")})


def alarms(sentence):
    """Return what is said of a report without fault that says this sentence, too."""
    text = {"1": [*TEXT[1], sentence], "5": [*TEXT[5], sentence]}
    report, reading = report_of({"text": text})
    judged = judge([report], {reading.sha256: reading}, surroundings=AROUND)
    return [(j.rule, j.member) for j in judged if j.status == "fail" and j.severity != "info"]


def test_an_honest_sentence_raises_no_alarm():
    assert {sentence: said for sentence in HONEST if (said := alarms(sentence))} == {}
