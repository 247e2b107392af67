"""The verbs of whoever keeps an installation: backup, restore, doctor, and the ledger's schema."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn

from pipelines.accounts.key import check as check_key
from pipelines.build import run
from pipelines.build.publish import prune as replaced_stores_removed
from pipelines.cli.options import FINDINGS, FINE, Json, Verbs, fault_sentence, progress
from pipelines.cli.words import say
from pipelines.desk.json_lines import text
from pipelines.errors import BackupError
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.schema import HEAD
from pipelines.operations.backup import backup as write_backup
from pipelines.operations.backup import superseded
from pipelines.operations.doctor import examined, worst
from pipelines.operations.installation import whereabouts
from pipelines.operations.kept_data import Check
from pipelines.operations.restore import into
from pipelines.operations.restore import restore as read_backup
from pipelines.settings import settings

ledger_app = Verbs(no_args_is_help=True)
Into = Annotated[Path | None, typer.Option("--into")]
Prune = Annotated[bool, typer.Option("--prune")]
Preview = Annotated[bool, typer.Option("--preview")]
Whole = Annotated[bool, typer.Option("--all")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command()(backup)
    app.command()(restore)
    app.command()(doctor)
    app.command()(prune)
    app.command()(where)
    app.add_typer(ledger_app, name="ledger")


def backup(file: Path, *, prune: Prune = False) -> None:
    """Write archive and ledger into one checked FILE: .tar, .tar.gz or .tar.zst."""
    made = write_backup(settings(), file)
    parts = {"path": file, "documents": made.document_count, "rows": _rows(made.rows)}
    typer.echo(say("operations.backup", **parts))
    if prune and not made.damaged and not made.broken_entry:
        for name in superseded(one.name for one in file.absolute().parent.iterdir()):
            file.absolute().with_name(name).unlink()
            typer.echo(say("operations.pruned", name=name))
    for sha256 in made.damaged:
        typer.echo(say("operations.left_out", sha256=sha256), err=True)
    if made.broken_entry:
        typer.echo(say("operations.chain_broken", number=made.broken_entry), err=True)
    raise typer.Exit(FINDINGS if made.damaged or made.broken_entry else FINE)


def restore(file: Path, folder: Into = None) -> None:
    """Put a backup back where archive and ledger are empty, and build the store."""
    if folder is not None and folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty", "restore_there", path=folder)
    place = settings() if folder is None else into(settings(), folder)
    done = read_backup(place, file)
    parts = {"documents": done.document_count, "rows": _rows(done.rows)}
    typer.echo(say("operations.restored", **parts))
    for sha256 in done.damaged:
        typer.echo(say("operations.was_left_out", sha256=sha256), err=True)
    with progress(BarColumn()) as bar:
        task = bar.add_task(say("build.progress"), total=None)
        # Whatever the store before saw: what was put back is what a person wants.
        path = run.build(
            place,
            lambda total: bar.update(task, total=total, advance=1),
            accepts_lost_ledger=True,
        )
    typer.echo(say("operations.rebuilt", path=path))
    raise typer.Exit(FINDINGS if done.damaged else FINE)


def doctor(*, as_json: Json = False, whole: Whole = False) -> None:
    """Say what is well with this installation and what is not; changes nothing.

    The exit code is 0 where all is well, 1 where something should be seen to, 2 where it must be.
    """
    checks = []
    for check in examined(settings(), is_whole=whole):
        checks.append(check)
        entry = {"check": check.subject, "state": check.state, "code": check.code}
        parts = {name: str(value) for name, value in check.parts.items()}
        sentence = _sentence(check)
        words = {"state": say(f"doctor.{check.state}"), "says": sentence}
        line = text(entry | {"says": sentence} | {"detail": parts})
        typer.echo(line if as_json else say("doctor.line", **words))
    raise typer.Exit(worst(checks))


def prune() -> None:
    """Remove stores that the published one has replaced, but for the two before it."""
    removed = replaced_stores_removed(settings().store)
    for path in removed:
        typer.echo(say("operations.store_pruned", name=path.name))
    if not removed:
        typer.echo(say("operations.nothing_pruned"))


def where(*, as_json: Json = False) -> None:
    """Say which installation this is: where it lies, which version, who may read, whose proxy."""
    facts = whereabouts(settings())
    if as_json:
        typer.echo(text(facts))
    else:
        _tell_where(facts)
    check_key(settings())  # what the service would refuse is no success here


def _tell_where(found: dict[str, str]) -> None:
    source = found.pop("reading_source") or say("where.default")
    found["reading"] = say(f"where.{found['reading']}", source=source)
    found["desk"] = say(f"where.desk_{found['desk']}")
    shown = [say(f"where.examples_{name}") for name in found["examples"].split()]
    found["examples"] = " · ".join(shown)
    for name, value in found.items():
        typer.echo(say(f"where.{name}_is", value=value or say("where.none")))


@ledger_app.command()
def upgrade(*, preview: Preview = False) -> None:
    """Bring the ledger's schema up to this version's; a ledger in a file is copied first."""
    if preview:
        _tell_upgrade()
        return
    done = Ledger(settings().ledger).upgrade()
    key = "operations.upgraded" if done.before != done.after else "operations.up_to_date"
    typer.echo(say(key, before=done.before or "-", after=done.after))
    if done.copy:
        typer.echo(say("operations.copied", path=done.copy))


def _tell_upgrade() -> None:
    before, steps = Ledger(settings().ledger).upgrade_plan()
    parts = {"before": before or "-", "after": HEAD, "count": len(steps)}
    key = "operations.would_upgrade" if steps else "operations.up_to_date"
    typer.echo(say(key, **parts))
    for number, title in steps:
        typer.echo(say("operations.revision", number=number, title=title))


def _sentence(one: Check) -> str:
    parts = dict(one.parts)
    if one.error is not None:
        parts["why"] = fault_sentence(one.error)
    return say(f"doctor.{one.code}", **parts)


def _rows(rows: dict[str, int] | object) -> str:
    counts = dict(rows) if isinstance(rows, dict) else {}
    return " ".join(f"{name} {count}" for name, count in counts.items()) or "0"
