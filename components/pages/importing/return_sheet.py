"""The sheet that goes back to an agency with its draft (退回单), as a file."""

import io
from typing import Final

from flask import Flask, Response, request, send_file

from components.context import PageRequest, SiteContext
from components.pages.importing.answer import inbox, look_at
from components.pages.importing.permission import refusal_of, sees
from components.view import View
from components.words import say
from pipelines.desk.sheet import ReturnRequest

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def register(server: Flask, desk: SiteContext) -> None:
    """Serve the sheet of one report of the desk, to those who may act on it."""

    def _on_sheet() -> Response:
        view = View.parse("/import", request.query_string.decode("utf-8", "replace"))
        ask = PageRequest(desk, view, "")
        document = look_at(ask, view.own("at")) if sees(ask) else None
        if document is None or refusal_of(ask, document[0]) not in {"", "foreign"}:
            return Response(say("importing.gone", view.language), 404, mimetype="text/plain")
        look, part = document
        today = desk.installation.today()
        order = ReturnRequest(today)
        made = inbox(desk.installation).return_sheet(look.document.sha256, part, order)
        if made is None:
            return Response(say("importing.gone", view.language), 404, mimetype="text/plain")
        name, data = made
        return send_file(io.BytesIO(data), _DOCX, as_attachment=True, download_name=name, max_age=0)

    server.add_url_rule("/import/return.docx", endpoint="return_sheet", view_func=_on_sheet)
