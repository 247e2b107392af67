"""Near-copies as judgements: a text of the year before, or of another agency of the year."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.catalogue.model import Words
from pipelines.copying.collection import AGENCIES, YEARS, CollectedReport, CopiedPair, near_copies
from pipelines.copying.letters import measure
from pipelines.copying.passages import longest, passages
from pipelines.copying.prose import Prose, prose
from pipelines.validate.check_context import CheckContext
from pipelines.validate.judgement import Judgement, joining_key
from pipelines.validate.naming import say

RULES = {YEARS: "R-X-08", AGENCIES: "R-X-09"}
SHOWN = 3  # passages whose places a judgement carries,
PLACES = 8  # and of those so many


@dataclass(frozen=True, slots=True)
class Text:
    """A report whose text was compared: what it is judged by, and what it says."""

    context: CheckContext
    prose: Prose


Find = Callable[[CollectedReport], Text]


def judge_copying(contexts: Sequence[CheckContext]) -> Iterator[Judgement]:
    """Yield R-X-08 and R-X-09 for some reports beside each other; without a text they are silent.

    Of several reports of one agency and year the last counts.
    """
    texts: dict[CollectedReport, Text] = {}
    newest = {
        (joining_key(d.report), d.year): i for i, d in enumerate(contexts) if d.reading and d.year
    }
    for (agency, year), index in newest.items():
        context = contexts[index]
        if context.reading:
            level = context.report.agency.level or ""
            own_prose = prose(context.report, context.reading)
            texts[CollectedReport(index, agency, level, year)] = Text(context, own_prose)
    if len(texts) > 1:
        pairs = near_copies(list(texts), lambda told: texts[told].prose.letters)
        yield from copies_judged(pairs, lambda told: texts[told])


def copies_judged(
    pairs: Iterable[CopiedPair], find: Find, asked: Collection[int] | None = None
) -> Iterator[Judgement]:
    """Yield one judgement a report and kind of pair: the closest text, and how many are as close.

    Args:
        pairs: near-copies, in one order.
        find: gives the text of one side.
        asked: the keys of the reports that are judged, where not all are.
    """
    pairs_by_report: dict[tuple[CollectedReport, str], list[CopiedPair]] = {}
    for pair in filter(is_copy, pairs):
        pairs_by_report.setdefault((pair.left, pair.kind), []).append(pair)
        if pair.kind == AGENCIES:  # which of them was first is not known
            pairs_by_report.setdefault((pair.right, pair.kind), []).append(pair)
    for (side, kind), alike in pairs_by_report.items():
        if asked is not None and side.key not in asked:
            continue
        best = max(alike, key=lambda pair: (pair.likeness.similarity, -pair.right.key))
        yield from _judged(side, best, len(alike) - 1, find, RULES[kind])


def is_copy(pair: CopiedPair) -> bool:
    """Tell whether a pair is alike enough, in enough words of their own, to be told."""
    return pair.likeness.is_judged and pair.likeness.similarity >= measure()["judged"]


def _judged(
    side: CollectedReport, pair: CopiedPair, more: int, find: Find, rule: str
) -> Iterator[Judgement]:
    other = pair.right if side == pair.left else pair.left
    mine, theirs = find(side), find(other)
    shared = longest(passages(mine.prose, theirs.prose), SHOWN)
    yield from mine.context.fail(
        rule,
        left=Decimal(len(mine.prose.letters)),
        right=str(other.year) if pair.kind == YEARS else theirs.context.report.agency.name,
        words=_words(pair, theirs.context, more),
        places=tuple(place for passage in shared for place in passage.left)[:PLACES],
    )


def _words(pair: CopiedPair, other: CheckContext, more: int) -> Mapping[str, Words]:
    share = f"{100 * pair.likeness.similarity:.0f}%"
    nothing = Words(zh="", en="")
    name = other.report.agency.name
    return {
        "name": Words(zh=name, en=name),
        "share": Words(zh=share, en=share),
        "more": say("copied_more", count=str(more)) if more else nothing,
    }
