"""How far addresses are fetched that somebody asked for, and the button that stops it."""

from __future__ import annotations

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
    found = fetch_queue.requests(ask.desk.installation)
    if account is None or account.role == ADMINISTRATOR:
        return found
    return [one for one in found if one.by == account.signature]


def is_fetching(ask: PageRequest) -> bool:
    """Tell whether something may still come of what the visitor asked for."""
    return any(one.is_open for one in own_requests(ask))


def fetch_words(ask: PageRequest) -> list[Component]:
    """Say how far the last requests are, page by page."""
    return [_request(one, ask) for one in own_requests(ask)[:_SHOWN]]


def _request(one: FetchRequest, ask: PageRequest) -> Component:
    language = ask.language
    said = say(
        f"importing_fetch.{one.state}",
        language,
        done=one.done,
        of=len(one.addresses),
        kept=sum(bool(word["is_kept"]) for word in one.words),
    )
    bar = html.Progress(value=str(one.done), max=str(len(one.addresses)))
    head = html.P([html.Span(said), bar] if one.is_open else html.Span(said))
    words = html.Ul([html.Li(_page(word, ask)) for word in one.words], className="fetched")
    return html.Section([head, words, *([_stop(one, ask)] if one.is_open else [])])


def _page(word: dict[str, Any], ask: PageRequest) -> list[Component | str]:
    said = f" · {word[ask.language]}"
    if not word["is_kept"] or word["state"] == "counted":
        return [str(word["name"]), said]
    view = ask.view.with_own(draft="", cell="", show="", at=f"{word['sha256']}:0")
    return [dcc.Link(str(word["name"]), href=view.href), said]


def _stop(one: FetchRequest, ask: PageRequest) -> html.Form:
    stop = submit(say("importing_fetch.stop", ask.language))
    return form("/import/stop", [*hidden(key=one.key), stop], ask.language)
