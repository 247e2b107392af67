"""Every verb of the command `mingcha`: only these modules print or exit."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, TimeRemainingColumn

from pipelines.agencies import Agencies
from pipelines.build import queue as builds
from pipelines.build import run
from pipelines.build.explanations import explain as explained
from pipelines.catalogue.load import catalogue
from pipelines.cli import drafts as cli_inbox
from pipelines.cli import lookups
from pipelines.cli import operations as cli_operations
from pipelines.cli.accounts import users_app
from pipelines.cli.collect import collect
from pipelines.cli.command import app
from pipelines.cli.decisions import assign, correct
from pipelines.cli.export import export
from pipelines.cli.filing import filing_app
from pipelines.cli.findings import findings, verdict
from pipelines.cli.interim import interim
from pipelines.cli.options import (
    FINDINGS,
    FINE,
    Dataset,
    Json,
    Verbs,
    Workers,
    Year,
    in_language,
    progress,
    show,
)
from pipelines.cli.papers import paper_app
from pipelines.cli.roster import roster_app
from pipelines.cli.score import score
from pipelines.cli.serve import opened_by
from pipelines.cli.tasks import tasks_app
from pipelines.cli.text import blanks, difference_text, figure_lines, report_head
from pipelines.cli.words import language, say
from pipelines.desk.json_lines import (
    difference_object,
    frame_lines,
    rejection_sentence,
    text,
)
from pipelines.documents import reception
from pipelines.documents.archive import Archive
from pipelines.documents.collect import files
from pipelines.documents.offers import Receipt
from pipelines.errors import MingchaError
from pipelines.ledger.draft_states import KIND as DRAFT
from pipelines.ledger.draft_states import uncounted
from pipelines.ledger.ledger import Ledger
from pipelines.model import Rejection
from pipelines.settings import settings
from pipelines.store.store import Store

_SHOWN = 20  # rejections listed one by one after an ingest

waiting_app = Verbs(invoke_without_command=True)
app.add_typer(waiting_app, name="agencies")
app.add_typer(paper_app, name="paper")
app.add_typer(users_app, name="users")
app.add_typer(roster_app, name="roster")
app.add_typer(filing_app, name="filing")
app.add_typer(tasks_app, name="tasks")


app.command()(interim)


@app.command()
def ingest(
    paths: list[Path],
    as_json: Json = False,
    build_after: Annotated[bool, typer.Option("--build/--no-build")] = True,
    workers: Workers = "",
) -> None:
    """Keep documents of files and folders, read them, and publish a new store."""
    installation = replace(settings(), workers=workers or settings().workers)
    offered = list(files(paths))
    tally = lookups.IngestTally()
    with progress(BarColumn(), TimeRemainingColumn()) as shown:
        bar = shown.add_task(say("ingest.progress"), total=len(offered))
        for receipt in reception.ingest(installation, offered):
            tally.add(receipt)
            if as_json:
                typer.echo(text(lookups.receipt_object(receipt)))
            elif (receipt.rejection or receipt.error) and tally.bad_count <= _SHOWN:
                reason = receipt.error or rejection_sentence(_of(receipt), language())
                said = say("parse.rejected", file=receipt.name, reason=reason)
                shown.console.print(said, soft_wrap=True, markup=False, highlight=False)
            shown.update(bar, completed=min(tally.counter["files"], len(offered)))
    if not offered:
        typer.echo(say("ingest.nothing"), err=True)
    if tally.bad_count > _SHOWN and not as_json:
        typer.echo(say("ingest.more", count=tally.bad_count - _SHOWN), err=True)
    typer.echo(say("ingest.done", **tally.counts()), err=as_json)
    _tell_drafts(tally)
    if build_after:
        _build(to_stderr=as_json, workers=workers)
    else:
        typer.echo(say("ingest.next_build"), err=True)
    if waiting := tally.counter["waiting"]:
        typer.echo(say("ingest.waiting", waiting=waiting), err=True)
    raise typer.Exit(tally.exit_code())


def _tell_drafts(tally: lookups.IngestTally) -> None:
    """Say which of the files are on the desk and so do not count, though they were ingested."""
    drafts = uncounted(Ledger(settings().ledger).decisions(kind=DRAFT))
    for name in sorted(tally.names & drafts):
        typer.echo(say("inbox.ingested", document=name[:12]), err=True)


@app.command()
def build(
    queue: Annotated[bool, typer.Option("--queue")] = False,
    accept: Annotated[
        bool,
        typer.Option("--accept-lost-ledger"),
    ] = False,
    workers: Workers = "",
) -> None:
    """Build the store from what ships, the archive and the ledger, and publish it."""
    if queue:
        builds.enqueue(settings())
        typer.echo(say("inbox.queued"))
        return
    _build(to_stderr=False, accepts_lost_ledger=accept, workers=workers)


def _build(*, to_stderr: bool, accepts_lost_ledger: bool = False, workers: str = "") -> None:
    installation = settings()
    with progress(BarColumn(), TimeRemainingColumn()) as shown:
        bar = shown.add_task(say("build.progress"), total=None)
        path = run.build(
            replace(installation, workers=workers or installation.workers),
            lambda total: shown.update(bar, total=total, advance=1),
            accepts_lost_ledger=accepts_lost_ledger,
        )
    counts = Store(settings().store).info().built_from
    reports = sum(count for item, count in counts.items() if item.startswith("report."))
    figures = sum(count for item, count in counts.items() if item.startswith("figure."))
    said = say("build.done", path=path, reports=reports, figures=figures)
    typer.echo(said, err=to_stderr)
    ledger = Ledger(settings().ledger)
    if broken := ledger.first_break():
        typer.echo(say("build.chain_broken", number=broken.id), err=True)
    for entry in ledger.set_aside():
        parts = {"number": entry.id, "why": entry.why, "subject": entry.subject[:80]}
        typer.echo(say("build.entry_set_aside", **parts), err=True)
    for record in Archive(settings().archive).broken():
        typer.echo(say("build.set_aside", sha256=record.sha256), err=True)


app.command("serve")(opened_by(partial(_build, to_stderr=True)))


@app.command()
def explain(
    agency: str,
    year: int,
    indicator: Annotated[str | None, typer.Argument()] = None,
    as_json: Json = False,
) -> None:
    """Say where the figures of an agency's report come from: status, document, place, raw text."""
    lookups.check_year(year)
    lookups.check_indicator(indicator)
    store = Store(settings().store)
    one = lookups.one_agency(store, agency)
    rows = explained(settings(), store, one.id, year, indicator)
    if rows.empty:
        raise MingchaError(lookups.why_nothing(store, one, year, indicator))
    if as_json:
        _echo_lines(text(line) for line in frame_lines(rows))
        return
    _echo_lines(report_head(rows.iloc[0]))
    for _, row in rows.iterrows():
        _echo_lines(figure_lines(row))
    if rows["source"].iloc[0] == "excerpt":
        typer.echo(say("explain.excerpt_only"))


@app.command()
def indicators(as_json: Json = False) -> None:
    """List the vocabulary."""
    for entry in catalogue().indicators:
        if as_json:
            typer.echo(text(entry.model_dump(mode="json")))
        else:
            label = entry.label_en if language() == "en" else entry.label_zh
            parts = {"id": entry.id, "table": entry.table, "label": label, "unit": entry.unit}
            typer.echo(say("list.indicator", **parts))


@app.command()
def reports(
    agency: Annotated[str | None, typer.Option("--agency")] = None,
    year: Year = None,
    dataset: Dataset = "real",
    as_json: Json = False,
) -> None:
    """List the current report of each agency and year."""
    store, chosen, years = lookups.choice(agency, year, dataset)
    rows = frame_lines(store.reports(dataset, chosen, years))
    show(rows, lambda row: [say("list.report", **blanks(row))], as_json=as_json)


@waiting_app.callback()
@in_language
def waiting(context: typer.Context, as_json: Json = False) -> None:
    """List the reports whose agency or year is open; `assign` answers one."""
    if context.invoked_subcommand:
        return
    rows = list(frame_lines(Store(settings().store).waiting()))
    for row in rows:
        report = f"{row['sha256'][:12]}:{row['part']}"
        parts = {"name": row["agency"], "year": row["report_year"] or "?", "title": row["title"]}
        said = say("agency.waiting", report=report, candidates=row["candidates"] or "?", **parts)
        typer.echo(text(row) if as_json else said)
    if not as_json:
        typer.echo(say("agency.how" if rows else "agency.none_waiting"), err=bool(rows))


@waiting_app.command("find")
def find(words: str, as_json: Json = False) -> None:
    """Find agencies by code, full name or short name."""
    for one in Agencies.load(settings().reference).find(words):
        said = {"id": one.id, "name": one.name, "level": one.level, "county": one.county}
        typer.echo(text(said) if as_json else f"{one.id} {one.name}")


waiting_app.command()(assign)
app.command()(correct)
app.command()(score)
cli_inbox.register(app)
app.command()(collect)
cli_operations.register(app)
app.command()(export)
app.command()(findings)
app.command()(verdict)


@app.command()
def diff(left: str, right: str, as_json: Json = False) -> None:
    """Compare two files, or, given AGENCY YEAR, the two newest versions of a report."""
    if re.fullmatch(r"\d{4}", right) and not Path(right).exists():
        cells = lookups.version_differences(settings(), left, int(right))
    else:
        cells = lookups.file_differences(settings(), Path(left), Path(right))
    for cell in cells:
        typer.echo(text(difference_object(cell)) if as_json else difference_text(cell))
    if not as_json:
        key = "diff.count" if cells else "diff.same"
        typer.echo(say(key, count=len(cells)), err=True)
    raise typer.Exit(FINDINGS if cells else FINE)


def _echo_lines(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _of(receipt: Receipt) -> Rejection:
    return receipt.rejection or Rejection("")
