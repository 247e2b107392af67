"""The command line's words, both languages in one file, and places said for a person."""

import json
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any, Final

from pipelines.words import Language, Messages

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
MESSAGES: Final = Messages("pipelines.cli", "messages.toml")
say_in: Final = MESSAGES.say
_language: Final[ContextVar[Language]] = ContextVar("language", default="zh")


def speak(language: Language) -> None:
    """Let the command speak a language from now on."""
    _language.set(language)


def language() -> Language:
    """Return the language that was asked for with --lang."""
    return _language.get()


def say(key: str, /, **values: object) -> str:
    """Return one message in the language asked for, its holes filled."""
    return say_in(key, language(), **values)


def name_of(group: str, word: str) -> str:
    """Return the word of a status, form or source; one that is not listed stands for itself."""
    key = f"{group}.{word}"
    return MESSAGES.text(key, language()) if MESSAGES.has(key) else word


def form_name(template: str) -> str:
    """Return the name of the form that a report follows, or that it follows none."""
    from pipelines.catalogue.load import catalogue  # noqa: PLC0415 - most verbs need no forms

    named = (form.name.spoken(language()) for form in catalogue().templates if form.id == template)
    return next(named, None) or name_of("template", template)


def where(place: Mapping[str, Any] | str | None) -> str:
    """Return a place as a person looks for it: page, line, block, cell, characters."""
    if isinstance(place, str):
        place = json.loads(place) if place else None
    if not place:
        return say("place.unknown")
    parts = [
        say(f"place.{key}", **{key: place[key]})
        for key in ("page", "line")
        if place.get(key) is not None
    ]
    parts.append(say("place.block", block=place["block"]))
    if place.get("row") is not None:
        parts.append(say("place.cell", row=place["row"], column=place["column"]))
    parts.append(say("place.span", start=place["start"], end=place["end"]))
    return " ".join(parts)


def one_line(words: str) -> str:
    """Return a text as one printable line: a document's own words may hold anything."""
    return "".join(letter if letter.isprintable() else " " for letter in words).rstrip()
