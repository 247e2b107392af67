"""The interface's words: every messages.toml of the front end, both languages side by side."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from components.view import Language

_WITH_NUMBER: Final = re.compile(r"\{(\w+):([^{}|]+)\|([^{}|]+)\}")
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


def say(key: str, language: Language, **values: object) -> str:
    """Return one message in one language, its holes filled.

    `{n:agency|agencies}` is a word that goes with a number: the first where that is 1.
    """
    text = messages()[key][language]
    if "|" in text:
        text = _WITH_NUMBER.sub(lambda hole: hole[2 if str(values[hole[1]]) == "1" else 3], text)
    return text.format(**values)


def nameless() -> str:
    """Return how a ledger names who gave no name, whatever language was read: it stays there."""
    return say("site.this_machine", "zh")


def actor(name: str, language: Language) -> str:
    """Return who acted as the reader calls it."""
    return say("site.this_machine", language) if name == nameless() else name


@cache
def messages() -> Mapping[str, Mapping[str, str]]:
    """Return every message by its key, `group.what`; a group stands in one file only."""
    by_key: dict[str, Mapping[str, str]] = {}
    home = Path(__file__).parent
    for file in sorted(home.rglob("messages.toml")):
        for group, of in tomllib.loads(file.read_text("utf-8")).items():
            by_key |= {f"{group}.{what}": words for what, words in of.items()}
    return by_key
