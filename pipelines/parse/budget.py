"""How much searching one document may cause, so that reading takes time in line with its length."""

from dataclasses import dataclass

STEPS = 80_000  # a report whose every row is glued took 39,000 at most


@dataclass(slots=True)
class Budget:
    """The steps of search that are left for one document; what runs out of them stays undecided."""

    left: int = STEPS

    def spend(self) -> bool:
        """Take a step and tell whether it was there to take."""
        self.left -= 1
        return self.left >= 0
