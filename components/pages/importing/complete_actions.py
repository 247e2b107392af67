"""What a person typed into the cells that nobody read: checked by the form, kept as corrections."""

import io
from decimal import Decimal
from typing import Any, Final

from flask import Flask, Response, request, send_file

from components.context import PageRequest, SiteContext
from components.figures.form import cell_key, forms
from components.pages.importing.actions import MOST_VALUE, may_correct
from components.pages.importing.answer import look_at, why_words
from components.pages.importing.completion import SEEN, VALUE, seen_as
from components.pages.importing.permission import may_look, refusal_of
from components.posted import Reply, refusal, sent, signature
from components.view import Language, View
from components.words import say
from pipelines.build import queue as builds
from pipelines.catalogue.bounds import within
from pipelines.desk.completion import broken_sums, unread
from pipelines.desk.recording import Correction
from pipelines.desk.recording import correct as record
from pipelines.documents.cutout import cutout
from pipelines.model import Report
from pipelines.values import whole

_MOST_SAID: Final = 5  # sums that are named at once


def complete(ask: PageRequest) -> Reply:
    """Keep what was typed as corrections of the one who typed it.

    A sum that does not hold is said, not refused: an office may well have printed one.
    """
    document = look_at(ask, sent("at"))
    if document is None or not document[0].parts:
        return refusal("importing.gone", ask.language, 404)
    look, part = document
    why = refusal_of(ask, look) or may_correct(ask, look.parts[part].settled)
    if why:
        return {"said": why_words(why, ask.language)}, 403
    report = look.parts[part].report
    typed = _typed(report)
    if not typed:
        return refusal("importing_complete.nothing", ask.language, 422)
    reason = say("importing_complete.reason", "zh")
    for position, value in sorted(typed.items()):
        correction = Correction.of(report, report.figures[position], f"{value:f}", reason)
        record(ask.desk.installation, correction, by=signature())
    if look.state == "filed":
        builds.enqueue_for_entry(ask.desk.installation)
    return {"href": ask.view.with_own(at=sent("at"), draft="").href}, 200


def check(ask: PageRequest) -> Reply:
    """Say which sums of the form the typed values break; nothing is kept."""
    document = look_at(ask, sent("at"))
    if document is None or not document[0].parts or not may_look(ask, document[0]):
        return refusal("importing.gone", ask.language, 404)
    report, language = document[0].parts[document[1]].report, ask.language
    typed = _typed(report)
    broken = broken_sums(report, typed)[:_MOST_SAID]
    if not broken:
        said = say("importing_complete.holds", language, n=len(typed)) if typed else ""
        return {"said": said, "is_broken": False}, 200
    words = _words(report, language)
    lines = [
        say(
            "importing_complete.broken",
            language,
            what=words.get(cell_key(*broken_sum.total), cell_key(*broken_sum.total)),
            parts=f"{broken_sum.parts:f}",
            whole=f"{broken_sum.whole:f}",
        )
        for broken_sum in broken
    ]
    return {"said": " ".join(lines), "is_broken": True}, 200


def _typed(report: Report) -> dict[int, Decimal]:
    """Return the numbers that were typed, by the position of a figure that still stands there."""
    typed: dict[int, Decimal] = {}
    for position, figure in unread(report):
        text = sent(f"{VALUE}{position}").replace(",", "")
        if len(text) > MOST_VALUE or request.form.get(f"{SEEN}{position}", "") != seen_as(figure):
            continue
        number = within(figure.indicator, text)
        if number is not None:
            typed[position] = number
    return typed


def _words(report: Report, language: Language) -> dict[str, str]:
    return {
        slot.key: f"{slot.row} {slot.column}".strip()
        for form in forms(report.template, language)
        for slot in form.slots()
    }


def register_pictures(server: Flask, desk: SiteContext) -> None:
    """Serve the picture of one cell of a document on the desk, to those who may look at it."""

    def _on_cell() -> Response:
        view = View.parse("/import", request.query_string.decode("utf-8", "replace"))
        ask = PageRequest(desk, view, "")
        position = whole(request.args.get("figure", ""))
        document = look_at(ask, view.own("at") or request.args.get("at", ""))
        data = None
        if document is not None and may_look(ask, document[0]) and position is not None:
            data = _picture(document, position)
        if data is None:
            return Response(say("importing.gone", view.language), 404, mimetype="text/plain")
        return send_file(io.BytesIO(data), "image/png", max_age=0)

    server.add_url_rule("/import/cell.png", endpoint="cell_picture", view_func=_on_cell)


def _picture(document: tuple[Any, int], position: int) -> bytes | None:
    look, part = document
    figures = look.parts[part].report.figures if look.parts else ()
    place = figures[position].place if position < len(figures) else None
    try:
        return cutout(look.document.path.read_bytes(), place) if place else None
    except OSError:
        return None
