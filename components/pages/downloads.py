"""Addresses of the files: a page's path plus .csv or .xlsx, the same query string.

A page of one question has its choice as .chosen.csv and everything as .all.csv, and as .xlsx too.
What a CSV is stands beside it, at its address plus -metadata.json.
"""

import io
from typing import Final

from flask import Flask, Response, abort, request, send_file

from components.answers import Answer, Empty, Sheet
from components.context import PageRequest, SiteContext
from components.downloads import original, papers, qr_code
from components.downloads.about import Export
from components.downloads.csv_file import csv_bytes, described
from components.downloads.rows import FileRows, rows_chosen, rows_of_all, rows_seen
from components.downloads.slide import slide_of
from components.downloads.unread import refusal_of
from components.downloads.workbook import workbook
from components.figures.file_names import file_stem, names_of
from components.pages.questions import ASKED
from components.pages.registry import PAGES
from components.pages.values import values_of
from components.view import View
from components.words import say

_TYPES: Final = {
    "csv": "text/csv",
    "json": "application/csvm+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_BESIDE: Final = "-metadata.json"
_OF_PAGES: Final = ("csv", f"csv{_BESIDE}", "xlsx")
_OF_QUESTIONS: Final = (
    *(f"{held}.{end}" for held in ("chosen", "all") for end in _OF_PAGES),
    "pptx",
)


def register(server: Flask, desk: SiteContext) -> None:
    """Serve the files of every page that has them."""

    def _on_file(page: str, ending: str) -> Response:
        search = request.query_string.decode("utf-8", "replace")
        view = View.parse(f"/{page}", search)
        if (refusal := refusal_of(view, search, values=values_of(view.page))) is not None:
            return refusal
        link = request.host_url.rstrip("/") + view.href
        ask = PageRequest(desk, view, desk.store.info().digest)
        name, data = file_of(ask, ending, link)
        kind = _TYPES[ending.rpartition(".")[2]]
        file = io.BytesIO(data)
        reply = send_file(file, kind, as_attachment=True, download_name=name, max_age=0)
        if kind == _TYPES["csv"]:
            beside = f"{request.path}{_BESIDE}{view.search()}"
            reply.headers["Link"] = f'<{beside}>; rel="describedby"; type="{_TYPES["json"]}"'
        return reply

    def _on_report(agency: str, year: str, ending: str) -> Response:
        return _on_file(f"report/{agency}/{year}", ending)

    def _on_agency(agency: str, ending: str) -> Response:
        return _on_file(f"agency/{agency}", ending)

    for ending in (*_OF_PAGES, *_OF_QUESTIONS):
        names = [name for name, page in PAGES.items() if page.sheet]
        pages = ", ".join(ASKED if ending in _OF_QUESTIONS else names)
        server.add_url_rule(
            f"/<any({pages}):page>.{ending}",
            endpoint=f"file_{ending}",
            view_func=_on_file,
            defaults={"ending": ending},
        )
    for ending in _OF_PAGES:
        server.add_url_rule(
            f"/report/<agency>/<year>.{ending}",
            endpoint=f"file_of_report_{ending}",
            view_func=_on_report,
            defaults={"ending": ending},
        )
        server.add_url_rule(
            f"/agency/<agency>.{ending}",
            endpoint=f"file_of_agency_{ending}",
            view_func=_on_agency,
            defaults={"ending": ending},
        )
    original.register(server, desk)
    qr_code.register(server)
    papers.register(server, desk)


def file_of(ask: PageRequest, ending: str, link: str) -> tuple[str, bytes]:
    """Return the name and bytes of one file of a view; a view without an answer has none."""
    page = PAGES.get(ask.view.page)
    top = page.sheet(ask) if page and page.sheet else None
    if page is None or top is None:
        abort(404)
    if isinstance(top, Empty):
        abort(Response(f"{top.what} {top.why}\n", 404, mimetype="text/plain"))
    today = ask.desk.installation.today()
    held, kind = ending.partition(".")[0], ending.removeprefix("chosen.").removeprefix("all.")
    rows = _rows(ask, top, held)
    published = ask.store.alive()[1].date()
    names = names_of(ask.store, ask.view)
    export = Export(top, ask.digest, published, today, link, rows, names)
    held_words = {"seen": say("export.held_seen", ask.language)} if isinstance(top, Answer) else {}
    held_words["all"] = say("export.held_all", ask.language)
    name = f"{file_stem(ask.store, ask.view, held_words.get(rows.held, ''))}.{kind}"
    if kind == "pptx":
        slide = slide_of(export, top) if isinstance(top, Answer) else None
        return name, slide or abort(404)
    if kind == "csv":
        return name, csv_bytes(export, has_comments=request.args.get("header") == "comments")
    if kind.endswith(_BESIDE):
        return name, described(export, request.url.replace(_BESIDE, "", 1))
    return name, page.workbook(ask, export) if page.workbook else workbook(export)


def _rows(ask: PageRequest, found: Answer | Sheet, held: str) -> FileRows:
    """Return what a file holds; a page of words and grids has the rows it shows."""
    if isinstance(found, Sheet) or held not in ("chosen", "all"):
        return rows_seen(found)
    return rows_chosen(ask.store, found) if held == "chosen" else rows_of_all(ask.store, found)
