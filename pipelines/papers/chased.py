"""Tasks as they stand, and as a list of issues carries them out and back: one key a line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pipelines.catalogue.model import Language
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.task_states import EXCLUDED, REOPENED, RESOLVED, TaskStanding, standings
from pipelines.ledger.task_words import STATES, WITHDRAWN
from pipelines.ledger.tasks import Task, current_tasks
from pipelines.ledger.verdicts import current
from pipelines.papers.facts import records
from pipelines.papers.missing import RULE as MISSING
from pipelines.papers.missing import arrived_findings, missing_findings, unlisted_findings
from pipelines.papers.words import say
from pipelines.settings import Settings
from pipelines.store.store import Store

ALL_STATES: Final = (*STATES, RESOLVED, EXCLUDED, REOPENED)  # those that nobody says too
NO_TASK: Final = "none"  # the state of a finding that is no task
NO_KEY: Final = "—"  # of a line that can be no task
_SHOWN: Final = (NO_TASK, *ALL_STATES)  # a key tells which the line showed, by its place here
_INSTALLATION, _CHECK, _FINGERPRINT, _PARTS = 8, 6, 16, 5
_SITUATION: Final = 200  # letters of a line that its key vouches for
Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TaskKey:
    """What a line of a list that went out was of.

    `entry` is the number of the last word on the task then, 0 where it was none; `shown` the
    state that the line showed; `check` a digest of who and what the line spoke of.
    """

    installation: str
    fingerprint: str
    entry: int
    shown: str
    check: str

    @classmethod
    def of(cls, standing: tuple[str, int, str], installation: str, line: Line) -> TaskKey:
        """Return the key of a line: of fingerprint, entry and state, and of what stands there."""
        whose = installation_mark(installation)
        return cls(whose, *standing, check_of((whose, *map(str, standing)), line))

    def __str__(self) -> str:
        """Write it so that no program for tables takes it for a number or a day."""
        shown = _SHOWN.index(self.shown)
        return f"{self.installation}-{self.fingerprint}-{self.entry}-{shown}-{self.check}"

    @classmethod
    def parse(cls, text: str) -> TaskKey | None:
        """Read a key, None where it is none."""
        parts = "".join(text.split()).lower().split("-")
        if len(parts) != _PARTS or not (parts[2].isdecimal() and parts[3].isdecimal()):
            return None
        lengths = tuple(len(parts[n]) for n in (0, 1, 4))
        is_ours = lengths == (_INSTALLATION, _FINGERPRINT, _CHECK)
        if not is_ours or len(parts[2]) > _FINGERPRINT or int(parts[3]) >= len(_SHOWN):
            return None
        return cls(parts[0], parts[1], int(parts[2]), _SHOWN[int(parts[3])], parts[4])

    def fits(self, line: Line) -> bool:
        """Tell whether a line still speaks of whom and what the key was given for."""
        said = (self.installation, self.fingerprint, str(self.entry), self.shown)
        return self.check == check_of(said, line)


def installation_mark(installation: str) -> str:
    """Return the letters by which a key names an installation."""
    return installation[:_INSTALLATION].ljust(_INSTALLATION, "0")


def check_of(said: Sequence[str], line: Line) -> str:
    """Return the digest of a line's agency, year and words, spaces apart."""
    own = ("".join(str(line.get(name) or "").split()) for name in ("agency", "year", "situation"))
    text = "|".join((*said, *(part[:_SITUATION] for part in own)))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_CHECK]


@dataclass(frozen=True)
class Chased:
    """The tasks of a list: by the fingerprints under which their findings are listed."""

    installation: str = ""
    by_finding: Mapping[str, TaskStanding] = field(default_factory=dict)
    withdrawn: Mapping[str, int] = field(default_factory=dict)  # the decision that took each back
    is_shown: bool = False  # are tasks for the eyes of who gets the list?

    def laid(self, line: Line, language: Language, *, can_be: bool = True) -> dict[str, Any]:
        """Return a line of a list with the state of its task, and the key it comes back by."""
        if not self.is_shown:
            return dict(line)
        fingerprint = str(line.get("fingerprint") or "")
        if not fingerprint or not can_be:
            return dict(line) | {"key": NO_KEY}
        standing = self.by_finding.get(fingerprint)
        if standing is None:
            state = (fingerprint, self.withdrawn.get(fingerprint, 0), NO_TASK)
            key = TaskKey.of(state, self.installation, line)
            return dict(line) | {"key": str(key)}
        task, word = standing.task, standing.task.word
        state = (task.fingerprint, task.decision_id, standing.state)
        return dict(line) | {
            "remedy": say("tasks", f"state.{standing.state}", language),
            "due": word.due_on.isoformat() if word.due_on else "",
            "feedback": word.feedback,
            "review": word.review,
            "reason": word.reason,
            "key": str(TaskKey.of(state, self.installation, line)),
        }


def chased(settings: Settings, dataset: str, agencies: Iterable[str], store: Store) -> Chased:
    """Return the tasks of some agencies as a list carries them; what was withdrawn is none.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    by_finding: dict[str, TaskStanding] = {}
    withdrawn: dict[str, int] = {}
    for standing in task_standings(settings, dataset, agencies, store):
        if standing.state == WITHDRAWN:
            withdrawn[standing.task.fingerprint] = standing.task.decision_id
        else:
            names = {standing.task.fingerprint, standing.finding} - {""}
            by_finding |= dict.fromkeys(names, standing)
    installation = installation_of(settings, store)
    return Chased(installation, by_finding, withdrawn, is_shown=True)


def installation_of(settings: Settings, store: Store) -> str:
    """Return whose lists these are: whose the ledger is, or will be by the next build.

    A ledger bears no id before a build has seen an entry in it. It is then given that of archive
    and store, which the store bears from the first build on: a list that goes out before comes
    back after.

    Raises:
        LedgerError: the ledger cannot be read.
        StoreError: the ledger bears no id and nothing is published.
    """
    return Ledger(settings.ledger).installation() or store.info().provenance.installation


def task_standings(
    settings: Settings, dataset: str, agencies: Iterable[str] = (), store: Store | None = None
) -> list[TaskStanding]:
    """Return the tasks of a data set, or of some of its agencies, as they stand today.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    ledger, wanted = Ledger(settings.ledger), frozenset(agencies)
    listed = [
        task
        for task in current_tasks(ledger).values()
        if task.dataset == dataset and (not wanted or task.agency_id in wanted)
    ]
    return _stand(listed, dataset, store or Store(settings.store), ledger) if listed else []


def excluded_findings(ledger: Ledger) -> frozenset[str]:
    """Return the fingerprints that a verdict excludes."""
    verdicts = current(ledger).values()
    return frozenset(one.fingerprint for one in verdicts if one.verdict == "excluded")


def _stand(tasks: Sequence[Task], dataset: str, store: Store, ledger: Ledger) -> list[TaskStanding]:
    """Set tasks of one data set beside what the store says of their reports."""
    agencies = sorted({task.agency_id for task in tasks})
    today = records(store.findings(dataset, agencies))
    before = records(store.former_findings(dataset, agencies))
    if chased_for := [task.about for task in tasks if task.about.get("rule") == MISSING]:
        filing = records(store.filing(dataset, agencies))
        today += missing_findings(filing, dataset)
        before += arrived_findings(filing, records(store.received(dataset, agencies)), dataset)
        before += unlisted_findings(chased_for, filing, store.alive()[1].isoformat())
    return standings(tasks, today, before, excluded_findings(ledger))
