"""Nothing that came from a document is ever a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.tables import web_address
from pipelines.export.safe import as_text


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1+1", "＋1", "\r=1", "|x"],
)
def test_text_that_a_sheet_would_run_is_marked_as_text(text):
    assert as_text(text) == f"'{text}"


@given(st.text())
def test_no_text_leaves_with_a_formula_in_front(text):
    told = str(as_text(text)).lstrip()
    assert len(told) < 2 or told[0] not in "=+@"


@pytest.mark.parametrize(("value", "told"), [(-3.0, -3), (1.5, 1.5), (7, 7)])
def test_a_number_stays_a_number(value, told):
    assert as_text(value) == told


def test_plain_words_stay_as_they_are():
    assert as_text("抚宁区茶棚乡人民政府") == "抚宁区茶棚乡人民政府"
    assert as_text("—") == "—"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//x", "", None, 3])
def test_only_web_addresses_become_links(address):
    assert web_address(address) == ""


def test_a_public_address_is_kept():
    assert web_address(" https://www.gov.cn/a?b=c ") == "https://www.gov.cn/a?b=c"
