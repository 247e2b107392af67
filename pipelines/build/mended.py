"""What became of findings: reports that came again or were corrected, judged as they once stood."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

from pipelines.build.assemble import Sources
from pipelines.build.files import Files
from pipelines.build.finding_rows import finding_row
from pipelines.build.stage import Stage
from pipelines.identities import AgencyId, Subject, area_of, unit_of
from pipelines.ledger.decisions import Decision, answered, last_words, settle
from pipelines.model import Agency, Report
from pipelines.store.rows import Rows
from pipelines.validate.check_context import Surroundings
from pipelines.validate.progress import (
    OPEN,
    REOPENED,
    Progress,
    ReportState,
    Revision,
    followed,
)
from pipelines.validate.rulebook import rulebook
from pipelines.validate.run import is_entwined, judge
from pipelines.validate.surroundings import surroundings

_ASSIGNMENT, _CORRECTION = "assignment", "correction"
_TODAY: Final = datetime.max.replace(tzinfo=UTC)  # later than any moment that is written down
_AgencyYear = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Version:
    """One document's report of an agency and year; the least `rank` is the one that counts.

    One that was sent back gives way to any that counts, and does not count today.
    """

    sha256: str
    part: int
    at: datetime
    rank: tuple[int, float]
    is_sent_back: bool = False

    @property
    def subject(self) -> str:
        """Return what decisions call it."""
        return str(Subject(self.sha256, self.part))


@dataclass(frozen=True, slots=True)
class _Turn:
    """One moment since which a year's report says something else, and what made it so."""

    at: datetime
    change: Revision


def follow_findings(
    sources: Sources, files: Files, stage: Stage, units: Collection[int] | None = None
) -> None:
    """Stage what became of the findings of reports that were replaced or corrected.

    `units` are those that are judged, where not all are.
    """
    history = _History(sources, files, stage, units)
    rows = Rows()
    for agency_id, year in history.changed():
        if units is not None and unit_of("real", agency_id, year) not in units:
            continue
        for number, step in enumerate(history.followed(agency_id, year)):
            finding, change = step.finding, step.change or Revision("", "", "")
            change_words = (step.progress, change.kind, change.version, change.at)
            if step.progress == REOPENED:
                whose = (finding.agency, finding.report_year, finding.fingerprint)
                rows.progress.append(("real", *whose, *change_words))
            elif step.progress != OPEN:
                report_id = history.ids.get((finding.sha256, finding.part))
                row = finding_row("real", report_id, number, finding)
                rows.former.append((*row, finding.sha256, finding.part, *change_words))
    stage.add(rows)


class _History:
    """The versions of every report, with the corrections of the ledger, in time."""

    def __init__(
        self, sources: Sources, files: Files, stage: Stage, units: Collection[int] | None
    ) -> None:
        self._sources = sources
        self._files = files
        self._versions: dict[_AgencyYear, list[_Version]] = {}
        self._answers: dict[tuple[str, int], _AgencyYear] = {}
        self.ids: dict[tuple[str, int], int] = {}
        received = {file.sha256: _moment(file.received_at) for file in sources.documents}
        for own in stage.reports(None if units is None else {area_of(unit) for unit in units}):
            if own.dataset == "real" and own.agency_id and own.report_year:
                self.ids[own.sha256, own.part] = own.report_id
                version = _Version(own.sha256, own.part, received[own.sha256], (0, own.report_id))
                self._versions.setdefault((own.agency_id, own.report_year), []).append(version)
        for document, draft in sources.sent_back:
            at = _moment(document.received_at)
            for part, answer in draft.reports.items():
                key = (answer.agency_id, answer.report_year)
                self._answers[document.sha256, part] = key
                version = _Version(
                    document.sha256, part, at, (1, -at.timestamp()), is_sent_back=True
                )
                self._versions.setdefault(key, []).append(version)

    @cached_property
    def _corrections(self) -> Mapping[str, Sequence[Decision]]:
        """Return the corrections of each report, in the order in which they were made."""
        corrections: dict[str, list[Decision]] = {}
        for word in self._sources.decisions:
            if word.kind == _CORRECTION:
                corrections.setdefault(Subject.parse(word.subject).report, []).append(word)
        return corrections

    def changed(self) -> list[_AgencyYear]:
        """Return the years of agencies that count today and have not always said the same."""
        moved = {key for key in self._versions if any(self._turns(*key))}
        after = {(agency_id, year + 1) for agency_id, year in moved}
        return sorted(key for key in moved | after if self._counts(key))

    def followed(self, agency_id: str, year: int) -> list[Progress]:
        """Return what became of the findings of one agency's year."""
        came = min(version.at for version in self._versions[agency_id, year])
        turns = [*self._turns(agency_id, year), *self._turns(agency_id, year - 1)]
        turns = sorted((turn for turn in turns if turn.at > came), key=lambda turn: turn.at)
        ends = [*(turn.at for turn in turns), _TODAY]
        changes = [None, *(turn.change for turn in turns)]
        states = [
            self._state(agency_id, year, end, change)
            for end, change in zip(ends, changes, strict=True)
            if turns
        ]
        return followed([state for state in states if state is not None], rulebook())

    def _counts(self, key: _AgencyYear) -> bool:
        return any(not one.is_sent_back for one in self._versions.get(key, ()))

    def _turns(self, agency_id: str, year: int) -> Iterator[_Turn]:
        """Yield when a year's report was replaced or corrected; its first arrival is no change."""
        versions = sorted(self._versions.get((agency_id, year), ()), key=lambda known: known.at)
        for number, version in enumerate(versions):
            if number:
                yield _Turn(version.at, Revision("document", version.sha256, _said(version.at)))
            for correction in self._corrections.get(version.subject, ()):
                at = max(_aware(correction.made_at), version.at)
                yield _Turn(at, Revision(_CORRECTION, str(correction.id), _said(at)))

    def _state(
        self, agency_id: str, year: int, before: datetime, change: Revision | None
    ) -> ReportState | None:
        """Return what the rules said of a year just before a moment."""
        own, prior = (self._standing((agency_id, when), before) for when in (year, year - 1))
        if own is None:
            return None
        versions = [own, *([prior] if prior else [])]
        reports = [self._report(version, before) for version in versions]
        readings = {}
        for version in versions:
            beside = self._files.read("real", version.sha256)[0].reports
            reading = self._files.reading("real", version.sha256)
            if reading is not None and not any(is_entwined(report, beside) for report in beside):
                readings[version.sha256] = reading
        judged = judge(reports, readings, surroundings=self._around(agency_id, reports))
        own_rows = [row for row in judged if (row.sha256, row.part) == (own.sha256, own.part)]
        return ReportState(own_rows, change, has_text=own.sha256 in readings)

    def _standing(self, key: _AgencyYear, before: datetime) -> _Version | None:
        """Return the version that counted just before a moment, None where there was none."""
        there = [one for one in self._versions.get(key, ()) if one.at < before]
        if before == _TODAY:
            there = [one for one in there if not one.is_sent_back]
        return min(there, key=lambda one: one.rank, default=None)

    def _report(self, version: _Version, before: datetime) -> Report:
        """Return a report as assigned, with the corrections made before a moment."""
        report = self._files.read("real", version.sha256)[0].reports[version.part]
        answer = self._answers.get((version.sha256, version.part))
        if answer is not None:
            agency = report.agency
            agency = Agency(agency.name, answer[0], agency.code, agency.level)
            report = answered(report, agency, answer[1])
        made = [
            one
            for one in self._corrections.get(version.subject, ())
            if _aware(one.made_at) < before
        ]
        key = (_ASSIGNMENT, version.subject)
        assigned = {key: self._sources.words[key]} if key in self._sources.words else {}
        return settle(report, assigned | last_words(made)).report

    def _around(self, agency_id: str, reports: Sequence[Report]) -> Surroundings:
        """Return what is known around one agency's reports."""
        sources, county = self._sources, AgencyId(agency_id).area
        area = area_of(unit_of("real", agency_id, None))
        lines = [one for one in sources.expected("real", {area}) if one["county_code"] == county]
        return surroundings(sources.settings.reference, sources.agencies, reports, lines)


def _moment(received_at: str) -> datetime:
    """Return when a document came; a record that does not say so is older than all others."""
    try:
        return _aware(datetime.fromisoformat(received_at))
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _said(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
