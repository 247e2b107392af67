"""The names that a report gives outside its title: who signs, who made it, whom to ask."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipelines.catalogue.load import lexicon, pattern_of
from pipelines.parse.dates import pattern
from pipelines.parse.frame import FramedDocument, FramedLine, is_trail
from pipelines.parse.publication import Signature, is_name
from pipelines.parse.titles import Title

_REACH = 260  # so far into the first section its first sentences reach


@dataclass(frozen=True, slots=True)
class Named:
    """A name, where it stands in the text (-1: not in it) and what kind of place says it."""

    name: str
    start: int
    source: str


def names_given(
    document: FramedDocument, title: Title | None, signature: Signature | None
) -> Iterator[Named]:
    """Yield the names that a report gives outside its title, by how sure they are its own."""
    if signature is not None:
        yield Named(signature.name, signature.start, "signature")
    yield from _opening(document)
    if title is not None and title.is_joined:
        yield Named(title.agency, -1, "line above")
    for line in document.head:
        publisher = pattern("publisher").search(line.text)
        if publisher:
            yield Named(publisher["name"], line.start + publisher.start("name"), "publisher")
    yield from _trail(document)
    for guide in pattern("own_guide").finditer(document.text, document.start, document.end):
        yield Named(guide["name"], guide.start("name"), "guide")


def _opening(document: FramedDocument) -> Iterator[Named]:
    """Yield who a report's first sentences say to have made it."""
    first = FramedLine(document.start, document.text[document.start :][:_REACH])
    for number, source in enumerate(_openings()):
        for line in (*document.head, first):
            for match in pattern_of("identity", "opening", number, "pattern").finditer(line.text):
                name = _cleared(match["name"])
                if is_name(name):
                    yield Named(name, line.start + match.start("name"), source)


@lru_cache(maxsize=1)
def _openings() -> tuple[str, ...]:
    return tuple(one["source"] for one in lexicon("identity")["opening"])


def _cleared(name: str) -> str:
    """Return a name without years, the title's words and the office that answers for a bureau."""
    for noise in ("title_words", "year", "chinese_year", "head_noise", "inner_office"):
        name = pattern(noise).sub("", name)
    return pattern("twice").sub(r"\1", name)


def _trail(document: FramedDocument) -> Iterator[Named]:
    """Yield the steps of the way to a page, the nearest first."""
    for line in document.head:
        if is_trail(line.text):
            for step in reversed(re.split(lexicon("identity")["step"], line.text)):
                if len(step) > 2:
                    yield Named(step, line.start + line.text.find(step), "trail")
