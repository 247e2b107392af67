"""Which year and when: periods, dates and signatures in every state of decay."""

from datetime import date

import pytest

from pipelines.parse.dates import chinese_year, day_at, day_in
from pipelines.parse.flow import make_flow
from pipelines.parse.frame import document_of
from pipelines.parse.outline import find_parts
from pipelines.parse.years import report_year
from tests.unit.words.said import BODY, reading_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年1月7日", date(2021, 1, 7)),
        ("2021-01-07", date(2021, 1, 7)),
        ("2021/1/7", date(2021, 1, 7)),
        ("2021.01.07", date(2021, 1, 7)),
        ("20211月7", date(2021, 1, 7)),
        ("20211月7日", date(2021, 1, 7)),
        ("2026年223日", date(2026, 2, 23)),
        ("2026年1121日", date(2026, 11, 21)),
        ("二〇二一年一月七日", date(2021, 1, 7)),
        ("二○二一年十二月三十一日", date(2021, 12, 31)),
    ],
)
def test_a_date_is_read_where_its_marks_are_lost(text, expected):
    found = day_in(text)
    assert found is not None
    assert found[0] == expected


@pytest.mark.parametrize(
    "text", ["2026年111日", "2021年13月40日", "202130", "2021年", "〔2021〕30号"]
)
def test_a_date_with_two_readings_or_none_is_no_date(text):
    assert day_in(text) is None
    assert day_at(text, 0) is None


def test_a_chinese_year_is_read_by_its_digits():
    assert chinese_year("二〇二三") == 2023
    assert chinese_year("二零一九") == 2019


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2024-01-15 发布机构：茶棚乡人民政府 字体：[大 中 小]",
        "索引号：123 | 发布日期：2024年1月15日 | 文号：无",
        "来源：茶棚乡 时间：2024-01-15 10:20",
        "发布日期：\n2024-01-15",
        "公文生成日期：2024-01-14 发布日期：2024-01-15",
        "- 发布日期\n- 2024-01-15\n- 主题分类",
        "• 听全文\n• 2024-01-15\n• 来源：茶棚乡\n• 分享到",
        "青河市政府门户网站 2024-01-15 14:24 来源：茶棚乡",
    ],
)
def test_the_date_of_publication_is_the_pages_own(report, line):
    one = report(f"抚宁区茶棚乡人民政府2023年政府信息公开工作年度报告\n{line}\n{BODY}")
    assert one.published_on == date(2024, 1, 15)


def test_a_date_without_its_words_is_not_the_publication(report):
    one = report(f"抚宁区茶棚乡人民政府2023年政府信息公开工作年度报告\n{BODY}\n2024年1月9日")
    assert one.published_on is None
    assert one.signed_on == date(2024, 1, 9)


def test_a_name_and_a_day_in_words_below_the_title_are_a_signature(report):
    title = "抚宁区茶棚乡2023年政府信息公开工作年度报告"
    one = report(f"{title}\n抚宁区茶棚乡人民政府\n2024年1月9日\n引言\n{BODY}")
    assert (one.published_on, one.signed_on) == (None, date(2024, 1, 9))


def test_the_year_is_that_of_the_first_words_also_where_no_general_section_is(report):
    head = "茶棚乡人民政府信息公开工作年度报告\n如有疑问，请与茶棚乡人民政府联系。"
    older = BODY[BODY.index("二、") :].replace(
        "情况\n三、", "情况\n2012年，我乡公开信息41条。\n三、", 1
    )
    assert report(f"{head}\n{older}").report_year == 2012
    opening = "2012年，茶棚乡人民政府认真落实有关要求，现向社会公布年度报告。"
    assert report(f"{opening}\n{BODY.replace('2023年，', '')}").report_year == 2012


def test_signature_publication_and_title_are_three_things(report):
    text = (
        "抚宁区茶棚乡2023年政府信息公开工作年度报告\n发布时间：2024-01-15\n"
        f"{BODY}\n秦皇岛市抚宁区茶棚乡人民政府\n20241月9"
    )
    one = report(text)
    assert (one.published_on, one.signed_on) == (date(2024, 1, 15), date(2024, 1, 9))
    assert one.agency.name == "秦皇岛市抚宁区茶棚乡人民政府"
    assert one.agency.id == "130306200"


PERIODS = [
    "2022年1月1日至2022年12月31日",
    "2022年1月1日起至12月31日止",
    "20221月1日起至202212月31日",
    "2022年11日至1231日",
    "2022111231日",
    "202211日至20221231日",
]


@pytest.mark.parametrize("period", PERIODS)
def test_the_period_tells_the_year_where_the_title_does_not(report, period):
    text = (
        "抚宁区茶棚乡人民政府政府信息公开工作年度报告\n发布时间：2023-01-15\n"
        f"本报告所列数据统计期限为{period}。\n{BODY}"
    )
    assert report(text).report_year == 2022


def test_the_title_outweighs_the_period_and_the_contradiction_is_a_finding(report):
    text = (
        "抚宁区茶棚乡人民政府2023年政府信息公开工作年度报告\n"
        f"数据统计期限为2022年1月1日至2022年12月31日。\n{BODY}"
    )
    one = report(text)
    assert one.report_year == 2023
    assert ("R-ID-01", "2023", "2022") in {(f.rule, f.left, f.right) for f in one.findings}


def test_the_opening_tells_the_year_before_publication_does(report):
    text = f"抚宁区茶棚乡人民政府政府信息公开工作年度报告\n发布时间：2025-01-15\n{BODY}"
    assert report(text).report_year == 2023


def test_publication_tells_the_year_before_the_address_does(report):
    body = BODY.replace("2023年，", "")
    text = f"抚宁区茶棚乡人民政府政府信息公开工作年度报告\n发布时间：2023-01-15\n{body}"
    assert report(text, "https://x.gov.cn/2019/202301/t1.html").report_year == 2022


def test_the_address_is_the_last_resort(report):
    body = BODY.replace("2023年，", "")
    text = f"抚宁区茶棚乡人民政府政府信息公开工作年度报告\n{body}"
    assert report(text, "https://x.gov.cn/xxgkAnnualReport.jsp?fbtime=2019&a=1").report_year == 2019


def test_a_year_nowhere_is_none_and_a_finding(report):
    body = BODY.replace("2023年，", "")
    one = report(f"抚宁区茶棚乡人民政府政府信息公开工作年度报告\n{body}")
    assert one.report_year is None
    assert "R-ID-02" in {f.rule for f in one.findings}


def test_of_two_years_in_a_title_the_one_beside_the_subject_counts(report):
    text = f"2024年抚宁区茶棚乡2023年度政府信息公开工作年度报告\n{BODY}"
    assert report(text).report_year == 2023


def test_a_pages_own_dates_at_its_foot_are_no_signature(report):
    text = f"抚宁区茶棚乡2023年政府信息公开工作年度报告\n{BODY}\n更新时间：2024-05-06"
    assert report(text).signed_on is None


@pytest.mark.parametrize(
    "line",
    [
        "2024-01-15 16:00 来源：茶棚乡",
        "2024-01-15 08:30:11 浏览次数：12",
        "【2024年1月15日】 字体：大 中 小",
    ],
)
def test_a_bare_date_among_the_particulars_is_the_publication(report, line):
    one = report(f"抚宁区茶棚乡2023年政府信息公开工作年度报告\n{line}\n{BODY}")
    assert one.published_on == date(2024, 1, 15)


def test_the_year_of_an_unreadable_title_is_taken_before_the_next_years_plans():
    text = (
        "抚宁区茶棚乡2019年度政府某某报告\n"
        "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
        "四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n"
        "2020年，我乡将补齐短板。\n六、其他需要报告的事项\n无。"
    )
    reading = reading_of(text)
    flow = make_flow(reading, 0, len(reading.blocks) - 1, ())
    parts = find_parts(flow)
    year, _, _ = report_year(reading, flow, document_of(flow, parts, reading), parts, None, ())
    assert year is not None
    assert year.value == 2019


def test_the_year_is_that_of_the_first_section_with_words_of_its_own():
    text = "一、总体情况\n（一）主动公开\n2021年度公开信息5条。\n（二）依申请公开\n没有申请。"
    reading = reading_of(text)
    flow = make_flow(reading, 0, len(reading.blocks) - 1, ())
    parts = find_parts(flow)
    year, _, _ = report_year(reading, flow, document_of(flow, parts, reading), parts, None, ())
    assert (year.value, parts[0].body + 1) == (2021, parts[1].start)


def test_a_year_that_only_the_section_of_what_was_disclosed_names_is_the_reports(report):
    body = BODY.replace("2023年，", "").replace("三、", "2019年公开5条，比上年多。\n三、")
    assert report(f"抚宁区茶棚乡人民政府信息公开年报\n{body}").report_year == 2019


def test_the_first_month_has_a_name_of_its_own():
    for text in ("2024年元月9日", "二〇二四年元月九日"):
        day = day_in(text)
        assert day is not None
        assert day.value == date(2024, 1, 9)


def test_a_period_misprinted_gives_way_to_the_sentence_and_the_section_that_agree(report):
    body = BODY.replace("我镇", "我局")
    told = "白银市审计局编制了2023年政府信息公开年度报告。统计期限为{}年1月1日至{}年12月31日。\n"
    found = report(told.format(2022, 2022) + body)
    assert found.report_year == 2023
    assert "R-ID-01" in {one.rule for one in found.findings}
    assert (
        report(told.format(2022, 2022) + body.replace("2023年，", "2022年，")).report_year == 2022
    )
