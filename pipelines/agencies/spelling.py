"""How an agency may be typed: its name in pinyin, whole and by first letters, and former names."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from pypinyin import lazy_pinyin

from pipelines.catalogue.load import lexicon


def spelled(name: str) -> str:
    """Return a name's pinyin without tones, then its first letters: "chapengxiang cpx"."""
    parts = re.split(lexicon("agencies")["part_end"], name)
    syllables = [one.lower() for part in parts for one in lazy_pinyin(part)]
    letters = "".join(one[:1] for one in syllables)
    return f"{''.join(syllables)} {letters}" if syllables else ""


def other_names(reference: Path) -> Mapping[str, str]:
    """Return former names and aliases by the agency's id, as the reference data lists them."""
    names_of: dict[str, str] = {}
    with (reference / "agencies.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = f"{row['name']} {row['aliases']}".strip()
            names_of[row["id"]] = f"{names_of.get(row['id'], '')} {names}".strip()
    return names_of
