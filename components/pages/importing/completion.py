"""The cells that nobody read, each beside its picture with a line to type in."""

from typing import Final
from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from components.context import PageRequest
from components.figures.form import cell_key
from components.layout.attributes import attributes
from components.layout.sending import field, form, submit
from components.pages.importing.answer import OpenedDraft
from components.pages.importing.forms import hidden_of
from components.report.answer import ReportPage
from components.words import say
from pipelines.desk.completion import unread
from pipelines.model import Figure

_MOST: Final = 60  # cells of one form: a page of more is not typed in one sitting
_DIGITS: Final = 20
_LONGEST: Final = 200
VALUE: Final = "value-"  # and the figure's position: how fields are called
SEEN: Final = "seen-"


def completion_form(page: ReportPage, opened: OpenedDraft, ask: PageRequest) -> list[Component]:
    """Set the form of the cells that were not read; nothing where all were, or none may act."""
    part = opened.part
    if part is None or (opened.why and opened.why != "foreign"):
        return []
    cells = list(unread(part.report))
    if not cells:
        return []
    language = ask.language
    head = say("importing_complete.title", language, n=len(cells))
    rows = [_row(position, one, page, opened, ask) for position, one in cells[:_MOST]]
    left = len(cells) - len(rows)
    more = [html.P(say("importing_complete.more", language, n=left))] if left else []
    inside = [
        *hidden_of(opened),
        html.P(say("importing_complete.how", language), className="scope"),
        html.Ul(rows, className="cells-to-type"),
        *more,
        html.P(className="sums", role="status"),
        html.P(submit(say("importing_complete.go", language), is_main=True)),
    ]
    check = "/import/check" + ("" if language == "zh" else f"?lang={language}")
    made = html.Div(form("/import/complete", inside, language), **attributes(data_check=check))
    return [html.Details([html.Summary(head), made], className="fold completing", open=True)]


def _row(
    position: int, figure: Figure, page: ReportPage, opened: OpenedDraft, ask: PageRequest
) -> html.Li:
    key = cell_key(figure.indicator, figure.member)
    known = page.held.figures.get(key)
    words = known.words if known else key
    inside: list[Component] = []
    if figure.place is not None and figure.place.box is not None:
        query = urlencode({"at": opened.at, "figure": position})
        title = say("importing_complete.picture", ask.language, what=words)
        inside.append(html.Img(src=f"/import/cell.png?{query}", alt=title))
    inside.append(field(f"{VALUE}{position}", words, most=_DIGITS))
    seen = dcc.Input(type="hidden", name=f"{SEEN}{position}", value=seen_as(figure))
    return html.Li([*inside, seen])


def seen_as(one: Figure) -> str:
    """Return what a form says it shows: a figure that was read anew since is another."""
    return "|".join((one.indicator, one.member, one.raw))[:_LONGEST]
