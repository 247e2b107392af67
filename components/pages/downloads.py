"""Addresses of the files: a page's path plus .csv, .all.csv or .xlsx, the same query string."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Final

import pandas as pd
from flask import Flask, Response, abort, request, send_file

from components.answers import Empty, Sheet
from components.context import PageRequest, SiteContext
from components.downloads import original, papers
from components.downloads.about import Export
from components.downloads.csv_file import csv_as_shown, csv_of_all
from components.downloads.workbook import workbook
from components.figures.parts import INDICATORS
from components.layout.panel import file_stem
from components.pages.questions import ASKED
from components.pages.registry import PAGES
from components.view import View

_TYPES: Final = {
    "csv": "text/csv",
    "all.csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def register(server: Flask, desk: SiteContext) -> None:
    """Serve the files of every page that has them."""

    def _on_file(page: str, ending: str) -> Response:
        view = View.parse(f"/{page}", request.query_string.decode("utf-8", "replace"))
        link = request.host_url.rstrip("/") + view.href
        name, data = file_of(PageRequest(desk, view, desk.store.info().digest), ending, link)
        return send_file(
            io.BytesIO(data), _TYPES[ending], as_attachment=True, download_name=name, max_age=0
        )

    def _on_report(agency: str, year: str, ending: str) -> Response:
        return _on_file(f"report/{agency}/{year}", ending)

    for ending in _TYPES:
        names = [name for name, page in PAGES.items() if page.sheet]
        pages = ", ".join(ASKED if ending == "all.csv" else names)
        server.add_url_rule(
            f"/<any({pages}):page>.{ending}",
            endpoint=f"file_{ending}",
            view_func=_on_file,
            defaults={"ending": ending},
        )
    for ending in ("csv", "xlsx"):
        server.add_url_rule(
            f"/report/<agency>/<year>.{ending}",
            endpoint=f"file_of_report_{ending}",
            view_func=_on_report,
            defaults={"ending": ending},
        )
    original.register(server, desk)
    papers.register(server, desk)


def file_of(ask: PageRequest, ending: str, link: str) -> tuple[str, bytes]:
    """Return the name and bytes of one file of a view; a view without an answer has none."""
    page = PAGES.get(ask.view.page)
    found = page.sheet(ask) if page and page.sheet else None
    if page is None or found is None or isinstance(found, Empty):
        abort(404)
    today = datetime.now(UTC).astimezone().date()
    export = Export(found, ask.digest, today, link)
    name = f"{file_stem(found)}.{ending}"
    if ending == "csv":
        return name, csv_as_shown(export)
    if ending == "xlsx" or isinstance(found, Sheet):
        return name, page.workbook(ask, export) if page.workbook else workbook(export)
    reports = ask.store.reports(ask.view.dataset)
    addresses = dict(zip(reports["report_id"], reports["address"], strict=True))
    indicator = found.definition.indicator
    return name, csv_of_all(export, indicator, _everything(ask, indicator), addresses)


def _everything(ask: PageRequest, indicator: str) -> pd.DataFrame:
    view = ask.view
    if view.page == "mix":
        return ask.store.mix(view.dataset, view.dimension, INDICATORS[view.dimension])
    return ask.store.cells(view.dataset, indicator)
