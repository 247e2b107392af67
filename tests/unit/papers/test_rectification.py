"""The letter to an agency: both values, why, where, on what basis, and nothing it did not do."""

import io
import re
import zipfile
from datetime import date

import docx
import pandas as pd
import pytest

from pipelines.model import Agency
from pipelines.papers.rectification import basis_words, rectification
from tests.unit.papers.frames import DIGEST, DOUBT, LATE, MISSING, TOWN, heading, material

AGENCY = Agency("清岚县鹤汀镇人民政府", TOWN, level="township")


def letter(*found, filed=({},), **parts):
    return rectification(material(found, filed), heading(**parts), AGENCY)


def test_a_problem_shows_both_values_and_their_difference(text_of):
    text = text_of(letter({}))
    assert "公布值 61，复算值 60，相差 1" in text
    assert "本年新收·总计 61 ≠ 自然人 60。" in text
    assert text.count("相差 1") == 1  # said once, not twice


def test_a_problem_names_its_explanation_place_and_basis_and_no_code_of_a_rule(text_of):
    text = text_of(letter({"explanation_zh": "把 61 写成了 60", "where": "“三”之表，“总计”列"}))
    assert "为什么不平：把 61 写成了 60。" in text
    assert "位置：“三”之表，“总计”列。" in text
    assert "依据：表三“总计”列的含义。" in text
    body = text_of(letter({}, {"severity": "info"}, DOUBT)).partition("数据说明")[0]
    assert re.findall(r"R-[A-Z]+[0-9]*-\d+|规则 R", body) == []


def test_the_letter_is_addressed_and_signed(text_of):
    text = text_of(letter({}))
    assert "\n清岚县鹤汀镇人民政府：\n" in text
    assert "清岚县政务公开办\n2026年11月20日" in text


def test_a_doubt_about_our_reading_is_kept_apart_and_never_counted(text_of):
    text = text_of(letter({}, DOUBT | {"message_zh": "第 3 部分的表没有读到"}))
    problems, _, doubts = text.partition("请核对（可能是识别问题）")
    assert "共 1 项（错误 1 项）" in problems
    assert "第 3 部分的表没有读到" not in problems
    assert "第 3 部分的表没有读到" in doubts


def test_a_letter_of_doubts_alone_says_that_no_problem_was_found(text_of):
    text = text_of(letter(DOUBT))
    assert "没有发现需要整改的问题" in text
    assert "逐项核对原始台账" not in text


def test_an_excluded_finding_is_left_out_and_counted_in_a_note(text_of):
    text = text_of(
        letter({}, {"verdict": "excluded", "message_zh": "已排除的一条", "formula_zh": ""})
    )
    assert "已排除的一条" not in text
    assert "共 1 项（错误 1 项）" in text
    assert "另有 1 处经人工核实予以排除" in text


def test_a_verdict_is_told_with_its_name_reason_and_day(text_of):
    told = {"verdict": "confirmed", "verdict_by": "张三", "verdict_reason": "已电话核实"}
    text = text_of(letter(told | {"verdict_at": "2026-11-19T08:00:00+00:00"}))
    assert "人工核实：属实（张三，2026-11-19），理由：已电话核实。" in text
    assert "以下均经人工核实属实" in text


def test_information_is_a_hint_and_no_problem(text_of):
    text = text_of(letter({}, {"severity": "info"}))
    assert "提示事项（不作为问题）" in text
    assert "共 1 项（错误 1 项）" in text


def test_hints_alone_ask_for_nothing():
    assert letter({"severity": "info"}) is None


def test_a_late_report_says_when_it_was_due_and_by_how_much(text_of):
    filed = {"state": "late", "days_late": 10, "published_on": pd.Timestamp(2024, 2, 10)}
    text = text_of(letter(LATE, filed=[filed]))
    assert "于 2024年2月10日 公布，期限为 2024年1月31日（地方通知），迟 10 天" in text
    assert "查明未按规定时间公布的原因" in text


def test_days_late_that_are_unknown_are_not_nought(text_of):
    text = text_of(letter(filed=[{"state": "late"}]))
    assert "迟延天数未知" in text
    assert "迟 0 天" not in text


def test_a_missing_report_is_asked_for_and_not_accused_of_anything(text_of):
    text = text_of(letter(filed=[MISSING]))
    assert "未见你单位 2023 年度报告" in text
    assert "尽快编制并公布 2023 年度报告" in text
    assert "规则核对没有发现" not in text


def test_a_file_that_could_not_be_read_leaves_problems_unknown(text_of):
    text = text_of(letter(filed=[{"state": "unreadable"}]))
    assert "可能是文件格式或采集问题" in text
    assert "是否存在问题未知" in text


def test_an_excerpt_says_that_it_is_not_the_whole(text_of):
    text = text_of(letter({}, filed=[{"source": "excerpt"}]))
    assert "只是报告的摘录" in text


def test_a_timing_finding_that_a_person_excluded_waives_the_lateness(text_of):
    filed = {"state": "late", "days_late": 10}
    text = text_of(letter({}, LATE | {"verdict": "excluded"}, filed=[filed]))
    assert "经人工核实予以排除，不作为问题" in text
    assert "迟 10 天" not in text


def test_where_there_is_nothing_to_say_there_is_no_letter():
    assert rectification(material((), ({},)), heading(), AGENCY) is None


def test_another_agencys_findings_are_not_in_the_letter(text_of):
    text = text_of(letter({}, {"agency_id": "990101002", "formula_zh": "别的单位"}))
    assert "别的单位" not in text


def test_what_was_not_judged_is_said_with_its_reason(text_of):
    text = text_of(letter({}, {"status": "na", "message_zh": "没有 2022 年度的报告"}))
    assert "另有 1 项关系未判定，不等于相符：没有 2022 年度的报告（R-T3-03）" in text


def test_cells_tried_as_nought_are_said_to_be(text_of):
    text = text_of(letter({"is_assumed": True}))
    assert "（未填的格按 0 试算）" in text
    assert "原表未填不等于 0" in text


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"rule": "R-T3-01"}, "左边 61，右边 60，相差 1"),
        ({"rule": "R-T4-01"}, "公布值 60，复算值 61，相差 1"),
        ({"rule": "R-X-01"}, "公布值 61，复算值 60，相差 1"),
        ({"rule": "R-N-09"}, "公布值 60，复算值 61，相差 1"),
        ({"rule": "R-N-01"}, "文字所述 61，表内所载 60，相差 1"),
        ({"rule": "R-T2-01"}, "公布值 61，应不大于 60，相差 1"),
        ({"rule": "R-T3-10"}, "左边 61，右边 60，相差 1"),
        ({"rule": "R-T2-04"}, "公布值 61，应不小于 60，相差 1"),
    ],
)
def test_the_two_sides_are_called_what_they_are(text_of, row, words):
    assert words in text_of(letter(row))


def test_a_rule_that_compares_no_two_numbers_shows_no_sides(text_of):
    row = {"rule": "R-X-06", "left_side": "12", "right_side": "2022", "formula_zh": ""}
    assert "复算值 2022" not in text_of(letter(row))


def test_the_deadline_is_proposed_unless_it_is_given(text_of):
    text = text_of(letter({}))
    assert "请于 2026年12月4日 前" in text  # ten working days after a Friday
    assert "建议时限" in text
    given = text_of(letter({}, deadline=date(2026, 12, 31)))
    assert "请于 2026年12月31日 前" in given
    assert "建议时限" not in given


@pytest.mark.parametrize(
    ("level", "year", "named"),
    [
        ("township", 2023, "第四条"),
        ("department", 2023, "第四十九条第一款"),
        ("county", 2020, "〔2019〕60号"),
        ("department", 2022, "〔2021〕30号"),
        ("township", 2015, "第三十一条"),
    ],
)
def test_the_basis_fits_level_and_year(level, year, named):
    assert "第四十七条" in basis_words(level, year)
    assert named in basis_words(level, year)


def test_a_townships_basis_is_not_the_departments():
    assert "第四十九条" not in basis_words("township", 2023)


def test_simulated_data_says_so_on_the_first_page_and_on_every_page():
    data = letter({}, dataset="demo")
    document = docx.Document(io.BytesIO(data))
    assert document.paragraphs[0].text == "模拟数据"
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        assert "模拟数据" in header.paragraphs[0].text
    real = docx.Document(io.BytesIO(letter({})))
    assert "模拟" not in real.paragraphs[0].text + real.sections[0].header.paragraphs[0].text


def test_the_paper_carries_store_rules_and_date(text_of):
    text = text_of(letter({}, link="https://example.gov.cn/findings?y=2023..2023"))
    assert f"数据库版本：{DIGEST}" in text
    assert "规则书版本：" in text
    assert "生成日期：2026-11-20" in text
    assert "https://example.gov.cn/findings?y=2023..2023" in text


def test_equal_inputs_give_equal_bytes():
    assert letter({}) == letter({})
    assert letter({}) != letter({"left_side": "62"})


def test_the_page_is_that_of_an_official_paper():
    section = docx.Document(io.BytesIO(letter({}))).sections[0]
    millimetres = [
        round(length.mm)
        for length in (
            *(section.page_width, section.page_height),
            *(section.top_margin, section.bottom_margin),
            *(section.left_margin, section.right_margin),
        )
    ]
    assert millimetres == [210, 297, 37, 35, 28, 26]


def test_the_only_field_of_the_paper_is_its_page_number():
    hostile = {"message_zh": '{ INCLUDETEXT "c:\\\\x" } =SUM(A1)', "formula_zh": ""}
    with zipfile.ZipFile(io.BytesIO(letter(hostile))) as parts:
        body = parts.read("word/document.xml").decode()
        footers = [parts.read(n).decode() for n in parts.namelist() if "footer" in n]
    assert "instrText" not in body
    assert "fldSimple" not in body
    assert all(footer.count("instrText") == 2 for footer in footers if "PAGE" in footer)


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\ud800", "\u202e", "\ufffe", "a\tb\nc"])
def test_no_text_of_a_document_can_break_the_paper(text_of, bad):
    text = text_of(letter({"message_zh": f"前{bad}后", "formula_zh": "", "where": bad}))
    assert "前" in text
    assert bad not in text or bad.isprintable()


def test_a_very_long_text_is_cut_and_says_by_how_much(text_of):
    text = text_of(letter({"message_zh": "甲" * 9000, "formula_zh": ""}))
    assert text.count("甲") == 4000
    assert "略去 5000 字" in text
