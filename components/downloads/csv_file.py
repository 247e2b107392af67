"""An answer as CSV: a mark for Excel, the lines about it, then the table as shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import pandas as pd

from components.downloads.about import Export, about
from components.downloads.safe import as_text
from components.figures.records import records
from components.words import say

_FULL = (
    "agency_id",
    "agency",
    "year",
    "indicator",
    "member",
    "label",
    "value",
    "state",
    "unit",
    "approximate",
    "form",
    "source",
    "address",
)


def csv_as_shown(export: Export) -> bytes:
    """Write the table of the page."""
    table = export.answer.table
    head = [column.heading for column in table.columns]
    return _bytes(export, head, ([cell.content for cell in row] for row in table.rows))


def csv_of_all(
    export: Export, indicator: str, cells: pd.DataFrame, addresses: dict[int, str]
) -> bytes:
    """Write every figure of the question in the data set, whatever the filters say."""
    language = export.answer.view.language
    head = [say(f"column.{key}", language) for key in _FULL]
    rows = (
        [
            row["agency_id"],
            row["agency"],
            row["report_year"],
            indicator,
            row["member"],
            row["label"],
            row["value"] if pd.notna(row["value"]) else "",
            row["state"],
            row["unit"],
            int(bool(row["is_approximate"])),
            row["template"],
            row["source"],
            addresses.get(row["report_id"], ""),
        ]
        for row in records(cells)
    )
    return _bytes(export, head, rows)


def _bytes(export: Export, head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for name, words in about(export):
        writer.writerow([f"# {name}", as_text(words)])
    writer.writerow([as_text(value) for value in head])
    writer.writerows([as_text(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
