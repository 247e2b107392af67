"""What an entry of the ledger says, in both languages: its act, its sentence, its reason."""

from collections.abc import Mapping
from typing import Any

from pipelines.catalogue.model import Language
from pipelines.identities import Subject
from pipelines.ledger.decisions import Decision
from pipelines.ledger.draft_states import KIND as DRAFT
from pipelines.ledger.task_words import KIND as TASK
from pipelines.papers.words import say
from pipelines.resources import toml


def act(decision: Decision) -> str:
    """Return what was done: a draft's act, a verdict, a task's state, else the kind itself."""
    key = {DRAFT: "act", "verdict": "verdict", TASK: "state"}.get(decision.kind, "")
    if decision.kind == "correction" and decision.body.get("is_withdrawn"):
        return "withdrawn"
    return str(decision.body.get(key, "")) if key else decision.kind


def sentence(decision: Decision, language: str) -> str:
    """Return an entry in words, its holes filled by what it says."""
    done = act(decision)
    key = {DRAFT: done, "verdict": f"verdict_{done}"}.get(decision.kind, decision.kind)
    if decision.kind == "correction" and done == "withdrawn":
        key = "correction_withdrawn"
    words = _words()["sentence"]
    pattern = str(words.get(key, words["other"])[language])
    return pattern.format_map(_Holes(language, _holes(decision, language)))


def _holes(decision: Decision, language: str) -> dict[str, Any]:
    holes = dict(decision.body)
    about = holes.get("about") or {}
    holes["message"] = about.get(f"message_{language}") or decision.subject
    holes["indicator"] = Subject.parse(decision.subject).cell
    holes["count"] = len(holes.get("entries", ()))
    holes["kind"] = decision.kind
    if decision.kind == TASK:
        if about.get("dataset") == "demo":
            holes["message"] = (
                say("issues", "title.simulated", _tongue(language)) + holes["message"]
            )
        holes["state"] = say("tasks", f"state.{holes['state']}", _tongue(language))
    notes = _words()["note"]
    named = [
        str(notes[name][language]).format(day=str(holes[name])[:12])
        for name in ("due_on", "filed_on", "returned_on", "mended_on", "sha256")
        if holes.get(name)
    ]
    holes["notes"] = str(notes["joint"][language]).join(named)
    return {key: value for key, value in holes.items() if value is not None}


def _tongue(language: str) -> Language:
    return "en" if language == "en" else "zh"


class _Holes(dict[str, Any]):
    """What fills a sentence; what an entry does not say is open."""

    def __init__(self, language: str, said: Mapping[str, Any]) -> None:
        super().__init__(said)
        self._language = language

    def __missing__(self, key: str) -> str:
        return str(_words()["note"]["unknown"][self._language])


def reason(body: Mapping[str, Any]) -> str:
    """Return what people wrote to say why, "" where nobody did."""
    said = [str(one) for one in body.get("reasons", ())]
    names = ("feedback", "review", "reason", "source")
    said += [str(body[name]) for name in names if body.get(name)]
    return "; ".join(said)


def _words() -> Mapping[str, Any]:
    return toml("pipelines.desk", "history.toml")
