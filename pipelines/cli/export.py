"""The verb that takes data along: a Data Package as a folder or a ZIP."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.options import FINE
from pipelines.cli.words import say
from pipelines.errors import SelectionError
from pipelines.export.package import FORMATS, Package, write_folder, write_zip
from pipelines.export.selection import selected
from pipelines.settings import settings
from pipelines.store.store import Store

To = Annotated[Path, typer.Option("--to")]
Form = Annotated[str, typer.Option("--format")]


def export(selection: str, to: To, form: Form = "csv") -> None:
    """Write SELECTION, a query string as of a page ("" for all that is real), as a Data Package."""
    if form not in FORMATS:
        raise SelectionError(f"--format {form}", ", ".join(FORMATS))
    store = Store(settings().store)
    package = Package(store, selected(store, selection), selection.lstrip("?"), form)
    if to.exists() and (to.is_file() or any(to.iterdir())):
        raise SelectionError(str(to), say("export.new_place"))
    if to.suffix == ".zip":
        to.parent.mkdir(parents=True, exist_ok=True)
        write_zip(package, to)
    else:
        write_folder(package, to)
    typer.echo(say("export.done", path=to))
    raise typer.Exit(FINE)
