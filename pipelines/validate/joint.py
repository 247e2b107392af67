"""R-AGG-03: one document that several agencies of a county say they made in a year."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pipelines.identities import AgencyId
from pipelines.model import Place
from pipelines.resources import toml
from pipelines.validate.check_context import CheckContext
from pipelines.validate.judgement import Judgement, identity

PARTS = frozenset({"township", "department"})


def counted_twice(contexts: Sequence[CheckContext]) -> Iterator[Judgement]:
    """Yield for each report the documents that another agency of the county counts too."""
    made_by: dict[tuple[str, int, str], dict[str, tuple[CheckContext, Place]]] = {}
    for context in contexts:
        report = context.report
        if context.year and report.agency.id and report.agency.level in PARTS:
            for name, place in _made(context):
                key = (AgencyId(report.agency.id).area, context.year, name)
                made_by.setdefault(key, {}).setdefault(identity(report), (context, place))
    for (_, _, name), tellers in made_by.items():
        if len(tellers) > 1:
            yield from _judged(name, tellers)


def _judged(name: str, tellers: Mapping[str, tuple[CheckContext, Place]]) -> Iterator[Judgement]:
    for teller, (context, place) in tellers.items():
        others = "; ".join(d.report.agency.name for key, (d, _) in tellers.items() if key != teller)
        yield from context.fail("R-AGG-03", left=name, right=others, places=(place,))


def _made(context: CheckContext) -> Iterator[tuple[str, Place]]:
    """Yield the documents that a text says were made this year, each with its place."""
    known = _words()
    for line in context.lines:
        for sentence in re.finditer(known["sentence"], line.text):
            if not re.search(known["made"], sentence[0]):
                continue
            for name, at in _documents(sentence[0], context.year):
                if not re.search(known["cited"], sentence[0][:at]):
                    yield name, line.place(name)


def _documents(sentence: str, year: int) -> Iterator[tuple[str, int]]:
    known = _words()
    for match in re.finditer(known["title"], sentence):
        yield match[1], match.start()
    even = sentence.translate(str.maketrans(known["brackets"]))
    for match in re.finditer(known["number"], even):
        if int(match[2]) == year:
            yield match[1], match.start()


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return toml("pipelines.copying", "copying.toml")["joint"]  # type: ignore[no-any-return]
