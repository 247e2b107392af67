"""What a template, a draft or a reviewer left in the text, and what stands in it twice."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from pipelines.validate.check_context import CheckContext, words
from pipelines.validate.judgement import Judgement
from pipelines.validate.lines import Line
from pipelines.validate.words import check_pattern, check_words

_pattern: Final = partial(check_pattern, "leftover")

KINDS = {"blank": "R-STR-15", "placeholder": "R-STR-15", "pending": "R-STR-15"}
KINDS |= {"hint": "R-STR-16", "remark": "R-STR-16"}
OVERVIEW = 1
PROSE = (1, 5, 6)
TABLES = (2, 3, 4)  # sections whose table may be all there is


def leftovers(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-15, 16: blanks to fill in, hints of a template, remarks of a reviewer."""
    seen: set[str] = set()
    for line in context.lines:
        text = unicodedata.normalize("NFKC", line.raw)
        for kind, rule in KINDS.items():
            match = _pattern(kind).search(text)
            if match and match[0] not in seen and not _is_quoted(text, match):
                seen.add(match[0])
                yield from _quoted(context, rule, line, match[0])
        if not line.section:
            match = _pattern("draft").search(text)
            yield from _quoted(context, "R-STR-16", line, match[0]) if match else ()


def _is_quoted(text: str, match: re.Match[str]) -> bool:
    """Say whether words only stand for another's: a name in quotes, a table's own remark."""
    is_remark = _pattern("quoted_only").match(match[0])
    is_named = _pattern("in_quotes").search(text[: match.start()])
    return bool(is_remark or (is_named and _pattern("quotes_close").match(text[match.end() :])))


def repeated_text(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-17: a paragraph, or a long sentence, that stands twice in a section.

    Where most of a text stands twice the page was printed twice or read twice: that is not told.
    """
    known, seen = check_words()["leftover"], Counter[tuple[int, str]]()
    prose_lines = [line for line in context.lines if line.section in PROSE and not line.is_heading]
    doubled: list[tuple[Line, str]] = []
    for line in prose_lines[: known["longest_page"]]:
        for text in _stretches(line):
            seen[line.section, text] += 1
            if seen[line.section, text] == 2:
                doubled.append((line, text))
    if len(doubled) * 4 > len(prose_lines) + 4:
        return
    for line, text in doubled:
        yield from _quoted(context, "R-STR-17", line, text[:40])


def _stretches(line: Line) -> Iterator[str]:
    """Yield a paragraph as a whole, or its long sentences where it has several."""
    known = check_words()["leftover"]
    stop = check_words()["ends"][0]
    sentences = [text for text in line.text.split(stop) if text]
    if len(sentences) > 1:
        yield from dict.fromkeys(s for s in sentences if len(s) >= known["repeated_sentence"])
    elif len(line.text) >= known["paragraph"]:
        yield line.text.rstrip(stop)


def empty_headings(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-18: a heading without text under it, or only the word that there is none."""
    lines = [line for line in context.lines if line.section]
    for number, line in enumerate(lines, 1):
        after = lines[number] if number < len(lines) else None
        if _pattern("asked").match(line.text) or _is_bare(line, after, lines):
            yield from _quoted(context, "R-STR-18", line, line.text)


def _is_bare(line: Line, after: Line | None, lines: Sequence[Line]) -> bool:
    """Say whether nothing stands between a heading and the next of its rank."""
    if line.is_heading:
        return line.section == OVERVIEW and (after is None or after.is_heading)
    if line.section in TABLES or not _pattern("subheading").match(line.text):
        return False
    if after is None or after.is_heading:
        return any(_rank(other) == _rank(line) for other in lines if other is not line)
    return _rank(line) == _rank(after) and bool(_pattern("subheading").match(after.text))


def _rank(line: Line) -> str:
    """Return how a line is numbered: the shape of what stands before its words."""
    numbered = check_pattern("numbered").match(line.text)
    return re.sub(r"\w+", "n", numbered[0]) if numbered else ""


def _quoted(context: CheckContext, rule: str, line: Line, text: str) -> Iterator[Judgement]:
    yield from context.fail(rule, member=text, words=words(text), places=(line.place(text),))


LEFTOVERS = (leftovers, repeated_text, empty_headings)
