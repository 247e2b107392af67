"""What tables and columns of the store mean, in one place: comments, pages and the API say it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from pipelines.catalogue.load import catalogue
from pipelines.resources import toml

_HOME: Final = "pipelines.store"
_FILE: Final = "columns.toml"
LANGUAGES: Final = ("zh", "en")
OPEN_LISTS: Final = frozenset({"unit"})  # documents print units that no list knows


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds: its kind, its words, the unit of its numbers, its list of codes."""

    name: str
    kind: str
    zh: str
    en: str
    unit: str = ""
    codes: str = ""

    @property
    def both(self) -> str:
        """Return the words in both languages."""
        return f"{self.zh} / {self.en}"

    @property
    def comment(self) -> str:
        """Return the words with unit and list of codes, as the store's file says them."""
        parts = [self.both]
        if self.unit:
            parts.append(f"unit: {self.unit}")
        if self.codes:
            parts.append(f"codes: {self.codes}")
        return "; ".join(parts)


def meaning(table: str, column: str) -> Meaning:
    """Return what a column of a table means; one in two languages means what its one name does.

    Raises:
        KeyError: nothing says what the column means.
    """
    listed = toml(_HOME, _FILE)
    own: Mapping[str, Any] = listed["of"].get(table, {})
    base = column.removesuffix("_zh").removesuffix("_en")
    for name in (column, base):
        entry = own.get(name) or listed["columns"].get(name)
        if entry:
            words = {key: entry[key] for key in (*LANGUAGES, "unit", "codes") if key in entry}
            return Meaning(column, entry.get("kind", "string"), **words)
    raise KeyError(f"{table}.{column}")


def tables() -> Mapping[str, Mapping[str, Any]]:
    """Return every view and table with its words (zh, en) and its key."""
    found: Mapping[str, Mapping[str, Any]] = toml(_HOME, _FILE)["tables"]
    return found


@lru_cache(maxsize=1)
def codes() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return every list of codes: the meaning of each code in both languages."""
    listed: Mapping[str, Mapping[str, Mapping[str, str]]] = toml(_HOME, _FILE)["codes"]
    forms = {form.id: form.name.model_dump() for form in catalogue().templates}
    return {**listed, "form": {**forms, **listed["form"]}}


def code_rows() -> Iterator[tuple[int, str, str, str, str]]:
    """Yield the lists of codes as rows of the store."""
    pairs = ((name, code, words) for name, own in codes().items() for code, words in own.items())
    for position, (name, code, words) in enumerate(pairs):
        yield position, name, code, words["zh"], words["en"]


def note_en(note: str) -> str:
    """Return a note of the catalogue in English; one without a translation stays as it is."""
    return str(toml(_HOME, _FILE)["notes"].get(note, note))
