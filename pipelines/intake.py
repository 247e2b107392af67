"""The writing door: documents received, decisions recorded, and the store built from them."""

from __future__ import annotations

from pathlib import Path

from pipelines.agencies import Agencies
from pipelines.excerpts import excerpt_rows
from pipelines.publish import Stage, fingerprint, publish
from pipelines.rosters import Roster, division_rows
from pipelines.rows import Rows
from pipelines.settings import Settings


def build(settings: Settings) -> Path:
    """Build the store from what ships, the archive and the ledger, and publish it."""
    agencies = Agencies.load(settings.reference)

    def fill(stage: Stage) -> None:
        stage.add(excerpt_rows(settings.published, agencies))
        stage.add(Rows(agency=list(division_rows(agencies))))
        stage.add(Rows(agency=list(Roster.load(settings.demo / "roster.csv").rows())))

    return publish(settings.store, fingerprint(_inputs(settings)), fill)


def _inputs(settings: Settings) -> list[bytes]:
    """Return the bytes that a build depends on, beside the archive and the ledger."""
    folders = (settings.reference, settings.published, settings.demo)
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path.read_bytes() for path in paths]
