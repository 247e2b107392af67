"""What became of one document, bytes to reports, and a cache of it beside the store."""

import hashlib
import os
import pickle
import shutil
import zlib
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from pipelines.agencies import Agencies
from pipelines.catalogue.load import catalogue
from pipelines.copying.prose import proses
from pipelines.digests import COMPARING, digest_of, reading_digest
from pipelines.documents.convert import office_edition, read_document
from pipelines.model import Reading, Rejection, Report, Status
from pipelines.parse import parse
from pipelines.parse.kind import PART_OF_YEAR
from pipelines.read.pictures import edition


@dataclass(frozen=True, slots=True)
class Outcome:
    """The reports of one document, or why it gave none."""

    reports: tuple[Report, ...] = ()
    rejection: Rejection | None = None

    @property
    def is_ledger(self) -> bool:
        """Tell whether it is a ledger of a part of the year, which is no annual report."""
        return self.rejection is not None and self.rejection.code == PART_OF_YEAR

    @property
    def waiting_count(self) -> int:
        """Return how many reports have an open agency or year."""
        return sum(1 for one in self.reports if not one.agency.id or one.report_year is None)

    @property
    def lost_count(self) -> int:
        """Return how many cells hold something that could not be read."""
        unread = {Status.LOST, Status.IMAGE}
        return sum(f.status in unread for one in self.reports for f in one.figures)


def read_outcome(data: bytes, name: str, address: str, agencies: Agencies) -> Outcome:
    """Read and parse one document. A fault of ours in it is its rejection, never the end."""
    return outcome_and_reading(data, name, address, agencies)[0]


def outcome_and_reading(
    data: bytes, name: str, address: str, agencies: Agencies
) -> tuple[Outcome, Reading | None]:
    """Return the outcome of one document and the reading its places speak of."""
    try:
        reading = read_document(data, name, address)
        if isinstance(reading, Rejection):
            return Outcome(rejection=reading), None
        parsed = parse(reading, catalogue(), agencies)
    except Exception as error:  # noqa: BLE001 - one bad file must never stop the rest
        detail = {"error": f"{type(error).__name__}: {error}"[:200]}
        return Outcome(rejection=failure("crashed", data, name, detail)), None
    if isinstance(parsed, Rejection):
        return Outcome(rejection=parsed), reading
    return Outcome(reports=parsed), reading


def failure(code: str, data: bytes, name: str, detail: dict[str, str]) -> Rejection:
    """Return the rejection of a document that the program failed on."""
    return Rejection(code, detail, hashlib.sha256(data).hexdigest(), name)


class Outcomes:
    """Outcomes kept under (parser, document): a build need not parse what has not changed."""

    def __init__(self, folder: Path, reference: Path) -> None:
        self._root = folder
        # what is installed decides too: with a reader of pictures or LibreOffice, more is read
        editions = (edition(), office_edition())
        self._folder = folder / reading_digest(reference, editions)
        self._letters = f"letters-{digest_of(COMPARING)[:16]}"

    @property
    def edition(self) -> str:
        """Return what names the way in which documents are read now."""
        return self._folder.name

    def get(self, sha256: str) -> Outcome | None:
        """Return what is kept of a document, None where nothing or nothing whole is."""
        kept = _unpacked(self._path(sha256))
        return kept if isinstance(kept, Outcome) else None

    def reading(self, sha256: str) -> Reading | None:
        """Return the reading that a kept outcome was made from, None where there is none."""
        kept = _unpacked(self._path(sha256, "reading"))
        return kept if isinstance(kept, Reading) else None

    def letters(self, sha256: str) -> tuple[str, ...] | None:
        """Return of each report of a document what of its text is compared, None where unknown."""
        kept = _unpacked(self._path(sha256, self._letters))
        return kept if isinstance(kept, tuple) else None

    def has(self, sha256: str) -> bool:
        """Tell whether an outcome is kept, without reading it."""
        return self._path(sha256).exists()

    def put(self, sha256: str, one: Outcome, reading: Reading | None = None) -> None:
        """Keep an outcome and its reading; a file is whole or not there, the outcome comes last."""
        if reading is not None:
            _pack(reading, self._path(sha256, "reading"))
            _pack(_letters(one, reading), self._path(sha256, self._letters))
        _pack(one, self._path(sha256))

    def forget_others(self) -> None:
        """Remove what earlier parsers left."""
        for folder in self._root.glob("*"):
            if folder != self._folder and folder.is_dir():
                shutil.rmtree(folder, ignore_errors=True)

    def _path(self, sha256: str, kind: str = "pickle") -> Path:
        return self._folder / sha256[:2] / f"{sha256}.{kind}"


def _letters(one: Outcome, reading: Reading) -> tuple[str, ...]:
    try:
        return tuple(prose.letters for prose in proses(one.reports, reading))
    except Exception:  # noqa: BLE001 - a text that cannot be compared is still read
        return tuple("" for _ in one.reports)


def _pack(value: Outcome | Reading | tuple[str, ...], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{uuid4().hex}")
    partial.write_bytes(zlib.compress(pickle.dumps(value, protocol=5), 1))
    os.replace(partial, path)  # noqa: PTH105 - the atomic call, by its name


def _unpacked(path: Path) -> object:
    try:
        return pickle.loads(zlib.decompress(path.read_bytes()))  # noqa: S301 - ours
    except (OSError, zlib.error, pickle.UnpicklingError, EOFError, AttributeError, TypeError):
        return None
