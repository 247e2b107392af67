"""Addresses of the files: a page's path plus .csv, .all.csv or .xlsx, the same query string."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Final

import pandas as pd
from flask import Flask, Response, abort, request, send_file

from components.answers.asking import answer
from components.answers.model import Empty
from components.answers.parts import INDICATORS
from components.downloads.about import Export
from components.downloads.csv_file import csv_as_shown, csv_of_all
from components.downloads.workbook import workbook
from components.layout.panel import file_stem
from components.view import View
from pipelines.store import Store

_PAGES: Final = "<any(counts, mix, trends):page>"
_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "all.csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def register(server: Flask, store: Store) -> None:
    """Serve the three files of every page."""

    def _on_file(page: str, ending: str) -> Response:
        view = View.parse(f"/{page}", request.query_string.decode("utf-8", "replace"))
        name, data = file_of(store, view, ending, request.host_url.rstrip("/") + view.href)
        return send_file(
            io.BytesIO(data), _TYPES[ending], as_attachment=True, download_name=name, max_age=0
        )

    for ending in _TYPES:
        server.add_url_rule(
            f"/{_PAGES}.{ending}",
            endpoint=f"file_{ending}",
            view_func=_on_file,
            defaults={"ending": ending},
        )


def file_of(store: Store, view: View, ending: str, link: str) -> tuple[str, bytes]:
    """Return the name and bytes of one file of a view; a view without an answer has none."""
    found = answer(store, view)
    if isinstance(found, Empty):
        abort(404)
    today = datetime.now(UTC).astimezone().date()
    export = Export(found, store.info().digest, today, link)
    name = f"{file_stem(found)}.{ending}"
    if ending == "csv":
        return name, csv_as_shown(export)
    if ending == "xlsx":
        return name, workbook(export)
    reports = store.reports(view.dataset)
    addresses = dict(zip(reports["report_id"], reports["address"], strict=True))
    return name, csv_of_all(export, _everything(store, view, found.definition.indicator), addresses)


def _everything(store: Store, view: View, indicator: str) -> pd.DataFrame:
    if view.page == "mix":
        return store.mix(view.dataset, view.dimension, INDICATORS[view.dimension])
    return store.cells(view.dataset, indicator)
