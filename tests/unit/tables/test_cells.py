"""One cell says a number, a mark or something unreadable; never a guess."""

from decimal import Decimal

import pytest

from pipelines.model import Status
from pipelines.parse.cells import read_cell

NUMBERS = [
    ("0", "0"),
    (" \u00a012\u3000", "12"),
    ("１，２３４", "1234"),
    ("1,234,567", "1234567"),
    ("-8", "-8"),
    ("\u22128", "-8"),
    ("－8", "-8"),
    ("+19", "19"),
    ("增3", "3"),
    ("减3", "-3"),
    ("190.457379", "190.457379"),
    ("\u200b5\ufeff", "5"),
]


def test_a_number_is_read_as_it_is_meant():
    read = {text: read_cell(text) for text, _ in NUMBERS}
    meant = {text: (Status.NUMBER, Decimal(value)) for text, value in NUMBERS}
    assert {text: (one.status, one.value) for text, one in read.items()} == meant


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("8040元", "8040", "元"), ("3.5万元", "3.5", "万元"), ("5 件", "5", "件")],
)
def test_a_unit_in_the_cell_is_kept_and_nothing_is_converted(text, value, unit):
    reading = read_cell(text)
    assert (reading.value, reading.unit) == (Decimal(value), unit)


MARKS = [
    ("", Status.BLANK),
    (" \u00a0\u3000", Status.BLANK),
    ("—", Status.DASH),
    ("——", Status.DASH),
    ("－", Status.DASH),
    ("-", Status.DASH),
    ("/", Status.SLASH),
    ("／", Status.SLASH),
    ("\\", Status.SLASH),
    ("无", Status.NONE_WORD),
    ("不涉及", Status.NONE_WORD),
]


def test_a_mark_has_its_own_status_and_no_value():
    read = {text: read_cell(text) for text, _ in MARKS}
    meant = {text: (status, None) for text, status in MARKS}
    assert {text: (one.status, one.value) for text, one in read.items()} == meant


UNREADABLE = ["O", "0O", "1 2", "1/2", "约20", "12,34", "000", "3.", "见附件", "5-8", "1.2.3", "一"]


def test_what_cannot_be_read_is_lost_and_never_zero():
    read = {text: read_cell(text) for text in UNREADABLE}
    lost = dict.fromkeys(UNREADABLE, (Status.LOST, None))
    assert {text: (one.status, one.value) for text, one in read.items()} == lost
