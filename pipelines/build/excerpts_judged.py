"""What the rules say of excerpts: only what the captured facts decide, and with a doubt.

An excerpt holds some facts of a report and no text. A relation between cells that were all
captured can be broken, and so can the day of publication; every other rule would need what is
not there. Sums of parts are left alone, because the parts that were not captured are unknown.
What cannot be judged is not listed: it would be every rule of every excerpt.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pipelines.build.excerpts import excerpt_reports
from pipelines.model import Report
from pipelines.validate.faults import CRASHED, EVERYTHING
from pipelines.validate.judgement import Judgement
from pipelines.validate.naming import say
from pipelines.validate.rulebook import Rule, rulebook
from pipelines.validate.run import judge

TIMING = "timing"


def judged_excerpts(folder: Path, ids: Mapping[str, int]) -> Iterator[tuple[int, Judgement]]:
    """Yield (report id, judgement) for the excerpts among `ids`, judged beside each other."""
    if not ids:
        return
    named = ((_name(report), report) for _, report in excerpt_reports(folder))
    reports = [(ids[name], report) for name, report in named if name in ids]
    by_name = {report.sha256: report_id for report_id, report in reports}
    for judgement in judge([report for _, report in reports], failures_only=True):
        rule = _asked(str(judgement.left) if judgement.rule == CRASHED else judgement.rule)
        if judgement.status != "fail" or (rule is None and judgement.left != EVERYTHING):
            continue
        if rule and rule.is_relation:  # the cells were captured by hand: the doubt is ours first
            judgement = replace(judgement, axis="reading", note=say("excerpt"))  # noqa: PLW2901
        yield by_name[judgement.sha256], judgement


def _name(report: Report) -> str:
    """Return what names an excerpt in the store, where the key it came with is not kept."""
    return f"{report.agency.id}:{report.report_year}:{report.address}"


def _asked(text: str) -> Rule | None:
    """Return the rule that is asked of excerpts, of the first id in a text; None if it is not."""
    rule = rulebook().by_id.get(text.partition(",")[0])
    return rule if rule and (rule.is_relation or rule.family == TIMING) else None
