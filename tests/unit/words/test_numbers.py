"""Numbers are found behind every word that may lead to them."""

from __future__ import annotations

import re
from itertools import product

from pipelines.catalogue.load import lexicon
from pipelines.parse.prose.numbers import quantities

NUMBERS = ("12条", "1,234件", "百余条", "余百余条", "十二件", "多万余条")
LEADS = ("", *lexicon("numbers")["approximate_before"], "达到", "突破")


def is_unsure(match: re.Match[str]) -> bool:
    """Tell whether a match of the whole pattern says more or less."""
    is_open = bool(match["middle"] or match["middle2"] or match["after"])
    return is_open or match["before"] in lexicon("numbers")["approximate_before"]


def test_a_number_is_found_where_the_whole_pattern_finds_it():
    whole = re.compile(lexicon("numbers")["quantity"])
    wrong = {}
    for lead, number in product(LEADS, NUMBERS):
        text = f"全年主动公开政府信息{lead}{number}。"
        matched = [(match.end(), is_unsure(match)) for match in whole.finditer(text)]
        read = [(one.end, one.is_approximate) for one in quantities(text)]
        if not matched or read != matched:
            wrong[text] = (read, matched)
    assert wrong == {}


def test_a_text_without_a_numeral_has_no_number():
    assert list(quantities("全年未收到依申请公开的申请。")) == []
