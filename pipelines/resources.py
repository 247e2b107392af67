"""Files that ship beside the code: TOML and CSV, each parsed once."""

import csv
import hashlib
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=128)
def toml(package: str, name: str) -> Mapping[str, Any]:
    """Return a TOML file of a package; `name` may lead into its folders."""
    return _parse(text(package, name))


_parse: Callable[[str], Mapping[str, Any]] = tomllib.loads


@contextmanager
def parsed_before(
    known: Mapping[str, Mapping[str, Any]],
) -> Iterator[Mapping[str, Mapping[str, Any]]]:
    """Take the tables that an earlier command parsed of the very same texts, by their digest.

    Yields:
        Those that are not known and had to be parsed, filled as that happens.
    """
    global _parse  # noqa: PLW0603 - of a process that is one command
    new: dict[str, Mapping[str, Any]] = {}

    def parse(said: str) -> Mapping[str, Any]:
        digest = hashlib.sha256(said.encode()).hexdigest()
        if digest in known:
            return known[digest]
        return new.setdefault(digest, tomllib.loads(said))

    ordinary, _parse = _parse, parse
    try:
        yield new
    finally:
        _parse = ordinary


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
