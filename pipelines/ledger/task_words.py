"""What a person can say of a task: its state, its day and what goes with it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

KIND: Final = "task"
OPEN: Final = "open"  # made, nothing done yet
WORKING: Final = "working"  # the agency is at it
REPORTED: Final = "reported"  # the agency says that it is mended; nobody has looked yet
RETURNED: Final = "returned"  # looked at and not mended
CLOSED: Final = "closed"  # ended by a person, with a reason
WITHDRAWN: Final = "withdrawn"  # was none
STATES: Final = (OPEN, WORKING, REPORTED, RETURNED, CLOSED, WITHDRAWN)
TEXTS: Final = ("feedback", "review", "reason")
_ABOUT: Final = (
    *("dataset", "agency_id", "agency", "county_code", "report_year", "rule", "member"),
    *("left_side", "right_side", "title_zh", "title_en", "message_zh", "message_en"),
    *("basis_zh", "basis_en"),
)


@dataclass(frozen=True, slots=True)
class TaskWord:
    """What a person says of a task: all of it, whatever was said before."""

    state: str
    due_on: date | None = None  # the day by which it is to be done, that day included
    feedback: str = ""  # what the agency answers
    review: str = ""  # what the office found when it looked
    reason: str = ""  # why it was ended or taken back

    def body(self, about: Mapping[str, Any]) -> dict[str, Any]:
        """Return the word as the body of a decision."""
        said: dict[str, Any] = {"state": self.state, "about": dict(about)}
        said |= {"due_on": self.due_on.isoformat()} if self.due_on else {}
        return said | {name: getattr(self, name) for name in TEXTS if getattr(self, name)}


def word_of(body: Mapping[str, Any]) -> TaskWord:
    """Return what the body of a decision says of a task."""
    due = body.get("due_on")
    texts = {name: str(body.get(name) or "") for name in TEXTS}
    return TaskWord(str(body["state"]), date.fromisoformat(str(due)) if due else None, **texts)


def about_task(row: Mapping[str, Any], dataset: str) -> dict[str, Any]:
    """Return what a finding says, to be kept with every word on its task."""
    said = {name: row[name] for name in _ABOUT if name in row}
    return said | {"dataset": dataset}
