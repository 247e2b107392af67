"""One vocabulary of marks: a shape for each state of a filing and each grade of a finding.

The same shape and the same word mean the same on every page; `assets/marks.css` draws them.
"""

from typing import Final

from dash import html

from components.layout.attributes import attributes
from components.view import Language
from components.words import say

GRADES: Final = ("error", "warning", "info", "doubt", "na")


def shape(kind: str) -> html.Span:
    """Return the shape of a state or grade; its word stands beside it."""
    return html.Span(className=f"shape is-{kind}", **attributes(aria_hidden="true"))


def grade(kind: str, language: Language) -> html.Span:
    """Return a grade of findings by shape and word."""
    return html.Span(
        [shape(kind), say(f"grade.{kind}", language)], className=f"grade grade-{kind} of-{kind}"
    )


def tally(kind: str, count: int, words: str) -> html.Span:
    """Return a number of findings behind the shape of their grade; `words` say it in full."""
    return html.Span(
        [shape(kind), str(count)], className=f"tally tally-{kind} of-{kind}", title=words
    )
