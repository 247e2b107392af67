"""The interface's words: every messages.toml of the front end, both languages side by side."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from components.view import Language

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


def say(key: str, language: Language, **values: object) -> str:
    """Return one message in one language, its holes filled."""
    return messages()[key][language].format(**values)


@cache
def messages() -> Mapping[str, Mapping[str, str]]:
    """Return every message by its key, `group.what`; a group stands in one file only."""
    by_key: dict[str, Mapping[str, str]] = {}
    home = Path(__file__).parent
    for file in sorted(home.rglob("messages.toml")):
        for group, of in tomllib.loads(file.read_text("utf-8")).items():
            by_key |= {f"{group}.{what}": words for what, words in of.items()}
    return by_key
