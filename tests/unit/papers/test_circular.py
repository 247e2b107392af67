"""The circular: counts with their base, agencies named, classes without a case left out."""

import pandas as pd
import pytest

from pipelines.papers.circular import circular
from tests.unit.papers.frames import DOUBT, LATE, MISSING, card, heading, material


def agency(number, **row):
    return {
        "agency_id": f"99010100{number}",
        "short_name": f"第{number}镇",
        "report_id": number,
    } | row


def make(found=(), filed=({},), score=None, **parts):
    return circular(material(found, filed, score), heading(**parts))


def test_states_are_counted_against_who_was_expected(text_of):
    filed = [
        *(agency(n) for n in range(7)),
        agency(7, state="late", days_late=10),
        agency(8, **MISSING),
        agency(9, **MISSING),
    ]
    text = text_of(make(filed=filed))
    assert "应公布年度报告的单位 10 个" in text
    assert "按时公布 7 个，占应报单位的 70%（7/10）" in text
    assert "迟发 1 个，未收到 2 个" in text


@pytest.mark.parametrize("state", ["not_judged", "unreadable", "waived"])
def test_who_was_not_judged_is_no_part_of_the_base(text_of, state):
    judged = [agency(n, state="late" if n > 7 else "on_time", days_late=n > 7) for n in range(10)]
    others = [agency(10 + n, state=state) for n in range(4)]
    text = text_of(make(filed=[*judged, *others]))
    assert "按时公布 8 个，占已判定是否按时的 10 个应报单位的 80%（8/10）" in text
    few = text_of(make(filed=[*judged[1:], *others])).partition("二、")[0]
    assert "按时公布 7 个，迟发 2 个" in few
    assert "%" not in few


def test_a_small_base_gives_counts_and_no_share(text_of):
    text = text_of(make(filed=[agency(1), agency(2)]))
    assert "按时公布 2 个。" in text
    assert "%" not in text


def test_a_state_without_a_case_is_left_out_not_nought(text_of):
    text = text_of(make(filed=[agency(1)]))
    general = text.partition("二、")[0]
    assert "迟发" not in general
    assert "0 个" not in general


def test_late_and_missing_agencies_are_named(text_of):
    filed = [agency(1), agency(2, state="late", days_late=3), agency(3, **MISSING)]
    text = text_of(make(filed=filed))
    assert "迟于期限公布的：第2镇（迟 3 天）。" in text
    assert "截至 2026年11月20日 未收到年度报告的：第3镇。" in text


def test_agencies_of_a_class_are_named_and_counted(text_of):
    found = [
        agency(1, fingerprint="1" * 16),
        agency(1, fingerprint="2" * 16),
        agency(2, fingerprint="3" * 16),
    ]
    text = text_of(make(found, [agency(1), agency(2), agency(3)]))
    assert "表内数字勾稽。涉及 2 个单位、3 处。" in text
    assert "总计列与各申请人列之和不符：第1镇（2 处）、第2镇。如第1镇：" in text
    assert "2 个单位有错误或警告，共 3 处（错误 3 处）" in text


def test_a_class_without_a_case_is_left_out(text_of):
    text = text_of(make([{}]))
    assert "文字与数字一致性" not in text


def test_doubts_and_information_and_excluded_ones_accuse_nobody(text_of):
    found = [DOUBT, {"severity": "info"}, {"verdict": "excluded"}]
    text = text_of(make(found))
    assert "没有发现错误或警告" in text
    assert "涉及" not in text
    assert "另有 1 处经人工核实予以排除" in text
    assert "提示 1 处不作为问题" in text


def test_lateness_is_told_once_and_not_among_the_contents(text_of, table_of):
    filed = [agency(1, state="late", days_late=10)]
    data = make([agency(1) | LATE], filed)
    assert text_of(data).count("迟 10 天") == 1
    assert table_of(data)[1][2:6] == ["迟发 10 天", "2024-01-10", "0", "0"]


def test_lateness_that_a_person_excluded_is_waived(text_of):
    text = text_of(make([LATE | {"verdict": "excluded"}], [{"state": "late", "days_late": 10}]))
    assert "时限问题经核实不计 1 个" in text
    assert "迟于期限公布" not in text


def test_without_a_roster_the_number_expected_is_unknown(text_of):
    text = text_of(make([{}], [{"is_expected": False}]))
    assert "没有 2023 年度应公布年度报告的单位名单，应报数、按时率和未公布单位数未知" in text
    assert "已知公布情况的单位 1 个：按时公布 1 个。" in text
    assert "占应报单位" not in text


def test_agencies_outside_the_roster_are_counted_apart(text_of, table_of):
    data = make(filed=[agency(1), agency(2, is_expected=False)])
    assert "应公布年度报告的单位 1 个" in text_of(data)
    assert "名单以外另有 1 个单位" in text_of(data)
    assert table_of(data)[2][1] == "第2镇（名单外）"


def test_the_annex_has_strokes_where_nothing_is_known(table_of):
    filed = [agency(1), agency(2, **MISSING), agency(3, source="excerpt")]
    head, *rows = table_of(make(filed=filed))
    assert head == ["序号", "单位", "公布情况", "公布日期", "错误", "警告", "请核对", "得分"]
    assert rows[0][4:7] == ["0", "0", "0"]
    assert rows[1][2:7] == ["未收到", "—", "—", "—", "—"]
    assert rows[2][4:7] == ["—", "—", "—"]


def test_excerpts_are_not_called_checked(text_of):
    text = text_of(make(filed=[{"source": "excerpt"}]))
    assert "另有 1 份只有摘录" in text
    assert "没有发现错误或警告" not in text


def test_a_score_names_the_first_and_the_last_of_enough_agencies(text_of):
    score = pd.DataFrame([card(f"99010100{n}", n / 5) for n in range(10)])
    text = text_of(make(filed=[agency(n) for n in range(10)], score=score))
    assert "得分率最高的是第9镇（90%），最低的是第0镇（0%）" in text
    assert "平均得分率 45%" in text


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([2.0] * 12, "有得分的单位 12 个，得分率均为 100%。"),
        (
            [2.0] * 4 + [1.0] * 8,
            "最高的是第0镇、第1镇、第2镇、第3镇（100%），最低的是第10镇、第11镇、第4镇、",
        ),
        ([2.0] + [1.0] * 11, "最高的是第0镇（100%），最低的是11 个单位并列（50%）"),
    ],
)
def test_agencies_of_one_rate_are_named_and_one_rate_of_all_is_said_once(text_of, points, words):
    score = pd.DataFrame([card(f"99010100{n}", got) for n, got in enumerate(points)])
    text = text_of(make(filed=[agency(n) for n in range(12)], score=score))
    assert words in text
    assert ("得分率最高" in text) == (len(set(points)) > 1)


def test_items_not_judged_are_no_part_of_a_score(text_of):
    items = [card("990101001", 2.0), card("990101001", float("nan"), is_judged=False)]
    text = text_of(make(filed=[agency(1)], score=pd.DataFrame(items)))
    assert "第1镇（2/2 分）" in text


def test_where_nobody_asked_for_anything_there_is_no_deadline(text_of):
    text = text_of(make())
    assert "请有关单位" not in text
    assert "各单位发布年度报告前" in text


def test_confirmed_findings_are_told_from_open_ones(text_of):
    found = [{"verdict": "confirmed"}, {"fingerprint": "b" * 16}]
    assert "经人工核实属实 1 处，其余 1 处为规则核对结果" in text_of(make(found))


def test_only_the_year_of_the_circular_counts(text_of):
    found = [{"report_year": 2022, "message_zh": "往年"}]
    filed = [agency(1), agency(1, report_year=2022, **MISSING)]
    text = text_of(make(found, filed))
    assert "往年" not in text
    assert "未收到年度报告" not in text


def test_simulated_data_says_so(text_of):
    assert text_of(make(dataset="demo")).startswith("模拟数据\n")


def test_nothing_known_is_no_paper():
    assert make(filed=()) is None


def test_equal_inputs_give_equal_bytes():
    assert make([{}]) == make([{}])
