"""问题清单 comes back filled in: each line updates its task, or is told why it does not.

The cells that are filled in are compared with what the line said when it went out, so that a line
nobody touched changes nothing, and one that was touched never covers a later word of another. All
that is taken is one transaction: it stands in the ledger together or not at all.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from typing import Any, Final

from pipelines.catalogue.model import Language
from pipelines.desk.task_list_file import Cells, ListLine, TaskListError, lines_of, typed_day
from pipelines.desk.task_rows import state_words
from pipelines.desk.tasking import MOST_TEXT, NEEDS, TaskChange, chased_findings, finding_of, record
from pipelines.errors import ChangedMeanwhileError
from pipelines.ledger.decisions import Decision
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.task_words import (
    KIND,
    OPEN,
    STATES,
    TEXTS,
    WITHDRAWN,
    TaskWord,
    about_task,
    word_of,
)
from pipelines.ledger.tasks import Task, tasks_of
from pipelines.papers.chased import (
    ALL_STATES,
    NO_KEY,
    NO_TASK,
    TaskKey,
    installation_mark,
    installation_of,
)
from pipelines.papers.plain import plain
from pipelines.papers.words import say, table
from pipelines.settings import Settings
from pipelines.store.store import Store

TAKEN, UNCHANGED, REFUSED = "taken", "unchanged", "refused"
_TURNS: Final = 3  # how often a list is compared anew when others decide meanwhile
_SHOWN: Final = 60  # letters of a cell that is refused
_LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
MayAct = Callable[[str], bool]  # may the person act for this agency?


@dataclass(frozen=True, slots=True)
class ListedLine:
    """What became of one line: taken, unchanged or refused, and in one word why."""

    sheet: str
    number: int
    unit: str
    outcome: str
    code: str
    detail: Mapping[str, str] = field(default_factory=dict)

    def name(self, language: Language) -> str:
        """Name the line as its reader finds it."""
        holes = {"sheet": self.sheet, "number": self.number, "unit": self.unit}
        return say("tasks", "list.line", language, **holes).strip()

    def sentence(self, language: Language) -> str:
        """Say what became of it."""
        holes = dict(self.detail) | {
            "known": " ".join(state_words(one, language) for one in STATES)
        }
        if "state" in holes:
            holes["state"] = state_words(holes["state"], language)
        return say("tasks", f"line.{self.code}", language, **holes)


class _Lack(Exception):  # noqa: N818 - it is no fault of the program
    """A line that is not taken, and why."""

    def __init__(self, code: str, **detail: str) -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def take_list(
    settings: Settings, data: bytes, name: str, *, by: str, may_act: MayAct
) -> list[ListedLine]:
    """Read a filled-in list and record what it says; return what became of each line.

    Raises:
        TaskListError: nothing of the file can be read, or it is no list of ours.
        LedgerError: the ledger cannot be read or written.
    """
    lines = lines_of(data, name)
    for _ in range(_TURNS):
        outcomes, changes = _Comparison(settings, lines, may_act).all()
        try:
            record(settings, changes, by=by)
        except ChangedMeanwhileError:
            continue  # compared anew: the line of which another spoke now says so
        return outcomes
    raise TaskListError("others decided meanwhile", "racing")


def counts(told: Iterable[ListedLine]) -> dict[str, int]:
    """Return how many lines were taken, unchanged and refused."""
    found = Counter(one.outcome for one in told)
    return {name: found[name] for name in (TAKEN, UNCHANGED, REFUSED)}


def _became(line: ListLine, outcome: str, code: str, **detail: str) -> ListedLine:
    unit = plain(f"{line.cells.get('agency', '')} {line.cells.get('year', '')}", _SHOWN)
    return ListedLine(line.row.sheet, line.row.number, unit, outcome, code, detail)


class _Comparison:
    """The lines of a list, each beside what it said when it went out and what is said now."""

    def __init__(self, settings: Settings, lines: Sequence[ListLine], may_act: MayAct) -> None:
        self._settings, self._lines, self._may_act = settings, lines, may_act
        ledger = Ledger(settings.ledger)
        said = ledger.decisions(kind=KIND)
        self._said: Mapping[int, Decision] = {entry.id: entry for entry in said}
        self._tasks = tasks_of(said)
        self._store = Store(settings.store)
        self._installation = installation_mark(installation_of(settings, self._store))
        self._keys = Counter(line.cells["key"].strip().lower() for line in lines)
        self._finding = cache(partial(finding_of, self._store))
        self._chased = cache(partial(chased_findings, settings))

    def all(self) -> tuple[list[ListedLine], list[TaskChange]]:
        """Return what becomes of each line, and the words to be recorded."""
        outcomes, changes = [], []
        for line in self._lines:
            try:
                change = self._compared(line)
            except _Lack as lack:
                outcomes.append(_became(line, REFUSED, lack.code, **lack.detail))
                continue
            if change is None:
                outcomes.append(_became(line, UNCHANGED, "unchanged"))
                continue
            changes.append(change)
            code = "taken" if change.seen else "made"
            outcomes.append(_became(line, TAKEN, code, state=change.word.state))
        return outcomes, changes

    def _compared(self, line: ListLine) -> TaskChange | None:
        """Return the word that a line says, None where it says nothing new."""
        key = self._key(line)
        if key is None:
            return None
        task = self._tasks.get(key.fingerprint)
        base = self._base(key)
        word = _word(line.cells, base, key)
        if word is None or word == base:
            return None
        about, agency_id = self._about(key, task)
        if not self._may_act(agency_id):
            raise _Lack("county")
        if task is not None and word == task.word:
            return None
        last = task.decision_id if task else 0
        if task is not None and last != key.entry:
            at = self._settings.local(task.at).replace("T", " ")
            raise _Lack("late", by=task.by, at=at)
        return TaskChange(key.fingerprint, word, last, about)

    def _key(self, line: ListLine) -> TaskKey | None:
        """Return the key of a line that fits it; None of a line that is none and says nothing."""
        text = line.cells["key"].strip()
        is_filled = any(line.cells.get(name) for name in ("due", *TEXTS))
        if text == NO_KEY:
            if is_filled:
                raise _Lack("no_task")
            return None
        if not text:
            raise _Lack("no_key")
        key = TaskKey.parse(text)
        if key is None:
            raise _Lack("key_broken", key=plain(text, _SHOWN))
        if key.installation != self._installation:
            raise _Lack("elsewhere")
        if self._keys[text.lower()] > 1:
            raise _Lack("twice")
        if not key.fits(line.cells):
            raise _Lack("moved")
        return key

    def _base(self, key: TaskKey) -> TaskWord | None:
        """Return what the line said when it went out, None where it was no task."""
        if not key.entry:
            return None
        said = self._said.get(key.entry)
        if said is None or said.subject != key.fingerprint:
            raise _Lack("key_broken", key=str(key)[:_SHOWN])
        word = word_of(said.body)
        return None if word.state == WITHDRAWN and key.shown == NO_TASK else word

    def _about(self, key: TaskKey, task: Task | None) -> tuple[Mapping[str, Any], str]:
        """Return what the task, or the finding that is to be one, speaks of, and whose it is."""
        if task is not None:
            return task.about, task.agency_id
        row = self._finding(key.fingerprint)
        if row is None or row["axis"] != "agency":
            raise _Lack("gone")
        dataset, agency_id = str(row["dataset"]), str(row["agency_id"])
        if key.fingerprint in self._chased(dataset, agency_id):
            raise _Lack("gone")
        return about_task(row, dataset), agency_id


def _word(cells: Cells, base: TaskWord | None, key: TaskKey) -> TaskWord | None:
    """Return what a line says now; a column that is not there says what it said before."""
    before = base or TaskWord("")
    state = _state(cells.get("remedy"), key)
    texts = {name: plain(cells[name]) if name in cells else getattr(before, name) for name in TEXTS}
    due = _day(cells["due"]) if "due" in cells else before.due_on
    word = TaskWord(state or before.state, due, **texts)
    if word == before:
        return base
    word = replace(word, state=word.state or OPEN)
    needed = NEEDS.get(word.state, "")
    if needed and not getattr(word, needed):
        raise _Lack(needed, state=word.state)
    if any(len(text) > MOST_TEXT for text in texts.values()):
        raise _Lack("long", limit=str(MOST_TEXT))
    return word


def _state(cell: str | None, key: TaskKey) -> str:
    """Return the state that a cell names, "" where it is the one that the line showed."""
    said = "".join((cell or "").split()).lower()
    state = _states().get(said)
    if cell is None or (key.shown == NO_TASK and (not said or state in {OPEN, "reopened"})):
        return ""
    if state == key.shown:
        return ""
    if state not in STATES:
        raise _Lack("word", word=plain(cell, _SHOWN))
    return state


@cache
def _states() -> Mapping[str, str]:
    """Return what a cell may say, without spaces and in small letters, and the state it names."""
    also = table("tasks")["also"]
    found = {word: state for state, words in also.items() for word in words}
    found |= {state_words(state, one): state for state in ALL_STATES for one in _LANGUAGES}
    return {"".join(word.split()).lower(): state for word, state in found.items()}


def _day(cell: str) -> date | None:
    if not cell.strip():
        return None
    due_on = typed_day(cell)
    if due_on is None:
        raise _Lack("day", word=plain(cell, _SHOWN))
    return due_on
