"""One fact, one finding: what follows from the same cells or the same words is folded into it.

The head of a group is its cause: the judgement that explains the difference where one does, else
the gravest. What is folded stays with it as `consequences` and is named in its note.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipelines.catalogue.model import Words
from pipelines.model import Place, Severity
from pipelines.validate.judgement import Judgement
from pipelines.validate.naming import say
from pipelines.validate.rulebook import RuleBook

GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
SUMS = frozenset({"R-T3-01", "R-T3-02", "R-T3-03"})  # one wrong cell breaks several of them
TOTALS = "R-T3-03"  # a printed total against its applicants: its cell shows both values
PARTS = "R-N-09"
DIAGNOSES = {"R-T3-06": "R-T3-01", "R-T3-07": "R-T3-02", "R-T3-05": "R-T3-01"}
SAME_CELL = frozenset({"R-CELL-04", "R-CELL-05", "R-T2-10", "R-T3-04", "R-T4-02"})
SAME_WORDS = frozenset(
    {"R-N-02", "R-N-03", "R-N-04", "R-N-06", "R-N-07", "R-N-08", "R-N-09", "R-N-18", "R-C-08"}
)
FOLDED = SUMS | SAME_CELL | SAME_WORDS | DIAGNOSES.keys()


def fold(judgements: Sequence[Judgement], book: RuleBook) -> list[Judgement]:
    """Return the judgements of one report with consequences folded into their causes."""
    failed = [other for other in judgements if other.status == "fail" and other.rule in FOLDED]
    groups: list[list[Judgement]] = []
    for judgement in failed:
        mine = [group for group in groups if any(_is_one_fact(judgement, other) for other in group)]
        groups = [group for group in groups if group not in mine]
        groups.append([*(other for group in mine for other in group), judgement])
    heads = {id(_head(group)): group for group in groups}
    folded = {id(other) for group in groups for other in group} - heads.keys()
    return [
        _with_consequences(other, heads[id(other)], book) if id(other) in heads else other
        for other in judgements
        if id(other) not in folded
    ]


def every(judgements: Iterable[Judgement]) -> Iterator[Judgement]:
    """Yield judgements and what is folded into them."""
    for judgement in judgements:
        yield judgement
        yield from judgement.consequences


def _is_one_fact(judgement: Judgement, other: Judgement) -> bool:
    """Say whether two judgements speak of one fact."""
    rules = {judgement.rule, other.rule}
    for diagnosis, of in DIAGNOSES.items():
        if rules == {diagnosis, of}:
            members = [set(side.member.split()) for side in (judgement, other)]
            return bool(members[0] & members[1])
    if rules == {PARTS}:  # one printed total that two lists contradict by as much
        totals = [(side.places[:1], side.left, side.right) for side in (judgement, other)]
        return totals[0] == totals[1]
    if rules <= SUMS and len(rules) > 1:
        gaps = [abs(side.difference) for side in (judgement, other) if side.difference is not None]
        return len(gaps) == len(rules) and gaps[0] == gaps[1] and _share(judgement, other)
    if rules <= SAME_CELL and len(rules) > 1:
        return bool(judgement.places) and judgement.places == other.places
    if rules <= SAME_WORDS and len(rules) > 1:
        return judgement.member == other.member or _overlap(judgement.places, other.places)
    return False


def _share(judgement: Judgement, other: Judgement) -> bool:
    """Say whether two sums speak of one cell; a printed total stays marked where it is wrong."""
    for total, by in ((judgement, other), (other, judgement)):
        if total.rule == TOTALS and total.places and total.places[0] not in by.places:
            return False
    return bool(set(judgement.places) & set(other.places))


def _overlap(mine: Sequence[Place], others: Sequence[Place]) -> bool:
    """Say whether two judgements quote the same words of a text."""
    return any(
        (a.block, a.row, a.column) == (b.block, b.row, b.column)
        and max(a.start, b.start) < min(a.end, b.end)
        for a in mine
        for b in others
    )


def _head(group: Sequence[Judgement]) -> Judgement:
    def rank(one: Judgement) -> tuple[int, bool, str, str]:
        return GRAVITY[one.severity], one.explanation is None, one.rule, one.member

    return min(group, key=rank)


def _with_consequences(head: Judgement, group: Sequence[Judgement], book: RuleBook) -> Judgement:
    others = tuple(other for other in group if other is not head)
    if not others:
        return head
    joint = say("changed_joint")
    rules = dict.fromkeys(other.rule for other in others if other.rule != head.rule)
    titles = [book[rule].title for rule in rules]
    titles += [other.formula for other in others if other.rule == head.rule]
    follows = say(
        "follows",
        rules=Words(
            zh=joint.zh.join(title.zh for title in titles),
            en=joint.en.join(title.en for title in titles),
        ),
    )
    notes = [note for note in (head.note, follows) if note.zh]
    note = Words(zh=joint.zh.join(n.zh for n in notes), en=joint.en.join(n.en for n in notes))
    return replace(head, consequences=others, note=note)
