"""Numbers as each language writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.numbers import compact, plain, share, span


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (0, "0", "0"),
        (9999, "9,999", "9,999"),
        (12000, "1.2 万", "12,000"),
        (10000, "1 万", "10,000"),
        (250_000_000, "2.5 亿", "250,000,000"),
        (-30000, "-3 万", "-30,000"),
        (99.5, "99.5", "99.5"),
    ],
)
def test_large_numbers_are_short_in_chinese_and_full_in_english(value, zh, en):
    assert compact(value, "zh") == zh
    assert compact(value, "en") == en


@given(st.integers(-(10**9), 10**9))
def test_a_plain_number_can_be_read_back(value):
    assert int(plain(value).replace(",", "")) == value


def test_a_share_of_nothing_is_no_share():
    assert share(0, 0) == "–"
    assert share(1, 3) == "33.3%"


def test_a_span_of_one_year_is_that_year():
    assert span((2020, 2020)) == "2020"
    assert span((2019, 2024)) == "2019–2024"
