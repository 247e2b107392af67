"""今天要办 as HTML: a short list above the first page, each line a link."""

from dash import dcc, html
from dash.development.base_component import Component

from components.context import PageRequest
from components.pages.overview.today import Errand, errands
from components.words import say


def today_section(ask: PageRequest) -> list[Component]:
    """Set what waits for an officer; nothing for who does not work at the desk."""
    waiting = errands(ask)
    if waiting is None:
        return []
    language = ask.language
    day = ask.desk.installation.today().isoformat()
    head = html.H2([say("today.title", language), html.Span(day, className="day")])
    if not waiting:
        return [html.Section([head, html.P(say("today.nothing", language))], className="today")]
    return [html.Section([head, html.Ul([_line(errand) for errand in waiting])], className="today")]


def _line(one: Errand) -> html.Li:
    inside: list[Component] = [dcc.Link(one.words, href=one.href)]
    if one.parts:
        inside.append(html.Ul([_line(part) for part in one.parts], className="parts"))
    return html.Li(inside, className="is-pressing" if one.is_pressing else "")
