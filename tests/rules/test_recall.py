"""The texts labelled by reading: their faults are found, the others are left in peace."""

from __future__ import annotations

import json

import pytest

from pipelines.validate.folding import every
from tests.gold.shared import SHARED
from tests.rules.excerpts import judged
from tests.rules.recall import GRAVE, RUN, outcome

JUDGING = SHARED / "cases" / "judging.jsonl"
# Whoever says so is right; a trap stays silent.
TELLS = {
    "growth": {"R-N-15"},
    "stale": {"R-X-07"},
    "none": {"R-N-03"},
    "carry": {"R-N-03"},
    "noreview": {"R-C-08"},
    "granted": {"R-N-04"},
    "penalty": {"R-N-08"},
    "normative": {"R-N-07"},
    "percent": {"R-N-10"},
    "sum": {"R-N-09"},
    "trap": set(),
}
# What the tables hold that the sentences are set against; of a trap, what the sentence says.
COUNTED = {
    "request.received[natural_person]": 11,
    "request.received[total]": 11,
    "request.carried_out[natural_person]": 1,
    "request.carried_out[total]": 1,
    "outcome.granted[natural_person]": 6,
    "outcome.granted[total]": 6,
    "outcome.partial[natural_person]": 1,
    "outcome.partial[total]": 1,
    "outcome.unable.not_held[natural_person]": 3,
    "outcome.unable.not_held[total]": 3,
    "outcome.total[natural_person]": 10,
    "outcome.total[total]": 10,
    "review.upheld": 2,
    "review.total": 2,
    "normative.made": 2,
    "normative.repealed": 1,
    "normative.in_force": 9,
    "licence.decisions": 34,
    "penalty.decisions": 12,
}
TRAPPED = {"review.upheld": 6, "review.total": 6, "suit_direct.upheld": 3, "suit_direct.total": 3}

FOUND, ALARMS = 0.95, 0.01  # shares of the faults, and of the texts without one


def test_faults_of_labelled_texts_are_found_and_nothing_else_is_said():
    seen = outcome("real.jsonl")
    assert seen.found >= FOUND * seen.faulty, seen.notes
    assert seen.alarms <= ALARMS * seen.clean, seen.notes


def test_the_precision_of_every_rule_is_that_of_the_last_run():
    assert json.loads(RUN.read_text(encoding="utf-8")) == outcome("real.jsonl").rules()


def test_a_rule_that_is_often_wrong_is_a_note():
    runs = json.loads(RUN.read_text(encoding="utf-8"))
    assert not [
        rule for rule, (fired, right, *_) in runs.items() if fired > 5 and right < 0.9 * fired
    ]


@pytest.mark.skipif(not JUDGING.exists(), reason="the shared cases are not at hand")
def test_the_shared_cases_are_told_in_whole_reports_and_the_traps_are_not():
    wrong = []
    for line in JUDGING.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        wanted, is_trap = TELLS[case["kind"]], case["kind"] == "trap"
        report = {
            "year": case["report_year"],
            "level": "township" if case["kind"] == "stale" else "department",
            "text": {"1": [case["sentence"]]},
            "cells": COUNTED | (TRAPPED if is_trap else {}),
        }
        said = {found.rule for found in every(judged(report)) if str(found.severity) in GRAVE}
        if not (said & wanted if wanted else not said):
            wrong.append((case["kind"], case["sentence"], sorted(said)))
    assert not wrong
