"""Verdicts on relations become judgements: both sides, the formula, the reason, the explanation."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipelines.catalogue.model import Words
from pipelines.model import Completeness, Figure, Place, Severity
from pipelines.validate.check_context import CheckContext
from pipelines.validate.explain import Addend, Cell, Changes, Imbalance, explain
from pipelines.validate.formula import Sum, Term, compares
from pipelines.validate.frame import SlotValue
from pipelines.validate.judgement import NOTHING, Explanation, Judgement, plain
from pipelines.validate.naming import (
    cell_name,
    formula_words,
    member_name,
    say,
    sum_words,
)
from pipelines.validate.program import Instance, Program, Slot
from pipelines.validate.relations import RelationResult

ASSUMED = 1
_SUMMED = frozenset({"3", "4"})  # tables whose rows add up
TOTAL = "total"  # the column that adds up the applicants
DOUBTS = ((4, "conflict"), (8, "not_captured"), (16, "absent"), (32, "image"), (64, "lost"))
STATES = {
    "conflict": ("conflict",),
    "absent": ("absent",),
    "image": ("image",),
    "lost": ("lost",),
    "not_captured": ("",),
}


class RelationJudge:
    """What the judgements of one report's relations have in common."""

    def __init__(
        self, plan: Program, context: CheckContext, verdicts: Sequence[RelationResult]
    ) -> None:
        self.plan = plan
        self.context = context
        self.verdicts = verdicts

    def judgements(self) -> Iterator[Judgement]:
        """Yield one judgement a verdict, then the diagnoses that follow from several."""
        settled = [self._settle(verdict) for verdict in self.verdicts]
        yield from settled
        yield from self._wrong_columns()
        for judgement in settled:
            yield from self._diagnosis(judgement)

    def addends(
        self, side: Sum, instance: Instance
    ) -> Iterator[tuple[Term, Addend, SlotValue | None]]:
        """Yield every number of a side with its name and, where known, last year's number."""
        for term in side.terms:
            for indicator in self.plan.named(term.indicator, instance.rule):
                value, known = self._value(indicator, term)
                before = self._before(indicator, term)
                name = cell_name(indicator, term.member, is_prior=term.is_prior)
                cell: Cell = ("" if term.is_prior else indicator, term.member)
                yield term, Addend(term.factor, name, value, cell, before), known

    def _settle(self, verdict: RelationResult) -> Judgement:
        instance, rule = verdict.instance, verdict.instance.rule
        left = list(self.addends(instance.formula.left, instance))
        right = list(self.addends(instance.formula.right, instance))
        known = [value for _, _, value in (*left, *right) if value]
        values: dict[str, object] = {
            "severity": self.context.severity(rule),
            "status": verdict.status,
            "member": instance.member,
            "axis": rule.axis,
            "is_assumed": bool(verdict.mask & ASSUMED),
        }
        if verdict.status == "na":
            asked = [
                operand
                for condition in instance.conditions
                for side in (condition.left, condition.right)
                for operand in self.addends(side, instance)
            ]
            note = self._doubt(verdict, [*left, *right, *asked])
            values |= {"reason": self._reason(verdict), "note": note}
            values["severity"] = Severity.INFO
            return self.context.judgement(rule.id, **values)
        values |= {"left": _exact(verdict.left), "right": _exact(verdict.right)}
        if verdict.status == "fail":
            values |= self._failure(verdict, [a for _, a, _ in left], [a for _, a, _ in right])
            told = (f for t, *_ in left for f in self.context.figures(t.indicator, t.member))
            if figure := next(told, None):
                section = self.context.section_of(figure)
                values["severity"] = self.context.severity(
                    rule, figure.sentence, section, _exact(verdict.right)
                )
            values["places"] = _places(known)
            values |= self._axis(rule.table, known, verdict)
        return self.context.judgement(rule.id, **values)

    def _failure(
        self, verdict: RelationResult, left: list[Addend], right: list[Addend]
    ) -> dict[str, object]:
        instance = verdict.instance
        sides = [
            sum_words([(a.factor, a.name, a.value) for a in side], _exact(total))
            if side
            else Words(zh=plain(_exact(total)), en=plain(_exact(total)))
            for side, total in ((left, verdict.left), (right, verdict.right))
        ]
        formula = formula_words(sides[0], instance.formula.operator, sides[1])
        gap = plain(abs(_exact(verdict.left) - _exact(verdict.right)))
        holes = {
            "formula": formula,
            "member": member_name(instance.member) if instance.member else NOTHING,
            "difference": Words(zh=gap, en=gap),
        }
        explanation = None
        if instance.rule.explain and instance.formula.operator == "=":
            explanation = self._explanation(verdict, tuple(left), tuple(right))
        return {"formula": formula, "words": holes, "explanation": explanation}

    def _explanation(
        self, verdict: RelationResult, left: tuple[Addend, ...], right: tuple[Addend, ...]
    ) -> Explanation | None:
        columns = {
            v.instance.member: _exact(v.left) - _exact(v.right)
            for v in self.verdicts
            if v.status == "fail"
            and v.instance.rule.id == verdict.instance.rule.id
            and v.instance.member != "total"
        }
        names = {member: member_name(member) for member in columns}
        case = Imbalance(left, right, columns, verdict.instance.member, names)
        return explain(case, lambda changes: self._fewest(changes, verdict.instance))

    def _fewest(self, changes: Changes, judged: Instance) -> int:
        """Count what a change leaves broken: alone, or with the row's total changed as much."""
        along = dict(changes)
        for indicator, member in changes:
            total = self.context.printed(indicator, TOTAL)
            mine = self.context.printed(indicator, member)
            if member not in {"", TOTAL} and total is not None and mine is not None:
                along[indicator, TOTAL] = total + changes[indicator, member] - mine
        counts = [self._breaks(one, judged) for one in (changes, along)]
        return min(counts)

    def _breaks(self, changes: Changes, judged: Instance) -> int:
        """Count the other equations of the report that a change would leave broken."""
        slots = {(*cell, True) for cell in changes}
        return sum(
            1
            for instance in self.plan.equalities(self.context.report.template)
            if instance is not judged
            and any(slot in slots for slot in self._slots(instance))
            and not self._holds(instance, changes)
        )

    def _slots(self, instance: Instance) -> Iterator[Slot]:
        for term in instance.formula.terms:
            for indicator in self.plan.named(term.indicator, instance.rule):
                yield indicator, term.member, True

    def _holds(self, instance: Instance, changes: Changes) -> bool:
        sides = []
        for side in (instance.formula.left, instance.formula.right):
            total = Decimal(0)
            for term, addend, _ in self.addends(side, instance):
                value = changes.get(addend.cell, addend.value)
                total += Decimal(str(term.factor)) * value
            sides.append(float(total))
        return compares(sides[0], "=", sides[1])

    def _value(self, indicator: str, term: Term) -> tuple[Decimal, SlotValue | None]:
        slots = ((indicator, term.member, True), (indicator, term.member, False))
        contexts = self.context.priors if term.is_prior else (self.context,)
        known = [d.cells[slot] for d in contexts for slot in slots if slot in d.cells]
        total = sum((one.value for one in known[: len(contexts)]), Decimal(0))
        return total, (known[0] if known and not term.is_prior else None)

    def _before(self, indicator: str, term: Term) -> Decimal | None:
        if term.is_prior or len(self.context.priors) != 1:
            return None
        prior = self.context.priors[0]
        printed = prior.printed(indicator, term.member)
        return printed if printed is not None else prior.stated(indicator, term.member)

    def _axis(
        self, table: str, known: Sequence[SlotValue], verdict: RelationResult
    ) -> dict[str, object]:
        """Say first what is doubtful about our reading of the numbers."""
        printed = [value.figure for value in known if value.figure]
        methods = {figure.method for figure in printed}
        for method in ("repaired", "recognised"):
            if method in methods:
                return {"axis": "reading", "note": say(method)}
        if table in _SUMMED and any(map(_is_line_of_pdf, printed)):
            return {"axis": "reading", "note": say("unruled")}
        reading = self.context.report.tables.get(table)
        is_whole = reading is None or reading.status is Completeness.COMPLETE
        if not is_whole and any(not self._is_read(instance) for instance in (verdict.instance,)):
            return {"axis": "reading", "note": say("unreadable")}
        if not is_whole and self._has_unread(table):
            return {"axis": "reading", "note": say("unreadable")}
        return {"note": say("assumed")} if verdict.mask & ASSUMED else {}

    def _is_read(self, instance: Instance) -> bool:
        return all(
            slot not in self.context.cells
            or self.context.cells[slot].status not in {"lost", "image", "absent"}
            for slot in self._slots(instance)
        )

    def _has_unread(self, table: str) -> bool:
        return any(
            figure.table == table and figure.status.value in {"lost", "image"}
            for figure in self.context.report.figures
        )

    def _reason(self, verdict: RelationResult) -> str:
        return next((name for bit, name in reversed(DOUBTS) if verdict.mask & bit), "no_prior")

    def _doubt(
        self,
        verdict: RelationResult,
        addends: Sequence[tuple[Term, Addend, SlotValue | None]],
    ) -> Words:
        """Name the first cell that keeps a relation from being judged."""
        reason = self._reason(verdict)
        for term, addend, known in addends:
            status = known.status if known else ""
            if not term.is_prior and status in STATES[reason]:
                return say(f"cell_{reason}", cell=addend.name)
        name = next((a.name for t, a, _ in addends if t.is_prior), NOTHING)
        return say(f"cell_{reason}", cell=name)

    def _wrong_columns(self) -> Iterator[Judgement]:
        """R-T3-05: the total balances, an applicant's column does not."""
        failed = [
            v for v in self.verdicts if v.instance.rule.id == "R-T3-01" and v.status != "pass"
        ]
        members = [v.instance.member for v in failed if v.status == "fail"]
        if not members or any(v.instance.member == "total" for v in failed):
            return
        names = [member_name(member) for member in members]
        listed = Words(zh="; ".join(n.zh for n in names), en="; ".join(n.en for n in names))
        yield from self.context.fail("R-T3-05", member=" ".join(members), words={"members": listed})

    def _diagnosis(self, judgement: Judgement) -> Iterator[Judgement]:
        """R-T3-06, 07: the difference is exactly a carry-over, or exactly one row."""
        explanation = judgement.explanation
        if not explanation or judgement.rule not in {"R-T3-01", "R-T3-02"}:
            return
        rule = "R-T3-06" if judgement.rule == "R-T3-01" else "R-T3-07"
        kinds = {"R-T3-06": ("carry_",), "R-T3-07": ("left_out", "counted_twice")}
        if explanation.kind.startswith(kinds[rule]):
            yield from self.context.fail(
                rule,
                member=judgement.member,
                left=judgement.left,
                right=judgement.right,
                words={"explanation": explanation.words},
                places=judgement.places,
            )


def _exact(value: float) -> Decimal:
    return Decimal(str(round(value, 6))).normalize() + 0


def _places(known: Sequence[SlotValue]) -> tuple[Place, ...]:
    return tuple(k.figure.place for k in known if k.figure and k.figure.place)


def _is_line_of_pdf(figure: Figure) -> bool:
    """Tell whether a figure was read from a line of a PDF, not from a cell between rulings.

    Which column a number of such a line stands in is told by its order alone, so that what does
    not add up may be ours: 197 in a narrow cell was read as 179 and the office blamed for it.
    """
    place = figure.place
    return place is not None and place.page is not None and place.row is None
