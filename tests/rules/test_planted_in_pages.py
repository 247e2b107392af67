"""Whole documents: a planted fault is named by its rule, a clean report is left in peace."""

import re

from tests.rules.pages.faults import FAULTS
from tests.rules.pages.trial import PAGE, graves, planted
from tests.rules.recall import PLANTED

ONE_EACH = {(fault.rule, fault.explained): fault for fault in FAULTS}.values()


def test_a_fault_planted_in_a_document_is_named_and_explained():
    trials = {f"{fault.rule} {fault.id}": planted(fault, 0) for fault in ONE_EACH}
    assert {name: one.said for name, one in trials.items() if not one.is_found} == {}
    assert {name: one.said for name, one in trials.items() if not one.is_explained} == {}


def test_a_clean_pair_of_documents_raises_no_alarm():
    assert {seed: said for seed in range(18) if (said := graves(seed)) != [(), ()]} == {}


def test_no_two_faults_have_one_name():
    assert len({fault.id for fault in FAULTS}) == len(FAULTS)


def test_the_page_of_recall_speaks_of_the_faults_that_are_planted():
    page = PAGE.read_text(encoding="utf-8").partition(PLANTED)[2]
    rows = re.findall(r"^\| (R-[A-Z0-9-]+) \| ([^|]+) \|", page, re.MULTILINE)
    told = {(rule, name) for rule, names in rows for name in names.split(", ")}
    assert told == {(fault.rule, fault.id) for fault in FAULTS}
