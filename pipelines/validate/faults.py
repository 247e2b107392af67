"""Faults of ours while judging: each costs one rule on one report, and is said as such."""

from collections.abc import Callable, Iterable, Sequence

from pipelines.model import Report, Severity
from pipelines.validate.judgement import Judgement, identity

CRASHED = "R-RULE-01"
EVERYTHING = "*"  # what crashed was not one rule
_NEEDS_OTHERS = frozenset({"no_prior", "other_form"})


def guarded(
    judge: Callable[[], Iterable[Judgement]], report: Report, rules: str
) -> list[Judgement]:
    """Return what rules say of a report; where they crash, the judgement that they did."""
    try:
        return list(judge())
    except Exception as error:  # noqa: BLE001 - one rule on one report must not cost the rest
        return [unjudged(report, rules, error)]


def isolated(
    reports: Sequence[Report], judged: Callable[[Sequence[Report]], list[Judgement]]
) -> list[Judgement]:
    """Judge reports that cannot be judged together: those that crash alone are left out.

    Where the others still crash together, each is judged by itself; then the rules between
    reports are silent, and every report says so.
    """
    crashed: list[Judgement] = []
    sound: list[Report] = []
    alone: list[Judgement] = []
    for report in reports:
        try:
            alone += judged([report])
            sound.append(report)
        except Exception as error:  # noqa: BLE001 - it is the one we are looking for
            crashed.append(unjudged(report, EVERYTHING, error))
    try:
        return [*crashed, *judged(sound)]
    except Exception as error:  # noqa: BLE001 - only together do they crash
        crashed += [one for one in alone if one.reason not in _NEEDS_OTHERS]
        return [*crashed, *(unjudged(report, EVERYTHING, error) for report in sound)]


def unjudged(report: Report, rules: str, error: Exception) -> Judgement:
    """Return the judgement that rules crashed on a report: a doubt about us, not the agency."""
    return Judgement(
        rule=CRASHED,
        severity=Severity.WARNING,
        status="fail",
        agency=identity(report),
        report_year=report.report_year,
        sha256=report.sha256,
        part=report.part,
        axis="reading",
        left=rules,
        right=type(error).__name__,
    )


def unsayable(judgement: Judgement, error: Exception) -> Judgement:
    """Return the judgement that another one crashed while it was put into words."""
    return Judgement(
        rule=CRASHED,
        severity=Severity.WARNING,
        status="fail",
        agency=judgement.agency,
        report_year=judgement.report_year,
        sha256=judgement.sha256,
        part=judgement.part,
        axis="reading",
        left=judgement.rule,
        right=type(error).__name__,
    )


def rules_of(check: Callable[..., object]) -> str:
    """Return the ids of the rules that a check judges: its docstring begins with them."""
    return (check.__doc__ or "").partition(":")[0]
