"""How an agency may be typed: its name in pinyin, whole and by first letters."""

import re
from collections.abc import Collection, Mapping, Sequence

from pypinyin import lazy_pinyin

from pipelines.catalogue.load import lexicon


def spelled(name: str) -> str:
    """Return a name's pinyin without tones, then its first letters: "chapengxiang cpx"."""
    parts = re.split(lexicon("agencies")["part_end"], name)
    syllables = [one.lower() for part in parts for one in lazy_pinyin(part)]
    letters = "".join(one[:1] for one in syllables)
    return f"{''.join(syllables)} {letters}" if syllables else ""


def former_names(counties: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Return what counties may have been called before (抚宁县 of 抚宁区), with its pinyin.

    A name that one of them bears today is nobody's former one.
    """
    before: Mapping[str, Sequence[str]] = lexicon("agencies")["former_kinds"]
    former: dict[str, tuple[str, ...]] = {}
    for name in counties:
        stem = name[:-1]
        names = [stem + kind for kind in before.get(name[-1:], ()) if len(stem) > 1]
        former[name] = tuple(f"{old} {spelled(old)}" for old in names if old not in counties)
    return former
