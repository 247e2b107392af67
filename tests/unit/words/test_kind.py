"""What is a report and what only lies beside reports; pages that hold several."""

import pytest

from pipelines.agencies import Agencies
from pipelines.catalogue.load import catalogue
from pipelines.model import Grid, Paragraph, Reading, Rejection
from pipelines.parse import parse
from pipelines.parse.kind import is_side_by_side
from pipelines.settings import settings
from tests.unit.words.said import reading_of

SKELETON = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
PROSE = (
    "本镇坚持以公开为常态、不公开为例外，围绕群众关心的事项及时公开政府信息，"
    "完善政府信息公开制度，安排专人负责，做到审核把关、及时更新，全年工作平稳有序。"
)


@pytest.fixture(scope="module")
def agencies():
    return Agencies.load(settings().reference)


@pytest.fixture
def result(agencies):
    return lambda text: parse(reading_of(text), catalogue(), agencies)


def whole(title: str, year: int = 2023) -> str:
    """Return a report's text with prose in every section."""
    body = "\n".join(f"{heading}\n{year}年，{PROSE}" for heading in SKELETON)
    return f"{title}\n{body}"


NOT_REPORTS = {
    "format_notice": [
        "国务院办公厅关于印发政府信息公开工作年度报告格式的通知\n各地各部门：现将年度报告格式印发给你们，请遵照执行。",
        "国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知\n各地各部门：现就有关事项通知如下。",
        "关于做好2023年政府信息公开工作年度报告编制发布工作的通知\n各单位请于1月31日前报送政府信息公开工作年度报告。",
    ],
    "interpretation": [
        "《抚宁区茶棚乡2023年政府信息公开工作年度报告》解读\n一、编制背景\n年度报告制度是条例的要求。\n二、主要内容\n全年公开政府信息56条。",
        "一图读懂茶棚乡2023年政府信息公开工作年度报告\n扫码查看政府信息公开详情",
    ],
    "news": [
        "茶棚乡召开政府信息公开工作推进会\n1月5日，茶棚乡召开政府信息公开工作推进会，会议通报了情况，要求做好政府信息公开工作年度报告编制工作。",
        "抚宁区2023年政府信息公开工作年度报告\n近日，抚宁区在门户网站发布了政府信息公开工作年度报告，"
        "向社会介绍政府信息公开工作情况，下一步将继续推进政府信息公开，提升政府信息公开质量。",
    ],
    "guide": [
        "抚宁区茶棚乡人民政府政府信息公开指南\n为方便公众获取政府信息，编制本指南。一、公开内容。二、公开形式。",
        "茶棚乡政府信息公开保密审查制度\n第一条 为规范政府信息公开，制定本制度。",
    ],
    "other_report": [
        "茶棚乡2023年政府工作报告\n各位代表：现在我代表乡政府作工作报告。一、2023年工作回顾。",
        "茶棚乡2023年法治政府建设年度报告\n2023年我乡推进依法行政。",
    ],
    "incomplete": [
        "根据条例，现发布茶棚乡2017年政府信息公开工作年度报告。\n一、主动公开政府信息情况\n全年公开信息6条。\n"
        "二、依申请公开政府信息情况\n没有收到申请。",
        "我局推进政府信息公开，现报告政府信息公开情况。\n（一）主动公开情况\n公开政府信息公开目录中的信息。\n（二）依申请公开情况\n无。",
    ],
    "not_a_report": ["欢迎访问本网站\n版权所有\n联系我们"],
}


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in NOT_REPORTS.items() for text in texts]
)
def test_what_is_no_report_is_refused_by_name(result, code, text):
    found = result(text)
    assert isinstance(found, Rejection)
    assert found.code == code


@pytest.mark.parametrize(
    "title",
    [
        "抚宁区茶棚乡人民政府2023年政府信息公开工作年度报告",
        "茶棚乡信息公开年报",
        "工作年度报告",
        "茶棚乡2023年政务公开情况",
    ],
)
def test_a_real_report_with_a_poor_title_is_a_report(result, title):
    assert not isinstance(result(whole(title)), Rejection)


def test_a_link_to_an_explanation_does_not_make_a_report_one(result):
    text = whole("抚宁区茶棚乡2023年政府信息公开工作年度报告")
    assert not isinstance(result(text + "\n相关解读：一图读懂年度报告"), Rejection)


def test_a_section_on_interpretation_does_not_make_a_report_one(result):
    words = f"2018年，柳溪乡{PROSE}现向社会公布柳溪乡2018年度政府信息公开年度报告。"
    heading = "二、回应解读政府信息情况\n2018年，我乡回复群众提问8条。"
    text = (
        f"{words}\n一、主动公开政府信息的情况\n公开348条。\n{heading}\n三、依申请公开政府信息情况"
    )
    more = "\n无。\n四、存在的问题\n政府信息公开不及时，信息公开不全面，将改进信息公开工作。"
    assert not isinstance(result(text + more), Rejection)


def test_a_navigation_above_does_not_hide_a_report(result):
    navigation = "政府信息公开指南\n政府信息公开制度\n法定主动公开内容\n政府信息公开年报\n"
    text = navigation + whole("抚宁区茶棚乡2023年政府信息公开工作年度报告")
    assert not isinstance(result(text), Rejection)


def test_an_old_report_without_tables_is_a_narrative(result):
    text = (
        "抚宁县茶棚乡2010年政府信息公开年度报告\n一、概述\n2010年，"
        + PROSE
        + "\n二、主动公开政府信息情况\n我乡通过各种方式公开政府信息46条。\n"
        "三、依申请公开政府信息情况\n2010年没有收到政府信息公开申请。"
    )
    (report,) = result(text)
    assert (report.template, report.report_year, report.tables) == ("narrative", 2010, {})


def test_a_page_of_several_years_gives_several_reports(result):
    text = "\n".join(
        whole(f"抚宁区茶棚乡人民政府{year}年政府信息公开工作年度报告", year)
        for year in (2023, 2022, 2021)
    )
    found = result(text)
    assert [(r.part, r.report_year) for r in found] == [(0, 2023), (1, 2022), (2, 2021)]
    assert {r.agency.id for r in found} == {"130306200"}


def test_two_agencies_of_one_year_are_two_reports(result):
    text = "\n".join(
        whole(f"{name}2023年政府信息公开工作年度报告")
        for name in ("抚宁区茶棚乡人民政府", "抚宁区榆关镇人民政府")
    )
    assert [r.agency.id for r in result(text)] == ["130306200", "130306102"]


def test_one_agency_in_two_spellings_is_one_report(result):
    long, short = "秦皇岛市抚宁区茶棚乡人民政府", "茶棚乡"
    text = whole(f"{long}2023年政府信息公开工作年度报告")
    again = f"{short}2023年政府信息公开工作年度报告\n" + "\n".join(["说明"] * 9)
    assert len(result(again + "\n" + text)) == 1


def test_a_list_of_links_to_other_years_does_not_split_a_report(result):
    links = "\n".join(f"抚宁区茶棚乡{year}年政府信息公开工作年度报告" for year in range(2015, 2023))
    found = result(whole("抚宁区茶棚乡2023年政府信息公开工作年度报告") + "\n" + links)
    assert [r.report_year for r in found] == [2023]
    found = result(links + "\n" + whole("抚宁区茶棚乡2023年政府信息公开工作年度报告"))
    assert [r.report_year for r in found] == [2023]


def test_a_title_printed_twice_is_one_report(result):
    title = "抚宁区茶棚乡2023年政府信息公开工作年度报告"
    found = result(f"{title}\n发布时间：2024-01-10\n{whole(title)}")
    assert len(found) == 1


def test_two_reports_side_by_side_are_refused(result):
    lines = [f"{heading}{heading}\n上年的话这里是今年的话接着说。" for heading in SKELETON]
    text = "茶棚乡2022年政府信息公开报告 茶棚乡2023年政府信息公开报告\n" + "\n".join(lines)
    found = result(text)
    assert isinstance(found, Rejection)
    assert found.code == "side_by_side"


def test_a_heading_said_once_is_not_side_by_side():
    assert not is_side_by_side("\n".join(SKELETON))


def test_a_layout_table_around_the_text_does_not_hide_it(agencies):
    grid = Grid(1, 1, (cell(whole("抚宁区茶棚乡2023年政府信息公开工作年度报告")),))
    reading = Reading("0", "x.html", "html", (Paragraph("首页"), grid))
    (report,) = parse(reading, catalogue(), agencies)
    assert (report.report_year, report.agency.id) == (2023, "130306200")


def cell(text: str):
    from pipelines.model import Cell

    return Cell(text, 0, 0)


def test_a_report_whose_cells_are_all_empty_is_a_report(agencies):
    lines = whole("抚宁区茶棚乡2023年政府信息公开工作年度报告").split("\n")
    labels = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "规章", "行政规范性文件"]
    text = "\n".join([*lines[:4], *labels, *lines[4:]])
    assert not isinstance(parse(reading_of(text), catalogue(), agencies), Rejection)


def test_the_name_of_the_file_tells_what_the_text_does_not(agencies):
    reading = reading_of(whole("").strip())
    named = Reading("0", "抚宁区茶棚乡2023年政府信息公开工作年度报告.docx", "docx", reading.blocks)
    (report,) = parse(named, catalogue(), agencies)
    assert report.agency.id == "130306200"
