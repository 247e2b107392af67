"""The prose of a report: its paragraphs with their places, tables and headings left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.copying.letters import letters, measure
from pipelines.model import Block, Grid, Place, Reading, Report
from pipelines.resources import toml

BROKEN = frozenset({"pdf", "ofd", "text"})  # formats whose blocks may be lines of a sentence


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph, or the text of a cell that holds sentences, as written, and where it stands."""

    text: str
    block: int
    row: int | None = None
    column: int | None = None

    def place(self, start: int, end: int) -> Place:
        """Return the place of some characters of this stretch."""
        return Place(self.block, start, end, row=self.row, column=self.column)


@dataclass(frozen=True, slots=True)
class Prose:
    """The prose of one report in reading order; empty where it has none of its own."""

    stretches: tuple[Stretch, ...] = ()

    @property
    def letters(self) -> str:
        """Return the text as it is compared."""
        return "".join(letters(stretch.text) for stretch in self.stretches)


def prose(report: Report, reading: Reading) -> Prose:
    """Return the sentences of one report: from its first section to the line that signs it.

    What has no sentence in it is left out: headings, rows of tables, the frame of the page.
    """
    sections = report.sections
    first = min((section.first for section in sections), default=0)
    last = max((section.last for section in sections), default=len(reading.blocks) - 1)
    ending = max((section.first for section in sections), default=last)
    headings = {(section.first, letters(section.heading)) for section in sections}
    stretches: list[Stretch] = []
    for index in range(first, min(last + 1, len(reading.blocks))):
        if index > ending and _is_over(reading.blocks[index], report.agency.name):
            break
        stretches += _stretches(reading, index)
    return Prose(
        tuple(
            stretch
            for stretch in stretches
            if (stretch.block, letters(stretch.text)) not in headings
        )
    )


def proses(reports: Sequence[Report], reading: Reading | None) -> tuple[Prose, ...]:
    """Return the prose of each report of a file; reports that share blocks have none of their own.

    Args:
        reports: all reports of one document.
        reading: its reading, None where there is none.
    """
    if reading is None:
        return tuple(Prose() for _ in reports)
    return tuple(
        Prose() if _is_entwined(report, reports) else prose(report, reading) for report in reports
    )


def _stretches(reading: Reading, index: int) -> Iterator[Stretch]:
    block = reading.blocks[index]
    if isinstance(block, Grid):
        for cell in block.cells:
            if _has_sentence(cell.text):
                yield Stretch(cell.text, index, cell.row, cell.column)
    elif _has_sentence(block.text) or (
        reading.format in BROKEN and len(letters(block.text)) >= measure()["line"]
    ):
        yield Stretch(block.text, index)


def _is_over(block: Block, agency: str) -> bool:
    """Tell whether a block is the signature, the day, or the frame of the page below."""
    if isinstance(block, Grid):
        return False
    said = letters(block.text)
    known = toml("pipelines.copying", "copying.toml")
    return (
        (len(said) > 3 and said in letters(agency))
        or re.search(known["signed"], block.text) is not None
        or re.search(known["frame"], block.text) is not None
    )


def _has_sentence(text: str) -> bool:
    return sentence_end().search(text) is not None


@lru_cache(maxsize=1)
def sentence_end() -> re.Pattern[str]:
    """Return the marks at which sentences end."""
    return re.compile(toml("pipelines.copying", "copying.toml")["sentence_end"])


def _is_entwined(report: Report, beside: Sequence[Report]) -> bool:
    mine = [block for section in report.sections for block in (section.first, section.last)]
    return any(
        other.part != report.part and (not mine or min(mine) < section.first <= max(mine))
        for other in beside
        for section in other.sections
    )
