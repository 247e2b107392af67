"""Forms that a person sends: plain posts to this site, sent by import.js, each with its reply."""

from collections.abc import Sequence
from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from components.access.visitor import visitor
from components.layout.attributes import attributes
from components.view import Language
from components.words import say

MOST_NAME: Final = 60  # letters of a name


def form(
    path: str, inside: Sequence[Component], language: Language, *, search: str = ""
) -> html.Form:
    """Return a form that posts to a path; the sentence of the reply stands below it.

    `search` is the query of the page where what is sent depends on it; else only the language.
    """
    reply = html.P(className="said", role="alert")
    action = path + (search or ("" if language == "zh" else f"?lang={language}"))
    more = attributes(data_send="1")
    return html.Form([*inside, reply], action=action, method="post", className="send", **more)


def hidden(**values: str) -> list[Component]:
    """Return what a form sends without showing it."""
    return [dcc.Input(type="hidden", name=name, value=value) for name, value in values.items()]


def field(name: str, label: str, value: str = "", most: int = 500) -> Component:
    """Return a line to type in with its label."""
    box = dcc.Input(
        type="text",
        name=name,
        value=value,
        maxLength=most,
        autoComplete="off",
        className="field",
        debounce=True,
    )
    return html.Label([html.Span(label), box], className=f"field-of field-{name}")


def submit(
    words: str, name: str = "", value: str = "", *, is_main: bool = False, wait: str = ""
) -> html.Button:
    """Return a button that sends its form; `wait` is said at once, until the reply comes."""
    more: dict[str, Any] = {"name": name, "value": value} if name else {}
    more |= attributes(data_wait=wait) if wait else {}
    return html.Button(
        words, type="submit", className="button main-act" if is_main else "button", **more
    )


def name_field(language: Language) -> list[Component]:
    """Return the line for a name: only where nobody signs in."""
    if visitor().account is not None:
        return []
    return [field("by", say("importing.by", language), most=MOST_NAME)]


def signer(language: Language) -> Component:
    """Return the field of a name; who is signed in has one, and no other is taken."""
    signed = visitor().signature
    if not signed:
        return field("by", say("findings_desk.name", language), most=MOST_NAME)
    return html.P(say("findings_desk.signed", language, name=signed), className="line-of-name")
