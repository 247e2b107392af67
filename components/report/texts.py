"""Two reports side by side: their paragraphs aligned, what is shared marked, templates paler."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from components.access.documents import sees_document
from components.context import PageRequest
from components.figures.evidence import evidence
from components.figures.records import records
from components.view import View
from pipelines.copying.alongside import side_by_side
from pipelines.copying.passages import Passage, passages
from pipelines.copying.prose import Prose, Stretch, prose
from pipelines.errors import ArchiveError, LedgerError
from pipelines.model import Place

_KEY: Final = re.compile(r"([0-9A-Za-z-]{1,40}):(\d{4})", re.ASCII)
_MOST_ROWS: Final = 400
Marks = dict[tuple[int, int | None, int | None], list[tuple[int, int, bool]]]


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A run of letters: plain, shared ("own") or a template's ("template")."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row of the two texts; a side without a paragraph is empty."""

    state: str
    left: tuple[TextPiece, ...]
    right: tuple[TextPiece, ...]


@dataclass(frozen=True, slots=True)
class TextSide:
    """Which report one side is, and its address on this site."""

    agency_id: str
    agency: str
    year: int
    sha256: str
    part: int
    href: str


@dataclass(frozen=True, slots=True)
class ComparedTexts:
    """Two texts opened; `why` names what is missing where they cannot be shown."""

    left: TextSide | None
    right: TextSide | None
    rows: tuple[TextRow, ...] = ()
    shared: int = 0
    passages: int = 0
    template: int = 0
    why: str = ""


def key_of(agency_id: object, year: object) -> str:
    """Return the stable name of a report in an address."""
    return f"{agency_id}:{int(str(year))}"


def texts(ask: PageRequest) -> ComparedTexts | None:
    """Open the two reports that the address names, None where it names none."""
    view = ask.view
    named = [_KEY.fullmatch(view.own(side)) for side in ("left", "right")]
    if not (view.own("left") or view.own("right")):
        return None
    sides = [_side(ask, found[1], int(found[2])) if found else None for found in named]
    left, right = sides
    if left is None or right is None:
        return ComparedTexts(left, right, why="unknown")
    return _texts(ask, left, right)


def _side(ask: PageRequest, agency_id: str, year: int) -> TextSide | None:
    view = ask.view
    rows = records(ask.store.reports(view.dataset, [agency_id], (year, year)))
    versions = records(ask.store.versions(agency_id, year))
    if not rows:
        return None
    row = rows[0] | next((one for one in versions if one["sha256"] == rows[0]["sha256"]), {})
    report = View(
        page="report",
        language=view.language,
        dataset=view.dataset,
        agencies=(agency_id,),
        years=(year, year),
    )
    sha256 = row["sha256"] if isinstance(row["sha256"], str) else ""
    part = int(row.get("part") or 0)
    return TextSide(agency_id, str(row["agency"]), year, sha256, part, report.href)


def _texts(ask: PageRequest, left: TextSide, right: TextSide) -> ComparedTexts:
    both = [_prose(ask, side) for side in (left, right)]
    mine, other = both
    if mine is None or other is None:
        return ComparedTexts(left, right, why="no_text")
    if not (mine.stretches and other.stretches):
        return ComparedTexts(left, right, why="no_prose")
    rows, shared = _compared(mine, other)
    own = [passage for passage in shared if not passage.is_template]
    return ComparedTexts(
        left,
        right,
        rows=rows[:_MOST_ROWS],
        shared=sum(passage.count for passage in own),
        passages=len(own),
        template=sum(passage.count for passage in shared if passage.is_template),
    )


@lru_cache(maxsize=32)
def _compared(left: Prose, right: Prose) -> tuple[tuple[TextRow, ...], tuple[Passage, ...]]:
    """Align two texts and find what they share; turning the page does it once."""
    shared = passages(left, right)
    mine = _marks((place, one.is_template) for one in shared for place in one.left)
    other = _marks((place, one.is_template) for one in shared for place in one.right)
    rows = tuple(
        TextRow(row.state, _pieces(row.left, mine), _pieces(row.right, other))
        for row in side_by_side(left, right)
    )
    return rows, shared


def _prose(ask: PageRequest, side: TextSide) -> Prose | None:
    source = evidence(ask)
    try:
        if not sees_document(ask.desk.installation, side.sha256):
            return None
        report, reading = source.report(side.sha256, side.part), source.reading(side.sha256)
    except (ArchiveError, LedgerError):
        return None
    return prose(report, reading) if report is not None and reading is not None else None


def _marks(places: Iterable[tuple[Place, bool]]) -> Marks:
    marks: Marks = {}
    for place, is_template in places:
        spot = (place.block, place.row, place.column)
        marks.setdefault(spot, []).append((place.start, place.end, is_template))
    return marks


def _pieces(stretch: Stretch | None, marks: Marks) -> tuple[TextPiece, ...]:
    if stretch is None:
        return ()
    spans = sorted(marks.get((stretch.block, stretch.row, stretch.column), []))
    return tuple(piece for piece in _cut(stretch.text, spans) if piece.text)


def _cut(text: str, spans: list[tuple[int, int, bool]]) -> Iterator[TextPiece]:
    """Cut a text at its marks; where marks overlap the first one counts."""
    at = 0
    for start, end, is_template in spans:
        if end <= at:
            continue
        yield TextPiece(text[at : max(at, start)])
        yield TextPiece(text[max(at, start) : end], "template" if is_template else "own")
        at = end
    yield TextPiece(text[at:])
