"""The head of a page: its question, what it is about, and the answer in one sentence."""

from dash import html


def heading(question: str, scope: str, sentence: str) -> html.Div:
    """Return the head of a page whose answer is one sentence."""
    return html.Div(
        [
            html.H1(question),
            html.P(scope, className="scope"),
            html.P(sentence, className="answer"),
        ],
        className="heading",
    )
