"""Why two sides differ: a closed list of reasons, tried in order; one that fits alone is named.

A reason is named only where exactly one cell (or pair) of its kind makes the sides equal. A reason
that leaves every other equation of the report in order goes before one that breaks another.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from pipelines.catalogue.indicator_ids import (
    CARRIED_IN,
    CARRIED_OUT,
    OUTCOME_TOTAL,
    REQUESTS_RECEIVED,
)
from pipelines.catalogue.model import Words
from pipelines.validate.judgement import Explanation, plain
from pipelines.validate.naming import fill, reason_words

Cell = tuple[str, str]
Changes = Mapping[Cell, Decimal]
Holes = dict[str, Words | str]
UNIT = Decimal(10_000)
TELLING = 5  # a small number that repeats last year's proves nothing


@dataclass(frozen=True, slots=True)
class Addend:
    """One number of a side: its sign and factor, its name, and what last year's report said."""

    factor: float
    name: Words
    value: Decimal
    cell: Cell = ("", "")
    before: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Imbalance:
    """Two sides that should be equal. `columns` holds the same error of the other columns."""

    left: tuple[Addend, ...]
    right: tuple[Addend, ...]
    columns: Mapping[str, Decimal] = field(default_factory=dict)
    member: str = ""
    column_names: Mapping[str, Words] = field(default_factory=dict)

    @property
    def error(self) -> Decimal:
        """Return the left side less the right side."""
        return _total(self.left) - _total(self.right)

    @property
    def signed(self) -> Iterator[tuple[int, Addend]]:
        """Yield every addend with the sign it has when all stand on the left."""
        yield from ((1 if a.factor > 0 else -1, a) for a in self.left)
        yield from ((-1 if a.factor > 0 else 1, a) for a in self.right)

    @property
    def whole_and_parts(self) -> tuple[Addend, tuple[Addend, ...]] | None:
        """Return the total and its parts, where one side is a single number."""
        if len(self.left) == 1 and len(self.right) > 1:
            return self.left[0], self.right
        if len(self.right) == 1 and len(self.left) > 1:
            return self.right[0], self.left
        return None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to make the sides equal."""

    kind: str
    holes: Holes
    cells: tuple[Cell, ...]
    changes: tuple[Changes, ...] = ()  # what would put it right: any one of these
    is_weak: bool = False  # named only where every other equation of the report agrees


def explain(
    imbalance: Imbalance, breaks: Callable[[Changes], int] | None = None
) -> Explanation | None:
    """Name the one reason that balances, None where none or more than one does.

    Args:
        imbalance: the two sides.
        breaks: how many other equations of the report a change would leave broken.
    """
    if not imbalance.error:
        return None
    found = [list(reason(imbalance)) for reason in REASONS]
    for must_fit in (True, False):
        for candidates in found:
            fitting = [c for c in candidates if not c.is_weak]
            if must_fit:
                fitting = [c for c in candidates if _fits(c, breaks)]
            if len(fitting) == 1:
                return _named(fitting[0])
    return None


def _fits(candidate: Candidate, breaks: Callable[[Changes], int] | None) -> bool:
    if breaks is None:
        return not candidate.is_weak
    return not candidate.changes or any(not breaks(one) for one in candidate.changes)


def _total_empty(case: Imbalance) -> Iterator[Candidate]:
    is_table = all(addend.cell[0] for _, addend in case.signed)  # last year's numbers have none
    if is_table and case.whole_and_parts and not case.whole_and_parts[0].value:
        whole, parts = case.whole_and_parts
        wanted = _total(parts)
        holes: Holes = {"other": whole.name, "wanted": plain(wanted)}
        yield Candidate("total_empty", holes, (whole.cell,), ({whole.cell: wanted},))


def _pending_excluded(case: Imbalance) -> Iterator[Candidate]:
    for whole, part, missing in _missing_parts(case):
        if part.cell[0].endswith(".pending"):
            yield _of_part("pending_excluded", whole, part, whole.value + missing)


def _carry(case: Imbalance) -> Iterator[Candidate]:
    signs = {(CARRIED_IN, 1): "carry_in", (CARRIED_IN, -1): "carry_in_twice"}
    signs |= {(CARRIED_OUT, -1): "carry_out", (CARRIED_OUT, 1): "carry_out_left_out"}
    if OUTCOME_TOTAL not in {addend.cell[0] for _, addend in case.signed}:
        return
    for _, addend in case.signed:
        for sign in (1, -1):
            kind = signs.get((addend.cell[0], sign))
            if kind and addend.value and sign * addend.value == case.error:
                holes: Holes = {"value": plain(addend.value)}
                yield Candidate(kind, holes, (addend.cell,), tuple(_without(case, kind)))


def _without(case: Imbalance, kind: str) -> Iterator[Changes]:
    """Yield the changes that a carry-over counted wrongly stands for."""
    for sign, addend in case.signed:
        is_total = addend.cell[0] == OUTCOME_TOTAL
        if is_total or (kind == "carry_in" and addend.cell[0] == REQUESTS_RECEIVED):
            yield {addend.cell: addend.value - sign * case.error}


def _copied_column(case: Imbalance) -> Iterator[Candidate]:
    if case.whole_and_parts and case.whole_and_parts[0].cell[1] == "total":
        whole, parts = case.whole_and_parts
        filled = [part for part in parts if part.value]
        if len(filled) > 2 and filled[0] is parts[0] and parts[0].value == whole.value:
            yield _of_part("copied_column", whole, parts[0], _total(parts))


def _left_out(case: Imbalance) -> Iterator[Candidate]:
    for whole, part, missing in _missing_parts(case):
        if missing > 0:
            yield _of_part("left_out", whole, part, whole.value + missing)


def _counted_twice(case: Imbalance) -> Iterator[Candidate]:
    for whole, part, missing in _missing_parts(case):
        if missing < 0:
            yield _of_part("counted_twice", whole, part, whole.value + missing)


def _column_shifted(case: Imbalance) -> Iterator[Candidate]:
    opposite = [name for name, error in case.columns.items() if error == -case.error]
    if len(opposite) == 1 and len(case.columns) == 2:
        here, there = case.member, opposite[0]
        wrong, meant = (here, there) if case.error > 0 else (there, here)
        holes: Holes = {
            "value": plain(abs(case.error)),
            "cell": case.column_names[wrong],
            "other": case.column_names[meant],
        }
        yield Candidate("column_shifted", holes, (("", wrong), ("", meant)))


def _digits_swapped(case: Imbalance) -> Iterator[Candidate]:
    for sign, addend in case.signed:
        for wanted in _swaps(addend.value):
            if abs(addend.factor) == 1 and sign * (wanted - addend.value) == -case.error:
                yield _rewritten("digits_swapped", addend, wanted)


def _digits_split(case: Imbalance) -> Iterator[Candidate]:
    if not case.whole_and_parts:
        return
    whole, parts = case.whole_and_parts
    for first, second in pairwise(parts):
        if not first.value or not all(
            v == v.to_integral() and v >= 0 for v in (first.value, second.value)
        ):
            continue
        joined = Decimal(f"{plain(first.value)}{plain(second.value)}")
        if _total(parts) - first.value - second.value + joined == whole.value:
            holes: Holes = {"cell": first.name, "other": second.name, "wanted": plain(joined)}
            changes = {first.cell: joined, second.cell: Decimal(0)}
            yield Candidate("digits_split", holes, (first.cell, second.cell), (changes,))


def _unit(case: Imbalance) -> Iterator[Candidate]:
    for sign, addend in case.signed:
        for wanted in (addend.value * UNIT, addend.value / UNIT):
            if addend.value and sign * (wanted - addend.value) == -case.error:
                yield _rewritten("unit", addend, wanted)


def _last_year_copied(case: Imbalance) -> Iterator[Candidate]:
    for sign, addend in case.signed:
        if addend.before == addend.value and addend.value >= TELLING:
            holes: Holes = {"cell": addend.name, "value": plain(addend.value)}
            changes = {addend.cell: addend.value - sign * case.error}
            yield Candidate("last_year_copied", holes, (addend.cell,), (changes,))


def _one_cell(case: Imbalance) -> Iterator[Candidate]:
    if any(addend.cell[0].startswith("narrative.") for _, addend in case.signed):
        return
    for sign, addend in case.signed:
        wanted = addend.value - sign * case.error
        if addend.cell[0] and abs(addend.factor) == 1 and wanted >= 0:
            yield replace(_rewritten("one_cell", addend, wanted), is_weak=True)


REASONS: tuple[Callable[[Imbalance], Iterator[Candidate]], ...] = (
    _total_empty,
    _pending_excluded,
    _column_shifted,
    _carry,
    _copied_column,
    _left_out,
    _counted_twice,
    _digits_swapped,
    _digits_split,
    _unit,
    _last_year_copied,
    _one_cell,
)


def _missing_parts(case: Imbalance) -> Iterator[tuple[Addend, Addend, Decimal]]:
    """Yield each part whose value is exactly what the whole lacks, or has too much."""
    if case.whole_and_parts:
        whole, parts = case.whole_and_parts
        missing = _total(parts) - whole.value
        for part in parts:
            if part.value and abs(missing) == part.value and part.factor == 1:
                yield whole, part, missing


def _of_part(kind: str, whole: Addend, part: Addend, wanted: Decimal) -> Candidate:
    holes: Holes = {"cell": part.name, "other": whole.name, "value": plain(part.value)}
    return Candidate(kind, holes, (part.cell, whole.cell), ({whole.cell: wanted},))


def _rewritten(kind: str, addend: Addend, wanted: Decimal) -> Candidate:
    holes: Holes = {"cell": addend.name, "value": plain(addend.value), "wanted": plain(wanted)}
    return Candidate(kind, holes, (addend.cell,), ({addend.cell: wanted},))


def _swaps(value: Decimal) -> set[Decimal]:
    """Return the numbers that two neighbouring digits the other way round would give."""
    digits = plain(value)
    if not digits.isdigit():
        return set()
    swapped = {
        digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in range(len(digits) - 1)
    }
    return {Decimal(text) for text in swapped if text != digits and not text.startswith("0")}


def _total(side: Sequence[Addend]) -> Decimal:
    return sum((Decimal(str(a.factor)) * a.value for a in side), Decimal(0))


def _named(candidate: Candidate) -> Explanation:
    words = fill(reason_words(candidate.kind), candidate.holes)
    return Explanation(candidate.kind, words, candidate.cells)
