"""How the work in the background stands, and the clock that follows it while it runs."""

from dataclasses import replace
from typing import Final

from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.context import PageRequest
from components.pages.importing.answer import inbox
from components.pages.importing.fetching import fetch_words, is_fetching
from components.words import say
from pipelines.build import queue as builds

_EVERY: Final = 1_500  # milliseconds
_UNDER_WAY: Final = frozenset({"queued", "running"})


def is_working(ask: PageRequest) -> bool:
    """Tell whether a build runs or is asked for, addresses are fetched, or a document is read."""
    installation = ask.desk.installation
    is_building = builds.last(installation).state in _UNDER_WAY
    return is_building or is_fetching(ask) or inbox(installation).is_reading()


def work_words(ask: PageRequest) -> list[Component]:
    """Say what is done in the background: how far addresses are fetched, and the build."""
    return [*fetch_words(ask), *_build_words(ask)]


def tick(ask: PageRequest) -> Component:
    """Return the clock: it stands still while nothing is done."""
    return dcc.Interval(id=ids.Importing.TICK, interval=_EVERY, disabled=not is_working(ask))


def _build_words(ask: PageRequest) -> list[Component]:
    """Say how the last build stands; nothing where none was ever asked for."""
    language = ask.language
    build = builds.last(ask.desk.installation)
    if build.state == "never":
        return []
    state = build.state
    if state == "done" and builds.is_behind(ask.desk.installation):
        state = "queued"  # a filing under way: what was published before is no news of it
    sentence = say(
        f"importing_build.{state}",
        language,
        digest=build.digest[:12],
        error=build.error,
        at=ask.desk.installation.local(build.ended).replace("T", " "),
    )
    parts: list[Component] = [html.Span(sentence, className=f"build-{state}")]
    if state == "done":
        counts = replace(ask.view, page="counts", dataset="real", more=())
        parts.append(dcc.Link(say("importing_build.see", language), href=counts.href))
    return [html.P(parts)]
