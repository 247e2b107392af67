"""The verbs `ingest` and `build`: documents are kept and read, and a store is published."""

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, TimeRemainingColumn

from pipelines.build import queue as builds
from pipelines.build import run
from pipelines.cli.options import Json, Workers, progress
from pipelines.cli.words import language, say
from pipelines.desk.json_lines import rejection_sentence, text
from pipelines.documents import reception
from pipelines.documents.archive import Archive
from pipelines.documents.collect import files
from pipelines.documents.offers import Receipt
from pipelines.ledger.draft_states import KIND as DRAFT
from pipelines.ledger.draft_states import uncounted
from pipelines.ledger.ledger import Ledger
from pipelines.model import Rejection
from pipelines.settings import settings
from pipelines.store.store import Store

_SHOWN = 20  # rejections listed one by one after an ingest


@dataclass(slots=True)
class IngestTally:
    """The closing summary of an ingest."""

    counter: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)  # hashes of what is kept

    def add(self, receipt: Receipt) -> None:
        """Count one receipt."""
        self.names |= {receipt.sha256} - {""}
        self.counter["files"] += 1
        self.counter["new"] += receipt.is_new
        self.counter["reports"] += receipt.report_count
        self.counter["waiting"] += receipt.waiting_count
        self.counter["lost"] += receipt.lost_count
        self.counter["rejected"] += receipt.rejection is not None
        self.counter["errors"] += bool(receipt.error)

    def counts(self) -> dict[str, int]:
        """Return every count, zeros included."""
        names = ("files", "new", "reports", "rejected", "waiting", "lost", "errors")
        return {name: self.counter[name] for name in names}

    @property
    def bad_count(self) -> int:
        """Return how many files gave no report."""
        return self.counter["rejected"] + self.counter["errors"]

    def exit_code(self) -> int:
        """Return 2 where a file could not be opened, 1 where something needs a look, else 0."""
        if self.counter["errors"]:
            return 2
        return int(any(self.counter[name] for name in ("rejected", "waiting", "lost")))


def receipt_object(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as a JSON object."""
    entry: dict[str, Any] = {
        "file": receipt.name,
        "sha256": receipt.sha256,
        "is_new": receipt.is_new,
        "reports": receipt.report_count,
        "waiting": receipt.waiting_count,
        "lost": receipt.lost_count,
    }
    if receipt.rejection is not None:
        entry["rejected"] = rejection_sentence(receipt.rejection, language())
        entry["code"] = receipt.rejection.code
    return entry | ({"error": receipt.error} if receipt.error else {})


def ingest(
    paths: list[Path],
    *,
    as_json: Json = False,
    build_after: Annotated[bool, typer.Option("--build/--no-build")] = True,
    workers: Workers = "",
) -> None:
    """Keep documents of files and folders, read them, and publish a new store."""
    installation = replace(settings(), workers=workers or settings().workers)
    offered = list(files(paths))
    tally = IngestTally()
    with progress(BarColumn(), TimeRemainingColumn()) as shown:
        bar = shown.add_task(say("ingest.progress"), total=len(offered))
        for receipt in reception.ingest(installation, offered):
            tally.add(receipt)
            if as_json:
                typer.echo(text(receipt_object(receipt)))
            elif (receipt.rejection or receipt.error) and tally.bad_count <= _SHOWN:
                reason = receipt.error or rejection_sentence(
                    receipt.rejection or Rejection(""), language()
                )
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
        build_now(to_stderr=as_json, workers=workers)
    else:
        typer.echo(say("ingest.next_build"), err=True)
    if waiting := tally.counter["waiting"]:
        typer.echo(say("ingest.waiting", waiting=waiting), err=True)
    raise typer.Exit(tally.exit_code())


def _tell_drafts(tally: IngestTally) -> None:
    """Say which of the files are on the desk and so do not count, though they were ingested."""
    drafts = uncounted(Ledger(settings().ledger).decisions(kind=DRAFT))
    for name in sorted(tally.names & drafts):
        typer.echo(say("inbox.ingested", document=name[:12]), err=True)


def build(
    *,
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
    build_now(to_stderr=False, accepts_lost_ledger=accept, workers=workers)


def build_now(*, to_stderr: bool, accepts_lost_ledger: bool = False, workers: str = "") -> None:
    """Build and say what was built, and what of the ledger or the archive was left out."""
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
