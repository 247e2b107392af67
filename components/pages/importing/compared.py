"""What a report says otherwise than the year before, or than an earlier version of itself."""

from dataclasses import dataclass

from components.context import PageRequest
from components.report.versions import MOST_CHANGES, CellChange, change_of
from components.words import say
from pipelines.desk.inspection import ComparedReport
from pipelines.model import Figure


@dataclass(frozen=True, slots=True)
class Compared:
    """Another report laid beside: which one, how many cells differ, and the first of them.

    `apart` is by how much each listed number differs, "" where one of the two is no number.
    """

    which: str
    count: int
    changes: tuple[CellChange, ...]
    apart: tuple[str, ...]


def compared(other: ComparedReport | None, ask: PageRequest) -> Compared | None:
    """Return the differences from another report in words; None where there is no other."""
    if other is None:
        return None
    shown = other.differences[:MOST_CHANGES]
    return Compared(
        which=_which(other, ask),
        count=len(other.differences),
        changes=tuple(change_of(one, ask.language) for one in shown),
        apart=tuple(_apart(one.left, one.right) for one in shown),
    )


def _which(other: ComparedReport, ask: PageRequest) -> str:
    language, received_at = ask.language, ask.desk.installation.local(other.received_at)
    return say(
        "importing.beside",
        language,
        agency=other.report.agency.name,
        year=other.report.report_year or say("importing.no_year", language),
        day=received_at[:10] or say("importing.no_day", language),
        state=say(f"importing_state.{other.state}", language),
    )


def _apart(left: Figure | None, right: Figure | None) -> str:
    if left is None or right is None or left.value is None or right.value is None:
        return ""
    return f"{right.value - left.value:+,f}"
