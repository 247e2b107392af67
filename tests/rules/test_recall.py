"""The texts labelled by reading: their faults are found, the others are left in peace."""

from __future__ import annotations

import json

from tests.rules.recall import RUN, outcome

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
