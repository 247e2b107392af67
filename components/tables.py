"""A table as a value: the same one is set on the page, written as CSV and as a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "link"]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: its words, its unit, and whether it holds numbers."""

    label: str
    kind: Kind = "text"
    unit: str = ""

    @property
    def heading(self) -> str:
        """Return the words of the head, the unit with them."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell: what is shown, the value behind it, its state and where it leads."""

    text: str
    value: float | None = None
    state: str = ""
    href: str = ""

    @property
    def content(self) -> str | float:
        """Return what an export writes: the number where there is one, else the words."""
        return self.text if self.value is None else self.value


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of cells, in the order they are shown."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[TableCell, ...], ...]


def web_address(text: object) -> str:
    """Return an address that may become a link, or nothing: only http and https may."""
    address = text.strip() if isinstance(text, str) else ""
    return address if address.startswith(("https://", "http://")) else ""
