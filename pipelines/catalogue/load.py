"""The one way into the catalogue: catalogue(); words of the reader: lexicon(name)."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import ValidationError

from pipelines.catalogue.model import Catalogue
from pipelines.errors import CatalogueError


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the whole catalogue, checked once.

    Raises:
        CatalogueError: a file of the catalogue contradicts another or has an unknown key.
    """
    home = files("pipelines.catalogue")
    indicators = [
        row | {"templates": tuple(row["templates"].split(";"))}
        for row in _table(home / "indicators.csv")
    ]
    forms = sorted((home / "templates").iterdir(), key=lambda form: form.name)
    try:
        return Catalogue.model_validate(
            {
                "indicators": indicators,
                "members": _table(home / "members.csv"),
                "templates": [_toml(form) for form in forms],
                "rejections": _toml(home / "rejections.toml"),
            }
        )
    except ValidationError as error:
        raise CatalogueError(f"pipelines/catalogue: {error}") from error


@lru_cache(maxsize=1)
def applicants() -> tuple[str, ...]:
    """Return the seven columns of table three in printed order, the total last."""
    return tuple(one.member for one in catalogue().members if one.dimension == "applicant")


@lru_cache(maxsize=32)
def lexicon(name: str) -> Mapping[str, Any]:
    """Return the words the reader looks for: one TOML file of catalogue/lexicon."""
    return _toml(files("pipelines.catalogue") / "lexicon" / f"{name}.toml")


def accuracy() -> Mapping[str, tuple[int, int | None]]:
    """Return how well generated documents are read: what was counted, out of how many."""
    rows = _table(files("pipelines.catalogue") / "accuracy.csv")
    return {r["key"]: (int(r["part"]), int(r["whole"]) if r["whole"] else None) for r in rows}


def _table(file: Traversable) -> list[dict[str, Any]]:
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def _toml(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
