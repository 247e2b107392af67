"""The fields that a letter offers, values under their names in templates, and what can be wrong."""

from collections.abc import Mapping
from typing import Any, Literal

from pipelines.catalogue.model import Language
from pipelines.errors import MingchaError
from pipelines.papers.words import say, table

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


class LetterTemplateError(MingchaError):
    """A template that cannot be used; `sentence` says why, and in which paragraph."""

    def __init__(self, kind: str, **detail: object) -> None:
        super().__init__(say("letters", f"fault.{kind}", "zh", **detail))
        self._kind, self._detail = kind, detail

    def sentence(self, language: Language) -> str:
        """Return what is wrong, in the reader's language."""
        return say("letters", f"fault.{self._kind}", language, **self._detail)
