"""When a report was published, judged as the filing of it is judged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipelines.catalogue.model import Words
from pipelines.filing.states import State
from pipelines.filing.states import published as judged
from pipelines.validate.docket import GRADES, CheckContext
from pipelines.validate.judgement import Judgement


def published(docket: CheckContext) -> Iterator[Judgement]:
    """R-TIME-01, 02, 04, 05: the day of publication."""
    agency, year = docket.report.agency, docket.year
    if not year:
        return
    found = judged(agency.id, agency.level or "", year, docket.report.published_on)
    left, right = str(found.published_on), str(found.due_on)
    if found.reason == "no_date":
        yield from docket.fail("R-TIME-05", status="na", reason="no_date")
    elif found.state is State.EARLY:
        yield from docket.fail("R-TIME-02", left=left, right=str(date(year, 12, 31)))
    elif found.reason == "moved":
        yield from docket.fail("R-TIME-04", left=left, right=right)
    elif found.state is State.LATE and found.deadline:
        days = {"difference": Words(zh=str(found.days_late), en=str(found.days_late))}
        said = {"severity": GRADES[found.severity], "note": found.deadline.source, "words": days}
        yield from docket.fail("R-TIME-01", left=left, right=right, **said)


def signed(docket: CheckContext) -> Iterator[Judgement]:
    """R-TIME-03: signed before the year ended, published after."""
    day, signed_on, year = docket.report.published_on, docket.report.signed_on, docket.year
    if day and signed_on and year and signed_on <= date(year, 12, 31) < day:
        yield from docket.fail("R-TIME-03", left=str(signed_on), right=str(day))


TIMING = (published, signed)
