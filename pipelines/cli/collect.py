"""The verb `collect`: columns of portals followed to their reports, and looked at again by plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.build import queue as builds
from pipelines.cli.decisions import person
from pipelines.cli.options import FINDINGS, FINE, By, Json, progress
from pipelines.cli.words import language, say
from pipelines.desk.json_lines import text
from pipelines.desk.received import InboxError
from pipelines.errors import MingchaError
from pipelines.portals.journal import Event
from pipelines.portals.state import CollectionState
from pipelines.portals.verdict import gone, is_whole, outcome_sentence, tally_sentence
from pipelines.settings import settings

if TYPE_CHECKING:
    from pipelines.desk.collected import InstallationDesk

_SHOWN = frozenset({"new", "changed", "failed"})
Due = Annotated[bool, typer.Option("--due")]
Straight = Annotated[bool, typer.Option("--straight")]


def collect(
    addresses: Annotated[list[str] | None, typer.Argument(metavar="ADDRESS…")] = None,
    *,
    due: Due = False,
    straight: Straight = False,
    as_json: Json = False,
    by: By = "",
) -> None:
    """Collect the reports that columns of portals list; what was stopped goes on where it was."""
    from pipelines.desk.collected import InstallationDesk, due_columns  # noqa: PLC0415 - as _box

    who = person(by)
    wanted = [address.strip() for address in addresses or ()]
    if due:
        known = due_columns(settings(), settings().today())
        wanted += [column.address for column in known]
    if not wanted:
        typer.echo(say("collect.nothing_due" if due else "collect.no_address"), err=True)
        raise typer.Exit(FINE if due else FINDINGS)
    desk = InstallationDesk(settings(), by=who, counts=straight)
    columns = list(dict.fromkeys(wanted))
    whole = [_collect(column, desk, as_json=as_json) for column in columns]
    if straight:
        builds.enqueue(settings())
        typer.echo(say("inbox.building"), err=True)
    raise typer.Exit(FINE if all(whole) else FINDINGS)


def _collect(address: str, desk: InstallationDesk, *, as_json: bool) -> bool:
    """Collect one column, saying what becomes of it; tell whether all of it was obtained."""
    from pipelines.desk.collected import collection_of  # noqa: PLC0415 - as _box

    try:
        with collection_of(settings(), address, desk) as collection, progress() as shown:
            bar = shown.add_task(say("collect.progress"), total=None)
            for event in collection.run():
                done, total = len(collection.state.results), len(collection.state.links)
                shown.update(bar, completed=done, total=total)
                for line in _lines(event, as_json=as_json):
                    shown.console.print(line, soft_wrap=True, markup=False, highlight=False)
            for line in _ended(collection.state, collection.before, as_json=as_json):
                typer.echo(line)
            return is_whole(collection.state)
    except InboxError as error:
        raise MingchaError(error.sentence(language())) from error


def _lines(event: Event, *, as_json: bool) -> Iterator[str]:
    if event["event"] != "link":
        return
    if as_json:
        yield text({name: value for name, value in event.items() if name != "identities"})
    elif event["outcome"] in _SHOWN:
        yield _line(event)


def _line(event: Event) -> str:
    parts = {"outcome": outcome_sentence(event, language()), "title": event["title"]}
    return say("collect.line", address=event["address"], **parts)


def _ended(
    state: CollectionState, before: CollectionState | None, *, as_json: bool
) -> Iterator[str]:
    """Yield what came of a column: what is gone, a sentence a list, and the sums."""
    for result in gone(state, before):
        event = {**result, "outcome": "gone"}
        yield text(event) if as_json else _line(event)
    for tally in state.tallies.values():
        if not (tally.records or tally.problem):
            continue  # a list of nothing but lists
        said = tally_sentence(state, tally, language())
        counts = {"address": tally.root, "stated": tally.total, "records": len(tally.records)}
        yield text({"list": counts, "said": said}) if as_json else said
    if not as_json:
        names = ("new", "changed", "unchanged", "known", "same", "failed")
        yield say("collect.sums", **{name: state.count(name) for name in names})
