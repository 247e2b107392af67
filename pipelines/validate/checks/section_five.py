"""Section five: problems are named, each with what is done about it, and anew every year."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from pipelines.model import Severity
from pipelines.validate.check_context import CheckContext
from pipelines.validate.judgement import Judgement
from pipelines.validate.naming import say
from pipelines.validate.words import check_pattern, check_words

_pattern: Final = partial(check_pattern, "five")

FIVE_NUMBER = 5
COPIED = 40  # characters below which two sections are not compared
SURE = 50  # characters below which stock sentences may make two sections alike


def is_empty(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-09: section five is more than a word, and does not deny that there are problems."""
    text = _body(context)
    if text is None or (not text and _is_shared(context)):
        return
    shortest = check_words()["structure"]["short_section"]
    if len(text) < shortest or check_pattern("structure", "none").match(text):
        yield from context.fail("R-STR-09", left=text)
        return
    denied = _pattern("denied").search(text)
    if denied and not _names_a_problem(text.replace(denied[0], "")):
        place = next(
            x.place(denied[0]) for x in context.section(FIVE_NUMBER) if denied[0] in x.text
        )
        yield from context.fail("R-STR-09", left=denied[0], places=(place,))


def is_half(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-20: problems come with measures and measures with problems."""
    text = _body(context)
    shortest = max(check_words()["five"]["least"], check_words()["structure"]["short_section"])
    if not text or len(text) < shortest:
        return
    if _pattern("denied").search(text) or check_pattern("structure", "none").match(text):
        return
    heading = _pattern("heading")
    told = heading.sub("", text)
    has_problem, has_measure = _names_a_problem(told), _names_a_measure(told)
    if has_problem and not has_measure:
        yield from context.fail("R-STR-20", words={"lacking": say("no_measure")})
    elif not has_problem:
        yield from context.fail("R-STR-20", words={"lacking": say("no_problem")})


def is_copied(context: CheckContext) -> Iterator[Judgement]:
    """R-X-11: section five is that of the year before, its numbers and years aside."""
    if len(context.priors) != 1:
        return
    mine, before = _plain(context), _plain(context.priors[0])
    if len(mine) >= COPIED and mine == before:
        severity = Severity.WARNING if len(mine) >= SURE else Severity.INFO
        yield from context.fail("R-X-11", right=str(context.priors[0].year), severity=severity)


def _names_a_problem(text: str) -> bool:
    return bool(_pattern("problem").search(text))


def _names_a_measure(text: str) -> bool:
    """Say whether a clause says what is to come, or what is done and names no problem."""
    clauses = _pattern("clause").split(text)
    return any(map(_pattern("intent").search, clauses)) or any(
        _pattern("measure").search(clause) and not _names_a_problem(clause) for clause in clauses
    )


def _plain(context: CheckContext) -> str:
    return _pattern("aside").sub("", _body(context) or "")


def _body(context: CheckContext) -> str | None:
    """Return the text of section five, None where the report has no such section."""
    if not context.lines or not context.has_section(FIVE_NUMBER):
        return None
    return "".join(line.text for line in context.section(FIVE_NUMBER))


def _is_shared(context: CheckContext) -> bool:
    """Say whether the section's heading stands in one block with what follows it."""
    sections = context.report.sections
    mine = {s.first for s in sections if s.number == FIVE_NUMBER}
    return any(s.number != FIVE_NUMBER and s.first in mine for s in sections)


FIVE = (is_empty, is_half, is_copied)
