"""Numbers are found behind every word that may lead to them."""

from __future__ import annotations

import re

import pytest

from pipelines.catalogue.load import lexicon
from pipelines.parse.prose.numbers import quantities

LEADS = ("", *lexicon("numbers")["approximate_before"], "达到", "突破")


def is_unsure(match: re.Match[str]) -> bool:
    """Tell whether a match of the whole pattern says more or less."""
    is_open = bool(match["middle"] or match["middle2"] or match["after"])
    return is_open or match["before"] in lexicon("numbers")["approximate_before"]


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("number", ["12条", "1,234件", "百余条", "余百余条", "十二件", "多万余条"])
def test_a_number_is_found_where_the_whole_pattern_finds_it(lead: str, number: str):
    text = f"全年主动公开政府信息{lead}{number}。"
    whole = re.compile(lexicon("numbers")["quantity"]).finditer(text)
    said = [(match.end(), is_unsure(match)) for match in whole]
    assert said
    assert [(one.end, one.is_approximate) for one in quantities(text)] == said


def test_a_text_without_a_numeral_has_no_number():
    assert list(quantities("全年未收到依申请公开的申请。")) == []
