"""Files looked at before anything is kept: read here and now, without processes or an archive."""

from collections.abc import Iterator
from pathlib import Path

from pipelines.agencies import Agencies
from pipelines.documents.collect import InputFile
from pipelines.documents.offers import offers_of
from pipelines.documents.outcomes import Outcome, outcome_and_reading
from pipelines.model import Reading


def preview(path: Path, agencies: Agencies) -> Iterator[tuple[str, Outcome]]:
    """Yield (name, outcome) for a file, or for each file of a ZIP; nothing is kept.

    Raises:
        CollectError: the file cannot be opened.
    """
    for name, found, _ in preview_with_readings(InputFile(path), agencies):
        yield name, found


def preview_with_readings(
    source: InputFile, agencies: Agencies
) -> Iterator[tuple[str, Outcome, Reading | None]]:
    """Yield (name, outcome, reading) as `preview` does, for those who look into the text too.

    Raises:
        CollectError: the file cannot be opened.
    """
    for offer in offers_of(source.path, source.address):
        if offer.refused is not None:
            yield offer.name, Outcome(rejection=offer.refused), None
        else:
            found = outcome_and_reading(offer.data, offer.name, offer.address, agencies)
            yield (offer.name, *found)
