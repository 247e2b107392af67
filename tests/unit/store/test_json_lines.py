"""What `mingcha parse --json` prints of a report."""

import re
from decimal import Decimal

import pytest

from pipelines.desk.json_lines import rejection_sentence, report_line
from pipelines.model import Agency, Figure, Rejection, Report, Status
from pipelines.settings import ROOT


def stated(value, scope):
    return Figure(
        "disclosure.total", "", Decimal(value), Status.NUMBER, "", None, "narrative", scope=scope
    )


def test_figures_of_other_periods_stand_apart():
    figures = (stated(2110, "year"), stated(5928, "cumulative"), stated(1800, "prior"))
    report = Report(
        "", "", 0, "", Agency("x"), 2020, None, None, "narrative", tables={}, figures=figures
    )
    line = report_line("a.txt", report)
    assert [one["value"] for one in line["figures"]] == [2110]
    assert [(one["value"], one["scope"]) for one in line["other_periods"]] == [
        (5928, "cumulative"),
        (1800, "prior"),
    ]


def reasons():
    sources = (ROOT / "pipelines" / "read").glob("*.py")
    texts = [source.read_text(encoding="utf-8") for source in sources]
    return sorted({why for text in texts for why in re.findall(r'why(?:"\)?:|=) ?"(\w+)"', text)})


@pytest.mark.parametrize("why", [*reasons(), "members", "ratio"])
def test_the_reason_of_a_refusal_is_said_in_the_readers_language(why):
    chinese = rejection_sentence(Rejection("hostile", {"why": why}), "zh")
    assert why not in chinese
    assert rejection_sentence(Rejection("hostile", {"why": why}), "en") != chinese
