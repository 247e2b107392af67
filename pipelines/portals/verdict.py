"""What came of a column: held against what its list states, in one sentence; what is gone."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pipelines.fetch.policy import MESSAGES as FETCHING
from pipelines.portals.state import OBTAINED, CollectionState, ListTally
from pipelines.words import Messages

MESSAGES: Final = Messages("pipelines.portals", "messages.toml")


def problem_sentence(problem: Mapping[str, Any], language: str) -> str:
    """Return why a step came to nothing, for a reader."""
    key, detail = f"problem.{problem['code']}", problem.get("detail", {})
    if MESSAGES.has(key):
        return MESSAGES.say(key, language, **detail)
    return FETCHING.say(f"message.{problem['code']}", language, **detail)


def outcome_sentence(event: Mapping[str, Any], language: str) -> str:
    """Return what became of one link, and why where it came to nothing."""
    sentence = MESSAGES.say(f"outcome.{event['outcome']}", language)
    if "problem" not in event:
        return sentence
    why = problem_sentence(event["problem"], language)
    return MESSAGES.say("outcome.why", language, outcome=sentence, why=why)


def tally_sentence(state: CollectionState, tally: ListTally, language: str) -> str:
    """Return what came of one list: whole, or how much is not there, or why nothing is."""
    lost = sum(state.results.get(key, {}).get("outcome") == "failed" for key in tally.records)
    obtained, stated = len(tally.records) - lost, tally.total or len(tally.records)
    parts: dict[str, object] = {"address": tally.root, "obtained": obtained, "stated": stated}
    parts["reports"] = len(tally.wanted) - lost
    if tally.problem:
        parts["problem"] = problem_sentence(tally.problem, language)
    if tally.problem and not tally.records:
        key = "nothing"
    elif lost or (tally.total is not None and tally.is_short):
        key = "partial"
    elif tally.problem:
        key = "problem"
    elif tally.is_short:
        key, parts["stated"], parts["obtained"] = "pages", tally.pages, tally.pages_read
    elif tally.total is None and tally.pages is None:
        key = "unstated"
    else:
        key = "complete"
    return MESSAGES.say(f"column.{key}", language, **parts)


def is_whole(state: CollectionState) -> bool:
    """Tell whether every list was seen to its end and every report of it was obtained."""
    lists = all(tally.is_whole for tally in state.tallies.values())
    return state.is_done and lists and not state.count("failed")


def gone(state: CollectionState, before: CollectionState | None) -> Iterator[Mapping[str, Any]]:
    """Yield the reports of the time before that no list has any more; none where one is not whole.

    A list that was not seen to its end says nothing of what it does not show.
    """
    if before is None or not all(tally.is_whole for tally in state.tallies.values()):
        return
    for key, result in before.results.items():
        if result["outcome"] in OBTAINED and key not in state.links:
            yield result
