"""Words for people: one table of messages a family, both languages side by side, one way to ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipelines.resources import toml

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages of a TOML file: `[group.name]` with `zh` and `en`, or one text for both."""

    package: str
    file: str

    def say(self, key: str, language: str, /, **values: object) -> str:
        """Return the message `group.name` in a language, its holes filled."""
        return self.text(key, language).format(**values)

    def text(self, key: str, language: str) -> str:
        """Return the message as it is written, its holes open."""
        group, _, name = key.partition(".")
        words: Mapping[str, str] | str = self.table()[group][name]
        return words if isinstance(words, str) else words[language]

    def has(self, key: str) -> bool:
        """Tell whether there is such a message."""
        group, _, name = key.partition(".")
        return name in self.table().get(group, {})

    def table(self) -> Mapping[str, Any]:
        """Return the whole file."""
        return toml(self.package, self.file)
