"""Rows as JSON, CSV or JSON lines, a piece at a time: nothing is held that need not be."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from components.api.fields import MAY_BE_EMPTY, Field
from components.api.figures import Row
from pipelines.export.safe import csv_value

TYPES: Final[Mapping[str, str]] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
}
_AT_ONCE: Final = 500  # rows a piece


def json_pieces(head: Mapping[str, Any], rows: Iterable[Row]) -> Iterator[str]:
    """Yield one JSON object: the head's items, then `rows`, then how many they were."""
    yield _text(head)[:-1] + ', "rows": ['
    number = 0
    for some in _some(rows):
        yield (",\n" if number else "\n") + ",\n".join(map(_text, some))
        number += len(some)
    yield f'\n], "count": {number}}}\n'


def jsonl_pieces(rows: Iterable[Row]) -> Iterator[str]:
    """Yield one JSON object a line."""
    for some in _some(rows):
        yield "".join(f"{_text(row)}\n" for row in some)


def csv_pieces(
    names: Sequence[str], rows: Iterable[Row], above: Sequence[Sequence[str]] = ()
) -> Iterator[str]:
    """Yield CSV: lines about it, the names of the columns, the rows; no cell is a formula."""
    yield _lines([*above, *([names] if names else [])])
    for some in _some(rows):
        yield _lines([list(row.values()) for row in some])


def filled(rows: Iterable[Row], mark: str) -> Iterator[Row]:
    """Yield rows that say `mark` where a figure has no member: a reader may take "" for a gap."""
    for row in rows:
        yield row | {name: row[name] or mark for name in MAY_BE_EMPTY if name in row}


def with_places(rows: Iterable[Row], fields: Sequence[Field]) -> Iterator[Row]:
    """Yield rows whose lists, kept as text, are lists again."""
    lists = [field.name for field in fields if field.kind == "array"]
    for row in rows:
        yield row | {name: json.loads(row[name] or "[]") for name in lists}


def _some(rows: Iterable[Row]) -> Iterator[list[Row]]:
    piece: list[Row] = []
    for row in rows:
        piece.append(row)
        if len(piece) == _AT_ONCE:
            yield piece
            piece = []
    if piece:
        yield piece


def _lines(rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([csv_value(value) for value in row] for row in rows)
    return text.getvalue()


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
