"""Earlier years told as this one: each year in the text is judged by what it does in its sentence.

A year that opens a statement ("2022年，我镇…", "截至2022年底") says when; one inside a noun phrase
("2022年度决算") or a comparison ("比2022年") names something old and is right to do so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from pipelines.catalogue.load import lexicon
from pipelines.validate.check_context import CheckContext, words
from pipelines.validate.judgement import Judgement
from pipelines.validate.lines import Line
from pipelines.validate.words import check_pattern, check_words

_pattern: Final = partial(check_pattern, "stale")

LOOKED_BACK = 3  # years
SHOWN = 12  # characters after a year, quoted in the finding
FAR = 300  # characters around a year that count as its sentence: some pages have no full stop
PLANNED = 5  # the section that speaks of the year to come


@dataclass(frozen=True, slots=True)
class Mention:
    """A year as it stands in a line of text."""

    text: str
    year: int
    start: int
    end: int

    @property
    def before(self) -> str:
        """Return the text before the year, as far as its sentence may reach."""
        return self.text[max(0, self.start - FAR) : self.start]

    @property
    def after(self) -> str:
        """Return the text after the year, as far as its sentence may reach."""
        return self.text[self.end : self.end + FAR]

    @property
    def sentence(self) -> tuple[str, str]:
        """Return what stands before and after the year in its own sentence."""
        ends = _pattern("sentence_end")
        before = self.before[max((m.end() for m in ends.finditer(self.before)), default=0) :]
        closing = ends.search(self.after)
        return before, self.after[: closing.start()] if closing else self.after


def stale_year(context: CheckContext) -> Iterator[Judgement]:
    """R-X-07: an earlier year stated as this one, or a plan for a year that is over."""
    if not context.year:
        return
    for line in context.lines:
        quoted = _stale(line, context.year) if line.is_body else ""
        if quoted:
            yield from context.fail(
                "R-X-07",
                left=str(context.year),
                member=quoted,
                words=words(quoted),
                places=(line.place(quoted),),
            )


def mentions(text: str) -> Iterator[Mention]:
    """Yield every year of a text, in digits or in characters."""
    digits = lexicon("identity")["chinese_digits"]
    for match in _pattern("year").finditer(text):
        year = "".join(digits.get(sign, sign) for sign in match["year"])
        if year.isdecimal():
            yield Mention(text, int(year), match.start(), match.end())


def _stale(line: Line, year: int) -> str:
    """Return the words of the first year of a line that is out of place."""
    found = list(mentions(line.text))
    for mention in found:
        if _is_old_plan(line, mention, year) or (
            year - LOOKED_BACK <= mention.year < year and _is_told(mention, year)
        ):
            before = _pattern("quoted_before").search(mention.before)
            start = mention.start - (len(before[0]) if before else 0)
            return line.text[start : mention.end + SHOWN]
    return ""


def _is_old_plan(line: Line, mention: Mention, year: int) -> bool:
    """Say whether a year that is over is spoken of as one to come."""
    if not year - LOOKED_BACK <= mention.year <= year or _is_named(mention):
        return False
    before, after = mention.sentence
    if _pattern("plan_done").search(after):
        return False
    if line.section == PLANNED and _pattern("plan").match(after):
        return True
    is_ahead = _pattern("plan_before").search(before)
    return bool(is_ahead) and not _pattern("plan_excused").match(after)


def _is_told(mention: Mention, year: int) -> bool:
    """Say whether an earlier year is told as the year of the report."""
    before, after = mention.sentence
    if _pattern("preamble_before").search(before) and _pattern("preamble_after").match(after):
        return True
    if _is_named(mention) or _is_old_guide(before, after):
        return _is_old_guide(before, after)
    if _pattern("same_year").search(before) or _is_whole_year(mention):
        return True
    return not _is_contrasted(mention, year) and _says_when(mention, year)


def _is_whole_year(mention: Mention) -> bool:
    """Say whether a sentence tells what happened from the first to the last day of its year."""
    before, after = mention.sentence
    span = _pattern("whole_year").match(after)
    is_first = _pattern("from").search(before) is not None
    return is_first and span is not None and int(span["end"]) == mention.year


def _is_old_guide(before: str, after: str) -> bool:
    """Say whether a document for an earlier year's work is the basis of this year's."""
    is_guide = _pattern("guide_before").search(before) and _pattern("guide_after").match(after)
    return bool(is_guide) and not _pattern("guide_excused").search(before + after)


def _says_when(mention: Mention, year: int) -> bool:
    """Say whether an earlier year says when something of the report happened."""
    before, after = mention.sentence
    if _pattern("since").match(after):
        return mention.year == year - 1 and not _pattern("since_excused").search(before + after)
    if _pattern("until").search(before):
        return not _pattern("until_excused").search(after)
    if not _pattern("opens").search(before):
        return False
    return not _pattern("excused_after").match(after) and not _is_span(after, year)


def _is_named(mention: Mention) -> bool:
    """Say whether a year stands inside the title of a document or the number of one."""
    opened, closed = check_words()["stale"]["marks"]
    return any(
        mention.before.rfind(first) > mention.before.rfind(last)
        for first, last in zip(opened, closed, strict=True)
    )


def _is_contrasted(mention: Mention, year: int) -> bool:
    """Say whether the sentence sets the earlier year against this one: an old base value."""
    before, after = mention.sentence
    if _pattern("compared").search(before[-SHOWN:] + after[:1]):
        return True
    if _pattern("compared_after").match(after):
        return True
    sentence = f"{before}{mention.text[mention.start : mention.end]}{after}"
    others = [one for one in mentions(sentence) if one.year == year]
    return any(_pattern("opens").search(one.before) for one in others) or bool(
        _pattern("this_year").search(after)
        or _pattern("now").search(before)
        or _pattern("against").search(before)
    )


def _is_span(after: str, year: int) -> bool:
    """Say whether a year begins a span that ends in the year of the report or later."""
    span = _pattern("span").match(after)
    return bool(span) and int(span["end"]) >= year if span else False


STALE = (stale_year,)
