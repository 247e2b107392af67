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
