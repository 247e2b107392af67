"""The one way in: judge reports by the rule book, alone or beside each other.

A rule that crashes on a report costs that rule on that report: it becomes a judgement that says so.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import FormTable
from pipelines.model import Finding, Reading, Report, Severity
from pipelines.validate.check_context import CheckContext, Surroundings
from pipelines.validate.checks import CHECKS
from pipelines.validate.faults import guarded, isolated, rules_of, unjudged
from pipelines.validate.folding import fold
from pipelines.validate.frame import Chain, cells_of, rows_of
from pipelines.validate.joint import counted_twice
from pipelines.validate.judgement import Judgement, level_for_rules, order
from pipelines.validate.naming import say
from pipelines.validate.program import Program
from pipelines.validate.related import RelationJudge
from pipelines.validate.relations import RelationResult, judge_relations, program
from pipelines.validate.rollup import rolled_up
from pipelines.validate.rulebook import Rule, RuleBook, rulebook

# A check that says the same more exactly: the relation beside it is not told again.
ONE_ROW = "R-STR-02"  # the form of the wrong year and one row for three: two findings, one rule
ROLLED = "R-AGG-01, 02"
COPIED = "R-X-08, 09, R-AGG-03"
FIRST_FORM = 2019  # before, no form asked for tables two to four
SAID_BETTER = {"R-N-01": "R-N-03", "R-N-02": "R-N-03", "R-N-06": "R-C-08"}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What of the judgements is asked for."""

    everything: bool
    failures_only: bool
    asked: Collection[tuple[str, int]] | None

    def asks(self, report: Report) -> bool:
        """Tell whether a report is to be judged itself."""
        return self.asked is None or (report.sha256, report.part) in self.asked


def judge(  # noqa: PLR0913 - each is asked for by name
    reports: Sequence[Report],
    readings: Mapping[str, Reading] | None = None,
    book: RuleBook | None = None,
    surroundings: Surroundings | None = None,
    *,
    everything: bool = False,
    failures_only: bool = False,
    asked: Collection[tuple[str, int]] | None = None,
) -> list[Judgement]:
    """Judge reports by every rule and return what fails or cannot be judged, in a fixed order.

    Args:
        reports: one report or many; the year before and a county's agencies are found among them.
        readings: by sha256, for the checks that read the text; without it they stay silent.
        book: the rule book; the one that ships where none is given.
        surroundings: lineage, expected agencies and neighbours' names.
        everything: return what passes too, one judgement a relation.
        failures_only: leave relations that cannot be judged unsaid, as of excerpts: nearly all.
        asked: sha256 and part of the reports that are judged, where the others only stand beside
            them; copies are then judged elsewhere, over the whole collection.
    """
    around = surroundings or Surroundings()

    def judged(some: Sequence[Report]) -> list[Judgement]:
        wanted = _Wanted(everything, failures_only, asked)
        found = _together(some, readings or {}, book, around, wanted)
        return sorted(found, key=order)

    try:
        return judged(reports)
    except Exception:  # noqa: BLE001 - a fault of ours in one report must not cost the others
        return sorted(isolated(reports, judged), key=order)


def is_entwined(report: Report, others: Sequence[Report]) -> bool:
    """Say whether another report of the file stands in the same blocks: its text is not its own."""
    mine = [block for section in report.sections for block in (section.first, section.last)]
    return any(
        min(mine) < section.first <= max(mine)
        for other in (others if mine else ())
        if other.part != report.part
        for section in other.sections
    )


def _together(
    reports: Sequence[Report],
    readings: Mapping[str, Reading],
    book: RuleBook | None,
    surroundings: Surroundings,
    wanted: _Wanted,
) -> list[Judgement]:
    contexts = _contexts(reports, readings, book or rulebook(), surroundings)
    if not contexts:
        return []
    judgements: list[Judgement] = []
    for context, verdicts in _verdicts(contexts, book, everything=wanted.everything):
        if not wanted.asks(context.report):
            continue
        known = [one for one in verdicts if one.status != "na" or not wanted.failures_only]
        mine = list(_judged(context, known, book))
        judgements += mine if wanted.everything else fold(mine, context.book)
    judgements += _rolled_up(contexts)
    judgements += _copied(contexts, with_copies=wanted.asked is None)
    return judgements if wanted.everything else list(_folded(judgements))


def _rolled_up(contexts: Sequence[CheckContext]) -> list[Judgement]:
    counties = [context for context in contexts if context.report.agency.level == "county"]
    try:
        return list(rolled_up(contexts))
    except Exception as error:  # noqa: BLE001 - see the module
        return [unjudged(context.report, ROLLED, error) for context in counties or contexts[:1]]


def _copied(contexts: Sequence[CheckContext], *, with_copies: bool) -> list[Judgement]:
    try:
        return [*(_copies(contexts) if with_copies else ()), *counted_twice(contexts)]
    except Exception as error:  # noqa: BLE001 - see the module
        return [unjudged(context.report, COPIED, error) for context in contexts[:1]]


def _copies(contexts: Sequence[CheckContext]) -> Iterator[Judgement]:
    """Yield what was copied from each other; one report alone loads nothing for it."""
    if len(contexts) > 1:
        from pipelines.validate.copying import judge_copying  # noqa: PLC0415

        yield from judge_copying(contexts)


def _contexts(
    reports: Sequence[Report],
    readings: Mapping[str, Reading],
    book: RuleBook,
    surroundings: Surroundings,
) -> list[CheckContext]:
    chain = Chain.of(reports, surroundings.predecessors)
    files: dict[str, list[Report]] = {}
    for report in reports:
        files.setdefault(report.sha256, []).append(report)
    contexts = [
        CheckContext(
            report=report,
            reading=None
            if is_entwined(report, files[report.sha256])
            else readings.get(report.sha256),
            cells=cells_of(report, catalogue()),
            book=book,
            catalogue=catalogue(),
            surroundings=surroundings,
        )
        for report in reports
    ]
    for context, priors in zip(contexts, chain.priors, strict=True):
        context.priors = tuple(contexts[index] for index in priors)
    return contexts


def _verdicts(
    contexts: Sequence[CheckContext], book: RuleBook | None, *, everything: bool
) -> Iterator[tuple[CheckContext, list[RelationResult]]]:
    reports = [context.report for context in contexts]
    numbers = {id(context): index for index, context in enumerate(contexts)}
    chain = Chain(tuple(tuple(numbers[id(p)] for p in context.priors) for context in contexts))
    cells = [context.cells for context in contexts]
    tables = rows_of(reports, cells, chain, catalogue())
    verdicts = judge_relations(*tables, book, everything=everything)
    by_report = {
        number: list(group)
        for number, group in groupby(verdicts, key=lambda verdict: verdict.report)
    }
    for index, context in enumerate(contexts):
        yield context, by_report.get(index, [])


def _judged(
    context: CheckContext, verdicts: list[RelationResult], book: RuleBook | None
) -> Iterator[Judgement]:
    plan = program(book)
    judgements = [*_balanced(plan, context, verdicts), *_missing_prior(plan, context)]
    for check in CHECKS:
        judgements += guarded(partial(check, context), context.report, rules_of(check))
    failed = {judgement.rule for judgement in judgements if judgement.status == "fail"}
    denied = {j.rule for j in judgements if j.status == "fail" and j.left == 0}
    for judgement in judgements:
        better = SAID_BETTER.get(judgement.rule)
        if judgement.status != "fail" or better not in denied:
            yield judgement
    yield from _of_the_reading(context, failed)


def _balanced(
    plan: Program, context: CheckContext, verdicts: list[RelationResult]
) -> list[Judgement]:
    """Return what the relations say; after a crash each of them by itself."""
    try:
        return list(RelationJudge(plan, context, verdicts).judgements())
    except Exception:  # noqa: BLE001 - see the module
        judgements: list[Judgement] = []
        for verdict in verdicts:
            alone = RelationJudge(plan, context, [verdict])
            judgements += guarded(alone.judgements, context.report, verdict.instance.rule.id)
        return judgements


def _missing_prior(plan: Program, context: CheckContext) -> Iterator[Judgement]:
    """Yield the rules that need the year before, where it is missing or in another form."""
    if not context.year:
        return
    report = context.report
    prior = context.priors[0].report.template if len(context.priors) == 1 else ""
    kind = (report.template, level_for_rules(report.agency), context.year, prior)
    why = "other_form" if context.priors else "no_prior"
    for rule in plan.unpaired(kind):
        yield context.judgement(
            rule.id,
            severity=Severity.INFO,
            status="na",
            reason=why,
            note=say(why, year=str(context.year - 1)),
        )


def _of_the_reading(context: CheckContext, failed: set[str]) -> Iterator[Judgement]:
    """Yield what the reading itself found, unless a rule has said it."""
    tables = {table.number for table in _form_tables(context)}
    is_prose = context.report.template == "narrative" and context.year < FIRST_FORM
    for finding in context.report.findings:
        if finding.rule in failed - {ONE_ROW}:
            continue
        is_strange = is_prose or (tables and finding.left not in tables)
        if finding.rule == "R-PARSE-01" and is_strange:
            continue
        rule = context.book.by_id.get(finding.rule)
        yield context.judgement(
            finding.rule,
            severity=_less_grave(context, rule, finding),
            status=finding.status,
            axis=rule.axis if rule else "reading",
            member=finding.member,
            left=finding.left or None,
            right=finding.right or None,
            words={"deviation": say("one_row", label=finding.right)},
            places=(finding.place,) if finding.place else (),
        )


def _less_grave(context: CheckContext, rule: Rule | None, finding: Finding) -> Severity:
    """Return the rule's severity, or what the reading takes for no more than its own doubt."""
    if rule is None or finding.severity == Severity.INFO:
        return finding.severity
    return context.severity(rule)


def _form_tables(context: CheckContext) -> tuple[FormTable, ...]:
    forms = [form for form in context.catalogue.templates if form.id == context.report.template]
    return forms[0].table if forms else ()


def _folded(judgements: Iterable[Judgement]) -> Iterator[Judgement]:
    """Fold what cannot be judged for the same reason into one judgement a rule and report."""
    seen: set[tuple[str, int, str, str]] = set()
    for judgement in judgements:
        key = (judgement.sha256, judgement.part, judgement.rule, judgement.reason)
        key = (*key[:3], f"{judgement.agency}{judgement.report_year}{judgement.reason}")
        if judgement.status == "na":
            if key in seen:
                continue
            seen.add(key)
            yield replace(judgement, member="")
        else:
            yield judgement
