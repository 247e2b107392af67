"""Ledgers of a quarter, a half-year or some months: the same tables, of another period."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipelines.catalogue.load import lexicon, pattern_of
from pipelines.catalogue.model import Catalogue
from pipelines.model import Figure, Grid, Reading
from pipelines.parse.flow import Flow, fold, make_flow
from pipelines.parse.tables import parse_tables

TABLES = ("2", "3")
_MONTHS = 12
_GRIDS, _HEAD_ROWS = 3, 2  # of a file, and of a grid
_SCANNED = 40  # lines among which a headline is looked for: a site's own come first


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Months of one year, the first and the last of them included."""

    year: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class InterimLedger:
    """What one ledger says: whose words say it is, of which period, and tables two and three.

    `sha256` names the document that it was read from.
    """

    name: str
    sha256: str
    agency: str
    period: Period
    template: str
    figures: tuple[Figure, ...]


def headlines(reading: Reading, flow: Flow) -> Iterator[str]:
    """Yield the lines that may be a ledger's headline: the page's title, its first lines, no link.

    A sheet's headline stands in the first rows of its grid.
    """
    yield reading.title
    start = 0
    for line in flow.text.split("\n")[:_SCANNED]:
        if flow.block_at(start) not in reading.linked:
            yield line
        start += len(line) + 1
    for block in reading.blocks[:_GRIDS]:
        if isinstance(block, Grid):
            yield from (cell.text for cell in block.cells if cell.row < _HEAD_ROWS)


def period_of(lines: Iterable[str]) -> tuple[Period, str] | None:
    """Return the part of a year that a headline names, and whose it is; None where none does.

    A headline of an annual report names none, unless the part stands in brackets at its end.
    """
    words = lexicon("interim")
    for line in lines:
        text = re.sub(r"\s+", "", fold(line))
        is_headline = re.search(words["subject"], text) and not re.search(words["sentence"], text)
        if len(text) > words["longest"] or not is_headline:
            continue
        match = pattern_of("interim", "bracketed").match(text)
        if match is None and not re.search(words["annual"], text):
            match = pattern_of("interim", "headline").match(text)
        months = _months(match.groupdict()) if match else None
        if match and months:
            return Period(_year(match["year"]), *months), match["head"]
    return None


def parse_interim(reading: Reading, catalogue: Catalogue) -> InterimLedger | None:
    """Return the ledger of a reading, None where no headline says that it is one."""
    last = len(reading.blocks) - 1
    tables = parse_tables(reading, 0, last, catalogue)
    flow = make_flow(reading, 0, last, tables.covered)
    found = period_of(headlines(reading, flow))
    if found is None:
        return None
    period, agency = found
    figures = tuple(one for one in tables.figures if one.table in TABLES)
    return InterimLedger(
        reading.name, reading.sha256, agency, period, tables.template or "", figures
    )


def _year(text: str) -> int:
    """Return a year written in digits of either kind."""
    digits = lexicon("interim")["digits"]
    values = {sign: str(value) for value, signs in enumerate(digits) for sign in signs}
    return int("".join(values.get(sign, sign) for sign in text))


def _months(match: Mapping[str, str]) -> tuple[int, int] | None:
    """Return the first and the last month of a headline's part; a whole year is no part."""
    if match.get("month"):
        return int(match["month"]), int(match["month"])
    if match.get("from"):
        first, last = int(match["from"]), int(match["to"])
        return (first, last) if first <= last and last - first < _MONTHS - 1 else None
    part = match["part"].lstrip(lexicon("interim")["ordinal"]).lower()
    first, last = lexicon("interim")["parts"][part]
    return int(first), int(last)
