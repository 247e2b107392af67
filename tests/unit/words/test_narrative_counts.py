"""How much was disclosed: sentences of every kind seen in reports, re-worded."""

import time

from tests.unit.words.said import figures, misread, said

LISTS = {
    "flat list after 其中": (
        "2023年,我镇累计主动公开政府信息30条。其中,政府信息公开指南2条,领导活动及政府会议5条,公告公示3条,工作部署20条。",
        [
            "total=30",
            "category:政府信息公开指南=2",
            "category:领导活动及政府会议=5",
            "category:公告公示=3",
            "category:工作部署=20",
        ],
    ),
    "list of a verb": (
        "全年发布政府信息31条，包括领导分工1条、机构职能2条、部门文件4条、工作动态24条。",
        [
            "total=31",
            "category:领导分工=1",
            "category:机构职能=2",
            "category:部门文件=4",
            "category:工作动态=24",
        ],
    ),
    "list after a colon": (
        "全年主动公开政府信息总数40条：基层政务公开领域信息20条，工作动态14条，其他政府信息6条。",
        [
            "total=40",
            "category:基层政务公开领域信息=20",
            "category:工作动态=14",
            "category:其他政府信息=6",
        ],
    ),
    "open list": (
        "主动公开政府信息共计80条,其中部门文件6条,政策解读3条,社会保障信息41条等。",
        ["total=80", "category:部门文件=6+", "category:政策解读=3+", "category:社会保障信息=41+"],
    ),
    "semicolons and kinds": (
        "我镇公开各类政府信息46条。其中工作动态类36条；计划总结类7条；其他类3条。",
        ["total=46", "category:工作动态类=36", "category:计划总结类=7", "category:其他类=3"],
    ),
    "numbered items": (
        "2023年主动公开政府信息8条，其中：1.组织结构类2条；2.部门文件类3条；3.其他类3条。",
        ["total=8", "category:组织结构类=2", "category:部门文件类=3", "category:其他类=3"],
    ),
    "items on lines of their own": (
        "2023年主动公开政府信息9条，其中：\n（1）机构概况2条；\n（2）政策文件3条；\n（3）其他4条。",
        ["total=9", "category:机构概况=2", "category:政策文件=3", "category:其他=4"],
    ),
    "percentages beside items": (
        "共主动公开政府信息200条，其中机构职能类50条，占25%；工作动态类150条，占75%。",
        ["total=200", "category:机构职能类=50", "category:工作动态类=150"],
    ),
    "percentages in brackets": (
        "共主动公开政府信息200条，其中机构职能50条（占25%），工作动态150条（占75%）。",
        ["total=200", "category:机构职能=50", "category:工作动态=150"],
    ),
    "two levels in brackets": (
        "公开政府信息50条，其中机构类信息20条（内有领导成员10条、机构设置10条），政策文件30条。",
        ["total=50", "category:机构类信息=20", "category:政策文件=30"],
    ),
    "two levels by a word": (
        "公开政府信息50条：机构类信息20条，内有领导成员10条，机构设置10条；政策文件30条。",
        ["total=50", "category:机构类信息=20", "category:政策文件=30"],
    ),
    "each": (
        "全年公开政府信息26条，其中政策文件2条，通知公告、工作动态各12条。",
        ["total=26", "category:政策文件=2", "category:通知公告=12", "category:工作动态=12"],
    ),
    "each of two": (
        "主动公开政府信息5条，其中机构职能、领导分工分别各1条，部门文件3条。",
        ["total=5", "category:机构职能=1", "category:领导分工=1", "category:部门文件=3"],
    ),
    "labels with commas inside": (
        "主动公开政府信息47条，其中民政、扶贫、救灾信息41条，国土资源、城乡建设6条。",
        ["total=47", "category:民政、扶贫、救灾信息=41", "category:国土资源、城乡建设=6"],
    ),
    "a conjunction without a full stop": (
        "主动公开政府信息4条。其中,工作部署3条,规划总结1条同时,按照要求编制《某乡政务公开目录》160条。",
        ["total=4", "category:工作部署=3", "category:规划总结=1", "catalogue=160"],
    ),
    "a total of two sentences": (
        "2023年，我街道主动公开政府信息，共计44条。其中工作动态40条，通知公告4条。",
        ["total=44", "category:工作动态=40", "category:通知公告=4"],
    ),
    "kinds without a total": (
        "通过政府门户网站主动公开工作动态33条、乡镇建设12条、政策文件4条。",
        ["category:工作动态=33", "category:政策文件=4", "category:乡镇建设=12"],
    ),
    "request counts in the list are no category": (
        "共公开信息206条，其中主动公开信息数为206条，依申请公开信息数为0条，不予公开信息数为0条。",
        ["total=206"],
    ),
}

CHANNELS = {
    "flat list": (
        "主动公开政务信息共217条，其中门户网站公开125条，微信公众号公开92条。",
        ["total=217", "channel:website=125", "channel:wechat=92"],
    ),
    "two levels, both whole": (
        "全年公开信息共计444条。政府网站发布信息118条，其中工作信息（新闻）70条，栏目信息48条。公众号共发布信息294条，视频号发布视频32条。",
        [
            "total=444",
            "channel:website=118",
            "category:工作信息=70+",
            "category:栏目信息=48+",
            "channel:wechat=294",
            "channel:video=32",
        ],
    ),
    "one website": (
        "2023年，我区在政府网站平台主动公开政府信息1136条。",
        ["channel:website=1136"],
    ),
    "the channel before a comma": (
        "通过区政府门户网站，全年主动公开政府信息88条。",
        ["channel:website=88"],
    ),
    "official site and account": (
        "本街道在政府官网上主动公开街道信息423条，其中工作总结1条，组织机构信息3条，其他419条。此外，还通过某某发布微信公众号，发布信息977条。",
        [
            "channel:website=423",
            "category:工作总结=1",
            "category:组织机构信息=3",
            "category:其他=419",
            "channel:wechat=977",
        ],
    ),
    "several channels together are a total": (
        "通过政府门户网站、电子政务网、微信公众号等载体全年累计主动公开政府信息46条。",
        ["total=46"],
    ),
    "channels after an enumeration": (
        "我乡通过网站公开33条、微信公众号公开共82条、村务公开栏公开223条。",
        ["channel:website=33", "channel:wechat=82", "channel:boards=223"],
    ),
    "approximate channels": (
        "全年公开政府信息260余条，微信公众号发布70余条，公示栏张贴90余次。",
        ["total=260~", "channel:wechat=70~", "channel:boards=90~"],
    ),
    "other ways": (
        "公开政府信息534条，其中网站293条、公众号109条、其他132条。",
        ["total=534", "channel:website=293", "channel:wechat=109", "channel:other=132"],
    ),
    "channels and categories mixed": (
        "累计主动公开政府信息764条，其中规范性文件27件，政府采购信息14条，重点信息5条，其他信息动态116条，公示栏、电子显示屏200条，政策宣传402条。",
        [
            "total=764",
            "category:规范性文件=27",
            "category:政府采购信息=14",
            "category:重点信息=5",
            "category:其他信息动态=116",
            "category:公示栏、电子显示屏=200",
            "category:政策宣传=402",
        ],
    ),
    "by kind after by channel": (
        "公开政府信息100条。按渠道分：网站60条，公众号40条；按类别分：工作动态90条，通知公告10条。",
        [
            "total=100",
            "channel:website=60",
            "channel:wechat=40",
            "category:工作动态=90",
            "category:通知公告=10",
        ],
    ),
    "respectively": (
        "网站、微信公众号分别发布信息12条、30条。",
        ["channel:website=12", "channel:wechat=30"],
    ),
    "new media with its parts": (
        "通过政务新媒体发布信息300条，其中微信公众号200条、抖音100条。",
        ["channel:new_media=300", "channel:wechat=200", "channel:video=100"],
    ),
}

DECOYS = [
    "全年报送政务信息115条，采用111条，采用率96.5%。",
    "网站总访问量414.7万人次，粉丝160多万，累计浏览39481次。",
    "我镇辖11个行政村，人口3.8万人，编制32名。",
    "受理12345热线工单172件，办结172件。",
    "印发《通知》（国办公开办函〔2021〕30号），联系电话：0517-87222589，邮编：223100。",
    "地址：淮安市某某大道90号，电子邮箱：abc2023@126.com。",
    "投入经费2万元，购置设备3台。",
    "对26个试点领域进行梳理，建立任务清单。",
    "接待咨询访问230人次，接听咨询电话500余次。",
    "微信公众号粉丝2300人，阅读量5500余次。",
    "答复网民留言35条，办理人大代表建议12件。",
    "开展执法检查40次，办理行政处罚案件4件。",
    "设置政务公开栏15个，电子显示屏2块。",
    "培训村干部30人，组织农业技能培训5次。",
    "报告由6个部分组成，共3页。",
    "统计期限自2023年1月1日起至12月31日止。",
    "20231月1日起至202312月31日，文号〔202130号。",
    "实行24小时值班，把握黄金4小时，开展三审三校。",
    "2934条交易信息在交易平台归集。",
    "发现错敏信息18条，均已整改。",
    "在门户网站公开信息5个栏目，共公开信息3个领域。",
    "下一步，我镇将组织政务公开培训4次，发布政策解读12篇。",
    "2024年，我镇主动公开政府信息300条以上，力争走在全县前列。",
    "要求各村每月公开信息不少于5条。",
]


def test_a_list_of_categories_gives_its_own_level():
    assert misread(LISTS) == {}


def test_a_channel_is_told_by_its_words():
    assert misread(CHANNELS) == {}


def test_a_number_of_another_kind_is_no_count():
    wrong = {text: got for text in DECOYS if (got := said("一、总体情况\n" + text)) != []}
    assert wrong == {}


def test_the_raw_text_of_a_count_is_number_and_unit_as_written():
    (figure,) = figures("2023年主动公开政府信息 １２３ 条。")
    assert (figure.raw, figure.unit) == ("１２３ 条", "条")
    assert figure.sentence == "2023年主动公开政府信息123条。"


def test_a_count_that_runs_over_a_line_keeps_the_number_it_stands_on():
    lines = [
        "本街道全年坚持以公开为常态不公开为例外依法及时主动公开政",
        "府信息共计一批经过逐级审核之后主动公开的政府信息累计1136",
        "条以及其他各类需要向社会公众说明的事项全部按照规定及时公开",
        "第三行仍然是同一个自然段之中的文字没有任何的标点符号在这里",
    ] + ["凑够足够多的行数让程序知道这份文件是按照固定宽度折行的文本"] * 12
    found = [f for f in figures("\n".join(lines)) if f.value == 1136]
    assert [f.raw for f in found] == ["1136"]


def test_table_text_inside_a_section_is_not_prose():
    text = (
        "一、总体情况\n全年主动公开政府信息5条。\n二、主动公开政府信息情况\n"
        "信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件公开政府信息9条\n"
        "三、收到和处理政府信息公开申请情况\n本年新收政府信息公开申请数量3件"
    )
    assert said(text) == ["total=5"]
    assert said(text.replace("数量3件", "数量为3件")) == ["received=3", "total=5"]


MORE = {
    "the official site of a city": (
        "全年某某市人民政府网站共发布各类信息46106条。",
        ["channel:website=46106"],
    ),
    "a number of the gazette's issues is no count of items": (
        "2023年，共发布信息18条，发布政府公报1期。微信公众平台发布36条。",
        ["total=18", "channel:wechat=36"],
    ),
    "an account in quotation marks": (
        "门户网站共发布信息439条，其中：概况类9条、政务动态类430条；共发布政策解读25篇。“某某区发布”发布信息459条。",
        [
            "channel:website=439",
            "category:概况类=9",
            "category:政务动态类=430",
            "interpretation=25",
            "channel:wechat=459",
        ],
    ),
    "a name in quotation marks behind its platform": (
        "微信公众号“美丽某镇”全年推送图文消息128条。",
        ["channel:wechat=128"],
    ),
    "what was made, cleared and is in force": (
        "共发布信息100条，其中政策文件100条；制定规范性文件4件，清理废止2件，现行有效20件。",
        ["total=100", "category:政策文件=100"],
    ),
    "out of all that was made": (
        "制作政府信息23条，其中主动公开22条，依申请公开1条，不予公开0条。",
        ["total=22"],
    ),
    "out of all that was made and disclosed": (
        "制作并公开政府信息23条，其中主动公开22条，依申请公开1条。",
        ["total=22"],
    ),
    "growth of kinds after a channel": (
        "通过市政府网站共发布政务信息813条，概况类信息更新量47条，政务动态信息更新量78条。",
        ["channel:website=813", "category:概况类信息=47", "category:政务动态信息=78"],
    ),
    "channels with what they passed on": (
        "政务网站、微信、微博共发布各类信息3518条，其中网站（含转发）319条，微信（含转发）851条、微博（含转发）2348条。",
        ["total=3518", "channel:website=319", "channel:wechat=851", "channel:weibo=2348"],
    ),
    "forwarded items are no category": ("共发布信息1320条（含转发300条）。", ["total=1320"]),
    "the total at the end": (
        "公开财政资金信息5条，公开惠民政策12条，公开工作动态88条，共计公开政府信息105条。",
        ["total=105", "category:财政资金信息=5", "category:惠民政策=12", "category:工作动态=88"],
    ),
    "several ways of showing": (
        "主要通过政府信息公开栏、村务公示栏、宣传海报等多种公开渠道，公示信息300余条。",
        ["total=300~"],
    ),
    "short films are counted by the piece": (
        "通过今日头条号发布信息30条，抖音发布短视频15个，微博推送消息60条。",
        ["channel:news_site=30", "channel:video=15", "channel:weibo=60"],
    ),
    "a group of a platform is the platform": ("微信群推送信息1200条。", ["channel:wechat=1200"]),
    "levels are no kinds": (
        "在政府网站发布信息75条，其中省级12条、市级23条、县级40条。",
        ["channel:website=75", "total=75@site"],
    ),
    "a double unit": ("全年公开政府信息87件（条）。", ["total=87"]),
    "what villages disclose is not the agency's": ("各村公开信息120条。", []),
    "accounts are not items": (
        "微信公众账号（1个）发布信息252条；微博账号（1个）发布信息35条；抖音短视频账号（1个）发布信息2条。",
        ["channel:wechat=252", "channel:weibo=35", "channel:video=2"],
    ),
    "a label that ends like a counting word": (
        "主动公开政府信息数123条，其中，财政、审计7条；教育116条。",
        ["total=123", "category:财政、审计=7", "category:教育=116"],
    ),
    "a number torn over two lines is nobody's": (
        "全年街道共公开政府信息25\n86条。其中，行政许可38条。",
        [],
    ),
}


def test_the_wordings_of_real_pages_are_understood():
    assert misread(MORE) == {}


def test_a_sentence_without_end_takes_no_more_than_a_moment():
    start = time.process_time()
    said("1条" * 4000 + "未收到公民、法人" * 500)
    assert time.process_time() - start < 5
