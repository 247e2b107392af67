"""Frozen, strict types of the catalogue, and the coherence of the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, model_validator

Language = Literal["zh", "en"]
_THREE_TABLES: Final = frozenset({"2", "3", "4"})
_MEMBER = re.compile(r"(?P<indicator>[^\[]+)(?:\[(?P<member>[a-z_]+)\])?")


class Entry(BaseModel):
    """Base of every catalogue entry: frozen; an unknown key is an error.

    What checks a class is built when it is first needed: most are only parts of another.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Words(Entry):
    """One text in both languages."""

    zh: str
    en: str

    def spoken(self, language: str) -> str:
        """Return the text in a language."""
        return self.en if language == "en" else self.zh

    @property
    def both(self) -> tuple[str, str]:
        """Return the text in Chinese, then in English, as the store has its columns."""
        return self.zh, self.en


class Indicator(Entry):
    """One row of indicators.csv; its key is (id, table). `comparable` is A, B, C or D."""

    id: str
    table: str
    label_zh: str
    label_en: str
    unit: str
    kind: Literal["count", "signed", "money", "ratio"]
    dimension: str
    comparable: Literal["A", "B", "C", "D"]
    note: str

    @property
    def indicator(self) -> str:
        """Return the id without a member: disclosure.by_channel of disclosure.by_channel[weibo]."""
        return split_id(self.id)[0]


class Member(Entry):
    """One member of a dimension, with its words, order (of the file) and colour."""

    dimension: str
    member: str
    label_zh: str
    label_en: str
    colour: str


class FormColumn(Entry):
    """One printed column: its words, the words above it, and the applicant it stands for."""

    label: str
    group: str = ""  # words of the header above, levels joined by "|"
    member: str = ""


class FormRow(Entry):
    """One printed row: its words, the group labels above it, and one indicator a column or one."""

    label: str
    group: tuple[str, ...] = ()
    unit: str = ""
    indicators: tuple[str, ...]


class BlockOfTable(Entry):
    """A part of a table with one header."""

    heading: str
    columns: tuple[FormColumn, ...]
    row: tuple[FormRow, ...]


class FormTable(Entry):
    """One printed table and the number of its cells, the cheapest proof of a whole reading."""

    number: str
    title: str
    cells: int
    block: tuple[BlockOfTable, ...]

    def slots(self) -> Iterator[tuple[str, str]]:
        """Yield (indicator, member) of every printed cell, in reading order."""
        for block in self.block:
            for row in block.row:
                for index, column in enumerate(block.columns):
                    one = row.indicators[index] if len(row.indicators) > 1 else row.indicators[0]
                    indicator, member = split_id(one)
                    yield indicator, column.member or member


class Template(Entry):
    """One official form: its years and its tables.

    `name` and `short` are what people read, `basis` the letter it came with. Every rule that holds
    on the form it `succeeds` holds on it, but for `without_rules`.
    """

    id: str
    name: Words
    short: Words
    basis: Words
    years: tuple[int, int]
    succeeds: str = ""
    without_rules: tuple[str, ...] = ()
    table: tuple[FormTable, ...]

    def __hash__(self) -> int:
        """Hash the id alone: caches ask for it with every report."""
        return hash(self.id)

    @cached_property
    def slots(self) -> frozenset[tuple[str, str]]:
        """Return every (indicator, member) that the form prints."""
        return frozenset(slot for table in self.table for slot in table.slots())

    def prints(self, indicator: str) -> bool:
        """Tell whether a cell of the form is of this indicator."""
        return any(name == indicator for name, _ in self.slots)


class Catalogue(Entry):
    """Everything the product knows about the forms and the vocabulary."""

    indicators: tuple[Indicator, ...]
    members: tuple[Member, ...]
    templates: tuple[Template, ...]
    rejections: dict[str, Words]

    @model_validator(mode="after")
    def _is_coherent(self) -> Catalogue:
        keys = [(i.id, i.table) for i in self.indicators]
        repeated = {key for key in keys if keys.count(key) > 1}
        known = {i.indicator for i in self.indicators}
        printed = {slot for template in self.templates for slot, _ in template.slots}
        if repeated or printed - known:
            raise ValueError(f"repeated={sorted(repeated)} unknown={sorted(printed - known)}")
        for template in self.templates:
            if template.succeeds not in {"", *(form.id for form in self.templates)}:
                raise ValueError(f"form {template.id} succeeds {template.succeeds}: not a form")
            for table in template.table:
                count = sum(1 for _ in table.slots())
                if count != table.cells:
                    raise ValueError(f"form {template.id} table {table.number}: {count} cells")
        return self

    def template(self, template_id: str) -> Template:
        """Return one form by its id."""
        return next(t for t in self.templates if t.id == template_id)

    @cached_property
    def table_forms(self) -> tuple[str, ...]:
        """Return the ids of the forms with tables two to four, the oldest first."""
        return tuple(t.id for t in self.templates if {e.number for e in t.table} >= _THREE_TABLES)

    def form_of(self, year: int) -> Template | None:
        """Return the form that reports of a year follow, None where there was none yet."""
        return next((t for t in self.templates if t.years[0] <= year <= t.years[1]), None)

    def printing(self, indicator: str, table: str = "") -> tuple[str, ...]:
        """Return the ids of the forms that print an indicator, in a table where one is named."""
        return tuple(
            form.id
            for form in self.templates
            for printed in form.table
            if table in {"", printed.number} and indicator in {name for name, _ in printed.slots()}
        )


@lru_cache(maxsize=4096)
def split_id(text: str) -> tuple[str, str]:
    """Split `indicator[member]`; the member is "" where none is named."""
    match = _MEMBER.fullmatch(text)
    if match is None:
        raise ValueError(f"not an indicator id: {text!r}")
    return match["indicator"], match["member"] or ""
