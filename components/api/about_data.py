"""What every answer and file says of itself: build, day, question, terms, how to cite it."""

from typing import Final

from flask import request

from components.api.fields import HOME, Route
from components.api.question import Question
from components.context import PageRequest
from components.words import say
from pipelines.export.terms import LICENCE, cited

TERMS: Final = LICENCE.name


def citation(ask: PageRequest) -> str:
    """Return how to cite this build, with the day it was published."""
    digest, born = ask.store.alive()
    return cited(digest, born.date(), ask.view.dataset)


def about_answer(ask: PageRequest, route: Route, question: Question) -> list[tuple[str, str]]:
    """Return the lines that may stand above the rows; simulated data says so first."""
    language = ask.language
    lines = [
        (say("export.question", language), say(f"data_route.{route.name}", language)),
        (say("export.link", language), f"{request.host_url.rstrip('/')}{HOME}/{route.name}"),
        (say("export.filters", language), question.further("").removesuffix("&after=")),
        (say("export.store", language), ask.digest),
        (say("export.made_on", language), ask.store.alive()[1].date().isoformat()),
        (say("export.terms", language), TERMS),
        (say("export.citation", language), citation(ask)),
    ]
    has_data_set = any(one.name == "dataset" for one in route.parameters)
    if has_data_set and ask.view.is_demo:
        lines.insert(0, (say("site.ribbon", language), say("export.simulated", language)))
    return lines
