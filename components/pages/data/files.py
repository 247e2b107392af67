"""The files of the page of figures: every row that fits, under the view's own name."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import xlsxwriter
from flask import Flask, Response, abort, request, send_file
from xlsxwriter.worksheet import Worksheet

from components.answers import Sheet
from components.api.caching import kept_tag, marked, tag_of, unchanged
from components.api.fields import Field
from components.api.figures import Row, asked_of, every_row, figure_fields, wanted_of
from components.api.writing import TYPES, csv_pieces, json_pieces, jsonl_pieces
from components.context import PageRequest, SiteContext
from components.downloads.about import Export, about, filters
from components.downloads.safe import as_text
from components.figures.scope import scope_of
from components.pages.data.answer import sheet
from components.view import Language, View
from components.words import say
from pipelines.store.questions import FigureQuery

_ENDINGS: Final = ("csv", "xlsx", "parquet", "json", "jsonl")
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PARQUET: Final = "application/vnd.apache.parquet"
_MOST_ROWS: Final = 200_000  # of a sheet that opens
_MARK: Final = "\ufeff"  # tells Excel that the text is UTF-8
_TEXT_ONLY: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
}


def register(server: Flask, desk: SiteContext) -> None:
    """Serve the files of the page; a view without rows has none."""

    def _on_file(ending: str) -> Response:
        view = View.parse("/data", request.query_string.decode("utf-8", "replace"))
        ask = PageRequest(desk, view, desk.store.info().digest)
        tag = tag_of(ask.digest[:12], "file", ending, view.href, request.host)
        if kept := kept_tag(tag):
            return unchanged(kept)
        reply = _file(ask, ending)
        if desk.store.info().digest != ask.digest:  # published anew meanwhile: the tag would lie
            abort(409)
        return marked(reply, tag)

    for ending in _ENDINGS:
        server.add_url_rule(
            f"/data.{ending}",
            endpoint=f"file_of_data_{ending}",
            view_func=_on_file,
            defaults={"ending": ending},
        )


def _file(ask: PageRequest, ending: str) -> Response:
    top = sheet(ask)
    if top is None:
        abort(404)
    today = datetime.now(UTC).astimezone().date()
    export = Export(top, ask.digest, today, request.host_url.rstrip("/") + ask.view.href)
    wanted = wanted_of(ask.view, asked_of(ask.view, scope_of(ask.store, ask.view)))
    fields, language = figure_fields(ask.view), ask.language
    name = f"{file_name(ask.view)}.{ending}"
    if ending == "parquet":
        return _sent(_parquet(ask, wanted, export), _PARQUET, name)
    rows = every_row(ask.store, wanted, fields, language)
    if ending == "xlsx":
        return _sent(_workbook(export, fields, rows, language), _XLSX, name)
    pieces = (piece.encode() for piece in _pieces(ending, export, fields, rows))
    reply = Response(pieces, content_type=TYPES[ending])
    reply.headers.set("Content-Disposition", "attachment", filename=name)
    return reply


def file_name(view: View) -> str:
    """Name a file after its view."""
    years = "-".join(map(str, dict.fromkeys(view.years))) if view.years else ""
    place = view.county or view.city or view.province
    parts = ("mingcha-data", view.dataset, place, "+".join(view.agencies[:2]), years)
    own = (view.own("table"), view.indicator, view.own("member"), view.own("state"))
    words = [part for part in (*parts, *own) if part]
    return "-".join(_plain(word) for word in words)[:160]


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum() or letter in "._+-")


def _pieces(
    ending: str, export: Export, fields: tuple[Field, ...], rows: Iterable[Row]
) -> Iterator[str]:
    said = about(export)
    if ending == "jsonl":
        yield from jsonl_pieces(rows)
    elif ending == "json":
        demo = export.answer.view.is_demo
        head = {"dataset": export.answer.view.dataset, "simulated": demo, "about": dict(said)}
        yield from json_pieces(head, rows)
    else:
        above = [[f"# {name}", words] for name, words in said]
        yield _MARK
        yield from csv_pieces(_heads(fields, export.answer.view.language), rows, above)


def _heads(fields: tuple[Field, ...], language: Language) -> list[str]:
    return [say(f"data_field.{field.name}", language) for field in fields]


def _parquet(ask: PageRequest, wanted: FigureQuery, export: Export) -> io.BufferedReader:
    """Return the rows as an open file that is already gone from the disk."""
    note = "; ".join(f"{name}: {words}" for name, words in about(export))
    with tempfile.TemporaryDirectory(prefix="mingcha-") as folder:
        path = Path(folder) / "figures.parquet"
        ask.store.write_figures(wanted, path, note)
        return path.open("rb")


def _workbook(
    export: Export, fields: tuple[Field, ...], rows: Iterable[Row], language: Language
) -> io.BufferedReader:
    """Return a workbook as an open file: a row is written and forgotten."""
    with tempfile.TemporaryDirectory(prefix="mingcha-") as folder:
        path = Path(folder) / "figures.xlsx"
        options = _TEXT_ONLY | {"tmpdir": folder}
        with xlsxwriter.Workbook(str(path), options) as book:
            data = book.add_worksheet(say("export.data", language))
            _data(data, export, fields, rows)
            pairs = [*about(export), *filters(export)]
            _pairs(book.add_worksheet(say("export.filters", language)), pairs)
            answer = export.answer
            told = [*answer.definitions] if isinstance(answer, Sheet) else []
            _pairs(book.add_worksheet(say("export.definitions", language)), told)
        return path.open("rb")


def _data(page: Worksheet, export: Export, fields: tuple[Field, ...], rows: Iterable[Row]) -> None:
    page.set_column(0, len(fields), 14)
    lines: list[tuple[str, ...]] = [
        *about(export),
        tuple(_heads(fields, export.answer.view.language)),
    ]
    for at, line in enumerate(lines):
        for column, words in enumerate(line):
            page.write_string(at, column, words)
    page.freeze_panes(len(lines), 0)
    for number, row in enumerate(rows):
        if number == _MOST_ROWS:
            words = say("data.row_limit", export.answer.view.language, n=_MOST_ROWS)
            page.write_string(len(lines) + number, 0, words)
            break
        for column, value in enumerate(row.values()):
            _write(page, len(lines) + number, column, value)


def _pairs(page: Worksheet, pairs: Iterable[tuple[str, str]]) -> None:
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 80)
    for at, (name, words) in enumerate(pairs):
        page.write_string(at, 0, name)
        page.write_string(at, 1, words)


def _write(page: Worksheet, at: int, column: int, value: object) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(at, column, value)
    elif isinstance(value, int | float):
        page.write_number(at, column, value)
    else:
        page.write_string(at, column, str(as_text(value)))


def _sent(file: io.BufferedReader, kind: str, name: str) -> Response:
    return send_file(file, kind, as_attachment=True, download_name=name, max_age=0)
