"""What the rules find in texts labelled by reading: per rule fired, right, wrong and missed.

`python -m tests.rules.recall` prints it for real.jsonl, `--write` writes docs/recall.md too.
A case is found when one of the rules it is labelled with says so at warning or error; whatever
else is said of it at warning or error is wrong.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.rules.excerpts import Case, cases, judged

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "recall.md"
FIRST = HERE / "first_run.json"
GRAVE = frozenset({"error", "warning"})


@dataclass
class Outcome:
    """What was said of a file of cases."""

    fired: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    found: int = 0
    faulty: int = 0
    alarms: int = 0
    clean: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, case: Case) -> None:
        """Judge one case."""
        wanted = set(case["rules"])
        said = {one.rule for one in judged(case) if str(one.severity) in GRAVE}
        self.fired.update(said)
        self.right.update(said & wanted)
        self.wrong.update(said - wanted)
        if wanted:
            self.faulty += 1
            self.found += bool(said & wanted)
            if not said & wanted:
                self.missed[case["rules"][0]] += 1
        else:
            self.clean += 1
            self.alarms += bool(said)
        if said - wanted or (wanted and not said & wanted):
            text = "".join(line for lines in case["text"].values() for line in lines)
            self.notes.append(
                f"{case['kind']}: wanted {sorted(wanted)} said {sorted(said)}: {text}"
            )

    def as_row(self) -> dict[str, Any]:
        """Return the four numbers that sum it up."""
        return {
            "faulty": self.faulty,
            "found": self.found,
            "clean": self.clean,
            "alarms": self.alarms,
        }

    def table(self) -> str:
        """Return a line a rule."""
        rules = sorted({*self.fired, *self.missed})
        rows = [
            f"| {rule} | {self.fired[rule]} | {self.right[rule]} | {self.wrong[rule]} "
            f"| {self.missed[rule]} | {_share(self.right[rule], self.fired[rule])} |"
            for rule in rules
        ]
        head = "| Rule | Fired | Right | Wrong | Missed | Precision |\n| --- | ---: | ---: | ---: | ---: | ---: |"
        return "\n".join([head, *rows])


@lru_cache(maxsize=4)
def outcome(name: str) -> Outcome:
    """Judge every case of a file."""
    found = Outcome()
    for case in cases(name):
        found.add(case)
    return found


def precision() -> dict[str, str]:
    """Return the precision of each rule that fired on the labelled texts, for docs/rules.md."""
    seen = outcome("real.jsonl")
    return {rule: f"{seen.right[rule]} of {fired}" for rule, fired in seen.fired.items() if fired}


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"


def main() -> None:
    """Print what the rules find; keep the first run of a file of new texts where asked."""
    name = next((one for one in sys.argv[1:] if one.endswith(".jsonl")), "real.jsonl")
    found = outcome(name)
    print(found.table())
    print(found.as_row())
    for note in found.notes:
        print(note)
    if "--first" in sys.argv:
        FIRST.write_text(
            json.dumps(found.as_row() | {"notes": found.notes}, ensure_ascii=False, indent=1)
            + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
