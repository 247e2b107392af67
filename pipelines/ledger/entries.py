"""What an entry of the ledger must be, when it is written and whenever it is read. Pure.

One that is not is set aside and named: it neither stops a build nor gets into one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pipelines.catalogue.bounds import within
from pipelines.filing.roster import entry_of
from pipelines.ledger.body import UnreadableBody, dumps
from pipelines.ledger.draft_states import answers_of
from pipelines.ledger.task_words import STATES, TEXTS

MOST_BODY: Final = 4 * 2**20  # characters: the roster of a province has some hundred thousand
MOST_SUBJECT: Final = 200
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_AGENCY: Final = re.compile(r"[0-9]{1,12}(-[0-9a-f]{8})?", re.ASCII)
_DAYS: Final = ("filed_on", "returned_on", "mended_on")


@dataclass(frozen=True, slots=True)
class SetAside:
    """An entry that cannot be, and why: body, value, place, agency, year, day, task, text."""

    id: int
    kind: str
    subject: str
    why: str


def fault_of(kind: str, subject: str, body: object) -> str:
    """Return in one word what is wrong with an entry, "" where nothing is."""
    if isinstance(body, UnreadableBody) or not isinstance(body, Mapping):
        return "body"
    if len(subject) > MOST_SUBJECT or not _is_text(subject):
        return "text"
    check = _CHECKS.get(kind)
    return check(subject, body) if check else ""


def is_too_large(body: Mapping[str, Any]) -> bool:
    """Tell whether a body is beyond what one decision can say."""
    return len(dumps(body)) > MOST_BODY


def _correction(subject: str, body: Mapping[str, Any]) -> str:
    if body.get("is_withdrawn"):
        return ""
    indicator = [*subject.split(":"), "", "", ""][2]
    if within(indicator, body.get("value")) is None:
        return "value"
    return "" if isinstance(body.get("place") or {}, Mapping) else "place"


def _assignment(_: str, body: Mapping[str, Any]) -> str:
    if body.get("agency_id") and not _AGENCY.fullmatch(str(body["agency_id"])):
        return "agency"
    return "" if not body.get("report_year") or _is_year(body["report_year"]) else "year"


def _verdict(_: str, body: Mapping[str, Any]) -> str:
    about = body.get("about") or {}
    if not isinstance(about, Mapping):
        return "body"
    return "" if not about.get("report_year") or _is_year(about["report_year"]) else "year"


def _task(subject: str, body: Mapping[str, Any]) -> str:
    if body.get("state") not in STATES or not all(
        isinstance(body.get(name, ""), str) for name in TEXTS
    ):
        return "task"
    return _verdict(subject, body) or ("" if _is_day(body.get("due_on")) else "day")


def _filing(_: str, body: Mapping[str, Any]) -> str:
    return "" if all(_is_day(body.get(name)) for name in _DAYS) else "day"


def _roster(_: str, body: Mapping[str, Any]) -> str:
    try:
        for line in body.get("entries", ()):
            entry_of(line)
    except (KeyError, ValueError, TypeError, AttributeError):
        return "roster"
    return ""


def _draft(subject: str, body: Mapping[str, Any]) -> str:
    try:
        answers = answers_of(body).values()
    except (KeyError, ValueError, TypeError, AttributeError):
        return "agency"
    if not all(_is_year(one.report_year) for one in answers):
        return "year"
    return _filing(subject, body)


_CHECKS: Final[Mapping[str, Callable[[str, Mapping[str, Any]], str]]] = {
    "correction": _correction,
    "assignment": _assignment,
    "verdict": _verdict,
    "task": _task,
    "filing": _filing,
    "roster": _roster,
    "draft": _draft,
}


def _is_year(value: object) -> bool:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and value in range(_FIRST_YEAR, _LAST_YEAR + 1)


def _is_day(value: object) -> bool:
    try:
        return not value or date.fromisoformat(str(value)).year >= _FIRST_YEAR
    except ValueError:
        return False


def _is_text(text: str) -> bool:
    """Tell whether any database takes a text: none has half of a pair or a NUL."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
