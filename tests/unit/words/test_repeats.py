"""A number stated twice differently is a finding; what only looks like it is none."""

import time

import pytest

from pipelines.parse.flow import make_flow
from pipelines.parse.outline import find_parts
from pipelines.parse.prose.figures import read_prose
from tests.unit.words.said import reading_of, report_prose

TWICE = {
    "全年主动公开政府信息230条。\n2023年，我镇共主动公开政府信息240条。": (
        "disclosure.total", "230", "240",
    ),
    "本年度主动公开信息56条，其中政策文件6条。\n（二）今年我局主动公开信息65条。": (
        "disclosure.total", "56", "65",
    ),
    "2023年收到政府信息公开申请12件。\n2023年，我街道共收到政府信息公开申请13件，均已办结。": (
        "narrative.request.received", "12", "13",
    ),
    "通过政府网站公开信息133条，微信公众号公开信息20条。\n全年通过政府网站公开信息131条。": (
        "disclosure.by_channel:website", "133", "131",
    ),
    "本年结转下年度办理3件。全年结转下年度办理2件。": ("narrative.request.carried_out", "3", "2"),
}  # fmt: skip
ONCE = (
    "全年主动公开政府信息230条。\n2023年，我镇共主动公开政府信息230条。",
    "全年主动公开政府信息230条。\n2022年主动公开政府信息200条。",
    "全年主动公开政府信息230条，上年主动公开政府信息200条。",
    "全年主动公开政府信息230条。\n历年累计主动公开政府信息2300条。",
    "全年主动公开政府信息230条。\n截至12月底，累计主动公开政府信息940条。",
    "全年主动公开政府信息230条。\n全区主动公开政府信息9400条。",
    "全年主动公开政府信息约230条。\n全年主动公开政府信息228条。",
    "全年主动公开政府信息230条。\n第四季度主动公开政府信息40条。",
    "全年主动公开政府信息230条。\n1月至6月主动公开政府信息110条。",
    "全年主动公开政府信息230条。\n民生领域主动公开政府信息40条。",
    "全年主动公开政府信息230条。\n通过政府网站主动公开政府信息133条。",
    "全年主动公开政府信息230条。\n新增主动公开政府信息11条。",
    "全年主动公开政府信息230条，平均每月公开政府信息19条。",
    "全年主动公开政府信息230条，同比增长15%，比上年增加30条。",
    "2023年收到政府信息公开申请12件。\n其中收到网上申请9件，收到信函申请3件。",
    "2023年收到政府信息公开申请12件。\n上年收到政府信息公开申请10件。",
    "2023年收到政府信息公开申请12件，自然人申请11件，企业申请1件。",
    "2023年未收到政府信息公开申请。\n全区收到政府信息公开申请13件。",
    "通过政府网站公开信息133条，其中政策文件20条。\n通过政府网站发布解读材料4条。",
    "通过政府网站公开信息133条。\n第一季度通过政府网站公开信息31条。",
    "全年新增主动公开政府信息117条。\n全年更新政府信息274条。",
    "受理申请5件，答复4件，结转下年度办理1件，上年结转2件。",
)


def repeated(text):
    reading = reading_of(text)
    flow = make_flow(reading, 0, len(reading.blocks) - 1, ())
    found = read_prose(reading, flow, find_parts(flow), 2023).findings
    return reading, found


@pytest.mark.parametrize(("text", "said"), TWICE.items())
def test_a_number_stated_twice_differently_is_found_where_it_stands(text, said):
    reading, [finding] = repeated(text)
    assert (finding.member, finding.left, finding.right) == said
    assert reading.text_at(finding.place).startswith(said[2])


def test_another_scope_or_the_same_number_is_no_contradiction():
    wrong = {text: got for text in ONCE if (got := repeated(text)[1]) != ()}
    assert wrong == {}


def test_the_same_contradiction_is_told_once():
    text = "全年主动公开政府信息230条。\n共主动公开政府信息240条。\n合计主动公开政府信息240条。"
    assert len(repeated(text)[1]) == 1


def test_thousands_of_numbers_take_time_in_line_with_their_length():
    """What a number is compared with is near it, however long the text is."""
    totals = "".join(f"2023年主动公开政府信息{n}条。" for n in range(7_000))
    sums = "网站3条，微信4条，共计7条，" * 4_000
    started = time.process_time()
    assert len(report_prose(totals).findings) == 6_999
    assert len(report_prose(sums).prose.lists) == 4_000
    assert time.process_time() - started < 12
