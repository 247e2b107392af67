"""What became of a task, from what people said and what the rules say of the report now."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pipelines.ledger.decisions import Decision
from pipelines.ledger.entries import fault_of
from pipelines.ledger.task_states import standings
from pipelines.ledger.tasks import tasks_of

SAID = datetime(2026, 2, 10, 8, tzinfo=UTC)
BEFORE, SINCE = "2026-02-01T00:00:00+00:00", "2026-02-20T00:00:00+00:00"
ABOUT = {
    "dataset": "real",
    "agency_id": "990101",
    "report_year": 2025,
    "rule": "R-T3-01",
    "member": "total",
}
WORDS = {"left_side": "3", "right_side": "2"}


def task(state="open", about=None, fingerprint="f"):
    body = {"state": state, "due_on": "2026-02-15", "about": ABOUT | WORDS | (about or {})}
    return tasks_of([Decision(7, SAID, "王某", "task", fingerprint, body)])[fingerprint]


def row(fingerprint="f", progress="open", at="", **said):
    by = {"progress_by": "document", "progress_version": "v2", "progress_at": at}
    status = {"open": "fail", "reopened": "fail"}.get(progress, progress)
    named = {"fingerprint": fingerprint, "progress": progress, "status": status}
    return ABOUT | WORDS | named | by | said


def stood(one, today=(), former=(), excluded=()):
    [found] = standings([one], today, former, excluded)
    return found.state, found.doubt


CASES = {
    "nobody has mended it": (task(), [row()], [], ("open", "")),
    "the same rule breaks there with other numbers": (task(), [row("g")], [], ("open", "")),
    "a later version no longer breaks it": (
        task(), [], [row(progress="resolved", at=SINCE)], ("resolved", "")),
    "the version was followed under other numbers": (
        task(), [], [row("g", "resolved", SINCE)], ("resolved", "")),
    "it came back": (task(), [row(progress="reopened", at=SINCE)], [], ("reopened", "")),
    "it came back before the last word": (
        task("working"), [row(progress="reopened", at=BEFORE)], [], ("working", "")),
    "a person ended it and it came back": (
        task("closed"), [row(progress="reopened", at=SINCE)], [], ("reopened", "")),
    "a person ended it and it is still there": (task("closed"), [row()], [], ("closed", "still")),
    "the later version cannot be judged": (
        task("reported"), [], [row(progress="unjudged")], ("reported", "unjudged")),
    "the finding is nowhere": (task("working"), [], [], ("working", "gone")),
    "it is another row of the table": (task(), [row("g", member="legal")], [], ("open", "gone")),
    "it is of another year": (task(), [row("g", report_year=2024)], [], ("open", "gone")),
    "a text that says something else is another finding": (
        task(about={"member": "", "left_side": "", "right_side": ""}),
        [row("g", member="", left_side="", right_side="")], [], ("open", "gone")),
    "one mended, the other not: nobody can tell which": (
        task(), [], [row("g", "resolved", SINCE), row("h", "unjudged")], ("open", "unjudged")),
    "looked at after the version and not mended": (
        task("returned"), [], [row(progress="resolved", at=BEFORE)], ("returned", "")),
    "sent back before the version came": (
        task("returned"), [], [row(progress="resolved", at=SINCE)], ("resolved", "")),
    "it was none": (task("withdrawn"), [row()], [], ("withdrawn", "")),
}  # fmt: skip


def test_a_task_ends_by_what_is_known_and_never_by_silence():
    wrong = {
        name: found
        for name, (one, today, former, expected) in CASES.items()
        if (found := stood(one, today, former)) != expected
    }
    assert wrong == {}
    assert stood(task(), [row()], excluded=["f"]) == ("excluded", "")


def test_each_finding_is_of_one_task_only():
    first, second = task(fingerprint="f"), task(fingerprint="g")
    found = standings([first, second], [row("g")], [row("f", "resolved", SINCE)])
    assert [one.state for one in found] == ["resolved", "open"]
    found = standings([first, second], [row("h")], [])
    assert [one.doubt for one in found] == ["", "gone"]


@pytest.mark.parametrize(
    ("day", "state", "over"),
    [
        (date(2026, 2, 15), "open", 0),
        (date(2026, 2, 16), "open", 1),
        (date(2026, 3, 1), "closed", 0),
        (date(2026, 3, 1), "withdrawn", 0),
    ],
)
def test_overdue_begins_the_day_after_and_ends_with_the_task(day, state, over):
    [found] = standings([task(state)], [row()], [])
    assert found.days_over(day) == over
    without = replace(task(state), word=replace(task(state).word, due_on=None))
    assert standings([without], [row()], [])[0].days_over(day) == 0


def test_a_task_that_was_withdrawn_and_made_again_is_a_new_one():
    words = [("王某", "open"), ("李某", "withdrawn"), ("赵某", "open"), ("钱某", "working")]
    decisions = [
        Decision(n, SAID, by, "task", "f", {"state": state, "about": ABOUT})
        for n, (by, state) in enumerate(words)
    ]
    made = tasks_of(decisions)["f"]
    assert (made.made_by, made.by, made.word.state, made.decision_id) == (
        "赵某",
        "钱某",
        "working",
        3,
    )


def test_the_ledger_takes_no_word_on_a_task_that_cannot_be():
    bodies = [
        {"state": "perhaps"},
        {"state": "open", "due_on": "31.12.2026"},
        {"state": "open", "feedback": ["x"]},
        {"state": "open", "about": {"report_year": 12}},
        {"about": {}},
    ]
    assert [bool(fault_of("task", "f", body)) for body in bodies] == [True] * len(bodies)
    assert fault_of("task", "f", {"state": "open", "due_on": "2026-12-31", "about": ABOUT}) == ""
