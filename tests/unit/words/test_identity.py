"""Who reports: titles, names and their places in every state of decay."""

from datetime import date

import pytest

from pipelines.parse.titles import read_title
from tests.unit.words.said import BODY

TITLES = {
    "抚宁区茶棚乡人民政府2023年政府信息公开工作年度报告": ("抚宁区茶棚乡人民政府", (2023,)),
    "抚宁区茶棚乡2023年度政府信息公开年度报告": ("抚宁区茶棚乡", (2023,)),
    "抚宁区茶棚乡2023年政府信息公开报告": ("抚宁区茶棚乡", (2023,)),
    "抚宁区茶棚乡2023年信息公开工作年度报告": ("抚宁区茶棚乡", (2023,)),
    "抚宁区茶棚乡2023年政府信息公开工作告年度报": ("抚宁区茶棚乡", (2023,)),
    "2023年抚宁区茶棚乡政府信息公开年报": ("抚宁区茶棚乡", (2023,)),
    "2023年度抚宁区茶棚乡人民政府信息公开工作年度报告": ("抚宁区茶棚乡人民政府", (2023,)),
    "2023抚宁区茶棚乡2023年度政府信息公开工作年度报告": ("抚宁区茶棚乡", (2023, 2023)),
    "抚宁区茶棚乡政府信息公开工作年度报告(2023年度)": ("抚宁区茶棚乡", (2023,)),
    "抚宁区茶棚乡二〇二三年政府信息公开工作年度报告": ("抚宁区茶棚乡", (2023,)),
    "抚宁区茶棚乡关于2023年政府信息公开工作的年度报告": ("抚宁区茶棚乡", (2023,)),
    "抚宁区茶棚乡2023政府信息公开工作年度报告": ("抚宁区茶棚乡", (2023,)),
    "2023年政府信息公开工作年度报告": ("", (2023,)),
    "2023年度政府信息公开工作年度报告(抚宁区茶棚乡)": ("抚宁区茶棚乡", (2023,)),
    "2023年政府信息公开工作年度报告——抚宁区茶棚乡": ("抚宁区茶棚乡", (2023,)),
    "抚宁区茶棚乡2023年政府信息公开工作年度报告||||||||": ("抚宁区茶棚乡", (2023,)),
    "抚宁区2023年政府信息公开工作年度报告(茶棚乡)": ("抚宁区茶棚乡", (2023,)),
    "我镇2023年政府信息公开工作年度报告": ("", (2023,)),
}


@pytest.mark.parametrize("line", TITLES)
def test_a_title_names_agency_and_year_in_any_order(line):
    title = read_title(line)
    assert title is not None
    assert (title.agency, title.years) == TITLES[line]


@pytest.mark.parametrize(
    "line",
    [
        "抚宁区茶棚乡2023年政府信息公开工作年度报告解读",
        "一图读懂茶棚乡2023年政府信息公开工作年度报告",
        "关于做好2023年政府信息公开工作年度报告的通知",
        "首页>政府信息公开>政府信息公开年报",
        "现将2023年政府信息公开工作年度报告公布如下。",
        "抚宁区茶棚乡政府信息公开指南",
        "抚宁区茶棚乡2023年政府工作报告",
    ],
)
def test_what_only_speaks_of_a_report_is_no_title(line):
    assert read_title(line) is None


def test_an_open_agency_is_a_finding_and_keeps_its_candidates(report):
    one = report(f"太平镇人民政府2023年政府信息公开工作年度报告\n{BODY}")
    assert one.agency.id == ""
    assert one.agency.candidates
    assert "R-ID-03" in {f.rule for f in one.findings}


def test_the_breadcrumb_decides_a_homonym(report):
    text = f"首页 > 垫江县 > 年报\n太平镇人民政府2023年政府信息公开工作年度报告\n{BODY}"
    assert report(text).agency.id[:6] == "500231"


def test_a_title_of_two_lines_is_put_together(report):
    own = BODY.replace("我镇", "我区")
    one = report(f"洪泽区人民政府\n2023 年政府信息公开工作年度报告\n{own}")
    assert (one.agency.name, one.agency.code) == ("洪泽区人民政府", "320813")


def test_the_name_of_a_site_above_a_title_is_not_who_reports(report):
    one = report(f"洪泽区人民政府\n2023 年政府信息公开工作年度报告\n{BODY}")
    assert (one.agency.id, one.report_year) == ("", 2023)


def test_a_title_broken_in_the_middle_of_its_words_is_put_together(report):
    one = report(f"抚宁区茶棚乡2023年度政府\n信息公开工作年度报告\n{BODY}")
    assert (one.agency.id, one.report_year) == ("130306200", 2023)


def test_a_line_above_that_is_no_agency_is_no_part_of_the_title(report):
    one = report(f"发布时间：2024-01-15\n2023年政府信息公开工作年度报告\n{BODY}")
    assert (one.agency.name, one.published_on) == ("", date(2024, 1, 15))


def test_the_publisher_names_who_a_title_does_not(report):
    line = "发布机构：抚宁区茶棚乡人民政府 发布时间：2024-01-15"
    text = f"2023年政府信息公开工作年度报告\n{line}\n{BODY}"
    assert report(text).agency.id == "130306200"


def test_the_page_title_helps_where_the_text_has_none(report):
    one = report(
        BODY, title="抚宁区茶棚乡人民政府2023年政府信息公开工作年度报告_抚宁区人民政府网站"
    )
    assert (one.agency.id, one.report_year) == ("130306200", 2023)


def test_missing_tables_of_a_known_form_are_absent_not_zero(report):
    one = report(f"抚宁区茶棚乡人民政府2023年政府信息公开工作年度报告\n{BODY}")
    assert one.template == "2021"
    assert {number: str(t.status) for number, t in one.tables.items()} == {
        "2": "absent",
        "3": "absent",
        "4": "absent",
    }
    assert not [f for f in one.figures if f.table != "narrative" and f.value is not None]


def test_a_publisher_that_is_another_agency_does_not_answer_for_an_open_title(report):
    line = "发布机构：大竹县人民政府办公室 发布时间：2024-01-15"
    one = report(f"太平镇人民政府2023年政府信息公开工作年度报告\n{line}\n{BODY}")
    assert one.agency.id == ""
    assert one.agency.name == "太平镇人民政府"


def test_a_portals_name_is_not_who_reports(report):
    text = f"抚宁区人民政府\n首页 > 信息公开 > 年报\n我镇2023年政府信息公开工作年度报告\n{BODY}"
    assert report(text).agency.id == ""


def test_the_breadcrumb_names_a_township_that_calls_itself_we(report):
    text = f"首页 > 抚宁区茶棚乡 > 年报\n我乡2023年政府信息公开工作年度报告\n{BODY}"
    assert report(text).agency.id == "130306200"


def test_a_department_takes_its_county_from_what_stands_around_it(report):
    text = f"首页 > 苍溪县 > 年报\n农业农村局2023年政府信息公开工作年度报告\n{BODY}"
    one = report(text)
    assert (one.agency.level, one.agency.code) == ("department", None)
    assert one.agency.id.startswith("510824-")
    named = report(f"苍溪县农业农村局2023年政府信息公开工作年度报告\n{BODY}")
    assert named.agency.id == one.agency.id


def test_links_to_other_reports_below_do_not_answer_for_this_one(report):
    links = "\n".join(
        f"驻马店市汝南县常兴镇人民政府{year}年政府信息公开工作年度报告2021-0{year - 2017}-13"
        for year in range(2018, 2021)
    )
    crumb = "您的位置：抚宁区人民政府网 >> 政府信息公开 >> 抚宁区人民政府茶棚乡 >> 政府信息公开年报"
    text = f"{crumb}\n抚宁区茶棚乡2023年政府信息公开工作年度报告\n{BODY}\n相关信息\n{links}"
    assert (report(text).agency.id, report(text).report_year) == ("130306200", 2023)


def test_a_character_of_a_simplified_name_is_not_converted(report):
    assert report(f"乾县阳峪镇2023年政府信息公开工作年度报告\n{BODY}").agency.id[:6] == "610424"


def test_another_agencys_link_before_a_long_title_does_not_win(report):
    whole = "河北省秦皇岛市抚宁区茶棚乡人民政府"
    text = (
        "相关链接\n景宁畲族自治县景南乡人民政府2023年政府信息公开工作年度报告\n"
        f"{whole}关于2023年度政府信息公开工作情况的年度报告\n"
        f"来源：抚宁区茶棚乡人民政府 时间：2024-02-26\n{BODY}"
    )
    assert report(text).agency.id == "130306200"


def test_the_publisher_tells_which_of_two_printed_titles_is_the_reports(report):
    text = (
        "抚宁区茶棚乡人民政府2023年政府信息公开工作年度报告\n"
        "来源：茶棚乡人民政府 时间：2024-02-26\n"
        f"景宁畲族自治县景南乡人民政府2023年政府信息公开工作年度报告\n{BODY}"
    )
    assert report(text).agency.id == "130306200"


def test_a_title_broken_within_its_words_is_one(report):
    for first, second in (
        ("抚宁区茶棚乡2023年政府信息公开工作", "年度报告"),
        ("抚宁区茶棚乡2023年度政府信息公开", "工作年度报告"),
        ("抚宁区茶棚乡2023年政府", "信息公开工作年度报告"),
    ):
        made = report(f"{first}\n{second}\n{BODY}")
        assert (made.agency.code, made.report_year) == ("130306200", 2023), first


def test_where_a_report_may_be_read_is_not_who_made_it(report):
    body = BODY.replace("我镇", "我局")
    asked = "本报告可在网站查阅，或请与抚宁区档案馆联系（电话：0335-6000000）。"
    assert report(f"2023年政府信息公开工作年度报告\n{asked}\n{body}").agency.id == ""
    asked = asked.replace("档案馆", "水务局")
    made = report(f"2023年政府信息公开工作年度报告\n{asked}\n{body}")
    assert made.agency.name == "抚宁区水务局"


def test_a_street_is_found_that_the_divisions_write_with_its_county(agencies):
    for name in ("高密市醴泉街道办事处", "醴泉街道"):
        assert agencies.resolve(name, "高密市人民政府").code == "370785002", name


def test_a_township_is_in_the_county_that_its_report_names(report):
    # The divisions know one 南江乡 by this name; 开阳县 has one that they list by another.
    for head in (
        "现公布南江乡人民政府2023年政府信息公开工作年度报告。",
        "南江乡人民政府2023年政府信息公开工作年度报告\n",
    ):
        text = f"{head}如有疑问，请与开阳县南江乡人民政府办公室联系（电话：1）。\n{BODY}"
        assert report(text.replace("我镇", "我乡")).agency.code == "520121207", head


def test_a_township_that_its_county_dissolved_is_not_its_only_namesake(report):
    title = "茶棚乡人民政府2012年政府信息公开工作年度报告"
    for asked, code in (("开阳县茶棚乡富兴街9号", None), ("抚宁县茶棚乡富兴街9号", "130306200")):
        text = f"{title}\n如有疑问，请与我乡联系（地址：{asked}）。\n{BODY.replace('我镇', '我乡')}"
        agency = report(text).agency
        assert (agency.code, agency.level) == (code, "township"), asked
        assert code or agency.candidates == ("130306200",)


def test_a_longer_name_of_another_township_is_no_place_before_it(report):
    title = "石洞乡人民政府2023年政府信息公开工作年度报告"
    text = f"{title}\n请与上石洞乡人民政府办公室联系（电话：1）。\n{BODY}"
    assert report(text.replace("我镇", "我乡")).agency.code == "130481206"


def test_a_township_is_not_called_by_the_office_that_answers_for_it(report):
    line = "如有疑问，请与抚宁区茶棚乡人民政府办公室联系（电话：0335-0000000）。"
    found = report(f"抚宁区茶棚乡2023年政府信息公开工作年度报告\n{line}\n{BODY}")
    assert (found.agency.name, found.agency.id) == ("抚宁区茶棚乡", "130306200")


def test_a_button_or_a_word_of_the_version_is_no_part_of_a_name(report):
    for mark in ("大中小", "（文字版）", "•"):
        found = report(f"{mark}抚宁区茶棚乡2023年政府信息公开工作年度报告\n{BODY}")
        assert (found.agency.name, found.agency.code) == ("抚宁区茶棚乡", "130306200"), mark


def test_a_department_is_named_with_its_place_where_the_line_above_has_it(report):
    body = BODY.replace("我镇", "我局").replace("2023年，", "2023年，市交通运输局认真工作。", 1)
    found = report(f"白银市交通运输局\n2023年度政府信息公开工作年度报告\n{body}")
    assert found.agency.name == "白银市交通运输局"


def test_a_bureau_that_never_says_we_is_who_stands_above_the_title_and_is_spoken_of(report):
    body = BODY.replace("我镇", "本单位")
    title = "2023年政府信息公开工作年度报告"
    told = report(f"白银市审计局\n{title}\n请与白银市审计局联系（地址：甲路1号）。\n{body}")
    assert told.agency.name == "白银市审计局"
    assert report(f"白银市审计局\n{title}\n{body}").agency.id == ""


def test_a_first_sentence_names_who_made_the_report_however_it_says_so(report):
    body = BODY.replace("我镇", "我局")
    for verb in ("编制了", "编制", "发布"):
        text = f"根据条例要求，我局{verb}《白银市审计局2023年政府信息公开工作年度报告》。\n{body}"
        assert report(text).agency.name == "白银市审计局", verb
    text = f"如有疑问，请与白银市审计局办公室联系（地址：甲路1号）。\n{body}"
    assert report(text).agency.name == "白银市审计局"


def test_the_words_of_a_pages_particulars_are_no_part_of_a_title(report):
    title = "白银市审计局2023年政府信息公开工作年度报告"
    text = f"信息名称：|{title}|\n内容概览：|{title}|\n{BODY.replace('我镇', '我局')}"
    assert report(text).agency.name == "白银市审计局"


def test_government_said_twice_in_a_title_is_no_part_of_the_name(report):
    title = "白银市审计局2023年度政府政务信息公开工作报告"
    assert report(f"{title}\n{BODY.replace('我镇', '我局')}").agency.name == "白银市审计局"


def test_the_name_of_the_first_sentence_is_whole_and_of_no_office_of_a_township(report):
    names = {
        "抚宁区水务局结合单位实际，编制本单位2023年度政务公开工作年度报告。": "抚宁区水务局",
        "由抚宁区政务公开工作领导小组办公室编制。": "抚宁区",
        "现向社会公布2023年抚宁区茶棚乡人民政府信息公开工作年度报告。": "抚宁区茶棚乡人民政府",
        "特编制并向社会公布抚宁区人民政府2023年政府信息公开工作年度报告。": "抚宁区人民政府",
        "抚宁区教育局编制了区教育局2023年政府信息公开工作年度报告。": "抚宁区教育局",
        "如对本报告有疑问，可与抚宁区水务局办公室联系（电话：0335-0000000）。": "抚宁区水务局",
        "如有疑问，请与抚宁区茶棚乡党政办联系。": "抚宁区茶棚乡",
        "如有疑问，请与抚宁区茶棚乡人民政府党政办联系。": "抚宁区茶棚乡人民政府",
        "现公布抚宁区人民政府(区人民政府办公室)2023年政府信息公开工作年度报告。": "抚宁区人民政府",
        "现公开抚宁区水务局信息公开2023年度报告。": "抚宁区水务局",
        "本报告由抚宁区财政局根据《中华人民共和国政府信息公开条例》规定编制。": "抚宁区财政局",
        "由抚宁区水务局围绕2023年度政府信息公开工作情况编制而成。": "抚宁区水务局",
        "由秦皇岛市抚宁区秦皇岛市抚宁区司法局编制的年度报告。": "秦皇岛市抚宁区司法局",
        "如有疑问，请与抚宁区科学技术委员会研究室联系。": "抚宁区科学技术委员会",
        "抚宁区民政局向社会公布本单位2023年政府信息公开工作年度报告。": "抚宁区民政局",
        "现公布抚宁区民政局政府信息公开工作2023年度报告。": "抚宁区民政局",
        "结合2023年抚宁区民政局政府信息公开工作实际，编制本报告。": "抚宁区民政局",
        "抚宁区茶棚乡2023年政府信息公开工作年度报告（以下简称年报）根据条例编制。": "抚宁区茶棚乡",
        "发布机构：政府办公室": "",
    }
    read = {}
    for line in names:
        kinds = {"乡": "我乡", "局": "我局", "委": "我委"}
        we = next((words for kind, words in kinds.items() if kind in line), "我区")
        read[line] = report(f"{line}\n{BODY.replace('我镇', we)}").agency.name
    assert read == names


def test_a_report_without_a_title_is_known_by_its_own_guide_address_or_subject(report):
    title = "《白银市审计局2023年信息公开工作年度报告》是白银市审计局2023年发布的报告。"
    copied = "2023年，白银市审计局在市政务公开办的指导下工作。如有疑问，请联系白银市文化局办公室。"
    texts = {
        "its own guide": (
            "我乡修订完善《抚宁区茶棚乡人民政府信息公开指南》。",
            "我乡",
            "抚宁区茶棚乡人民政府",
        ),
        "a bureau's guide": ("更新公布《白银市审计局政府信息公开指南》。", "我局", "白银市审计局"),
        "the guide of the county": ("按照《抚宁区人民政府信息公开指南》公开。", "我局", ""),
        "a guide that is followed": ("严格执行《白银市审计局信息公开指南》。", "我局", ""),
        "where it is asked": (
            "地址：抚宁区茶棚乡人民政府党政办公室，电话：1。",
            "我乡",
            "抚宁区茶棚乡人民政府",
        ),
        "in whose yard a bureau is": ("地址：抚宁区茶棚乡人民政府，电话：1。", "我局", ""),
        "a title in a sentence": (title, "我局", "白银市审计局"),
        "a form that was copied": (copied + "白银市审计局重视此事。", "我局", "白银市审计局"),
    }
    named = {}
    for what, (words, we, _) in texts.items():
        body = BODY.replace("我镇", we)
        inside = body.replace("安排专人", f"{words}安排专人")
        named[what] = report(inside if "指南" in words else f"{words}\n{body}").agency.name
    assert named == {what: name for what, (_, _, name) in texts.items()}
