"""Files that ship beside the code: TOML and CSV, each parsed once."""

import csv
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=128)
def toml(package: str, name: str) -> Mapping[str, Any]:
    """Return a TOML file of a package; `name` may lead into its folders."""
    return tomllib.loads(text(package, name))


def table(package: str, name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file of a package, keyed by its header."""
    return list(csv.DictReader(text(package, name).splitlines()))


def names(package: str, folder: str) -> list[str]:
    """Return the names of the TOML files in a folder of a package, sorted, as `toml` takes them."""
    inside = (files(package) / folder).iterdir()
    return sorted(f"{folder}/{file.name}" for file in inside if file.name.endswith(".toml"))


def text(package: str, name: str) -> str:
    """Return the text of a file of a package."""
    return files(package).joinpath(*name.split("/")).read_text(encoding="utf-8")
