"""Cells, sums and judgements in words, in both languages; the words are data."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import Words
from pipelines.resources import toml
from pipelines.validate.judgement import plain

BROKEN = {"=": "≠", "!=": "=", ">=": "<", "<=": ">", ">": "≤", "<": "≥"}
Numbered = tuple[float, Words, Decimal]  # factor, name, value


def spoken() -> Mapping[str, Any]:
    """Return the file of explanations."""
    return toml("pipelines.validate", "explanations.toml")


def say(key: str, **holes: Words | str) -> Words:
    """Return one text of the file with its holes filled, each language by its own."""
    return fill(Words.model_validate(spoken()["words"][key]), holes)


def reason_words(kind: str) -> Words:
    """Return the words of one kind of explanation."""
    entry = next(e for e in spoken()["explanation"] if e["kind"] == kind)
    return Words.model_validate(entry["words"])


def fill(words: Words, holes: Mapping[str, Words | str]) -> Words:
    """Fill the holes of a text; a hole nobody fills stays empty."""
    zh = {name: _in(hole, "zh") for name, hole in holes.items()}
    en = {name: _in(hole, "en") for name, hole in holes.items()}
    return Words(zh=words.zh.format_map(_Empty(zh)), en=words.en.format_map(_Empty(en)))


@lru_cache(maxsize=4096)
def cell_name(indicator: str, member: str = "", *, is_prior: bool = False) -> Words:
    """Return a cell's name: its row, and its column where the table has applicants."""
    name = _indicator_name(indicator)
    column = _member_name(indicator, member) if member else None
    if column:
        name = Words(zh=f"{name.zh}·{column.zh}", en=f"{name.en}, {column.en.lower()}")
    return say("prior", cell=name) if is_prior else name


@lru_cache(maxsize=1024)
def member_name(member: str) -> Words:
    """Return the name of what a judgement speaks of: an applicant, a row, a group or a table."""
    words = spoken()["words"]
    if member in words:
        return Words.model_validate(words[member])
    if f"table_{member}" in words:
        return Words.model_validate(words[f"table_{member}"])
    for entry in catalogue().members:
        if (entry.dimension, entry.member) == ("applicant", member):
            return Words(zh=entry.label_zh, en=entry.label_en)
    return _indicator_name(member)


def sum_words(parts: Sequence[Numbered], total: Decimal) -> Words:
    """Write a sum with its numbers; parts that are 0 are left out of a long one."""
    shown = [part for part in parts if part[2]] or list(parts[:1])
    if len(parts) <= 4:
        shown = list(parts)
    zh = _joined([(factor, name.zh, value) for factor, name, value in shown])
    en = _joined([(factor, name.en, value) for factor, name, value in shown])
    if len(shown) < 2 and shown and shown[0][0] == 1:
        return Words(zh=zh, en=en)
    return Words(zh=f"{zh} = {plain(total)}", en=f"{en} = {plain(total)}")


def formula_words(left: Words, operator: str, right: Words) -> Words:
    """Write both sides of a broken relation with the sign that is true of them."""
    sign = BROKEN[operator]
    return Words(zh=f"{left.zh} {sign} {right.zh}", en=f"{left.en} {sign} {right.en}")


def _joined(parts: Sequence[tuple[float, str, Decimal]]) -> str:
    text = ""
    for factor, name, value in parts:
        sign = "-" if factor < 0 else "+"
        times = "" if abs(factor) == 1 else f"{abs(factor):g} × "
        text += (f" {sign} " if text or sign == "-" else "") + f"{times}{name} {plain(value)}"
    return text.strip()


@lru_cache(maxsize=512)
def _indicator_name(indicator: str) -> Words:
    for entry in catalogue().indicators:
        if entry.indicator == indicator:
            return Words(zh=entry.label_zh, en=entry.label_en)
    return Words(zh=indicator, en=indicator)


def _member_name(indicator: str, member: str) -> Words | None:
    dimension = next((i.dimension for i in catalogue().indicators if i.indicator == indicator), "")
    for entry in catalogue().members:
        if entry.member == member and entry.dimension in {dimension, "channel"}:
            return Words(zh=entry.label_zh, en=entry.label_en)
    return None


def _in(hole: Words | str, language: str) -> str:
    if isinstance(hole, str):
        return hole
    return hole.zh if language == "zh" else hole.en


class _Empty(dict[str, str]):
    """A mapping that gives nothing for a hole that nobody fills."""

    def __missing__(self, key: str) -> str:
        return ""
