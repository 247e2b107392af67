"""One fact, one finding: what follows from the same cells or the same words is folded into it.

The head of a group is its cause: the judgement that explains the difference where one does, else
the gravest. What is folded stays with it as `consequences` and is named in its note.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.catalogue.model import Words
from pipelines.model import Place, Severity
from pipelines.validate.judgement import Judgement
from pipelines.validate.naming import say
from pipelines.validate.rulebook import RuleBook

GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
SUMS = frozenset({"R-T3-01", "R-T3-02", "R-T3-03"})  # one wrong cell breaks several of them
TOTALS = "R-T3-03"  # a printed total against its applicants: its cell shows both values
PARTS = "R-N-09"
ROWS = "R-T3-02"  # … and a printed total against the rows of its column
DIAGNOSES = {"R-T3-06": "R-T3-01", "R-T3-07": "R-T3-02", "R-T3-05": "R-T3-01"}
SAME_CELL = frozenset({"R-CELL-04", "R-CELL-05", "R-T2-10", "R-T3-04", "R-T4-02"})
# What the text counts that a table counts too, and what its own numbers say of each other.
CLAIMED = frozenset(f"R-N-{n:02}" for n in (1, 2, 3, 4, 6, 7, 8, 18)) | {"R-C-08"}
RECKONED = frozenset({"R-PARSE-07", "R-N-05", "R-N-09", "R-N-10", "R-N-15", "R-N-16", "R-X-12"})
SHARES = "R-N-10"  # several of one whole are wrong where the whole is
BORROWED = frozenset({"R-X-07", "R-STR-13", "R-STR-14"})  # words of another year or agency
WRITTEN = CLAIMED | RECKONED | BORROWED
PRINTED = SUMS | {"R-T4-01"}
PERIOD = frozenset({"R-ID-01", "R-N-13"})  # the period is of another year than the title
FOLDED = PRINTED | SAME_CELL | WRITTEN | PERIOD | DIAGNOSES.keys()
CAUSES = ("R-PARSE-07", "R-X-07", "R-N-09", "R-N-01")  # what others of equal gravity follow from
NEAR = 40  # characters between words that are of one sentence
TELLING = 10  # two numbers of which one is so large are not by chance those of another fact


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
    if rules <= WRITTEN:
        return _are_of_one_sentence(judgement, other)
    if len(rules) == 1:
        return False
    common = set(judgement.places) & set(other.places)
    if rules <= PRINTED | CLAIMED and rules & CLAIMED:
        return bool(common) and bool(_sides(judgement)) and _sides(judgement) == _sides(other)
    if rules <= SUMS:
        gaps = [abs(side.difference) for side in (judgement, other) if side.difference is not None]
        return len(gaps) == len(rules) and gaps[0] == gaps[1] and _share(judgement, other)
    is_one_cell = rules <= SAME_CELL and bool(common) and judgement.places == other.places
    return is_one_cell or rules == PERIOD


def _are_of_one_sentence(judgement: Judgement, other: Judgement) -> bool:
    """Say whether two judgements of the text are of one fact, told in the same words or again."""
    rules, sides = {judgement.rule, other.rule}, _sides(judgement)
    if rules == {PARTS}:  # one total that two lists contradict by as much, or one list told twice
        return sides == _sides(other) and judgement.member == other.member
    if _overlap(judgement.places, other.places):
        return True
    is_near = _overlap(judgement.places, other.places, NEAR)
    if rules <= RECKONED:
        is_told_again = bool(sides) and sides == _sides(other) and max(sides) >= TELLING
        is_told_again = is_told_again and (len(rules) > 1 or judgement.member == other.member)
        return is_told_again or (SHARES in rules and is_near)
    if rules <= BORROWED:
        return len(rules) > 1 and is_near
    return rules <= CLAIMED and _are_one_claim(judgement, other, is_near=is_near)


def _are_one_claim(judgement: Judgement, other: Judgement, *, is_near: bool) -> bool:
    """Say whether the text miscounts one thing: by one cell, or by what another cell has too many.

    Of 10 answered and 3 left, where the table has 12 and 1, two were counted elsewhere.
    """
    if judgement.member and judgement.member == other.member:
        return True
    if judgement.rule == other.rule or not is_near:
        return False
    gaps = [one.difference for one in (judgement, other)]
    is_shifted = None not in gaps and bool(gaps[0]) and sum(filter(None, gaps)) == 0
    is_all = "R-N-01" in {judgement.rule, other.rule} and judgement.left == other.left
    return is_shifted or (is_all and bool(judgement.left))


def _sides(judgement: Judgement) -> frozenset[Decimal]:
    """Return the two numbers of a judgement, nothing where it has none or one is not known."""
    sides = [one for one in (judgement.left, judgement.right) if isinstance(one, Decimal)]
    return frozenset(sides) if len(sides) > 1 else frozenset()


def _share(judgement: Judgement, other: Judgement) -> bool:
    """Say whether two sums speak of one cell; a printed total stays marked where it is wrong.

    A cell that is too large by as much in its row as in its column is wrong itself.
    """
    if {judgement.rule, other.rule} == {ROWS, TOTALS} and judgement.difference == other.difference:
        inside = [set(one.places[1:]) for one in (judgement, other)]
        if inside[0] & inside[1]:
            return True
    for total, by in ((judgement, other), (other, judgement)):
        if total.rule == TOTALS and total.places and total.places[0] not in by.places:
            return False
    return bool(set(judgement.places) & set(other.places))


def _overlap(mine: Sequence[Place], others: Sequence[Place], apart: int = 0) -> bool:
    """Say whether two judgements quote the same words of a text, or words so little apart."""
    return any(
        (a.block, a.row, a.column) == (b.block, b.row, b.column)
        and max(a.start, b.start) < min(a.end, b.end) + apart
        for a in mine
        for b in others
    )


def _head(group: Sequence[Judgement]) -> Judgement:
    def rank(one: Judgement) -> tuple[int, bool, bool, str, str]:
        is_effect = one.rule not in CAUSES
        return GRAVITY[one.severity], is_effect, one.explanation is None, one.rule, one.member

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
