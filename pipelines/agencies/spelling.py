"""How an agency may be typed: its name in pinyin, whole and by first letters."""

from __future__ import annotations

import re

from pypinyin import lazy_pinyin

from pipelines.catalogue.load import lexicon


def spelled(name: str) -> str:
    """Return a name's pinyin without tones, then its first letters: "chapengxiang cpx"."""
    parts = re.split(lexicon("agencies")["part_end"], name)
    syllables = [one.lower() for part in parts for one in lazy_pinyin(part)]
    letters = "".join(one[:1] for one in syllables)
    return f"{''.join(syllables)} {letters}" if syllables else ""
