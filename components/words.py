"""The interface's words: messages.toml, both languages side by side."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from components.view import Language

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


def say(key: str, language: Language, **values: object) -> str:
    """Return one message in one language, its holes filled."""
    return messages()[key][language].format(**values)


@cache
def messages() -> Mapping[str, Mapping[str, str]]:
    """Return every message by its key, `group.what`."""
    groups = tomllib.loads(files("components").joinpath("messages.toml").read_text("utf-8"))
    return {f"{group}.{what}": words for group, of in groups.items() for what, words in of.items()}
