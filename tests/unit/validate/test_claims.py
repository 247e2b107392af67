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


@pytest.mark.parametrize("sentence", TOLD)
def test_a_contradiction_is_told_once(sentence):
    assert said(sentence) == TOLD[sentence]
