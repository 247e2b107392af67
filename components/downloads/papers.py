"""Addresses of the papers that offices send: the view's query string, answered as a file."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from flask import Flask, Response, request, send_file

from components.access.documents import sees_names
from components.context import SiteContext
from components.view import View
from components.words import say
from pipelines.papers.plain import plain
from pipelines.papers.writer import Named, PaperRequest, PaperWriter

ENDINGS: Final = {"rectification": "docx", "issues": "xlsx", "circular": "docx"}
_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_LONGEST: Final = 60  # letters of an office's name


def register(server: Flask, desk: SiteContext) -> None:
    """Serve the three papers; where there is nothing to write, one sentence says why."""
    clerk = PaperWriter(desk.installation, desk.store)
    writers: Mapping[str, Callable[[PaperRequest], Named | None]] = {
        "rectification": clerk.rectification,
        "issues": clerk.issues,
        "circular": clerk.circular,
    }

    def _on_paper(paper: str) -> Response:
        view = View.parse("/findings", request.query_string.decode("utf-8", "replace"))
        order, lack = _order(desk, view, paper)
        if lack:
            return _refusal(f"papers.{lack}", view)
        found = writers[paper](order)
        if found is None:
            return _refusal(f"papers.nothing_{paper}", view)
        name, data = found
        kind = _TYPES[ENDINGS[paper]]
        return send_file(io.BytesIO(data), kind, as_attachment=True, download_name=name, max_age=0)

    for paper, ending in ENDINGS.items():
        server.add_url_rule(
            f"/papers/{paper}.{ending}",
            endpoint=f"paper_{paper}",
            view_func=_on_paper,
            defaults={"paper": paper},
        )


def _order(desk: SiteContext, view: View, paper: str) -> tuple[PaperRequest, str]:
    """Return what is asked for, and the message of what is lacking."""
    order = PaperRequest(
        dataset=view.dataset,
        made_on=desk.installation.today(),
        county_code=view.county,
        agencies=view.agencies,
        years=view.years,
        office=_text("office"),
        deadline=_day("deadline"),
        contact=_text("contact"),
        link=request.host_url.rstrip("/") + view.href,
        language=view.language,
        is_named=sees_names(desk.installation),
    )
    if paper == "rectification":
        return order, "" if view.agencies else "no_agency"
    if not (order.county_code or order.agencies):
        order = replace(order, county_code=_only_county(desk, view))
    return order, "" if order.county_code or order.agencies else "no_county"


def _only_county(desk: SiteContext, view: View) -> str:
    """Return the one county of a data set, nothing where there are several."""
    codes = set(desk.store.counties(view.dataset)["county_code"])
    return str(codes.pop()) if len(codes) == 1 else ""


def _text(name: str) -> str:
    return plain(request.args.get(name, ""), _LONGEST)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _refusal(key: str, view: View) -> Response:
    return Response(say(key, view.language), 404, mimetype="text/plain")
