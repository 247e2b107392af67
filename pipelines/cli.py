"""The command `mingcha`: the only module that prints or exits."""

from __future__ import annotations

import typer

from pipelines.intake import build as build_store
from pipelines.settings import settings

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _root() -> None:
    """Read annual reports on open government information and keep their figures."""


@app.command()
def build() -> None:
    """Build the store and publish it."""
    typer.echo(build_store(settings()))


def main() -> None:
    """Run the command line."""
    app()
