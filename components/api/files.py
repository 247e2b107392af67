"""Answers as files: Parquet, workbooks, and text whose length is asked for; none is left."""

import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Final

from flask import Response, request, send_file

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
    return _measured(file, FILES[ending], name)


def text_of(pieces: Iterable[str], kind: str) -> Response:
    """Return text as a stream, or measured to who asks how long it is or for a part of it.

    Programs that read a table in parts (Polars, DuckDB) ask for its length first.
    """
    encoded = (piece.encode() for piece in pieces)
    if request.method == "HEAD":
        reply = Response(content_type=kind, headers={"Accept-Ranges": "bytes"})
        reply.content_length = sum(map(len, encoded))
        return reply
    if "Range" not in request.headers:
        return Response(encoded, content_type=kind)
    file = tempfile.TemporaryFile(prefix="mingcha-")  # noqa: SIM115 - closed when it is sent
    file.writelines(encoded)
    file.flush()
    return _measured(file, kind)


def _measured(file: IO[bytes], kind: str, name: str = "") -> Response:
    """Return an open file with its length, or the part of it that is asked for."""
    file.seek(0)
    size = os.fstat(file.fileno()).st_size
    reply = send_file(
        file,
        kind,
        as_attachment=bool(name),
        download_name=name or None,
        conditional=False,
        max_age=0,
    )
    reply.content_length = size
    reply.make_conditional(request, accept_ranges=True, complete_length=size)
    return reply
