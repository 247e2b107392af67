"""What the prose states, as figures: each with its sentence, its place and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipelines.catalogue.load import lexicon
from pipelines.model import Figure, Reading, Status
from pipelines.parse.breakdown import Breakdown
from pipelines.parse.clauses import Sentence, counts, sentences
from pipelines.parse.facts import Fact, request_channels, stated, zeros
from pipelines.parse.flow import Flow
from pipelines.parse.outline import Part

RECEIVED = "narrative.request.received"


def stated_facts(reading: Reading, flow: Flow, parts: Sequence[Part]) -> tuple[Figure, ...]:
    """Return the facts the prose of a report states, each once."""
    kept: dict[tuple[str, str, str], Fact] = {}
    for fact in _facts(flow, parts):
        label = fact.label if fact.indicator.endswith("by_category") else ""
        key = (fact.indicator, fact.member if not label else "", label)
        before = kept.get(key)
        if before is None or (before.is_said and not fact.is_said):
            kept[key] = fact
    return tuple(_figure(reading, flow, fact) for fact in kept.values())


def _facts(flow: Flow, parts: Sequence[Part]) -> Iterator[Fact]:
    for start, end, section in _stretches(flow, parts):
        breakdown = Breakdown()
        for sentence in sentences(flow.text, start, end, section):
            if not _is_worth_reading(sentence.text):
                continue
            yield from _of_sentence(sentence, breakdown)


def _of_sentence(sentence: Sentence, breakdown: Breakdown) -> Iterator[Fact]:
    found = counts(sentence)
    rest = []
    single: list[Fact] = []
    for count in found:
        fact = stated(sentence, count)
        if fact is None:
            rest.append(count)
        else:
            single.append(fact)
    yield from single
    received = next((fact for fact in single if fact.indicator == RECEIVED), None)
    if received is not None:
        yield from request_channels(sentence, rest, received)
    else:
        yield from breakdown.read(sentence, rest)
    yield from zeros(sentence)


def _stretches(flow: Flow, parts: Sequence[Part]) -> Iterator[tuple[int, int, int]]:
    """Yield the prose of a report: what opens it and its sections, without tables in text."""
    if not parts:
        yield 0, len(flow.text), 0
        return
    if parts[0].start:
        yield 0, parts[0].start, 0
    for part in parts:
        body = flow.text[part.body : part.end]
        table = _table_text().search(body) if part.number in {2, 3, 4} else None
        yield part.body, part.body + table.start() if table else part.end, part.number


@lru_cache(maxsize=1)
def _table_text() -> re.Pattern[str]:
    return re.compile(lexicon("narrative")["table_text"])


@lru_cache(maxsize=1)
def _worth() -> re.Pattern[str]:
    return re.compile(lexicon("narrative")["worth"])


def _is_worth_reading(text: str) -> bool:
    return _worth().search(text) is not None


def _figure(reading: Reading, flow: Flow, fact: Fact) -> Figure:
    place = flow.place(fact.start, fact.end)
    return Figure(
        indicator=fact.indicator,
        member=fact.member,
        value=fact.value,
        status=Status.NUMBER,
        raw=reading.text_at(place),
        place=place,
        table="narrative",
        unit=fact.unit,
        label=fact.label,
        is_approximate=fact.is_approximate,
        is_partial=fact.is_partial,
        scope=fact.scope,
        method="stated" if fact.is_said else "read",
        sentence=fact.sentence,
    )
