"""The words of a category before its number, cleaned of everything that only leads to them."""

import re
from functools import lru_cache

from pipelines.catalogue.load import lexicon
from pipelines.parse.prose.patterns import pattern
from pipelines.parse.prose.sentences import Count
from pipelines.parse.vocabulary import is_channel, is_word


def labels_of(count: Count) -> list[str]:
    """Return the labels one number stands for: several where the text says each (各)."""
    lead = count.lead
    if pattern("each").search(lead):
        label = label_of(pattern("each").sub("", lead))
        parts = [part for part in re.split(pattern("joints"), label) if part]
        return parts if len(parts) > 1 else []
    label = label_of(lead)
    return [label] if label else []


@lru_cache(maxsize=4096)
def label_of(lead: str) -> str:
    """Return a category's words as written: without list marks before and counting words after."""
    label = _bare(lead)
    if not is_word(label):
        rest = _bare(pattern("label_start").sub("", label))
        known = _bare(pattern("label_verb").sub("", label))
        label = known if is_word(known) and not is_word(rest) else rest or label
    label = re.sub(r"\([^()]*\)$", "", label)
    if not 1 < len(label) <= lexicon("narrative")["label_longest"]:
        return ""
    if is_channel(label):
        return ""
    if is_word(label) and not pattern("label_refuse_whole").search(label):
        return label
    if pattern("label_refuse").search(label) or pattern("label_refuse_whole").search(label):
        return ""
    return label


def _bare(label: str) -> str:
    label, before = label.strip(), ""
    while before != label:
        before = label
        if is_word(label):
            return label
        label = pattern("label_head").sub("", label)
        label = pattern("label_tail").sub("", label)
    return label
