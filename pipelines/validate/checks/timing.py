"""When a report was published, judged as the filing of it is judged."""

from collections.abc import Iterator
from datetime import date

from pipelines.catalogue.model import Words
from pipelines.filing.states import State
from pipelines.filing.states import published as judged
from pipelines.validate.check_context import GRADES, CheckContext
from pipelines.validate.judgement import Judgement


def published(context: CheckContext) -> Iterator[Judgement]:
    """R-TIME-01, 02, 04, 05: the day of publication."""
    agency, year = context.report.agency, context.year
    if not year:
        return
    filing = judged(agency.id, agency.level or "", year, context.report.published_on)
    left, right = str(filing.published_on), str(filing.due_on)
    if filing.reason == "no_date":
        yield from context.fail("R-TIME-05", status="na", reason="no_date")
    elif filing.state is State.EARLY:
        yield from context.fail("R-TIME-02", left=left, right=str(date(year, 12, 31)))
    elif filing.reason == "moved":
        yield from context.fail("R-TIME-04", left=left, right=right)
    elif filing.state is State.LATE and filing.deadline:
        days = {"difference": Words(zh=str(filing.days_late), en=str(filing.days_late))}
        values = {
            "severity": GRADES[filing.severity],
            "note": filing.deadline.source,
            "words": days,
        }
        yield from context.fail("R-TIME-01", left=left, right=right, **values)


def signed(context: CheckContext) -> Iterator[Judgement]:
    """R-TIME-03: signed before the year ended, published after."""
    day, signed_on, year = context.report.published_on, context.report.signed_on, context.year
    if day and signed_on and year and signed_on <= date(year, 12, 31) < day:
        yield from context.fail("R-TIME-03", left=str(signed_on), right=str(day))


TIMING = (published, signed)
