"""Addresses of the papers that offices send: the view's query string, answered as a file."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from flask import Flask, Response, request, send_file

from components.access.documents import sees_names
from components.access.gate import is_of_the_desk
from components.context import SiteContext
from components.downloads.unread import refusal_of
from components.view import View
from components.words import say
from pipelines.papers.analysis.writer import analysis
from pipelines.papers.letters.fields import LetterTemplateError
from pipelines.papers.plain import plain
from pipelines.papers.writer import Named, PaperRequest, PaperWriter

PAPERS: Final = (
    ("rectification", "docx"),
    ("issues", "xlsx"),
    ("circular", "docx"),
    ("analysis", "docx"),
    ("analysis", "pptx"),
)
_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_ONE_YEAR: Final = frozenset({"rectification", "circular", "analysis"})
_HEAD: Final = frozenset({"office", "deadline", "contact", "letterhead", "number", "copies"})
MOST_LETTERS: Final = 120  # of one part of a letter's head


def register(server: Flask, desk: SiteContext) -> None:
    """Serve the papers; where there is nothing to write, one sentence says why."""
    writer = PaperWriter(desk.installation, desk.store)
    writers: Mapping[tuple[str, str], Callable[[PaperRequest], Named | None]] = {
        ("rectification", "docx"): writer.rectification,
        ("issues", "xlsx"): writer.issues,
        ("circular", "docx"): writer.circular,
        ("analysis", "docx"): lambda order: analysis(writer, order, "docx"),
        ("analysis", "pptx"): lambda order: analysis(writer, order, "pptx"),
    }

    def _on_paper(paper: str, ending: str) -> Response:
        search = request.query_string.decode("utf-8", "replace")
        view = View.parse("/findings", search)
        if (refusal := refusal_of(view, search, _HEAD)) is not None:
            return refusal
        if paper in _ONE_YEAR and view.years and view.is_range:
            return _several_years(view, *view.years)
        order, lack = _order(desk, view, paper)
        if lack:
            return _refusal(f"papers.{lack}", view)
        try:
            written = writers[paper, ending](order)
        except LetterTemplateError as error:  # of the office's own: who runs it is to mend it
            return Response(error.sentence(view.language), 409, mimetype="text/plain")
        if written is None:
            return _refusal(f"papers.nothing_{paper}", view)
        name, data = written
        kind = _TYPES[ending]
        return send_file(io.BytesIO(data), kind, as_attachment=True, download_name=name, max_age=0)

    for paper, ending in PAPERS:
        server.add_url_rule(
            f"/papers/{paper}.{ending}",
            endpoint=f"paper_{paper}_{ending}",
            view_func=_on_paper,
            defaults={"paper": paper, "ending": ending},
        )


def _order(desk: SiteContext, view: View, paper: str) -> tuple[PaperRequest, str]:
    """Return what is asked for, and the message of what is lacking."""
    order = PaperRequest(
        dataset=view.dataset,
        made_on=desk.installation.today(),
        province_code=view.province,
        city_code=view.city,
        county_code=view.county,
        agencies=view.agencies,
        years=view.years,
        office=_text("office"),
        deadline=_day("deadline"),
        contact=_text("contact"),
        letterhead=_text("letterhead"),
        number=_text("number"),
        copies=_text("copies"),
        link=request.host_url.rstrip("/") + view.href,
        site=request.host_url.rstrip("/"),
        language=view.language,
        is_named=sees_names(desk.installation),
        has_tasks=is_of_the_desk(desk.installation),
    )
    if order.deadline is None and _text("deadline"):
        return order, "bad_day"
    if paper == "rectification":
        return order, "" if view.agencies else "no_agency"
    is_wide = paper == "analysis" and bool(order.province_code or order.city_code)
    if not (order.county_code or order.agencies or is_wide):
        order = replace(order, county_code=_only_county(desk, view))
    if paper == "analysis":
        return order, "" if is_wide or order.county_code or order.agencies else "no_place"
    return order, "" if order.county_code or order.agencies else "no_county"


def _only_county(desk: SiteContext, view: View) -> str:
    """Return the one county of a data set, nothing where there are several."""
    codes = set(desk.store.counties(view.dataset)["county_code"])
    return str(codes.pop()) if len(codes) == 1 else ""


def _text(name: str) -> str:
    return plain(request.args.get(name, ""), MOST_LETTERS)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _several_years(view: View, first: int, last: int) -> Response:
    words = say("papers.several_years", view.language, years=f"{first}..{last}", last=last)
    return Response(words, 400, mimetype="text/plain")


def _refusal(key: str, view: View) -> Response:
    return Response(say(key, view.language), 404, mimetype="text/plain")
