"""How the numbers of a text belong together: sentences of every kind seen in reports, re-worded."""

import json

import pytest

from pipelines.parse.flow import make_flow
from pipelines.parse.outline import find_parts
from pipelines.parse.prose.figures import read_prose
from tests.gold.shared import SHARED
from tests.unit.words.said import reading_of

JUDGING = SHARED / "cases" / "judging.jsonl"
RELATED = frozenset({"growth", "percent", "sum"})

LISTS = {
    "全年主动公开政府信息72条。按发布渠道统计：政府网站30条，微信公众号42条。": "72: 30+42 holds",
    "全年主动公开政府信息72条。按发布渠道统计，网站30条，微信公众号52条。": "72: 30+52 fails",
    "全年主动公开政府信息72条，其中会议活动30条、部门信息52条。": "72: 30+52 fails",
    "全年主动公开政府信息72条。其中，会议活动30条，部门信息42条。": "72: 30+42 holds",
    "公开信息72条：会议活动30条，部门信息32条。": "72: 30+32 fails",
    "公开信息72条，分别为会议活动30条、部门信息32条。": "72: 30+32 fails",
    "公开信息72条，其中会议活动30条、部门信息12条、其他信息20条。": "72: 30+12+20 fails",
    # "of these" need not name all, unless nearly all are named
    "公开信息72条，其中会议活动30条、部门信息12条。": "72: 30+12 open may_be_some",
    "公开信息21条，其中文件4条，计划5条，动态4条，年报1条。": "21: 4+5+4+1 open may_be_some",
    "公开信息72条，其中会议30条、动态20条、文件10条、公告9条。": "72: 30+20+10+9 fails",
    "公开信息72条，其中会议活动30条、部门信息12条等。": "72: 30+12 open open_end",
    "公开信息40条，其中会议活动30条、部门信息12条等。": "40: 30+12 fails",
    "公开信息40条，其中会议活动44条。": "40: 44 fails",
    "公开信息40条，其中会议活动14条。": "40: 14 open single",
    # about, in other words, of other years
    "公开信息约72条，其中会议活动30条、部门信息52条。": "72: 30+52 open approximate",
    "公开信息72条，其中会议活动30余条、部门信息52条。": "72: 30+52 open approximate",
    "公开信息236条，其中网站27条，公众号198条，回复诉求11件。": "236: 27+198+11 holds",
    "公开信息50条，其中会议活动30条、回复诉求14件、公告27条。": "50: 30+27 open mixed_units",
    "公开信息50条，其中会议活动30条、上年遗留27条。": "50: 30 open another_year",
    # by subject, then behind a full stop by channel: of the whole, not of the last subject
    "公开信息53条，其中动态41条、规划计划12条。按渠道分：网站19条、公众号34条。": (
        "53: 41+12 holds; 53: 19+34 holds"
    ),
    # lists inside the list
    "公开信息50条，其中机构信息20条（领导10条、设置10条），文件30条。": (
        "50: 20+30 holds; 20: 10+10 holds"
    ),
    "公开信息50条：机构信息20条，其中领导10条，设置10条；文件30条。": (
        "50: 20+10+10+30 holds; 20: 10+10 holds"
    ),
    "公开信息50条，其中机构信息20条，领导10条，设置10条，文件30条。": "50: 20+10+10+30 holds",
    # the list has ended: another deed, all of it once more, another list
    "公开信息49条，其中政务信息20条、领域信息29条；公众号发布消息502条。": "49: 20+29 holds",
    "公开信息60条，其中政务20条、公告30条，公众号推送信息80条。": "60: 20+30+80 open mixed_kinds",
    "公开信息40条，其中会议20条、公告10条；视频90条。": "40: 20+10 open may_be_some",
    "公开信息583条，其中部门107条，乡镇476条。乡镇476条比部门多。": "583: 107+476 holds",
    # one number was not read
    "公开信息72条，其中会议30条、热线12345办理、公告52条。": "72: 30+52 open lost_part",
    # parts that divide the whole in two ways at once
    "收到申请11件，其中网上申请8件，予以公开9件。": "11: 8+9 open mixed_kinds",
    "收到申请11件，其中网上申请8件，当面申请3件，予以公开9件。": "11: 8+3 holds",
    "收到申请11件，其中予以公开8件，部分公开2件。": "11: 8+2 open may_be_some",
    # one percentage and one change between the items say only something of the item before
    "公开信息137条，同比增加29条。其中公报1条；网站106条，同比增加29条，公众号30条。": (
        "137: 1+106+30 holds"
    ),
    "公开信息40条，其中会议14条，占35%，公告26条，占65%。": "40: 14+26 holds",
    # the whole behind its parts
    "网站公开33条、公众号82条，合计115条。": "115: 33+82 holds",
    "网站公开33条、公众号82条，合计125条。": "125: 33+82 fails",
    "公开政策文件20条，全年信息共计80条。": "",
    # numbered items on lines and behind full stops
    "公开信息9条，其中：\n（1）概况2条；\n（2）政策3条；\n（3）公告4条。": "9: 2+3+4 holds",
    # no list at all
    "全年发生行政复议6件、行政诉讼3件。": "",
    "公开信息545条，通过公众号公开529条，通过网站公开16条（其中政策6条、公告10条）。": (
        "16: 6+10 holds"
    ),
    # ways of publishing: of 2483 three ways come to more, whatever was published in several
    "网站、微信、微博共发布2483条，其中网站（含转发）319条，微信（含转发）851条、微博2348条。": (
        "2483: 319+851+2348 fails"
    ),
    "收到申请12件，上年转结3件，其中网络提交7件，来信8件，发生复议1件。": "12: 7+8 holds",
    "公开信息8240条，其中概况96条、动态1030条、目录6800条。": "8240: 96+1030+6800 open may_be_some",
    "网站33条、公众号82条，两个渠道合计125条。": "125: 33+82 fails",
    "网站33条、公众号82条、公示栏20条，以上三项总计145条。": "145: 33+82+20 fails",
    "公开信息72条，分三类：会议30条、文件22条、公告30条。": "72: 30+22+30 fails",
    "收到申请11件，网上8件，来信4件。": "11: 8+4 fails",
    "培训4期，其中上半年2期，下半年3期。": "4: 2+3 fails",
    "发布信息122篇，其中动态50篇，简报43篇；普法15篇；其他24篇。": "122: 50+43+15+24 fails",
    "解读文件9份（全年文件共18份）。": "",
    # rows of equal things, spans that overlap, two deeds, what another number rose from
    "接待来访30人，电话咨询50人，现场咨询30人。": "",
    "收到申请11件，网上8件，现场办理咨询20件。": "",
    "公开信息20条，其中一季度6条，上半年12条，下半年8条。": "20: 6+12+8 open mixed_kinds",
    "受理工单100件，其中咨询60件，办结60件。": "100: 60+60 open mixed_kinds",
    "信息从150条提高到186条，其中网站从100条提高到120条。": "186: 120 open lost_part",
    "在公开的50条信息中，政策4条，业务10条，统计46条。": "50: 4+10+46 fails",
}
CHANGES = {
    "公开信息186条，比2022年（150条）增长34%。": "186<150 34% wrong",
    "公开信息186条，比2022年（150条）增长24%。": "186<150 24%",
    "公开信息186条，上年为150条，增加36条。": "186<150 36条",
    "公开信息186条，上年为150条，减少36条。": "186<150 -36条 wrong",
    "2022年公开信息150条，2023年公开信息186条，增长34%。": "186<150 34% wrong",
    "公开信息由上年的150条增加到186条，增长24%。": "186<150 24%",
    "公开信息186条，同比增长约25%（2022年为150条）。": "186<150 25%",
    "收到申请10件，是上年5件的3倍。": "10<5 3倍 wrong",
    "收到申请10件，同比增长24%。": "10<? 24%",
    "公开信息186条，其中会议30条，同比增长24%。": "30<? 24%",
    "第四季度公开信息186条，环比增长24%。": "",
    "粉丝达3100人，较上年增加500人。": "",
    "乡镇公开2476条，比部门公开多369条。": "",
    "推送图文418篇，比上年多推送96篇（2022年为352篇）。": "418<352 96篇 wrong",
    "收到申请11件，去年8件，增幅达到六成。": "11<8 6010% wrong",
    "信息512条，是2022年256条的三倍。": "512<256 3倍 wrong",
    "经费4.8万元，较上年的4万元增支1.2万元。": "48000<40000 12000元 wrong",
    "信息300条，较去年100条翻了两番。": "300<100 42^ wrong",
    "信息186条，较上年150条增加两成以上。": "186<150 2010%",
    "信息量从150条提高到186条，同比提升34%。": "186<150 34% wrong",
    "共受理59件，结转上年后新收47件，较上一年度增加42件。": "47<? 42件",
}
SHARES = {
    "公开信息40条，其中通知公告14条，占比44%。": "14/40 44% wrong",
    "公开信息40条，其中通知公告14条，占35%。": "14/40 35%",
    "公开信息40条，其中通知公告14条，约占36%。": "14/40 36%",
    "公开信息40条，其中通知公告14条（占总数的44%）。": "14/40 44% wrong",
    "公开信息40条，其中通知公告占44%，共14条。": "14/40 44% wrong",
    # it may be meant of another number of the section
    "全年公开文件28条。公开信息40条，其中通知公告14条，占文件的50%。": "14/40 50%",
    "全年通知公告14条，占44%。": "14/? 44%",
    "收到申请11件，按时办结10件，按时办结率100%。": "10/11 100% wrong",
    "收到申请11件，答复11件，答复率100%。": "11/11 100%",
    "收到申请11件，答复10件，结转1件，答复率100%。": "",
    "收到申请11件，答复率100%。": "",
    "公告占60%，动态占50%。": "60%+50%",
    "公告占60%，动态占40%。": "",
    "网站占60%，其中动态占40%，公告占35%。": "",
    "解读文件9份（全年文件共18份），解读率60%。": "9/18 60% wrong",
    "热线转办工单50件，按期回复46件，按期回复率98%。": "46/50 98% wrong",
    "收到来信50封，答复46封，答复率92%，满意率98%。": "46/50 92%",
    "收到申请12件，其中当面0件，占0%。已答复12件，答复率为100%。": "0/12 0%; 12/12 100%",
    "网络收到21件，占84%，来信4件，占16%，25例全部办结。": "21/25 84%; 4/25 16%",
    "收到建议5件、提案10件，分别答复5件和10件，答复率100%。": "",
    "受理工单100件，其中咨询60件，办结60件，办结率60%。": "60/60 60%",
    "出台政策文件10件，文字解读8件、图片解读2件，解读率100%。": "",
    "发布文件40件，解读文件20件，解读率100%。": "",
    "公众号发布30条，占全部40条信息的70%。": "30/40 70% wrong",
}


def prose(text, year=2023):
    reading = reading_of("一、总体情况\n" + text)
    flow = make_flow(reading, 0, len(reading.blocks) - 1, ())
    return read_prose(reading, flow, find_parts(flow), year).prose


def lists(text):
    said = []
    for one in prose(text).lists:
        parts = "+".join(str(part.value) for part in one.parts)
        said.append(f"{one.whole.value}: {parts} {one.balance} {one.reason}".rstrip())
    return "; ".join(said)


def changes(text):
    return "; ".join(
        f"{one.now.value}<{one.before.value if one.before else '?'}"
        f" {one.amount}{one.stated.unit}" + " wrong" * one.is_proved
        for one in prose(text).changes
    )


def shares(text):
    found = prose(text)
    said = [
        f"{one.part.value}/{one.whole.value if one.whole else '?'}"
        f" {one.stated.value}%" + " wrong" * one.is_proved
        for one in found.shares
    ]
    return "; ".join([*said, *("+".join(f"{p.value}%" for p in row) for row in found.percentages)])


def test_a_list_is_told_from_what_only_follows_a_number():
    wrong = {text: got for text in LISTS if (got := lists(text)) != LISTS[text]}
    assert wrong == {}


def test_a_change_stands_with_the_numbers_it_follows_from():
    wrong = {text: got for text in CHANGES if (got := changes(text)) != CHANGES[text]}
    assert wrong == {}


def test_a_share_stands_with_its_part_and_its_whole():
    wrong = {text: got for text in SHARES if (got := shares(text)) != SHARES[text]}
    assert wrong == {}


@pytest.mark.skipif(not JUDGING.exists(), reason="the shared cases are not at hand")
def test_what_is_said_to_contradict_itself_does_and_the_traps_do_not():
    wrong = []
    for line in JUDGING.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["kind"] in RELATED | {"trap"}:
            found = prose(case["sentence"], case["report_year"])
            related = (*found.lists, *found.changes, *found.shares)
            if (any(one.is_proved for one in related)) != (case["kind"] in RELATED):
                wrong.append(case["sentence"])
    assert not wrong


def test_a_statement_knows_what_it_counts_and_of_when():
    counted, before, change = prose("2023年主动公开政策文件6条，上年为5条，增加1条。").statements
    assert (counted.subject, counted.value, counted.unit, counted.section) == (
        "政策文件", 6, "条", 1,
    )  # fmt: skip
    assert (counted.scope, before.scope, before.year) == ("year", "prior", 2022)
    assert change.lead == "增加"
    assert counted.words.endswith("政策文件6条")
