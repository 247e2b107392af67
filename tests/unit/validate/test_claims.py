"""Numbers of the text against cells: a contradiction is told once, and names its cells."""

from __future__ import annotations

import pytest

from tests.rules.excerpts import judged

CELLS = {
    "review.upheld": 2,
    "review.total": 2,
    "licence.decisions": 34,
    "normative.made": 2,
    "normative.in_force": 9,
}
GRAVE = {"error", "warning"}
SUITS = "行政诉讼·未经复议直接起诉：总计 + 行政诉讼·复议后起诉：总计"


def said(sentence):
    """Return rule and named cell of every finding on a sentence in a report without fault."""
    report = {"year": 2023, "level": "department", "text": {"1": [sentence]}, "cells": CELLS}
    found = [one for one in judged(report) if str(one.severity) in GRAVE]
    return [(one.rule, one.words["member"].zh) for one in found]


TOLD = {
    "2023年引发行政诉讼1件。": [("R-N-06", "叙述：行政诉讼件数")],
    "引发行政复议5件，均维持。": [("R-N-06", "叙述：行政复议件数")],
    "提起诉讼1件。": [("R-N-06", SUITS)],
    # one kind of licences is a part of them
    "办理施工许可证5件。": [],
    # two ways to say one count are one: who says it rightly once has said it
    "制发规范性文件2件。规范性文件清理后有效9件，制发5件。": [],
}


def test_a_contradiction_is_told_once():
    wrong = {sentence: got for sentence in TOLD if (got := said(sentence)) != TOLD[sentence]}
    assert wrong == {}


AGAIN = {
    "主动公开政府信息56条，比上年的50条增加6条。": ["R-X-12"],
    "主动公开政府信息56条。2023年公开的56条信息比上年的50条增加6条。": ["R-X-12"],
    # another thing that comes to as much is not the total
    "主动公开政府信息56条。回应群众关切56条，比上年的50条增加6条。": [],
    "主动公开政府信息56条。审核信息56条，比上年增加6条。": [],
}


@pytest.mark.parametrize("sentence", AGAIN)
def test_a_number_is_held_against_last_years_report_where_it_is_that_number(sentence):
    prior = {"text": {"1": ["主动公开政府信息40条。"]}}
    report = {"year": 2023, "level": "department", "text": {"1": [sentence]}, "prior": prior}
    found = judged(report | {"keep": [0, 5, 6]})
    assert [one.rule for one in found if str(one.severity) in GRAVE] == AGAIN[sentence]


def test_a_denial_denies_whom_it_names_and_no_others():
    lawyers = {
        f"{row}[{who}]": count
        for row in ("request.received", "outcome.granted", "outcome.total")
        for who, count in (("natural_person", 8), ("legal_service", 3), ("total", 11))
    }
    said_of = {}
    for whom in ("企业", "法人或其他组织"):
        text = {"3": [f"没有{whom}提出申请。"]}
        report = {"year": 2023, "level": "department", "text": text, "cells": lawyers}
        said_of[whom] = [one.rule for one in judged(report) if str(one.severity) in GRAVE]
    assert said_of == {"企业": [], "法人或其他组织": ["R-N-18"]}


def test_all_that_was_received_is_no_part_of_it():
    """Of some of the applications all may be granted where others are not."""
    cells = {
        f"{row}[{who}]": count
        for row, count in (
            ("request.received", 5),
            ("outcome.granted", 4),
            ("outcome.partial", 1),
            ("outcome.total", 5),
        )
        for who in ("natural_person", "total")
    }
    told = {"全年收到的5件": ["R-N-04"], "网上收到的4件": [], "属于本机关掌握的4件": []}
    rules = {}
    for whose in told:
        text = {"3": [f"{whose}申请全部予以公开。"]}
        report = {"year": 2023, "level": "department", "text": text, "cells": cells}
        rules[whose] = [one.rule for one in judged(report) if str(one.severity) in GRAVE]
    assert rules == told


@pytest.mark.parametrize("whose", ["上年", "上年度", "去年", "上一年", "上一年度"])
def test_what_came_from_the_year_before_is_not_what_is_left(whose):
    counts = {"request.carried_in": 2, "request.received": 5, "request.carried_out": 3}
    cells = {
        f"{row}[{who}]": count
        for row, count in (counts | {"outcome.granted": 4, "outcome.total": 4}).items()
        for who in ("natural_person", "total")
    }
    text = {"3": [f"{whose}结转2件。全年申请均已办结。"]}
    report = {"year": 2023, "level": "department", "text": text, "cells": cells}
    assert [one.rule for one in judged(report) if str(one.severity) in GRAVE] == ["R-N-03"]
