"""The command line's words, both languages in one file, and places said for a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pipelines.resources import toml

LANGUAGES = ("zh", "en")


def _messages() -> Mapping[str, Any]:
    return toml("pipelines.cli", "messages.toml")


def say(language: str, key: str, **parts: object) -> str:
    """Return the text of `group.key` with its holes filled."""
    group, _, name = key.partition(".")
    text: str = _messages()[group][name][language]
    return text.format(**parts)


def name_of(language: str, group: str, word: str) -> str:
    """Return the word of a status, form or source; one that is not listed stands for itself."""
    found = _messages()[group].get(word)
    return found[language] if found else word


def where(language: str, place: Mapping[str, Any] | str | None) -> str:
    """Return a place as a person looks for it: page, line, block, cell, characters."""
    if isinstance(place, str):
        place = json.loads(place) if place else None
    if not place:
        return say(language, "place.unknown")
    parts = [
        say(language, f"place.{key}", **{key: place[key]})
        for key in ("page", "line")
        if place.get(key) is not None
    ]
    parts.append(say(language, "place.block", block=place["block"]))
    if place.get("row") is not None:
        parts.append(say(language, "place.cell", row=place["row"], column=place["column"]))
    parts.append(say(language, "place.span", start=place["start"], end=place["end"]))
    return " ".join(parts)
