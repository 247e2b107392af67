"""Labels that want the same height, moved apart around their middle."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_OVER: Final = 0.03  # how far a label may reach over the frame: half of one line


@dataclass(slots=True)
class _Stack:
    """Labels that touch: where their foot is wanted, of how many, and how tall they are."""

    foot: float
    labels: int
    tall: float


def apart(wanted: Sequence[tuple[float, float]]) -> list[float]:
    """Return the middles of labels on a height of 0 to 1, as near as can be to the wanted ones.

    `wanted` are middle and height of each, the lowest first; that order is kept. Those that would
    overlap stand on each other around the mean of what they want.
    """
    stacks: list[_Stack] = []
    for middle, tall in wanted:
        stacks.append(_Stack(middle - tall / 2, 1, tall))
        while len(stacks) > 1 and stacks[-2].foot + stacks[-2].tall > stacks[-1].foot:
            above, below = stacks.pop(), stacks.pop()
            labels = below.labels + above.labels
            foot = below.foot * below.labels + (above.foot - below.tall) * above.labels
            stacks.append(_Stack(foot / labels, labels, below.tall + above.tall))
    feet: list[float] = []
    for stack in stacks:
        highest = max(1.0 + _OVER - stack.tall, -_OVER)
        feet += [min(max(stack.foot, -_OVER), highest)] * stack.labels
    return _middles(feet, [tall for _, tall in wanted])


def _middles(feet: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Set labels on each other from the foot of their stack up."""
    middles: list[float] = []
    top = 0.0
    for place, (foot, tall) in enumerate(zip(feet, heights, strict=True)):
        start = max(foot, top) if place else foot
        middles.append(start + tall / 2)
        top = start + tall
    return middles
