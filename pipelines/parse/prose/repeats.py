"""The same thing stated twice with different numbers: which of them is meant is not ours to say."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from pipelines.catalogue.load import lexicon, pattern_of
from pipelines.model import Finding, Severity
from pipelines.parse.flow import Flow
from pipelines.parse.prose.facts import Fact

RULE = "R-N-16"
_FAR = 1500  # characters around a number that hold its clause: no sentence is longer
Pair = tuple[Fact, Fact]


def repeats(pairs: Iterable[Pair], flow: Flow) -> Iterator[Finding]:
    """Yield a finding for each fact that an earlier one of the same thing contradicts."""
    seen: set[tuple[str, str, str]] = set()
    for first, later in pairs:
        key = (first.indicator, first.member, str(later.value))
        if key not in seen and contradicts(first, later, flow):
            seen.add(key)
            yield Finding(
                rule=RULE,
                severity=Severity.WARNING,
                left=f"{first.value.normalize():f}",
                right=f"{later.value.normalize():f}",
                member=f"{first.indicator}:{first.member}".rstrip(":"),
                place=flow.place(later.start, later.end),
            )


def contradicts(first: Fact, later: Fact, flow: Flow) -> bool:
    """Tell whether two facts say one thing of one span of time and give it different numbers."""
    words = _words()
    is_total = first.indicator in words["totals"] and not first.member
    if not is_total and not (first.indicator in words["channels"] and first.member):
        return False
    # Side by side, or by another name, they are two sites or accounts of one channel.
    are_two = first.member and (first.sentence == later.sentence or first.label != later.label)
    if are_two or first.value == later.value or first.unit != later.unit or first.scope != "year":
        return False
    is_added = any(pattern_of("repeats", "added").search(one.sentence) for one in (first, later))
    if is_added or not (_is_exact(first) and _is_exact(later)):
        return False  # a sum of the other and more is another number
    clauses = [_clause(flow.text, fact) for fact in (first, later)]
    patterns = ("part", "part_of_total") if is_total else ("part",)
    if any(pattern_of("repeats", name).search(clause) for name in patterns for clause in clauses):
        return False
    if any((word in clauses[0]) != (word in clauses[1]) for word in words["unlike"]):
        return False
    return bool(_likeness(*clauses) >= words["likeness"])


def _is_exact(fact: Fact) -> bool:
    return not (fact.is_approximate or fact.is_partial or fact.is_said)


def _clause(text: str, fact: Fact) -> str:
    ends = pattern_of("repeats", "clause_end")
    begin, end = max(fact.start - _FAR, 0), min(fact.end + _FAR, len(text))
    starts = [match.end() for match in ends.finditer(text, begin, fact.start)]
    after = ends.search(text, fact.end, end)
    return text[starts[-1] if starts else begin : after.start() if after else end]


def _likeness(clause: str, other: str) -> float:
    """Return which share of their pairs of letters two clauses have in common."""
    pairs = [_pairs(pattern_of("repeats", "ignored").sub("", text)) for text in (clause, other)]
    together = pairs[0] | pairs[1]
    return len(pairs[0] & pairs[1]) / len(together) if together else 1.0


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return lexicon("repeats")
