"""The command line's words, both languages in one file, and places said for a person."""

import json
from collections.abc import Mapping
from typing import Any, Final

from pipelines.words import Messages

LANGUAGES = ("zh", "en")
MESSAGES: Final = Messages("pipelines.cli", "messages.toml")
say = MESSAGES.say


def name_of(group: str, word: str, language: str) -> str:
    """Return the word of a status, form or source; one that is not listed stands for itself."""
    key = f"{group}.{word}"
    return MESSAGES.text(key, language) if MESSAGES.has(key) else word


def form_name(template: str, language: str) -> str:
    """Return the name of the form that a report follows, or that it follows none."""
    from pipelines.catalogue.load import catalogue  # noqa: PLC0415 - most verbs need no forms

    named = (getattr(form.name, language) for form in catalogue().templates if form.id == template)
    return next(named, None) or name_of("template", template, language)


def where(place: Mapping[str, Any] | str | None, language: str) -> str:
    """Return a place as a person looks for it: page, line, block, cell, characters."""
    if isinstance(place, str):
        place = json.loads(place) if place else None
    if not place:
        return say("place.unknown", language)
    parts = [
        say(f"place.{key}", language, **{key: place[key]})
        for key in ("page", "line")
        if place.get(key) is not None
    ]
    parts.append(say("place.block", language, block=place["block"]))
    if place.get("row") is not None:
        parts.append(say("place.cell", language, row=place["row"], column=place["column"]))
    parts.append(say("place.span", language, start=place["start"], end=place["end"]))
    return " ".join(parts)
