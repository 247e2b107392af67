"""How much was disclosed in all: what is a total, and what only sounds like one."""

import pytest

from tests.unit.words.said import misread, said

TOTALS = {
    "plain": ("2023年，我镇主动公开政府信息56条。", ["total=56"]),
    "number of items": ("全年公开政府信息数量为56条。", ["total=56"]),
    "in pieces": ("全年共制作并主动公开政府信息56件。", ["total=56"]),
    "spaces": ("主动公开政府信息 56 条。", ["total=56"]),
    "more than": ("主动公开政府信息260余条。", ["total=260~"]),
    "ten thousands": ("全区主动公开政府信息1.17万条。", ["total=11700"]),
    "ten thousands and more": ("全区主动公开政府信息4.3万余条。", ["total=43000~"]),
    "over": ("全年发布各类信息超2000条。", ["total=2000~"]),
    "about": ("全年公开政府信息约300条。", ["total=300~"]),
    "at least": ("全年公开政府信息300条以上。", ["total=300~"]),
    "a thousand and more": ("累计公开各类政府信息千余条。", ["total=1000~"]),
    "thousands separator": ("主动公开政府信息1,234条。", ["total=1234"]),
    "full width": ("主动公开政府信息１２３条。", ["total=123"]),
    "like a year": ("2023年全年共主动公开政府信息2016条。", ["total=2016"]),
    "the unit is lost": ("全年主动公开政府信息260余。", ["total=260~"]),
    "number before the words": ("2023年共公开56条政府信息。", ["total=56"]),
    "the year's part of all years": (
        "截至2023年12月31日，历年累计主动公开政府信息5928条，其中本年度新增2110条。",
        ["total=2110", "total=5928@cumulative"],
    ),
    "all years after the year": (
        "2023年新增主动公开政府信息226条，历年累计主动公开政府信息1809条。",
        ["total=226", "total=1809@cumulative"],
    ),
    "a change is no count": (
        "全年主动公开政府信息120条，比上年增加29条，增长31.9%。",
        ["total=120"],
    ),
    "last year beside this year": ("2023年主动公开政府信息120条，上年度为91条。", ["total=120"]),
    "another year": (
        "2022年主动公开政府信息91条，2023年主动公开政府信息120条。",
        ["total=120", "total=91@prior"],
    ),
    "a half digit pair is not joined": ("主动公开政府信息3 1条。", []),
    "called data": ("2023年我局主动公开各类政府信息数据57条。", ["total=57"]),
    "what the law calls it": ("公开各类政府法定主动公开信息8280余条。", ["total=8280~"]),
    "of the media alone, no total": ("通过报刊、广播、电视主动公开信息共9856条。", []),
    "by the media and other ways": (
        "通过报刊、广播、电视等形式主动公开政府信息98条。",
        ["total=98"],
    ),
    "stated twice, once kept": (
        "2023年主动公开政府信息56条。全年主动公开政府信息56条，做到应公开尽公开。",
        ["total=56"],
    ),
}


def test_the_total_of_the_year_is_found():
    assert misread(TOTALS) == {}


IN_PASSING = {
    "the sum of the first of two columns": (
        "2023年主动公开目录和两个专栏共290条。其中目录公开机构概况6条、工作动态54条，共发布60条；专栏包括物价信息230条。",
        "",
    ),
    "what the new media carried, beside the site": (
        "我街道通过门户网站发布工作动态信息240条。依托视频号等平台，以图文和短视频等形式，全年发布各类政务信息80条。",
        "",
    ),
    "all there is, said to be so": (
        "通过微信公众号发布信息900条。全年主动公开政府信息210条。",
        "total=210",
    ),
    "the last part of a list": (
        "通过市政府门户网站主动公开信息23条。其中，公告类信息18条，人事类信息2条，环保类公示信息3条。",
        "total=23@site",
    ),
    "a page of the agency on the site": (
        "管委会在门户专属网页上主动公开各类信息57条。",
        "",
    ),
    "more than a number": ("依托多种渠道，全年累计发布超320条各类信息。", "total=320"),
}


@pytest.mark.parametrize("name", IN_PASSING)
def test_a_number_said_in_passing_is_no_total(name):
    text, expected = IN_PASSING[name]
    totals = [one.rstrip("~") for one in said(text) if one.startswith("total")]
    assert totals == ([expected] if expected else [])


# The words that lead to a total stand in any order of their places; what is no total says so by
# where it stands: among others, of all years, of a part of the year, of other bodies.
STRUCTURE = {
    "按时限主动公开各领域政府信息77条。": "total=77",
    "本年度主动公开政府信息（含政策解读）88条。": "total=88",
    "主动公开公安政府信息486条。": "total=486",
    "全镇共发布各类信息内容46条。": "total=46",
    "2023年我镇政务公开信息发布量为230条。": "total=230",
    "2023年度公开条数1024条。": "total=1024",
    "主动公开情况：26条。": "total=26",
    "主动公开涉及村务、救助、预算的政府信息88条。": "total=88",
    "公开涉及重点工作、政策文件、建议提案等方面信息125条，其中重点工作公开信息67条。": "total=125",
    "计划公开政府信息90条，实际公开95条。": "total=95",
    "产生政府信息100条，属于主动公开的72条，依申请公开的28条。": "total=72",
    "充分发挥网站在信息公开中的主渠道作用，全年共主动公开政府信息434条。": "total=434",
    "通过网站公开150条、公众号公开80条，合计230条。": "total=230",
    "全县公开政府信息5600条，其中我镇公开210条。": "total=210",
    "主动公开政府信息765条。在各类渠道公开政府信息2674次。": "total=765",
    "收到信息公开申请22件，其中主动公开信息8件，不予公开3件。": "",
    "全市12个镇街公开信息1024条。": "",
    "全镇12个村每村公开信息6条。": "",
    "截至2023年底，网站共有信息3560条。": "",
    "在“青柳政务公开”主动公开青柳镇政府信息28条。": "",
    "开设专栏，本年度共公开60条预决算信息。": "",
    "2023年四季度累计公开信息862条，其中政务微博公开信息348条。": "",
    "截至2023年12月31日，历年累计公开信息280条，通过简报公开政府信息85条。": "total=280@cumulative",
    "全年公开信息307条；累计公开各类信息6809条。": "total=307 total=6809@cumulative",
    "主动公开政府信息140条。\n全年共主动公开政府信息155条。": "total=?",
    "2023年主动公开政务信息57条，公示公告52条。": "total=?",
    "主动公开信息100条，工作动态50条，通知公告20条。": "total=100",
    "通过官网发布信息337条。通过微博、微信、抖音等发布信息1420条。": "",
    "在中国柳林网（区政府网）发布各类政务信息595条，包括公文73条。": "",
    "在市级以上媒体发布信息214条，其中国家级12条、省级40条、市级162条。": "",
    "在基层政务公开标准化专栏更新信息210条。": "",
    "通过电子屏、广播、宣传栏等发布信息120条。": "",
    "“三务公开”平台录入信息1500条。": "",
    "公开信息45条、办事指南12条、政策解读6条。": "total=?",
    "镇属各部门累计公开信息300条。": "",
    "信息公开申请情况：全年共公开15件，不予公开2件。": "",
    "2023年共公开信息29条；2024年计划公开信息50条。": "total=29",
    "网站公开信息14条，其中指南1条；结合职责等法定规定主动公开信息3条；动态10条。": "total=14@site",
    "共发布各类政府类信息47条。": "total=47",
    "主动公开政府信息件数为123件。": "total=123",
    "公开信息140条。\n全年公开信息1550条，其中动态1300条，公告250条。": "total=?",
    "2023年公开政府信息90条。\n截止2023年12月底，我局已主动公开政府信息700多条。": (
        "total=700~@cumulative total=90"
    ),
    "截至2023年底，累计公开政府信息310条。2023年，主动公开全文电子化政府信息64条。\n"
    "“青柳”网站是主要平台，2023年，共及时发布各类信息260条。": "total=310@cumulative total=64",
    "在政府网站信息主动公开栏目发布信息17条，微信公众号发布信息40条。": "",
    "“青柳之声”微信公众号订阅1900余人，发布87篇信息，其中原创34篇。": "",
    "公众号粉丝1.9万人，同比增长11.2%，全年共发布信息84篇，阅读10万次。": "",
    "除网站外，我局还开通了微信、微博、抖音号等新媒体。共发布信息66篇，主要是动态。": "",
    "利用爱青柳APP主动公开信息12条。维护“青柳”公众号，发布原创信息10条，转发信息25条。": "",
    "通过县政府网站、“青柳医保”公众号，累计公布各类信息67条，发布公告5条。": "total=67",
    "依托公众号、视频号等平台，采用图文、短视频等形式，全年发布各类政务信息100余条。": "",
    "以“中国青柳”网站与“青柳医保”网站为主要公开途径，本年度主动公开信息31件。": "total=31",
    "充分利用微信公众号等多种渠道，全年发布信息230条。": "total=230",
    "2023年，市统计局主动公开法定信息32条，政策法规占7%。": "total=32",
    "公开基础信息135条，重大项目领域信息5条，水利领域信息80条，合计共220条。": "total=220",
    "及时公开综合执法、安全生产等工作信息126条（其中：网站39条、微信公众号87条）。": "total=126",
    "及时公开综合执法、安全生产等工作信息126条（其中：网站39条、微信公众号77条）。": "",
    "政务网站、微信、微博共发布各类信息248条，其中网站31条，微信85条、微博234条。": "total=?",
    "通过各类媒体等平台累计向社会主动发布各类信息50余条。": "total=50~",
    "及时发布政策法规、广播电视、文化执法等各类信息共计25条。": "total=25",
    "依托微信公众号，及时发布政策法规、文化执法等各类信息共计25条。": "",
    "通过报刊、广播、电视等形式发布各类信息985条。": "",
    "通过官网（政务公开网）、微信公众号、各类媒体主动公开本部门信息96条次。": "total=96",
    "2023年主动公开我局信息96条。": "total=96",
    "通过政府网站以及其他新闻媒介先后主动公开各类信息40余条。": "total=40~",
    "2023年，全年信息公开56条。": "total=56",
    "全年财政信息公开6条。": "",
    "累计主动公开各方面政府信息56条。": "total=56",
}


def test_a_total_is_told_by_where_its_number_stands():
    read = {
        text: " ".join(one for one in said(text) if one.startswith("total")) for text in STRUCTURE
    }
    assert {text: one for text, one in read.items() if one != STRUCTURE[text]} == {}


ACCOUNTS = {
    "通过门户网站公开信息130条。在县民政局网站公开信息446条。": "channel:website=130+",
    "甲微信公众号发布信息260条；乙微信公众号发布信息64条。": "channel:wechat=260+",
    "官方微博共发布微博120条，其中发布原创微博11条，转发微博109条。": "channel:weibo=120",
    "在区政府门户网站区住房城乡建设局部门频道公开政府信息138条。": "channel:website=138",
    "局门户网站共发布生态环境各类信息423条。": "channel:website=423",
    "门户网站发布各类信息818篇，访问4万次，其中公开平台发布信息545篇。": "channel:website=818",
    "我局网站共发布文化和旅游有关信息805条。": "channel:website=805",
    "2023年1月至今，通过门户网站主动公开信息506条。": "channel:website=506",
    "局政府网站2023年主动公开政府信息563条。": "channel:website=563",
    "通过政府网站向外发布信息共895条。": "channel:website=895",
    "通过省政府网站集约化平台主动公开政府信息31条。": "channel:website=31",
    "在政府网站信息主动公开栏目发布信息17条。": "channel:website=17",
    "通过政府信息网站发布信息15条。": "channel:website=15",
    "收到来信90件，其中局长信箱20件，市政府网站“青柳之声”60件。": "",
    "制发业务工作7条、养老服务领域信息公开专栏6条。": "",
    "全年发布解读89篇，其中数据发布43篇、统计公报8篇。": "",
    "截止2023年12月末，累计主动公开政府信息的数量为45条。其中，网上公开信息的数量为 37 条。": (
        "channel:online=37@cumulative"
    ),
}


def test_two_sites_or_accounts_are_each_a_part_of_their_channel():
    read = {
        text: " ".join(one for one in said(text) if one.startswith("channel")) for text in ACCOUNTS
    }
    assert {text: one for text, one in read.items() if one != ACCOUNTS[text]} == {}
