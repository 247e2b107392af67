"""One finding opened: formula with numbers, cells, sentence, and what people said of it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from components.access.documents import sees_document
from components.context import PageRequest
from components.figures.evidence import VerdictEntry, evidence, history
from components.pages.findings.places import listed_in, place_of, places_of, source_href
from components.pages.findings.row import FindingRow, member_words, row_of, text
from components.view import View
from pipelines.errors import ArchiveError, LedgerError
from pipelines.model import Place
from pipelines.papers.places import place_words
from pipelines.validate.naming import cell_name

_MOST_LETTERS: Final = 240


@dataclass(frozen=True, slots=True)
class FindingPlace:
    """One place in the source: in words, what is written there, and its address there."""

    where: str
    raw: str
    href: str


@dataclass(frozen=True, slots=True)
class OpenedFinding:
    """Everything there is to say of one finding; `row` is None where it is not here any more."""

    fingerprint: str
    row: FindingRow | None
    formula: str = ""
    member: str = ""
    cells: tuple[str, ...] = ()
    spots: tuple[FindingPlace, ...] = ()
    is_assumed: bool = False
    close: str = ""
    history: tuple[VerdictEntry, ...] = ()

    @property
    def token(self) -> int:
        """Return the number of the last word on it: whoever decides has seen that one."""
        return self.history[-1].number if self.history else 0


def opened_of(
    ask: PageRequest, fingerprint: str, record: Mapping[str, Any] | None
) -> OpenedFinding:
    """Open one finding of a scope."""
    view, language = ask.view, ask.language
    close = view.with_own(at="").href
    if record is None:
        return OpenedFinding(fingerprint, None, close=close)
    return OpenedFinding(
        fingerprint=fingerprint,
        row=row_of(record, view),
        formula=text(record, f"formula_{language}"),
        member=member_words(record, view),
        cells=cell_words(text(record, "explanation_cells"), view),
        spots=_spots(ask, record),
        is_assumed=record.get("is_assumed") is True,
        close=close,
        history=history(ask, fingerprint),
    )


def cell_words(said: str, view: View) -> tuple[str, ...]:
    """Name the cells an explanation speaks of."""
    names = []
    for one in listed_in(said):
        pair = (one.get("indicator"), one.get("member")) if isinstance(one, dict) else tuple(one)
        words = cell_name(*(str(part or "") for part in pair[:2]))
        names.append(words.spoken(view.language))
    return tuple(dict.fromkeys(names))


def _spots(ask: PageRequest, record: Mapping[str, Any]) -> tuple[FindingPlace, ...]:
    places = places_of(record)
    if not places:
        return ()
    source, sha256 = evidence(ask), text(record, "sha256")
    reading = report = None
    # Bytes that were changed, or are not this visitor's: the place is told, the text is not.
    with suppress(ArchiveError, LedgerError):
        if sees_document(ask.desk.installation, sha256):
            report = source.report(sha256, int(record.get("part") or 0))
            reading = source.reading(sha256)
    sections = report.sections if report else ()
    spots = []
    for place in places:
        raw = ""
        if reading is not None:
            raw = _short(_text_at(reading, place_of(place)))
        where = place_words(place, reading, sections, ask.language)
        spots.append(FindingPlace(where, raw, source_href(record, ask.view, place)))
    return tuple(dict.fromkeys(spots))


def _text_at(reading: Any, place: Place) -> str:  # noqa: ANN401 - a Reading; kept loose for speed
    try:
        return str(reading.text_at(place))
    except (IndexError, TypeError, AttributeError, ValueError):
        return ""


def _short(raw: str) -> str:
    said = " ".join(raw.split())
    return said if len(said) <= _MOST_LETTERS else said[:_MOST_LETTERS] + "…"
