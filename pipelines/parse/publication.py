"""When a report was published and signed: the days its page and its signature give."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from pipelines.catalogue.load import lexicon
from pipelines.model import Reading
from pipelines.parse.dates import Day, day_at, day_in, pattern
from pipelines.parse.frame import FramedDocument, FramedLine, is_only_date
from pipelines.parse.titles import Title

_LONGEST = 60  # a line of a signature says a name and a day and no more
_SIGNED = 400  # lines at the end among which the signature is looked for: a table may follow


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, where it stands in the text, and what kind of place says it.

    `day` is None where several days are given and nothing tells which is meant. `start` is -1
    where the day does not stand in the text.
    """

    day: date | None
    raw: str
    start: int
    end: int
    source: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and when: the last pair of name and day of a report's own text."""

    name: str
    start: int
    dated: Dated | None


def published(document: FramedDocument, title: Title | None, reading: Reading) -> Dated | None:
    """Return when a report was published: by its particulars below its title, above it, in <meta>.

    The day nearest to the title is the report's: a page's head also has days of other things.
    """
    at = title.start if title else -1
    below = [line for line in document.head if line.start > at]
    above = [line for line in document.head if line.start <= at]
    return (
        _labelled(below, is_last=False)
        or _bare(below, has_title=at >= 0)
        or _labelled(above, is_last=True)
        or _bare(above, has_title=False)
        or _in_meta(reading)
    )


def _labelled(lines: Sequence[FramedLine], *, is_last: bool) -> Dated | None:
    """Return the day beside the best of the words for it; None in a `Dated` where two differ."""
    if not lines:
        return None
    start = lines[0].start
    text = "".join(_spread(lines))
    for label in _labels():
        days = [
            Dated(day.value, text[day.start : day.end], start + day.start, start + day.end, "page")
            for match in label.finditer(text)
            if (day := day_at(text, match.end()))
        ]
        if days and is_last:
            return days[-1]
        if days:
            differ = len({one.day for one in days}) > 1
            first = days[0]
            return Dated(None, first.raw, first.start, first.end, "page") if differ else first
    return None


def _spread(lines: Sequence[FramedLine]) -> Iterator[str]:
    """Yield lines so that their joined text has them where they stand in the whole."""
    at = lines[0].start
    for line in lines:
        yield "\n" * (line.start - at) + line.text
        at = line.end


@lru_cache(maxsize=1)
def _labels() -> tuple[re.Pattern[str], ...]:
    words = lexicon("identity")
    return tuple(re.compile(f"(?:{label}){words['date_gap']}") for label in words["published"])


def _bare(lines: Sequence[FramedLine], *, has_title: bool) -> Dated | None:
    """Return a day without words of its own among the particulars of a page.

    Alone on its line it counts only where it stands right below the title, written in digits as
    sites do: a day in words there (2024年1月9日) is that of the report itself.
    """
    for number, line in enumerate(lines):
        match = pattern("bare_date").search(line.text) or pattern("bare_date_behind").search(
            line.text
        )
        if match is None and has_title and number <= 1 and _is_of_the_site(line.text):
            match = pattern("date").search(line.text)
        day = (
            day_at(line.text, match.start("date" if "date" in match.groupdict() else 0))
            if (match)
            else None
        )
        if day:
            start, end = line.start + day.start, line.start + day.end
            return Dated(day.value, line.text[day.start : day.end], start, end, "page")
    return None


def _is_of_the_site(text: str) -> bool:
    return is_only_date(text) and (":" in text or not pattern("year_mark").search(text))


def _in_meta(reading: Reading) -> Dated | None:
    for name in lexicon("identity")["meta_dates"]:
        raw = reading.meta.get(name, "")
        day = day_at(raw, 0) if raw else None
        if day:
            return Dated(day.value, raw, -1, -1, "meta")
    return None


def signature(document: FramedDocument) -> Signature | None:
    """Return the signature of a report: at its end, a name and a day or one of both."""
    lines = [line for line in document.tail[-_SIGNED:] if line.text.strip("|")]
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        day = _closing_day(line.text)
        if day is None:
            continue
        found = _signed(lines, number, day)
        if found is not None:
            return found
    inside = next(filter(None, map(_signed_inside, reversed(lines))), None)
    return inside or _on_cover(document.head)


def _on_cover(lines: Sequence[FramedLine]) -> Signature | None:
    """Return the name and the day in words that stand below a title, as on a cover."""
    for above, line in pairwise(lines):
        day = day_in(line.text) if is_only_date(line.text) else None
        if day and not _is_of_the_site(line.text) and is_name(above.text):
            raw, start = line.text[day.start : day.end], line.start + day.start
            dated = Dated(day.value, raw, start, start + len(raw), "signature")
            return Signature(above.text, above.start, dated)
    return None


def _closing_day(text: str) -> Day | None:
    """Return the day a line ends with, where the line may be a signature's."""
    if not 6 <= len(text) <= _LONGEST or pattern("not_signed").search(text):
        return None
    found = day_in(text)
    return found if found and len(text) - found.end <= 3 else None


def _signed(lines: Sequence[FramedLine], number: int, day: Day) -> Signature | None:
    """Return the signature that a day on its own line or behind a name makes."""
    line = lines[number]
    before = line.text[: day.start].strip("(,:-")
    raw = line.text[day.start : day.end]
    dated = Dated(day.value, raw, line.start + day.start, line.start + day.end, "signature")
    if before:
        # 回复单位:某镇人民政府 is who answered a reader below
        is_own = is_name(before) and not pattern("labelled").match(before)
        return Signature(before, line.start, dated) if is_own else None
    above = lines[number - 1] if number else None
    if above is not None and is_name(above.text):
        return Signature(above.text, above.start, dated)
    is_worded = pattern("year_mark").search(raw) is not None
    if is_worded and (above is None or pattern("text_end").search(above.text) or _is_prose(above)):
        return Signature("", -1, dated)
    return None


def _is_prose(line: FramedLine) -> bool:
    return len(line.text) > _LONGEST


def _signed_inside(line: FramedLine) -> Signature | None:
    """Return the signature at the end of a text without line breaks."""
    match = pattern("signed_inside").search(line.text.rstrip("|"))
    day = day_at(line.text, match.start("date")) if match else None
    if match is None or day is None or not is_name(match["name"]):
        return None
    start, end = line.start + day.start, line.start + day.end
    dated = Dated(day.value, match["date"], start, end, "signature")
    return Signature(match["name"], line.start + match.start("name"), dated)


def is_name(text: str) -> bool:
    """Tell whether a text may be an agency's name: short, and called as agencies are."""
    bare = re.sub(lexicon("agencies")["page_number"], "", text)
    if pattern("nobody").match(bare):  # 政府办公室: of every place there is one
        return False
    return 3 <= len(bare) <= 50 and _name_ending().search(bare) is not None


@lru_cache(maxsize=1)
def _name_ending() -> re.Pattern[str]:
    words = lexicon("agencies")
    kinds = ("government", "office", "township", "department", "other_endings")
    return re.compile(f"(?:{'|'.join(words[kind] for kind in kinds)})(?:\\([^()]*\\))?$")
