"""The verbs `tasks …`: findings made tasks, chased, ended, and read back from a filled-in list."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.agencies import Agencies
from pipelines.cli import places
from pipelines.cli.arguments import check_year, day_of, one_fingerprint
from pipelines.cli.decisions import person
from pipelines.cli.options import (
    FINDINGS,
    FINE,
    By,
    County,
    Dataset,
    Json,
    Verbs,
    Year,
    in_language,
    show,
)
from pipelines.cli.words import language, say
from pipelines.desk import task_list, tasking
from pipelines.desk.json_lines import text
from pipelines.desk.task_list_file import TaskListError
from pipelines.desk.task_rows import TaskFilter, beside_words, chosen, state_words, task_rows
from pipelines.errors import MingchaError
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.tasks import Task, current_tasks
from pipelines.papers.chased import ALL_STATES, task_standings
from pipelines.papers.words import say as say_paper
from pipelines.settings import settings
from pipelines.store.store import Store

Agency = Annotated[str, typer.Option("--agency")]
Due = Annotated[str, typer.Option("--due", metavar="YYYY-MM-DD")]

tasks_app = Verbs(invoke_without_command=True)


@tasks_app.callback()
@in_language
def tasks(  # noqa: PLR0913 - each is a filter of its own
    context: typer.Context,
    *,
    agency: Agency = "",
    county: County = "",
    state: Annotated[str, typer.Option("--state")] = "",
    overdue: Annotated[bool, typer.Option("--overdue")] = False,
    dataset: Dataset = "real",
    as_json: Json = False,
) -> None:
    """List tasks; exit code 1 when one is overdue."""
    if context.invoked_subcommand:
        return
    store, codes, _ = places.choice(agency, None, dataset)
    known = (*ALL_STATES, "all")
    if state and state not in known:
        raise MingchaError(say("fault.task_state", word=state, known=" ".join(known)))
    found = task_rows(task_standings(settings(), dataset, codes, store), settings())
    agencies = Agencies.load(settings().reference)
    counties = [places.known_agency(agencies, county)] if county else []
    rows = chosen(found, TaskFilter(counties, state=state, is_overdue=overdue))
    show(rows, _lines, as_json=as_json)
    raise typer.Exit(FINDINGS if any(row["days_over"] for row in rows) else FINE)


@tasks_app.command()
def make(
    fingerprints: Annotated[list[str] | None, typer.Argument(metavar="FINGERPRINT…")] = None,
    *,
    agency: Agency = "",
    county: County = "",
    year: Year = None,
    due: Due = "",
    by: By = "",
) -> None:
    """Make findings tasks: those named, or with --agency and --year all of a report.

    A report that is missing is one, too; with --county and --year all that are missing there.
    """
    store = Store(settings().store)
    wanted = [
        one_fingerprint(given, store.finding_named(given)["fingerprint"])
        for given in fingerprints or ()
    ]
    if agency and year is not None:
        check_year(year)
        reporting = places.one_agency(store, agency)
        wanted += tasking.findings_of_report(settings(), reporting.dataset, reporting.id, year)
    if county and year is not None:
        check_year(year)
        lacking = tasking.missing_reports(settings(), *places.one_county(store, county, ""), year)
        wanted += [row["fingerprint"] for row in lacking]
    if not wanted:
        raise MingchaError(say("fault.task_nothing"))
    numbers = tasking.make_tasks(settings(), wanted, day_of(due), by=person(by))
    typer.echo(say("task.made", count=len(numbers), first=numbers[0], last=numbers[-1]))


@tasks_app.command("set")
def set_state(  # noqa: PLR0913 - each is a part of what is said
    fingerprint: str,
    state: str,
    *,
    due: Due = "",
    feedback: Annotated[str, typer.Option("--feedback")] = "",
    review: Annotated[str, typer.Option("--review")] = "",
    reason: Annotated[str, typer.Option("--reason")] = "",
    by: By = "",
) -> None:
    """Say how a task stands: open, working, reported, returned, closed or withdrawn."""
    task = _task(fingerprint)
    word = replace(
        task.word,
        state=state,
        due_on=day_of(due) or task.word.due_on,
        feedback=feedback or task.word.feedback,
        review=review or task.word.review,
        reason=reason,
    )
    who = person(by)
    number = tasking.say_of_task(settings(), task.fingerprint, word, by=who, seen=task.decision_id)
    words = state_words(state, language())
    typer.echo(say("task.recorded", number=number, task=task.fingerprint, state=words))


@tasks_app.command("read")
def read_list(path: Path, *, by: By = "", as_json: Json = False) -> None:
    """Read a filled-in list of issues back (XLSX); exit code 1 when a line was not taken."""
    who, tongue = person(by), language()
    try:
        data = path.read_bytes()
        outcomes = task_list.take_list(settings(), data, path.name, by=who, may_act=lambda _: True)
    except TaskListError as error:
        raise MingchaError(f"{path}: {error.sentence(tongue)}") from error
    for line in outcomes:
        sentence = line.sentence(tongue)
        if as_json:
            said = {"sheet": line.sheet, "line": line.number, "unit": line.unit}
            typer.echo(text(said | {"outcome": line.outcome, "code": line.code, "said": sentence}))
        elif line.outcome != task_list.UNCHANGED:
            typer.echo(say("task.line", name=line.name(tongue), said=sentence))
    counted = task_list.counts(outcomes)
    if not as_json:
        typer.echo(say_paper("tasks", "list.sums", tongue, **counted))
    raise typer.Exit(FINDINGS if counted[task_list.REFUSED] else FINE)


def _lines(row: Mapping[str, Any]) -> Iterator[str]:
    tongue = language()
    over = (
        say_paper("tasks", "overdue.days", tongue, n=row["days_over"]) if row["days_over"] else ""
    )
    head = {name: row[name] for name in ("agency", "report_year", "rule")}
    message = row[f"message_{tongue}"] or row[f"title_{tongue}"]
    yield say("task.head", **head, message=" ".join(message.split()))
    parts = [state_words(row["state"], tongue), beside_words(row, tongue), over]
    due = row["due_on"] or say("task.no_day")
    yield say("task.state", state=" · ".join(filter(None, parts)), due=due)
    for name in ("feedback", "review", "reason"):
        if row[name]:
            yield say(f"task.{name}", text=row[name])
    yield say("task.last", by=row["by"], at=row["at"].replace("T", " "), task=row["task"])


def _task(given: str) -> Task:
    tasks = current_tasks(Ledger(settings().ledger))
    return tasks[one_fingerprint(given, tasks, "fault.no_task")]
