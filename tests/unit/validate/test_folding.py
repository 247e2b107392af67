"""One fact is one finding: what follows from it is folded in, and nothing else is."""

from tests.rules.excerpts import judged

CELLS = {
    "request.received[natural_person]": 11,
    "request.received[total]": 11,
    "outcome.granted[natural_person]": 11,
    "outcome.granted[total]": 11,
    "outcome.total[natural_person]": 11,
    "outcome.total[total]": 11,
}


def grave(cells, *sentences):
    case = {"level": "department", "cells": CELLS | cells, "text": {"1": list(sentences)}}
    return [one for one in judged(case) if one.severity != "info"]


def test_one_wrong_cell_that_breaks_three_relations_is_one_finding():
    (head,) = grave({"outcome.total[total]": 15})
    assert {head.rule, *(one.rule for one in head.consequences)} == {
        "R-T3-01",
        "R-T3-02",
        "R-T3-03",
    }
    assert head.note.zh
    assert head.note.en


def test_two_facts_are_two_findings():
    found = grave({"outcome.total[total]": 15}, "公开政府信息20条，其中公告15条、动态15条。")
    assert {one.rule for one in found} >= {"R-T3-01", "R-N-09"}


def test_a_total_that_two_lists_contradict_by_as_much_is_one_finding_that_names_both():
    text = (
        "2023年主动公开政府信息210条。其中，工作动态100条，通知公告36条，财政信息21条，"
        "领导信息15条，乡村振兴31条。从渠道看，通过政府网站公开134条，"
        "微信公众号公开51条，公开栏公开11条，电子显示屏公开{screen}条。"
    )
    alike, apart = (
        [one for one in grave({}, text.format(screen=screen)) if one.rule == "R-N-09"]
        for screen in (7, 8)
    )
    (head,) = alike
    assert [one.rule for one in head.consequences] == ["R-N-09"]
    assert head.consequences[0].formula.zh in head.note.zh
    assert len(apart) == 2  # two differences are two facts


def test_a_wrong_column_is_told_once_with_its_diagnosis():
    found = grave({"request.received[natural_person]": 10, "request.received[enterprise]": 1})
    assert len(found) == 1
    assert "R-T3-05" in {one.rule for one in found[0].consequences}


def test_a_broken_total_that_nothing_else_marks_keeps_a_finding_of_its_own():
    found = grave({"request.carried_in[natural_person]": 2, "request.carried_in[total]": 0})
    (total,) = [one for one in found if one.rule == "R-T3-03"]
    assert {int(total.left), int(total.right)} == {0, 2}


REPORT = {
    "request.received[natural_person]": 8,
    "request.received[enterprise]": 3,
    "request.received[total]": 11,
    "request.carried_in[natural_person]": 2,
    "request.carried_in[total]": 2,
    "outcome.granted[natural_person]": 9,
    "outcome.granted[total]": 9,
    "outcome.unable.not_held[enterprise]": 3,
    "outcome.unable.not_held[total]": 3,
    "outcome.total[natural_person]": 9,
    "outcome.total[enterprise]": 3,
    "outcome.total[total]": 12,
    "request.carried_out[natural_person]": 1,
    "request.carried_out[total]": 1,
    "review.upheld": 2,
    "review.total": 2,
}
LIST = "全年公开信息90条，其中政务动态40条、通知公告30条、政策文件30条。"
# One fact each: what is said, the cells that are wrong, the rule it begins with and all it breaks.
FACTS = (
    ("row and column", "", {"outcome.granted[natural_person]": 12}, "R-T3-02", {"R-T3-03"}),
    ("told twice", LIST + "机关动态丰富。" + LIST, {}, "R-N-09", {"R-N-09"}),
    ("growth", "公开信息186条，较上年150条增加46条，增长34%。", {}, "R-N-15", {"R-N-15"}),
    ("table four", "被申请行政复议2件，均维持。", {"review.total": 3}, "R-T4-01", {"R-N-06"}),
    ("moved", "收到申请11件，上年结转2件，办结10件，结转下年度3件。", {}, "R-N-02", {"R-N-18"}),
    ("requests", "收到政府信息公开申请18件，均为自然人申请18件。", {}, "R-N-01", {"R-N-18"}),
    ("another's", "2022年，沙塘镇主动公开信息120条。", {}, "R-X-07", {"R-STR-14"}),
    (
        "a whole that its shares deny",
        "全年公开信息260条，其中政务动态80条，占40%；通知公告60条，占30%；政策文件60条，占30%。",
        {},
        "R-PARSE-07",
        {"R-N-10"},
    ),
)


def test_one_fact_is_one_line_that_names_its_cause_first():
    wrong = []
    for name, text, cells, rule, follows in FACTS:
        level = "township" if rule == "R-X-07" else "department"
        case = {"level": level, "cells": REPORT | cells, "text": {"1": [text + "接受考核、评议。"]}}
        found = [one for one in judged(case) if one.severity != "info"]
        said = [(one.rule, {other.rule for other in one.consequences}) for one in found]
        if said != [(rule, follows)]:
            wrong.append((name, said))
    assert not wrong


def test_the_period_of_another_year_is_one_finding():
    said = "本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。"
    case = {"level": "department", "text": {"0": [said]}, "keep": [1, 5, 6]}
    (head,) = [one for one in judged(case) if one.severity != "info"]
    assert (head.rule, {one.rule for one in head.consequences}) == ("R-N-13", {"R-ID-01"})


def test_two_sentences_that_differ_alike_are_two_findings():
    text = "公开信息186条，较上年150条增加46条。接待群众来访咨询的工作也有成效，"
    text += "发放资料30份，较上年20份增加20份。"
    case = {"level": "department", "text": {"1": [text]}}
    assert len([one for one in judged(case) if one.severity != "info"]) == 2
