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
    "接收来信15封，其中有效13封，13封均已回复。",
    "配备信息员23名（每村1名，另有机关2名）。",
    "惠民信息41条，占总量的10.0%（合并口径412条）。",
    "政策文件占12.4%（12条），工作动态占58.8%（57条），其他占28.9%（28条）。",
    "按提交方式分，大厅12人、热线7人；按年龄分，老年18人、青年1人。",
    "执法决定58条，其中简易程序41条、普通程序17条；涉及市容36条、燃气9条、其他13条。",
    "一是许可类96条；二是工程类83条，含招投标51条；三是其他类248条。",
    "甲会研究议题5个，乙会研究议题8个，其中3个两会均研究，实际议题10个。",
    "专栏190条，较上年增长18.75%（上年160条）；短信94条，较上年减少16条。",
    "2021年、2022年和2023年解读分别为85条、91条、100条，2023年比2021年增加15条。",
    "满意率由92.4%提高到95.1%，提高3个百分点，比上年的94.6%提高0.5个百分点。",
    "与原国办公开办函〔2019〕60号附表不同，栏目有所减少。",
    "栏目比国办公开办函〔2019〕60号的附表少。",
    "开展“XX镇”字样网页清理。",
    "2007年公布的《中华人民共和国政府信息公开条例》已于2019年修订。",
]
AROUND = Surroundings(neighbours={"130999100": ("杏花乡", "石桥镇")})


def alarms(sentence):
    """Return what is said of a report without fault that says this sentence, too."""
    text = {"1": [*TEXT[1], sentence], "5": [*TEXT[5], sentence]}
    report, reading = report_of({"text": text})
    judged = judge([report], {reading.sha256: reading}, surroundings=AROUND)
    return [(j.rule, j.member) for j in judged if j.status == "fail" and j.severity != "info"]


TOLD = {
    "账号由年初的52个减至年末的37个，减少了17个。": "R-N-15",
    "粉丝从年初6400人涨到8320人，涨幅达40%。": "R-N-15",
    "满意率由92.4%提高到95.1%，提高3.7个百分点。": "R-N-15",
    "回收问卷480份，其中满意408份，满意率为91%。": "R-N-10",
    "完成12项中的9项，完成整改率达100%。": "R-N-10",
    "解读材料150篇，图解占44%（66篇），视频占12%（18篇），文字占34%（66篇）。": "R-N-10",
    "公众号推送图文XXX篇，更新及时。": "R-STR-15",
    "现发布《XX镇政府信息公开年度报告》。": "R-STR-15",
    "原则上按照国办公开办函〔2019〕60号要求编制。": "R-STR-12",
    "比照国办公开办函〔2019〕60号编制。": "R-STR-12",
}


def test_a_sentence_that_contradicts_itself_is_told():
    said = {sentence: {rule for rule, _ in alarms(sentence)} for sentence in TOLD}
    assert said == {sentence: {rule} for sentence, rule in TOLD.items()}


def test_an_honest_sentence_raises_no_alarm():
    assert {sentence: said for sentence in HONEST if (said := alarms(sentence))} == {}
