"""A build from start to end: what ships, the archive and the ledger become a published store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipelines.build.assemble import Sources, fill
from pipelines.build.publish import Stage, publish
from pipelines.documents.reception import read_missing
from pipelines.settings import Settings


def build(settings: Settings, advance: Callable[[int], None] | None = None) -> Path:
    """Build the store from what ships, the archive and the ledger, and publish it.

    `advance(total)` is called after each document.
    """
    sources = Sources(settings)
    total = len(sources.documents) + len(sources.demo)

    # The rules take a fifth of a second to load: no other verb waits for them.
    from pipelines.build.examination import examine  # noqa: PLC0415

    def write(stage: Stage) -> None:
        read_missing(settings, sources.documents)
        fill(sources, stage, lambda: advance(total) if advance else None)

    target = publish(settings.store, sources.digest(), write, lambda stage: examine(sources, stage))
    sources.outcomes.forget_others()
    return target
