"""What the prose states, as figures: each with its sentence, its place and how sure it is."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipelines.catalogue.indicator_ids import DISCLOSURE_TOTAL, REQUESTS_RECEIVED_IN_TEXT
from pipelines.catalogue.load import pattern_of
from pipelines.model import Figure, Finding, Reading, Status
from pipelines.parse.flow import Flow
from pipelines.parse.outline import Part
from pipelines.parse.prose.changes import changes_of
from pipelines.parse.prose.disclosed import CATEGORY, Breakdown
from pipelines.parse.prose.doubts import doubted, lists_by_whole, of_all_channels, of_the_site
from pipelines.parse.prose.facts import Fact, fact_of, of_both, request_channel, stated, zeros
from pipelines.parse.prose.lists import lists_of
from pipelines.parse.prose.patterns import pattern
from pipelines.parse.prose.repeats import repeats
from pipelines.parse.prose.sentences import Count, Sentence, counts, sentences
from pipelines.parse.prose.shares import percentages_of, shares_of
from pipelines.parse.prose.statements import statements_of
from pipelines.parse.prose.sums import sums_of
from pipelines.prose import Change, CountedProse, Listing, Share, Statement

RECEIVED = REQUESTS_RECEIVED_IN_TEXT
NOT_THE_YEARS = frozenset({"plan", "part"})  # what is to come, and what a part of the year was
# What may also be an item of a list of what was disclosed.
LISTED = frozenset({"interpretation.items", "catalogue.entries"})


@dataclass(frozen=True, slots=True)
class Stated:
    """What the prose of a report states: figures, contradictions, and how its numbers relate."""

    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    prose: CountedProse


@dataclass(slots=True)
class _Relations:
    """The relations of all stretches of a report, while they are read."""

    statements: list[Statement] = field(default_factory=list)
    lists: list[Listing] = field(default_factory=list)
    divided: dict[int, Listing] = field(default_factory=dict)  # by where their wholes begin
    changes: list[Change] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    percentages: list[tuple[Statement, ...]] = field(default_factory=list)

    def add(self, text: str, statements: list[Statement]) -> list[Listing]:
        """Add the statements of one stretch, relate them to each other and return their lists."""
        lists = [*lists_of(text, statements), *sums_of(text, statements)]
        self.statements += statements
        self.lists += lists
        self.divided |= lists_by_whole(lists)
        self.changes += changes_of(statements)
        self.shares += shares_of(text, statements, lists)
        self.percentages += percentages_of(statements)
        return lists

    def close(self) -> CountedProse:
        """Return all of them as they are handed on."""
        return CountedProse(
            tuple(self.statements),
            tuple(self.lists),
            tuple(self.changes),
            tuple(self.shares),
            tuple(self.percentages),
        )


def read_prose(
    reading: Reading, flow: Flow, parts: Sequence[Part], report_year: int | None
) -> Stated:
    """Return what the prose of a report states: each figure once, and what contradicts it."""
    fact_by_key: dict[tuple[str, str, str, str], Fact] = {}
    again: list[tuple[Fact, Fact]] = []
    relations = _Relations()
    for one in _facts(flow, parts, report_year, relations):
        fact = of_all_channels(one, relations.divided)
        label = fact.label if fact.indicator == CATEGORY else ""
        key = (fact.indicator, "" if label else fact.member, label, fact.scope)
        before = fact_by_key.get(key)
        if before is None or (before.is_said and not fact.is_said):
            fact_by_key[key] = fact
        elif before.value != fact.value:
            again.append((before, fact))
    prose = relations.close()
    placed = list(fact_by_key.values())
    again = [
        (first, later)
        for first, later in again
        if not _is_part_again(later, placed, relations.divided.get(first.start))
    ]
    facts, doubts = doubted([*placed, *of_the_site(placed, prose)], again, prose, flow)
    figures = tuple(_figure(reading, flow, fact) for fact in facts)
    return Stated(figures, (*repeats(again, flow), *doubts), prose)


def _is_part_again(later: Fact, placed: Iterable[Fact], listing: Listing | None) -> bool:
    """Tell whether a total said later is what one channel, kind or part carried, said once more.

    `304 items, of these the site 165 …. The site: 165 items were disclosed, of these …`
    """
    told = {(one.value, one.unit) for one in placed if one.start < later.start}
    if listing is not None and listing.balance == "holds":
        told |= {(part.value, part.unit) for part in listing.parts}
    return later.indicator == DISCLOSURE_TOTAL and (later.value, later.unit) in told


def _facts(
    flow: Flow, parts: Sequence[Part], report_year: int | None, relations: _Relations
) -> Iterator[Fact]:
    number = itertools.count(1)
    for start, end, section in _stretches(flow, parts):
        read: list[tuple[Sentence, list[Count]]] = []
        statements: list[Statement] = []
        before = ""
        for sentence in sentences(flow.text, start, end, section):
            if pattern_of("narrative", "worth").search(sentence.text):
                stretch = Sentence(sentence.text, sentence.start, sentence.section, before)
                read.append((stretch, counts(stretch)))
                statements += statements_of(*read[-1], flow, report_year, next(number))
            before = sentence.text
        breakdown = Breakdown(report_year, relations.add(flow.text, statements))
        for stretch, numbers in read:
            yield from _of_sentence(stretch, numbers, breakdown)
        yield from breakdown.facts()


def _of_sentence(
    sentence: Sentence, numbers: Sequence[Count], breakdown: Breakdown
) -> Iterator[Fact]:
    """Yield the single facts of a sentence; the breakdown keeps its own."""
    breakdown.begin(sentence)
    received: Fact | None = None
    for count in numbers:
        scope = breakdown.times.note(count)
        if scope in NOT_THE_YEARS or _is_of_all_around(sentence, count):
            continue
        singles = _singles(sentence, count, received)
        is_listed = breakdown.is_listing(count) and any(o.indicator in LISTED for o in singles)
        if (is_listed or not singles) and breakdown.read(sentence, count):
            continue
        for fact in singles:
            received = fact if fact.indicator == RECEIVED and not fact.member else received
            yield fact if fact.scope == scope else replace(fact, scope=scope)
    yield from zeros(sentence)


def _is_of_all_around(sentence: Sentence, count: Count) -> bool:
    """Tell whether a number is the whole county's in a sentence that also says who we are."""
    is_wider = pattern("wider").search(count.lead) and not pattern("own").search(count.lead)
    return bool(is_wider and pattern("own").search(sentence.text))


def _singles(sentence: Sentence, count: Count, received: Fact | None) -> list[Fact]:
    """Return the single facts of one number: a way of asking, both disputes, or one fact."""
    member = request_channel(count) if received is not None else ""
    if member:
        return [fact_of(sentence, count, RECEIVED, member=member)]
    fact = stated(sentence, count)
    return of_both(sentence, count) or ([fact] if fact else [])


def _stretches(flow: Flow, parts: Sequence[Part]) -> Iterator[tuple[int, int, int]]:
    """Yield the prose of a report: what opens it and its sections, without tables in text."""
    if not parts:
        yield 0, len(flow.text), 0
        return
    if parts[0].start:
        yield 0, parts[0].start, 0
    for part in parts:
        body = flow.text[part.body : part.end]
        end = _table_begins(body) if part.number in {2, 3, 4} else len(body)
        yield part.body, part.body + end, part.number


def _table_begins(body: str) -> int:
    """Return where a table begins that stands in text: a row's words in a sentence begin none."""
    said = pattern_of("narrative", "row_in_words")
    rows = pattern_of("narrative", "table_text").finditer(body)
    return next((row.start() for row in rows if not said.match(body, row.end())), len(body))


def _figure(reading: Reading, flow: Flow, fact: Fact) -> Figure:
    place = flow.place(fact.start, fact.end)
    return Figure(
        indicator=fact.indicator,
        member=fact.member,
        value=None if fact.is_lost else fact.value,
        status=Status.LOST if fact.is_lost else Status.NUMBER,
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
