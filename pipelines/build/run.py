"""A build from start to end: what ships, the archive and the ledger become a published store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipelines.build.assemble import Sources, fill
from pipelines.build.belonging import belonging, check, claim, fault, mark_drafts
from pipelines.build.publish import Stage, publish
from pipelines.documents.reception import read_missing
from pipelines.settings import Settings


def build(
    settings: Settings,
    advance: Callable[[int], None] | None = None,
    *,
    accepts_lost_ledger: bool = False,
) -> Path:
    """Build the store from what ships, the archive and the ledger, and publish it.

    Args:
        settings: of the installation.
        advance: called with the number of all documents after each.
        accepts_lost_ledger: go on with a ledger that is another's or lacks entries; documents
            that came as drafts do not count then.

    Raises:
        LostLedgerError: the ledger is not the one that archive and store were built with.
    """
    sources = Sources(settings)
    state = belonging(settings, sources.archived)
    if not accepts_lost_ledger:
        check(state)
    origin = claim(settings, state)
    mark_drafts(sources)
    total = len(sources.documents) + len(sources.demo)

    # The rules take a fifth of a second to load: no other verb waits for them.
    from pipelines.build.examination import examine  # noqa: PLC0415

    def write(stage: Stage) -> None:
        read_missing(settings, [*sources.documents, *(one for one, _ in sources.sent_back)])
        fill(sources, stage, lambda: advance(total) if advance else None)

    target = publish(
        settings.store,
        sources.digest(),
        write,
        lambda stage: examine(sources, stage),
        origin=origin,
        is_anew=bool(fault(state)),
    )
    sources.outcomes.forget_others()
    return target
