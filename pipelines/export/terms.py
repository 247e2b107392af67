"""On which terms data may be used, and how a build is cited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pipelines.resources import toml


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms of the data: short name, title, where they stand."""

    name: str
    title: str
    path: str


_SAID: Final[Mapping[str, Any]] = toml("pipelines.export", "terms.toml")
LICENCE: Final = Licence(**_SAID["licence"])
ABOUT: Final[Mapping[str, Any]] = _SAID["package"]
WORDS: Final[Mapping[str, str]] = _SAID["words"]


def cited(digest: str, day: date, dataset: str) -> str:
    """Return the line by which a build of a data set is cited."""
    return str(_SAID["citation"][dataset]).format(digest=digest, day=day.isoformat())
