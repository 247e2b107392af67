"""The one way into the catalogue: catalogue(); words of the reader: lexicon(name)."""

from collections.abc import Mapping
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
    indicators = [
        {**row, "templates": tuple(row["templates"].split(";"))}
        for row in table(_HOME, "indicators.csv")
    ]
    try:
        return Catalogue.model_validate(
            {
                "indicators": indicators,
                "members": table(_HOME, "members.csv"),
                "templates": [toml(_HOME, form) for form in names(_HOME, "templates")],
                "rejections": toml(_HOME, "rejections.toml"),
            }
        )
    except ValidationError as error:
        raise CatalogueError(f"pipelines/catalogue: {error}") from error


@lru_cache(maxsize=1)
def applicants() -> tuple[str, ...]:
    """Return the seven columns of table three in printed order, the total last."""
    return tuple(one.member for one in catalogue().members if one.dimension == "applicant")


def lexicon(name: str) -> Mapping[str, Any]:
    """Return the words the reader looks for: one TOML file of catalogue/lexicon."""
    return toml(_HOME, f"lexicon/{name}.toml")


@lru_cache(maxsize=1)
def radicals() -> Mapping[int, int]:
    """Return the characters that look like others and stand for them, for `str.translate`."""
    words = lexicon("characters")
    return str.maketrans(words["radicals"], words["unified"])
