"""What became of findings while a report was mended: open, resolved, come back. Pure.

A report passes through states: as it came first, after each new version or correction of it or of
the year before, and as it stands. A finding is the same in two states where it says the same, else
where its rule breaks at the same row, applicant or group with other numbers.

Rules that need other agencies' reports (`BESIDE`) are in no state: what ended such a finding may be
another agency's version, which is in no state of this report, and no change is named by guess.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipelines.validate.judgement import Judgement
from pipelines.validate.rulebook import RuleBook

OPEN: Final = "open"
RESOLVED: Final = "resolved"  # no longer so; the change that did it is known
REOPENED: Final = "reopened"  # it was resolved and is so again
UNJUDGED: Final = "unjudged"  # the mended report cannot be judged by the rule: nobody knows
# No later version makes these good: the day has passed, or they speak of the change itself.
LASTING: Final = frozenset({"R-TIME-01", "R-TIME-04", "R-TIME-05", "R-SRC-04"})
BESIDE: Final = frozenset({"R-X-09", "R-AGG-01", "R-AGG-02", "R-AGG-03"})


@dataclass(frozen=True, slots=True)
class Revision:
    """What changed a report: another document, or a correction of the ledger."""

    kind: str  # document | correction
    version: str  # the document's SHA-256, the number of the decision
    at: str  # UTC, ISO 8601


@dataclass(frozen=True, slots=True)
class ReportState:
    """What the rules said of a report at one time; `change` made it so, None at the beginning."""

    judgements: Sequence[Judgement]
    change: Revision | None = None
    has_text: bool = True  # could the checks that read the text look at it?


@dataclass(frozen=True, slots=True)
class Progress:
    """One finding and what became of it; `finding` is what was said when it was last so."""

    finding: Judgement
    progress: str
    change: Revision | None = None


@dataclass(slots=True)
class _Course:
    """One finding on its way through the states."""

    last: Judgement
    is_standing: bool = True
    is_known: bool = True
    resolved_by: Revision | None = None
    reopened_by: Revision | None = None
    names: set[str] = field(default_factory=set)

    def stands(self, finding: Judgement, change: Revision | None, *, is_head: bool) -> None:
        if not self.is_standing:
            self.reopened_by = change
        self.is_standing = self.is_known = True
        if is_head:
            self.last = finding
        self.names.add(finding.fingerprint)

    def progress(self) -> Progress:
        if not self.is_standing:
            return Progress(self.last, RESOLVED, self.resolved_by)
        if not self.is_known:
            return Progress(self.last, UNJUDGED)
        word = REOPENED if self.reopened_by else OPEN
        return Progress(self.last, word, self.reopened_by)


def followed(states: Sequence[ReportState], book: RuleBook) -> list[Progress]:
    """Return what became of every finding of a report, in the order in which they came up."""
    courses: list[_Course] = []
    for state in states:
        _step(courses, state, book)
    return [one.progress() for one in courses]


def _step(courses: list[_Course], state: ReportState, book: RuleBook) -> None:
    failed = (row for row in state.judgements if row.status == "fail")
    heads = [row for row in failed if row.rule not in LASTING | BESIDE]
    folded = [row for head in heads for row in head.consequences]
    left = list(courses)
    fresh = []
    for finding in heads:
        course = _same(left, finding)
        if course is None:
            fresh.append(finding)
        else:
            left.remove(course)
            course.stands(finding, state.change, is_head=True)
    for finding in folded:  # no finding of its own now, and yet not mended
        course = _same([course for course in left if course.is_standing], finding)
        if course is not None:
            left.remove(course)
            course.stands(finding, state.change, is_head=False)
    for course in left:
        if course.is_standing:
            _fall(course, state, book)
    courses += [_Course(finding, names={finding.fingerprint}) for finding in fresh]


def _fall(course: _Course, state: ReportState, book: RuleBook) -> None:
    """Note that a finding is not said any more: it is mended, or nobody can tell."""
    if _is_unjudged(course.last, state, book):
        course.is_known = False
    else:
        course.is_standing, course.resolved_by = False, state.change


def _same(courses: Iterable[_Course], finding: Judgement) -> _Course | None:
    """Return the course of a finding: by its very words, else by its rule and what it is about."""
    listed = list(courses)
    exact = [one for one in listed if finding.fingerprint in one.names]
    alike = [one for one in listed if _is_alike(one.last, finding)]
    standing = [one for one in alike if one.is_standing]
    return next(iter((*exact, *standing, *alike)), None)


def _is_alike(one: Judgement, other: Judgement) -> bool:
    """Say whether two findings are of one rule and one place in the report's tables or text."""
    if (one.rule, one.member) != (other.rule, other.member):
        return False
    return bool(one.member) or (_has_numbers(one) and _has_numbers(other))


def _has_numbers(finding: Judgement) -> bool:
    return finding.left is not None and finding.right is not None


def _is_unjudged(finding: Judgement, state: ReportState, book: RuleBook) -> bool:
    """Say whether a state does not show if a finding still holds.

    A text that no longer gives a number has nothing left to contradict: that is an answer.
    """
    is_relation = finding.rule in book and book[finding.rule].is_relation
    if not state.has_text and not is_relation:
        return True
    return any(
        one.status == "na" and one.rule == finding.rule and one.reason != "not_captured"
        for one in state.judgements
    )
