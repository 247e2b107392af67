"""How far addresses are fetched that somebody asked for, and the button that stops it."""

from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from components.access.visitor import visitor
from components.context import PageRequest
from components.layout.sending import form, hidden, submit
from components.words import say
from pipelines.accounts.roles import ADMINISTRATOR
from pipelines.desk import fetch_queue
from pipelines.desk.fetch_queue import FetchRequest

_SHOWN: Final = 3  # requests


def own_requests(ask: PageRequest) -> list[FetchRequest]:
    """Return the requests of the visitor, the newest first; administrators see all."""
    account = visitor().account
    requests = fetch_queue.requests(ask.desk.installation)
    if account is None or account.role == ADMINISTRATOR:
        return requests
    return [one for one in requests if one.by == account.signature]


def is_fetching(ask: PageRequest) -> bool:
    """Tell whether something may still come of what the visitor asked for."""
    return any(one.is_open for one in own_requests(ask))


def fetch_words(ask: PageRequest) -> list[Component]:
    """Say how far the last requests are, page by page."""
    return [_request(one, ask) for one in own_requests(ask)[:_SHOWN]]


def _request(request: FetchRequest, ask: PageRequest) -> Component:
    language = ask.language
    collecting, fetching = f"importing_collect.{request.state}", f"importing_fetch.{request.state}"
    progress = say(
        collecting if request.is_columns else fetching,
        language,
        done=request.done,
        of=len(request.addresses),
        kept=request.kept,
    )
    bar = html.Progress(value=str(request.done), max=str(len(request.addresses)))
    head = html.P([html.Span(progress), bar] if request.is_open else html.Span(progress))
    words = html.Ul([html.Li(_page(word, ask)) for word in request.words], className="fetched")
    return html.Section([head, words, *([_stop(request, ask)] if request.is_open else [])])


def _page(word: dict[str, Any], ask: PageRequest) -> list[Component | str]:
    if not word["name"]:  # of a whole list
        return [str(word[ask.language])]
    sentence = f" · {word[ask.language]}"
    if not word["is_kept"] or word["state"] == "counted":
        return [str(word["name"]), sentence]
    view = ask.view.with_own(draft="", cell="", show="", at=f"{word['sha256']}:0")
    return [dcc.Link(str(word["name"]), href=view.href), sentence]


def _stop(one: FetchRequest, ask: PageRequest) -> html.Form:
    stop = submit(say("importing_fetch.stop", ask.language))
    return form("/import/stop", [*hidden(key=one.key), stop], ask.language)
