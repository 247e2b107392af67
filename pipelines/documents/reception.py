"""Files offered: unpacked, kept and read in processes; a receipt for each."""

import hashlib
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final

from pipelines.agencies import Agencies
from pipelines.documents.archive import Archive, Document
from pipelines.documents.collect import InputFile, load, shown
from pipelines.documents.convert import SECONDS as CONVERSION_SECONDS
from pipelines.documents.convert import office
from pipelines.documents.crew import WARM, process_count, run
from pipelines.documents.offers import Offer, Receipt, offers_of, opened
from pipelines.documents.outcomes import Outcome, Outcomes, failure, outcome_and_reading
from pipelines.documents.workers import Failure
from pipelines.errors import MingchaError
from pipelines.model import Rejection
from pipelines.read.pictures import is_installed
from pipelines.settings import Settings

SECONDS: Final = 30.0  # for one file, and
SECONDS_PER_MB: Final = 10.0  # more, since a ZIP holds many
SECONDS_OF_PICTURES: Final = 300.0  # and more where pages may be pictures: each takes seconds
_DIED: Final = "crashed"  # as `workers` calls it
_PICTURED: Final = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"})
_CONVERTED: Final = frozenset({".doc", ".wps", ".xls", ".et", ".rtf", ".odt", ".ods"})


_Kept = tuple[str, Document, Receipt | None]  # name; a receipt where nothing is left to read


def ingest(settings: Settings, sources: Iterable[InputFile]) -> Iterator[Receipt]:
    """Receive files: keep their bytes, read them, and yield a receipt for each as it is done.

    Order is that of completion. What is known already is recognized and not read again, so an
    ingest that was killed goes on where it was when it is started once more. A file whose worker
    died or hung is taken apart: its parts are kept first, then each is read by itself.
    """
    failed: list[InputFile] = []
    count = process_count()
    for source, result in run(settings, _receiver, sources, count=count, seconds=_patience_of):
        if isinstance(result, Failure):
            failed.append(source)
        else:
            yield from result
    for source, parts in run(settings, _keeper, failed, count=1, seconds=_patience_of):
        if isinstance(parts, Failure):
            name = shown(source.path)
            yield Receipt(name, rejection=_gave_up(parts, source.path, name))
        else:
            read_missing(settings, [document for _, document, receipt in parts if receipt is None])
            outcomes = _outcomes(settings)
            for name, document, receipt in parts:
                outcome = outcomes.get(document.sha256) or Outcome()
                yield receipt or Receipt.of(name, document, outcome, is_new=True)


def _receiver(settings: Settings) -> Callable[[InputFile], list[Receipt]]:
    archive, outcomes = Archive(settings.archive), _outcomes(settings)
    agencies = register(settings.reference)

    def receive(source: InputFile) -> list[Receipt]:
        try:
            return [
                _receive(archive, outcomes, agencies, offer)
                for offer in offers_of(source.path, source.address)
            ]
        except MingchaError as error:
            return [Receipt(shown(source.path), error=str(error))]

    return receive


def _receive(archive: Archive, outcomes: Outcomes, agencies: Agencies, offer: Offer) -> Receipt:
    document, is_new = archive.put(offer.data, offer.file_name, offer.address)
    if offer.refused is not None:
        return Receipt(offer.name, document.sha256, is_new, rejection=offer.refused)
    outcome = outcomes.get(document.sha256)
    if outcome is None:
        outcome, reading = outcome_and_reading(
            offer.data, document.name, document.address, agencies
        )
        outcomes.put(document.sha256, outcome, reading)
    return Receipt.of(offer.name, document, outcome, is_new=is_new)


def _keeper(settings: Settings) -> Callable[[InputFile], list[_Kept]]:
    """Return what keeps a file's parts without reading them."""
    archive = Archive(settings.archive)

    def keep(source: InputFile) -> list[_Kept]:
        return _keep_parts(archive, Offer(shown(source.path), load(source.path), source.address))

    return keep


def _keep_parts(archive: Archive, whole: Offer) -> list[_Kept]:
    parts: list[_Kept] = []
    for offer in opened(whole):
        document, is_new = archive.put(offer.data, offer.file_name, offer.address)
        receipt = Receipt(offer.name, document.sha256, is_new, rejection=offer.refused)
        parts.append((offer.name, document, receipt if offer.refused else None))
    return parts


def read_missing(
    settings: Settings, documents: Sequence[Document], most: float = math.inf
) -> list[Document]:
    """Read in processes what no outcome is kept of: a crash or a hang costs one document.

    One whose process died is read once more by itself before it is called unreadable: the system
    ends processes too (it is short of memory, an operator stops one), and what is kept of a
    document stays. What the disk has no room to keep stays unread.

    Returns what needs more than `most` seconds, whose process is ended: a web page waits no
    longer, and leaves such a document to a process that gives it all its time.
    """
    outcomes = _outcomes(settings)
    warm = WARM if most < math.inf else ""
    missing = [one for one in documents if one.path.is_file() and not outcomes.has(one.sha256)]
    first = list(_unread(settings, missing, most, process_count(), warm))
    died = [document for document, why in first if why.code == _DIED]
    again = list(_unread(settings, died, most, 1))
    late = []
    for document, why in (*(pair for pair in first if pair[1].code != _DIED), *again):
        if why.code != _DIED and most < patience(document.path):
            late.append(document)
        else:
            rejection = _gave_up(why, document.path, document.name)
            outcomes.put(document.sha256, Outcome(rejection=rejection))
    return late


def _unread(
    settings: Settings,
    documents: Sequence[Document],
    most: float,
    count: int,
    warm: str = "",
) -> Iterator[tuple[Document, Failure]]:
    """Read documents in so many processes; yield those that none was read to its end of."""
    outcomes = _outcomes(settings)

    def seconds(document: Document) -> float:
        return min(patience(document.path), most)

    results = run(settings, _reader, documents, count=count, seconds=seconds, warm=warm)
    for document, result in results:
        if isinstance(result, Failure) and not outcomes.has(document.sha256):
            yield document, result


def _reader(settings: Settings) -> Callable[[Document], None]:
    outcomes, agencies = _outcomes(settings), register(settings.reference)

    def read_one(document: Document) -> None:
        data = document.path.read_bytes()
        if hashlib.sha256(data).hexdigest() != document.sha256:
            return  # damaged: whoever builds says so, and nothing is kept of it
        found, reading = outcome_and_reading(data, document.name, document.address, agencies)
        with suppress(OSError):  # no room to keep it: whoever builds reads it again and says so
            outcomes.put(document.sha256, found, reading)

    return read_one


@lru_cache(maxsize=2)
def register(reference: Path) -> Agencies:
    """Return the register of agencies; a copy of a process that has it need not read it again."""
    return Agencies.load(reference)


def _gave_up(result: Failure, path: Path, name: str) -> Rejection:
    detail = {"error": result.code, "seconds": f"{patience(path):.0f}"}
    return failure(result.code, path.read_bytes(), name, detail)


def receive(settings: Settings, offer: Offer) -> list[Receipt]:
    """Receive one file, or those of a ZIP: keep the bytes so that they count, and read them."""
    parts = _keep_parts(Archive(settings.archive), offer)
    read_missing(settings, [document for _, document, receipt in parts if receipt is None])
    outcomes = _outcomes(settings)
    return [
        receipt
        or Receipt.of(name, document, outcomes.get(document.sha256) or Outcome(), is_new=True)
        for name, document, receipt in parts
    ]


def _outcomes(settings: Settings) -> Outcomes:
    return Outcomes(settings.store / "parsed", settings.reference)


def patience(path: Path) -> float:
    """Return how many seconds a file may take."""
    suffix = path.suffix.lower()
    least = SECONDS
    if suffix in _PICTURED and is_installed():
        least += SECONDS_OF_PICTURES
    elif suffix in _CONVERTED and office():
        least += CONVERSION_SECONDS
    try:
        return least + SECONDS_PER_MB * path.stat().st_size / 2**20
    except OSError:
        return least


def _patience_of(source: InputFile) -> float:
    return patience(source.path)
