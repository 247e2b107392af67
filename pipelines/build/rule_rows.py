"""The rule book as rows of the store, so that a published file describes itself."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.catalogue.model import Words
from pipelines.store.rows import Row
from pipelines.validate.rulebook import Rule, rulebook

_NOTHING = Words(zh="", en="")


def rule_rows() -> Iterator[Row]:
    """Yield one row for every rule of the book, in its order."""
    for position, rule in enumerate(rulebook().rules):
        yield (
            *(position, rule.id, rule.family, *_both(rule.title), formula_text(rule)),
            *(" ".join(rule.templates), rule.severity, *_both(rule.basis), rule.axis),
            *_both(rule.exceptions or _NOTHING),
        )


def formula_text(rule: Rule) -> str:
    """Return what a rule asks, as it stands in the book; empty where it is a check."""
    texts = []
    for case in rule.case:
        asked = " | ".join(case.relation)
        texts.append(f"{asked} @ {' & '.join(case.when)}" if case.when else asked)
    return "; ".join(texts)


def _both(words: Words) -> tuple[str, str]:
    return words.zh, words.en
