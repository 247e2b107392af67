"""A total stated twice in one text, with two numbers."""

from collections.abc import Iterator

from pipelines.model import Place
from pipelines.validate.check_context import CheckContext
from pipelines.validate.judgement import Judgement
from pipelines.validate.naming import cell_name


def stated_twice(context: CheckContext) -> Iterator[Judgement]:
    """R-N-16: one number where the text first says it, another where it says it again."""
    for finding in context.report.findings:
        if finding.rule == "R-N-16":
            indicator, _, member = finding.member.partition(":")
            places = [_first(context, indicator, member), finding.place]
            yield from context.fail(
                finding.rule,
                member=finding.member,
                left=finding.left,
                right=finding.right,
                words={"member": cell_name(indicator, member)},
                places=tuple(place for place in places if place),
            )


def _first(context: CheckContext, indicator: str, member: str) -> Place | None:
    """Return where the number that is kept stands."""
    figures = context.figures(indicator, member)
    return next((one.place for one in figures if one.scope == "year"), None)


REPEATS = (stated_twice,)
