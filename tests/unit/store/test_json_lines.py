"""What `mingcha parse --json` prints of a report."""

from decimal import Decimal

from pipelines.json_lines import report_line
from pipelines.model import Agency, Figure, Report, Status


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
