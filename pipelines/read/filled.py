"""The rows of a workbook that people filled in: bounded, and refused where they cannot all be read.

A report may lose a stretch and say so; of a list that comes back a lost line would be a lost word.
"""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from openpyxl import load_workbook

from pipelines.model import Rejection
from pipelines.read.bundle import office_kind
from pipelines.read.refused import Refused
from pipelines.read.sheet import check_unpacked
from pipelines.read.sniff import is_zip

MOST_ROWS: Final = 20_000  # of a sheet
_SHEETS: Final = 30
_COLUMNS: Final = 100
_LETTERS: Final = 32_767  # of a cell, as a sheet allows


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row of a sheet: its sheet, its number as people see it, its cells as texts."""

    sheet: str
    number: int
    cells: tuple[str, ...]


def filled_rows(data: bytes, name: str) -> list[FilledRow] | Rejection:
    """Return every row of an XLSX that says something; formulas as what they last came to.

    What is no XLSX, is broken or holds more than such a list can gives the reason instead.
    """
    try:
        return list(_rows_of(data, name))
    except Refused as refused:
        return Rejection(refused.code, refused.detail, name=name)


def _rows_of(data: bytes, name: str) -> Iterator[FilledRow]:
    if not is_zip(data) or office_kind(data) != "xlsx":
        raise Refused("binary", format=name)
    check_unpacked(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions it does not know
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            if len(book.worksheets) > _SHEETS:
                raise Refused("hostile", why="size")
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # what a sheet says of its size is not to be trusted
                yield from _rows(sheet)
            book.close()
    except Refused:
        raise
    except Exception as error:  # openpyxl and its parser fail in many ways on a broken file
        raise Refused("damaged", format="XLSX") from error


def _rows(sheet: Any) -> Iterator[FilledRow]:  # noqa: ANN401 - a sheet as openpyxl reads it
    for number, cells in enumerate(sheet.iter_rows(max_col=_COLUMNS, values_only=True), 1):
        if number > MOST_ROWS:
            raise Refused("hostile", why="lines")
        texts = tuple(map(_text, cells))
        if any(texts):
            yield FilledRow(str(sheet.title), number, texts)


def _text(value: object) -> str:
    """Return a cell as it would be typed: a day as a day, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:_LETTERS].strip()
