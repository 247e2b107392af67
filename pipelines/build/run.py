"""A build from start to end: what ships, the archive and the ledger become a published store."""

from collections.abc import Callable
from pathlib import Path

from pipelines.build.assemble import Sources
from pipelines.build.changes import changes as changes_since
from pipelines.build.files import Files
from pipelines.build.fill import fill, place
from pipelines.build.ownership import check, claim, fault, mark_drafts, ownership
from pipelines.build.publish import Work, publish
from pipelines.build.stage import Changes, Stage
from pipelines.documents.reception import read_missing
from pipelines.ledger.publishing import publishing
from pipelines.settings import Settings


def build(
    settings: Settings,
    advance: Callable[[int], None] | None = None,
    *,
    accepts_lost_ledger: bool = False,
    is_whole: bool = False,
) -> Path:
    """Build the store from what ships, the archive and the ledger, and publish it.

    Of what is published, what did not change is carried over.

    Args:
        settings: of the installation.
        advance: called with the number of all documents after each.
        accepts_lost_ledger: go on with a ledger that is another's or lacks entries; documents
            that came as drafts do not count then.
        is_whole: compute everything anew, whatever is published.

    Raises:
        LostLedgerError: the ledger is not the one that archive and store were built with.
    """
    sources = Sources(settings)
    state = ownership(settings, sources.archived)
    if not accepts_lost_ledger:
        check(state)
    origin = claim(settings, state)
    mark_drafts(sources)
    total = len(sources.documents) + len(sources.demo)
    work = work_of(sources, lambda: advance(total) if advance else None, is_whole=is_whole)
    with publishing(sources.ledger):
        target = publish(
            settings.store,
            sources.digest(),
            work,
            origin=origin,
            is_anew=bool(fault(state)) or is_whole,
        )
    sources.outcomes.forget_others()
    return target


def work_of(sources: Sources, advance: Callable[[], None], *, is_whole: bool = False) -> Work:
    """Return what a publication does in turn: what changed where that is known, else everything."""
    # The rules take a fifth of a second to load: no other verb waits for them.
    from pipelines.build.examination import examine  # noqa: PLC0415

    files = Files(sources)
    some: list[Changes | None] = [None]

    def plan(stage: Stage) -> bool:
        some[0] = changes_since(sources, files, stage)
        return some[0] is not None

    def write(stage: Stage) -> None:
        read_missing(sources.settings, [one for one, _ in sources.sent_back])
        if some[0] is None:
            read_missing(sources.settings, sources.documents)
        else:
            files.ready(some[0].staged)
        fill(sources, files, stage, some[0], advance)

    return Work(
        fill=write,
        place=lambda stage: place(sources, stage, some[0]),
        examine=lambda stage: examine(sources, files, stage, some[0]),
        plan=None if is_whole else plan,
    )
