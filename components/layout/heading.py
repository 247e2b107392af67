"""The head of a page: its question, what it is about, and the answer in one sentence."""

import re
from typing import Final

from dash import html

_WITH_UNIT: Final = re.compile(r"(\d+ \w)")  # no line ends between a year and its word


def question_heading(question: str) -> html.H1:
    """Return the one heading of a page, broken where a reader would break it."""
    pieces = _WITH_UNIT.split(question)
    return html.H1(
        [html.Span(one, className="whole-word") if at % 2 else one for at, one in enumerate(pieces)]
    )


def heading(question: str, scope: str, sentence: str) -> html.Div:
    """Return the head of a page whose answer is one sentence."""
    return html.Div(
        [
            question_heading(question),
            html.P(scope, className="scope"),
            html.P(sentence, className="answer"),
        ],
        className="heading",
    )
