"""The office's register: what was filed when, sent back and brought again, as people wrote it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from pipelines.filing.roster import FILING, RosterDecision
from pipelines.identities import FilingSubject


@dataclass(frozen=True, slots=True)
class Filed:
    """What the office noted of one agency and year; None is what nobody noted."""

    agency_id: str
    report_year: int
    filed_on: date | None = None
    returned_on: date | None = None
    mended_on: date | None = None
    sha256: str = ""

    @property
    def is_unmended(self) -> bool:
        """Tell whether the report was sent back and has not come again since."""
        return self.returned_on is not None and (
            self.mended_on is None or self.mended_on < self.returned_on
        )


def register(decisions: Iterable[RosterDecision]) -> dict[tuple[str, int], Filed]:
    """Return the register by agency and year; of each kind of note the last one counts."""
    filed: dict[tuple[str, int], Filed] = {}
    for decision in decisions:
        agency_id, year = FilingSubject.parse(decision.subject)
        if decision.kind != FILING or not agency_id or year is None:
            continue
        key = (agency_id, year)
        filed[key] = _noted(filed.get(key, Filed(*key)), decision)
    return filed


def _noted(filed: Filed, decision: RosterDecision) -> Filed:
    body = decision.body
    days = {
        name: date.fromisoformat(str(body[name]))
        for name in ("filed_on", "returned_on", "mended_on")
        if body.get(name)
    }
    return replace(filed, **days, sha256=str(body.get("sha256") or filed.sha256))  # type: ignore[arg-type]
