"""The verbs of the desk: drafts listed, brought in, filed, sent back, withdrawn; pages fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.agencies import Agencies
from pipelines.build import queue as builds
from pipelines.cli import places
from pipelines.cli.arguments import day_of
from pipelines.cli.decisions import person
from pipelines.cli.options import (
    FINDINGS,
    FINE,
    By,
    Day,
    Json,
    Verbs,
    Year,
    show,
)
from pipelines.cli.words import language, say
from pipelines.desk.json_lines import frame_lines, text
from pipelines.desk.received import MESSAGES, DraftReceipt, InboxError
from pipelines.documents.collect import files, load, shown
from pipelines.documents.offers import Offer
from pipelines.errors import MingchaError
from pipelines.ledger.draft_states import STATES, DraftAssignment
from pipelines.settings import settings

if TYPE_CHECKING:
    from pipelines.desk.inbox import Inbox

inbox_app = Verbs(no_args_is_help=True)
Agency = Annotated[str, typer.Option("--agency")]
Part = Annotated[int, typer.Option("--part")]
Reason = Annotated[str, typer.Option("--reason")]
Reasons = Annotated[list[str] | None, typer.Option("--reason")]
Queue = Annotated[bool, typer.Option("--build/--no-build")]
Sheet = Annotated[Path | None, typer.Option("--sheet")]


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the command."""
    app.add_typer(inbox_app, name="inbox")
    app.command()(fetch)


@inbox_app.command("add")
def add(paths: list[Path], *, as_json: Json = False, by: By = "") -> None:
    """Keep files, folders and ZIPs as drafts: read and judged, but not counted."""
    who = person(by)
    offers = (Offer(shown(one.path), load(one.path), one.address) for one in files(paths))
    found = [(one.name, one) for one in _box().receive_all(offers, by=who)]
    _tell(found, as_json=as_json)


def fetch(addresses: list[str], *, as_json: Json = False, by: By = "") -> None:
    """Fetch pages from the sites that may be asked and keep them as drafts."""
    from pipelines.desk.fetched import fetch_into, fetcher_of  # noqa: PLC0415 - as _box

    who = person(by)
    found = fetch_into(_box(), fetcher_of(settings()), addresses, by=who)
    _tell(list(found), as_json=as_json)


@inbox_app.command("list")
def listed(
    *,
    state: Annotated[str, typer.Option("--state")] = "",
    county: Annotated[str, typer.Option("--county")] = "",
    from_whom: Annotated[str, typer.Option("--from")] = "",
    as_json: Json = False,
) -> None:
    """List what is on the desk, the newest word first."""
    states = [state] if state else []
    if state and state not in STATES:
        raise MingchaError(say("inbox.bad_state", text=state, states=" ".join(STATES)))
    frame = _box().drafts(by=from_whom, county=county, states=states)
    show(frame_lines(frame), _draft_line, as_json=as_json)


def _draft_line(row: Mapping[str, Any]) -> Iterator[str]:
    holes = {
        "document": row["sha256"][:12],
        "state": MESSAGES.text(f"state.{row['state']}", language()),
        "year": row["report_year"] or "?",
        "agency": row["agency"] or "?",
        "more": row[f"rejection_{language()}"] or "; ".join(row["reasons"]),
    }
    yield say("inbox.line", **{**row, **holes}).rstrip()


@inbox_app.command("file")
def file(  # noqa: PLR0913 - each is an option
    document: str,
    *,
    on: Day = None,
    agency: Agency = "",
    year: Year = None,
    part: Part = 0,
    reason: Reason = "",
    build: Queue = True,
    by: By = "",
) -> None:
    """Count a draft from now on, filed --on a day; --agency and --year settle what is open."""
    box = _box(build=build)
    answers = _answers(box, document, (part, agency, year))
    day = day_of(on, "roster.date") or box.today()
    sha256 = _whole(box, document)
    who = person(by)
    _done(lambda: box.file(sha256, filed_on=day, answers=answers, reason=reason, by=who))


@inbox_app.command("return")
def give_back(
    document: str,
    *,
    reason: Reasons = None,
    on: Day = None,
    sheet: Sheet = None,
    build: Queue = True,
    by: By = "",
) -> None:
    """Send a draft back with reasons; --sheet writes the paper that goes with it."""
    box = _box(build=build)
    day = day_of(on, "roster.date") or box.today()
    sha256 = _whole(box, document)
    reasons = reason or []
    _done(lambda: box.give_back(sha256, reasons=reasons, returned_on=day, by=person(by)))
    if sheet is not None:
        from pipelines.desk.sheet import ReturnRequest  # noqa: PLC0415 - as _box

        made = box.return_sheet(sha256, 0, ReturnRequest(day))
        if made is not None:
            path = sheet / made[0]
            path.write_bytes(made[1])
            typer.echo(str(path))


@inbox_app.command("withdraw")
def withdraw(
    document: str,
    *,
    reason: Reason = "",
    build: Queue = True,
    by: By = "",
) -> None:
    """Take the last step back: filed or sent back becomes a draft again, a draft is put away."""
    box = _box(build=build)
    sha256 = _whole(box, document)
    _done(lambda: box.withdraw(sha256, reason=reason, by=person(by)))


def _tell(receipts: list[tuple[str, DraftReceipt]], *, as_json: bool) -> None:
    """Say what became of each file or address; exit code 1 where one gave no report."""
    for name, receipt in receipts:
        entry = {
            "file": name,
            "state": receipt.state,
            "sha256": receipt.sha256,
            "is_new": receipt.is_new,
            "reports": receipt.report_count,
            "waiting": receipt.waiting_count,
            "said": receipt.sentence(language()),
        }
        typer.echo(text(entry) if as_json else say("inbox.received", **entry))
    if not receipts and not as_json:
        typer.echo(say("ingest.nothing"), err=True)
    is_fine = all(receipt.is_kept and receipt.rejection is None for _, receipt in receipts)
    raise typer.Exit(FINE if is_fine else FINDINGS)


def _box(*, build: bool = True) -> Inbox:
    # The rules take a fifth of a second to load: no other verb waits for them.
    from pipelines.desk.inbox import Inbox  # noqa: PLC0415

    return Inbox(settings(), builds_after=build)


def _whole(box: Inbox, document: str) -> str:
    """Return the whole hash of a document on the desk, given by its beginning."""
    known = set(box.drafts()["sha256"])
    found = sorted(one for one in known if document and one.startswith(document))
    if len(found) != 1:
        raise MingchaError(say("inbox.which", text=document, count=len(found)))
    return str(found[0])


def _answers(
    box: Inbox, document: str, told: tuple[int, str, int | None]
) -> dict[int, DraftAssignment]:
    """Return what a person settles: an agency or a year alone leaves the other as it was read."""
    part, agency, year = told
    if not agency and year is None:
        return {}
    rows = box.drafts()
    rows = rows[(rows["sha256"] == _whole(box, document)) & (rows["part"] == part)]
    read = next(iter(frame_lines(rows)), {"agency_id": "", "report_year": None})
    register = Agencies.load(settings().reference)
    agency_id = places.known_agency(register, agency) if agency else read["agency_id"]
    return {part: DraftAssignment(agency_id or "", int(year or read["report_year"] or 0))}


def _done(act: Callable[[], int]) -> None:
    try:
        number = act()
    except InboxError as error:
        raise MingchaError(error.sentence(language())) from error
    typer.echo(say("inbox.recorded", number=number))
    if builds.last(settings()).state in {builds.QUEUED, builds.RUNNING}:
        typer.echo(say("inbox.building"), err=True)
