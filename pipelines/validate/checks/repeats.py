"""A total stated twice in one text, with two numbers."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.model import Place
from pipelines.validate.docket import CheckContext
from pipelines.validate.judgement import Judgement
from pipelines.validate.naming import cell_name


def stated_twice(docket: CheckContext) -> Iterator[Judgement]:
    """R-N-16: one number where the text first says it, another where it says it again."""
    for finding in docket.report.findings:
        if finding.rule == "R-N-16":
            indicator, _, member = finding.member.partition(":")
            places = [_first(docket, indicator, member), finding.place]
            yield from docket.fail(
                finding.rule,
                member=finding.member,
                left=finding.left,
                right=finding.right,
                words={"member": cell_name(indicator, member)},
                places=tuple(place for place in places if place),
            )


def _first(docket: CheckContext, indicator: str, member: str) -> Place | None:
    """Return where the number that is kept stands."""
    figures = docket.figures(indicator, member)
    return next((one.place for one in figures if one.scope == "year"), None)


REPEATS = (stated_twice,)
