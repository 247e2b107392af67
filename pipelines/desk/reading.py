"""Documents that take long are read in the background: no web page waits for them.

`python -m pipelines.desk.reading` is the process that does it, told where by standard input.
"""

import sys
from collections.abc import Sequence
from typing import Final

from pipelines.build import background
from pipelines.documents import workers
from pipelines.documents.archive import Archive, Document
from pipelines.documents.crew import WARM
from pipelines.documents.outcomes import Outcomes
from pipelines.documents.reception import read_missing
from pipelines.errors import ArchiveError
from pipelines.ledger.draft_states import KIND, draft_states
from pipelines.ledger.ledger import Ledger
from pipelines.settings import Settings

PATIENCE: Final = 20.0  # seconds that a web page waits for documents to be read
_PROCESS: Final = "pipelines.desk.reading"
_LOCK: Final = ".reader.lock"


def read_soon(settings: Settings, documents: Sequence[Document]) -> None:
    """Read what can be read while a page waits, and start a process for the rest.

    While that process is at work, what it has to read is left to it.
    """
    if background.is_held(settings.store / _LOCK):
        outcomes = Outcomes(settings.store / "parsed", settings.reference)
        if not any(outcomes.has(one.sha256) for one in documents) and len(documents) == 1:
            return
    if read_missing(settings, documents, PATIENCE):
        background.start(_PROCESS, settings)


def get_ready() -> None:
    """Let a reader be ready for the first file that comes."""
    workers.get_ready(WARM)


def read_drafts(settings: Settings) -> None:
    """Read every draft that nobody read, each within all the time it may take."""
    with background.alone(settings.store / _LOCK) as is_mine:
        if is_mine:
            read_missing(settings, _drafts(settings))


def _drafts(settings: Settings) -> list[Document]:
    archive, documents = Archive(settings.archive), []
    for sha256 in draft_states(Ledger(settings.ledger).decisions(kind=KIND)):
        try:
            documents.append(archive.find(sha256))
        except ArchiveError:  # a draft whose bytes never came
            continue
    return documents


if __name__ == "__main__":
    read_drafts(background.settings_from(sys.stdin))
