"""What the rules find in texts labelled by reading: per rule fired, right, wrong and missed.

`python -m tests.rules.recall` prints it for real.jsonl, `--write` writes docs/recall.md too.
A case is found when one of the rules it is labelled with says so at warning or error; whatever
else is said of it at warning or error is wrong.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.validate.folding import every
from tests.rules.excerpts import Case, cases, judged

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "recall.md"
FIRST, RUN = HERE / "first_run.json", HERE / "real_run.json"
PLANTED = "## Planted in invented documents"  # what tests/rules/measure.py writes begins here
COLUMNS = ("Rule", "Fired", "Right", "Wrong", "Missed", "Precision")
HEAD = """# Recall and false alarms

Two measures. The first is made of texts that careful reading labelled before the rules ran on
them; the second plants faults in documents made for it and is a test against going back, no
measure of what is found on documents that are not here.

## Texts labelled by reading

`make recall` runs the rules on `tests/rules/real.jsonl`: the facts and the shapes of sentences of
published reports, in words of our own, {texts} texts, each in a report that is otherwise without
fault. {faulty} hold a fault, {clean} none (many of them shapes that were once taken for one). A
fault is found when one of the rules it was labelled with says so at warning or error; anything else
said at that level is wrong. The shapes come from some 400 excerpts of published pages; where a
page shows no contradiction the table it is held against is ours, and kinds that no excerpt showed
(blanks of a template, remarks of a reviewer, copied sections) are written in their manner. What the
rules missed was mended afterwards, so that the table is a test against going back; what each part
gave when it was run for the first time is below.

| | of | |
| --- | ---: | ---: |
| faults found | {faulty} | {found} ({found_share}) |
| texts without fault with a false alarm | {clean} | {alarms} ({alarm_share}) |

{table}

## First runs

Every set was labelled before the rules ran on it, by those who know the rules, and run once; the
figures stay. Those in the table above were mended on afterwards; those that say so were written
with the rules frozen.

| Set | faults | found | without fault | with a false alarm |
| --- | ---: | --- | ---: | --- |
{runs}

The aim is 85% found and 1% false alarms. By kind, in the latest sets, found of planted:

| Kind | {latest} |
| --- | {dashes} |
{kinds}

What differed in the last set where anything did, none of it mended yet; what earlier sets showed
was mended after them. The texts stand in `real.jsonl`, where the table above counts what is still
missed, or in the set's own file:

{missed}

## Excerpts of published reports

Batches of excerpts of published reports ({excerpts} in all, their first section with its numbers,
not kept here) were read first, then judged. Where an excerpt shows no table, the one it is held
against agrees with the text. A finding at warning or error was right, wrong
or doubtful by reading; one of each kind that was wrong or doubtful stands in `real.jsonl` as a
trap, in words and numbers of our own.

| Batch | excerpts | findings | right | doubtful | wrong | missed |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
{read}

"""
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
        said, wrong = _said(case, wanted)
        self.fired.update(said | wrong)
        self.right.update(said)
        self.wrong.update(wrong)
        if wanted:
            self.faulty += 1
            self.found += bool(said)
            if not said:
                self.missed[case["rules"][0]] += 1
        else:
            self.clean += 1
            self.alarms += bool(wrong)
        if wrong or (wanted and not said):
            text = "".join(line for lines in case["text"].values() for line in lines)
            self.notes.append(
                f"{case['kind']}: wanted {sorted(wanted)} said {sorted(said | wrong)}: {text}"
            )

    def as_row(self) -> dict[str, Any]:
        """Return the four numbers that sum it up."""
        return {
            "faulty": self.faulty,
            "found": self.found,
            "clean": self.clean,
            "alarms": self.alarms,
        }

    def rules(self) -> dict[str, list[int]]:
        """Return for each rule how often it fired, was right, was wrong, and was missed."""
        return {
            rule: [self.fired[rule], self.right[rule], self.wrong[rule], self.missed[rule]]
            for rule in sorted({*self.fired, *self.missed})
        }

    def table(self) -> str:
        """Return a line a rule."""
        rows = [[rule, *seen, _share(seen[1], seen[0])] for rule, seen in self.rules().items()]
        lines = [COLUMNS, ["---", *["---:"] * (len(COLUMNS) - 1)], *rows]
        return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _said(case: Case, wanted: Collection[str]) -> tuple[set[str], set[str]]:
    """Return the rules that are right at warning or error, and those of findings that are not.

    A finding is right when it, or what is folded into it, is of a rule the case is labelled with.
    """
    right: set[str] = set()
    wrong: set[str] = set()
    for head in judged(case):
        rules = {one.rule for one in every([head]) if str(one.severity) in GRAVE}
        right |= rules & set(wanted)
        wrong |= {head.rule} & rules if not rules & set(wanted) else set()
    return right, wrong


@lru_cache(maxsize=4)
def outcome(name: str) -> Outcome:
    """Judge every case of a file."""
    found = Outcome()
    for case in cases(name):
        found.add(case)
    return found


def page() -> str:
    """Return docs/recall.md: what was measured here, and below it what measure.py wrote."""
    seen, first = outcome("real.jsonl"), json.loads(FIRST.read_text(encoding="utf-8"))
    latest = {n: one["kinds"] for n, one in enumerate(first["sets"], 1) if "kinds" in one}
    below = PAGE.read_text(encoding="utf-8").partition(PLANTED)
    head = HEAD.format(
        texts=seen.faulty + seen.clean,
        **seen.as_row(),
        found_share=_share(seen.found, seen.faulty),
        alarm_share=_share(seen.alarms, seen.clean),
        table=seen.table(),
        runs="\n".join(map(_run, first["sets"])),
        latest=" | ".join(f"set {number}" for number in latest),
        dashes=" | ".join(["---:"] * len(latest)),
        kinds="\n".join(_by_kind(list(latest.values()))),
        missed="\n".join(f"- {note}" for note in _last_notes(first["sets"])),
        excerpts=sum(batch["excerpts"] for batch in first["read"]),
        read="\n".join(f"| {' | '.join(map(str, batch.values()))} |" for batch in first["read"]),
    )
    return head + below[1] + below[2]


def _last_notes(sets: Sequence[Mapping[str, Any]]) -> Sequence[str]:
    """Return what differed in the last set in which anything did."""
    return next(kept["notes"] for kept in reversed(sets) if kept.get("notes"))


def _run(said: Mapping[str, Any]) -> str:
    found, alarms = _share(said["found"], said["faulty"]), _share(said["alarms"], said["clean"])
    return (
        f"| {said['name']} | {said['faulty']} | {said['found']} ({found}) "
        f"| {said['clean']} | {said['alarms']} ({alarms}) |"
    )


def _by_kind(sets: Sequence[Mapping[str, Sequence[int]]]) -> Iterator[str]:
    """Yield a line a kind of fault: what was found of it in each set."""
    for kind in dict.fromkeys(kind for found in sets for kind in found):
        cells = [" of ".join(map(str, found[kind])) if kind in found else "–" for found in sets]
        yield f"| {kind} | {' | '.join(cells)} |"


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
    if "--write" in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
        RUN.write_text(json.dumps(found.rules(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
