"""Where a document comes from and in what condition its text is."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pipelines.validate.check_context import CheckContext, words
from pipelines.validate.judgement import Judgement
from pipelines.validate.words import check_pattern, check_words


def host(context: CheckContext) -> Iterator[Judgement]:
    """R-SRC-01: the address is a government's."""
    name = urlsplit(context.report.address).hostname or ""
    if name and not check_pattern("host", "official").search(name):
        yield from context.fail("R-SRC-01", left=name)


def condition(context: CheckContext) -> Iterator[Judgement]:
    """R-SRC-02: the reading itself noticed broken characters."""
    for note in context.reading.notes if context.reading else ():
        if note in context.book:
            yield from context.fail(note)


def masked(context: CheckContext) -> Iterator[Judgement]:
    """R-SRC-03: the site masked a number or a name."""
    pattern = check_words()["masked"]["text"]
    for line in context.lines:
        match = re.search(rf"\S{{0,8}}{pattern}\S{{0,8}}", line.text)
        if match and line.section:
            yield from context.fail(
                "R-SRC-03", words=words(match[0]), places=(line.place(match[0]),)
            )
            return


SOURCE = (host, condition, masked)
