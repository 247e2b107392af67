"""What a rule says of a report: the judgement, its words, and its fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.catalogue.model import Words
from pipelines.identities import AgencyId
from pipelines.model import Agency, Finding, Place, Report, Severity

NOTHING = Words(zh="", en="")
_ORDER = {"fail": 0, "na": 1, "pass": 2}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two sides differ: the kind, in words, and the cells it speaks of."""

    kind: str
    words: Words
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """One rule judged on one report. `member` is the applicant, row or group it speaks of.

    `left` is what is published and `right` what it should come to, where the rule has two sides.
    `axis` is "reading" where we may have misread and "agency" where the report itself is at fault.
    `words` fill the holes of the rule's message beside the sides; `note` says what is doubtful, and
    what else follows from the same fact: `consequences`, which are no findings of their own.
    """

    rule: str
    severity: Severity
    status: str  # pass | fail | na
    agency: str
    report_year: int | None
    sha256: str = ""
    part: int = 0
    member: str = ""
    left: Decimal | str | None = None
    right: Decimal | str | None = None
    axis: str = "agency"
    is_assumed: bool = False
    reason: str = ""
    formula: Words = NOTHING
    note: Words = NOTHING
    words: Mapping[str, Words] = field(default_factory=dict)
    explanation: Explanation | None = None
    places: tuple[Place, ...] = ()
    consequences: tuple[Judgement, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Identify the judgement by what it says, so that a verdict outlives a rebuild.

        Where it has no value to speak of, the report's own words take the place of one.
        """
        said = (self.rule, self.agency, self.report_year, self.member or self._own_words())
        sides = (plain(self.left), plain(self.right))
        text = "|".join(map(str, (*said, *sides)))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def _own_words(self) -> str:
        has_sides = self.left is not None or self.right is not None
        return "" if has_sides else self.words.get("words", NOTHING).zh

    @property
    def difference(self) -> Decimal | None:
        """Return left less right, where both are numbers."""
        if isinstance(self.left, Decimal) and isinstance(self.right, Decimal):
            return self.left - self.right
        return None


def plain(value: Decimal | str | None) -> str:
    """Write a side so that equal values are written alike."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return f"{value.normalize():f}" if value else "0"


def order(judgement: Judgement) -> tuple[str, int, int, str, int, str, str, str]:
    """Return the key that puts judgements in one order, whatever order they were found in."""
    return (
        judgement.agency,
        judgement.report_year or 0,
        judgement.part,
        judgement.rule,
        _ORDER[judgement.status],
        judgement.member,
        plain(judgement.left),
        plain(judgement.right),
    )


def identity(report: Report) -> str:
    """Return the key of the agency that reports: its id, its name where it is still open."""
    return report.agency.id or report.agency.name


def joining_key(report: Report) -> str:
    """Return what joins the reports of one agency: its id; one whose agency is open stands alone.

    Two 太平镇人民政府 may be two towns, and two unnamed documents are not one agency.
    """
    return report.agency.id or f"{report.sha256}:{report.part}"


def level_for_rules(agency: Agency) -> str:
    """Return an agency's level as rules know it: departments above a county stand apart.

    The office of a city or province may report for its government, which makes rules of its own.
    """
    key = AgencyId(agency.id)
    if agency.level == "department" and key and not key.county:
        return "upper_department"
    return agency.level or ""


def as_finding(judgement: Judgement) -> Finding:
    """Return the judgement as the value that travels with a report."""
    return Finding(
        rule=judgement.rule,
        severity=judgement.severity,
        status=judgement.status,
        left=plain(judgement.left),
        right=plain(judgement.right),
        member=judgement.member,
        place=judgement.places[0] if judgement.places else None,
    )
