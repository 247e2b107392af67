"""The one way into the catalogue: catalogue(); words of the reader: lexicon(name)."""

import re
from collections.abc import Iterator, Mapping
from datetime import MAXYEAR
from functools import lru_cache
from typing import Any, Final

from pydantic import ValidationError

from pipelines.catalogue.model import Catalogue
from pipelines.errors import CatalogueError
from pipelines.resources import names, table, toml

_HOME: Final = "pipelines.catalogue"


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the whole catalogue, checked once.

    Raises:
        CatalogueError: a file of the catalogue contradicts another or has an unknown key.
    """
    try:
        return Catalogue.model_validate(
            {
                "indicators": table(_HOME, "indicators.csv"),
                "members": table(_HOME, "members.csv"),
                "templates": list(_templates()),
                "rejections": toml(_HOME, "rejections.toml"),
            }
        )
    except ValidationError as error:
        raise CatalogueError(f"pipelines/catalogue: {error}") from error


def _templates() -> Iterator[Mapping[str, Any]]:
    """Yield the forms, the oldest first; each holds until the year before the next."""
    listed = [toml(_HOME, form) for form in names(_HOME, "templates")]
    listed.sort(key=lambda form: form["since"])
    until = [*(form["since"] - 1 for form in listed[1:]), MAXYEAR]
    for form, last in zip(listed, until, strict=True):
        own = {key: value for key, value in form.items() if key != "since"}
        yield own | {"years": (form["since"], last)}


@lru_cache(maxsize=1)
def applicants() -> tuple[str, ...]:
    """Return the seven columns of table three in printed order, the total last."""
    return tuple(one.member for one in catalogue().members if one.dimension == "applicant")


def lexicon(name: str) -> Mapping[str, Any]:
    """Return the words the reader looks for: one TOML file of catalogue/lexicon."""
    return toml(_HOME, f"lexicon/{name}.toml")


@lru_cache(maxsize=512)
def pattern_of(table: str, *path: str | int) -> re.Pattern[str]:
    """Return a pattern of the lexicon, compiled: of which table, by the keys that lead to it."""
    words: Any = lexicon(table)
    for key in path:
        words = words[key]
    return re.compile(words)


@lru_cache(maxsize=1)
def radicals() -> Mapping[int, int]:
    """Return the characters that look like others and stand for them, for `str.translate`."""
    words = lexicon("characters")
    return str.maketrans(words["radicals"], words["unified"])
