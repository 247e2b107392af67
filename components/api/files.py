"""Answers that are files and no text: Parquet and workbooks, written and sent, left nowhere."""

import io
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from flask import Response, send_file

from components.api.fields import Field
from components.api.figures import Row
from components.downloads.sheets import Column, write_sheets
from components.view import Language
from pipelines.store.parquet import write_parquet

FILES: Final = {
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
About = Iterable[tuple[str, str]]


def parquet_of(fields: Sequence[Field], rows: Iterable[Row], about: About) -> io.BufferedReader:
    """Return the rows as an open file that is already gone from the disk."""
    note = "; ".join(f"{name}: {words}" for name, words in about)
    with tempfile.TemporaryDirectory(prefix="mingcha-") as folder:
        path = Path(folder) / "rows.parquet"
        write_parquet({field.name: field.kind for field in fields}, rows, path, note)
        return path.open("rb")


def workbook_of(
    columns: Sequence[Column], rows: Iterable[Row], about: About, language: Language
) -> io.BufferedReader:
    """Return a workbook as an open file that is already gone from the disk."""
    with tempfile.TemporaryDirectory(prefix="mingcha-") as folder:
        path = Path(folder) / "rows.xlsx"
        write_sheets(path, columns, rows, about, language)
        return path.open("rb")


def sent(file: io.BufferedReader, ending: str, name: str) -> Response:
    """Return an open file as a download."""
    return send_file(file, FILES[ending], as_attachment=True, download_name=name, max_age=0)
