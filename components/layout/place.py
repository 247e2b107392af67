"""The one box for a place or an agency, and the place that this computer remembers."""

import json

from dash import html

from components.layout.attributes import attributes
from components.words import LANGUAGES, say


def place_box(*, is_first: bool = False) -> html.Div:
    """Return the place of the box; the browser builds it, choices come from the server.

    `is_first` puts the cursor into it: what a newcomer does first is to type a name.
    """
    keys = ("label", "hint", "failed")
    more = attributes(data_first="yes") if is_first else {}
    return html.Div(className="place-box", **attributes(data_box="yes", **_words(keys)), **more)


def my_place() -> html.Span:
    """Return where the remembered place stands; what it is only the browser knows."""
    words = attributes(data_mine="yes", **_words(("mine", "leave")))
    return html.Span(className="mine", hidden=True, **words)


def _words(keys: tuple[str, ...]) -> dict[str, str]:
    return {
        f"data_{language}": json.dumps(
            {key: say(f"choice.{key}", language, name="{name}") for key in keys},
            ensure_ascii=False,
        )
        for language in LANGUAGES
    }
