"""The state of one agency's filing for one year: the same judgement for rules, store and papers."""

from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date
from enum import StrEnum
from typing import Final

from pipelines.catalogue.model import Words
from pipelines.filing.deadlines import Deadline, deadline_of, reasons
from pipelines.model import Report, Status

MOVED_AFTER: Final = 180  # days: later than that a page's date tells of a moved site
FORMS_SINCE: Final = 2019  # from this year a report without tables is not a whole report
_UNREAD: Final = frozenset({Status.IMAGE, Status.LOST, Status.ABSENT})


class State(StrEnum):
    """What became of a report that was due. Exactly one holds for any agency and year."""

    ON_TIME = "on_time"
    LATE = "late"
    EARLY = "early"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True, slots=True)
class Filing:
    """One judgement. `days_late` is 0 when on time and None where lateness is not known."""

    state: State
    deadline: Deadline | None = None
    due_on: date | None = None
    published_on: date | None = None
    days_late: int | None = None
    severity: str = ""
    reason: str = ""

    @property
    def why(self) -> Words:
        """Return why it is not judged or cannot be read, in words; empty where nothing is odd."""
        return reasons()[self.reason] if self.reason else Words(zh="", en="")


def published(agency_id: str, level: str, year: int, day: date | None) -> Filing:
    """Judge a report by the day it was published.

    The days of the calendar count: no rule that is known extends a deadline over a weekend.
    """
    blank = _blank(agency_id, level, year)
    if day is None:
        return replace(blank, reason="no_date")
    known = replace(blank, published_on=day)
    if MINYEAR <= year <= MAXYEAR and day <= date(year, 12, 31):
        return replace(known, state=State.EARLY, severity="error")
    if known.deadline is None or known.due_on is None:
        return replace(known, reason="no_deadline")
    late = (day - known.due_on).days
    if late > MOVED_AFTER:
        return replace(known, reason="moved")
    if late > 0:
        grade = known.deadline.severity
        return replace(known, state=State.LATE, days_late=late, severity=grade)
    return replace(known, state=State.ON_TIME, days_late=0, severity="")


def nothing_received(agency_id: str, level: str, year: int, as_of: date | None) -> Filing:
    """Judge an agency that was expected to report and of which nothing is here.

    Args:
        agency_id: the agency.
        level: its level.
        year: the report's year.
        as_of: the last day on which anything was received; without it nothing is overdue.
    """
    blank = _blank(agency_id, level, year)
    if blank.deadline is None or blank.due_on is None:
        return replace(blank, reason="no_deadline")
    if as_of is None or as_of <= blank.due_on:
        return replace(blank, reason="not_due")
    return replace(blank, state=State.MISSING, severity=blank.deadline.severity)


def unread(filing: Filing, reason: str) -> Filing:
    """Return a filing whose document is here and gave no figures; its date stays known."""
    return replace(filing, state=State.UNREADABLE, severity="warning", reason=reason)


def of_report(report: Report, day: date | None) -> Filing:
    """Judge a report by its day of publication and by whether anything of it could be read."""
    year = report.report_year or 0
    found = published(report.agency.id, report.agency.level or "", year, day)
    return unread(found, "no_figures") if is_unread(report) else found


def is_unread(report: Report) -> bool:
    """Tell whether no figure of a report could be read although its form or year asks for some.

    A report in prose of the years before the forms may honestly hold no number.
    """
    is_prose = report.template == "narrative" and (report.report_year or 0) < FORMS_SINCE
    return not is_prose and all(figure.status in _UNREAD for figure in report.figures)


def filed_state(filing: Filing, year: int, filed_on: date | None) -> str:
    """Judge the day of filing with the office: on_time, late, or "" where it is not known."""
    due = filing.deadline.filing_due(year) if filing.deadline else None
    if due is None or filed_on is None:
        return ""
    return str(State.ON_TIME if filed_on <= due else State.LATE)


def _blank(agency_id: str, level: str, year: int) -> Filing:
    deadline = deadline_of(agency_id, level, year)
    due = deadline.due(year) if deadline else None
    return Filing(State.NOT_JUDGED, deadline, due, severity="info")
