"""The fields that a letter offers, and values under the names they have in templates."""

from collections.abc import Mapping
from typing import Any, Literal

from pipelines.papers.words import table

Letter = Literal["rectification", "circular"]
Shape = Mapping[str, Any]  # of a field: names below it; of a list: "[]" and what one of it is
EACH = "[]"


def fields(letter: Letter) -> Mapping[str, str]:
    """Return every field of a letter with its meaning; "[]" after a name: one of several."""
    found: Mapping[str, str] = table("letters")["fields"][letter]
    return found


def shape(letter: Letter) -> Shape:
    """Return what may stand in a template of a letter, as a tree."""
    root: dict[str, Any] = {}
    for path in fields(letter):
        here = root
        for part in path.split("."):
            name, is_many = part.removesuffix(EACH), part.endswith(EACH)
            here = here.setdefault(name, {})
            if is_many:
                here = here.setdefault(EACH, {})
    return root


def named(value: Any) -> Any:  # noqa: ANN401 - a tree of values
    """Return a tree of values under the names that templates know them by."""
    if isinstance(value, Mapping):
        names = table("letters")["names"]
        return {names[key]: named(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [named(one) for one in value]
    return str(value)
