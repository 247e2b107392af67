"""What the score card of a district's year comes to, in one sentence. Pure."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from pipelines.papers.district import FEW, District
from pipelines.papers.words import joined, percent, say

_say: Final = partial(say, "circular")
_MOST_NAMED: Final = 8  # of agencies that share the first or the last place


def score_line(district: District, *, has_score: bool) -> str:
    """Return what the score card comes to; nothing where there is no score card."""
    if not has_score:
        return ""
    ranked = scored(district.points, district.heading.year)
    if not ranked:
        return _say("general.no_score", year=district.heading.year)
    if len(ranked) < FEW:
        listed = [
            _say(
                "general.score_one",
                agency=district.name_of(agency),
                points=f"{got:g}",
                out_of=f"{full:g}",
            )
            for agency, got, full in ranked
        ]
        return _say("general.score_few", count=len(ranked), names=joined(listed))
    rates = [got / full for _, got, full in ranked]
    first, last = percent(rates[0]), percent(rates[-1])
    if first == last:
        return _say("general.score_same", count=len(ranked), rate=first)
    shown = [
        (district.name_of(one[0]), percent(rate)) for one, rate in zip(ranked, rates, strict=True)
    ]
    return _say(
        "general.score",
        count=len(ranked),
        mean=percent(sum(rates) / len(rates)),
        best=_tied([name for name, rate in shown if rate == first]),
        best_rate=first,
        worst=_tied([name for name, rate in shown if rate == last]),
        worst_rate=last,
    )


def scored(
    points: Mapping[tuple[str, int], tuple[float, float]], year: int
) -> list[tuple[str, float, float]]:
    """Return agency, points and full marks of a year, the best rate first."""
    own = [(agency, *both) for (agency, of), both in points.items() if of == year]
    return sorted(own, key=lambda one: (-one[1] / one[2], one[0]))


def _tied(names: Sequence[str]) -> str:
    """Name the agencies that share a rate, all or none: of equal ones none is the first."""
    if len(names) <= _MOST_NAMED:
        return joined(names)
    return _say("general.tied", count=len(names))
