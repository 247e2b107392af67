"""Recall and false alarms of the rule book over invented reports.

`python -m tests.rules.measure [SEEDS] [PAIRS]` prints them; `--write` writes docs/recall.md too.
"""

from __future__ import annotations

import argparse
from collections import Counter

from pipelines.validate.rulebook import rulebook
from tests.rules.pages.faults import FAULTS
from tests.rules.pages.trial import PAGE, graves, planted

HEAD = """## Planted in invented documents

Written by `python -m tests.rules.measure {seeds} {pairs} --write`. Reports of townships,
subdistricts, departments and counties are invented (`tests/rules/pages`), two years of an agency
each, and written as a page in three kinds of markup, as text in two, or as a Word document. One
fault is planted in the later year; both files go through what `mingcha check` does. A fault is
found when its own rule names it: the right year and, where the rule speaks of one, the right
applicant, row or group; it is explained when the planted reason is the one named. A clean report
raises a false alarm when anything at warning or above is said of it.

The sentences are invented after the manner of real reports; wordings nobody thought of are not
measured here.

| | of | |
| --- | ---: | ---: |
| planted faults found | {planted} | {found} |
| reasons named rightly | {reasons} | {explained} |
| clean reports with a false alarm | {clean} | {alarms} |

| Rule | Faults | Found | Of | Missed |
| --- | --- | ---: | ---: | --- |
{rows}

Not planted here, since a document alone does not show them or no report of one file does:
{others}. They are planted in `tests/rules/plants.toml`.
"""


def page(seeds: int, pairs: int) -> str:
    """Run everything and return the page."""
    found, of, reasons, explained = Counter[str](), Counter[str](), 0, 0
    missed: dict[str, list[str]] = {}
    for fault in FAULTS:
        for seed in range(seeds):
            trial = planted(fault, seed)
            of[fault.rule] += 1
            found[fault.rule] += trial.is_found
            reasons += bool(fault.explained)
            explained += bool(fault.explained) and trial.is_found and trial.is_explained
            if not trial.is_found:
                missed.setdefault(fault.rule, []).append(f"{fault.id} {seed}")
    said = [rules for seed in range(pairs) for rules in graves(seed)]
    alarms = sum(bool(rules) for rules in said)
    rows = []
    for rule in dict.fromkeys(sorted(of)):
        ids = ", ".join(fault.id for fault in FAULTS if fault.rule == rule)
        rows.append(
            f"| {rule} | {ids} | {found[rule]} | {of[rule]} | {'; '.join(missed.get(rule, []))} |"
        )
    others = ", ".join(rule.id for rule in rulebook().rules if rule.id not in of)
    return HEAD.format(
        seeds=seeds,
        pairs=pairs,
        planted=of.total(),
        found=f"{found.total()} ({found.total() / of.total():.1%})",
        reasons=reasons,
        explained=f"{explained} ({explained / reasons:.1%})",
        clean=len(said),
        alarms=f"{alarms} ({alarms / len(said):.2%})",
        rows="\n".join(rows),
        others=others,
    )


def main() -> None:
    """Print the page; write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", type=int, nargs="?", default=2)
    parser.add_argument("pairs", type=int, nargs="?", default=100)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    text = page(asked.seeds, asked.pairs)
    print(text)
    if asked.write:
        above = PAGE.read_text(encoding="utf-8").partition(text.partition("\n")[0])[0]
        PAGE.write_text(above + text, encoding="utf-8")


if __name__ == "__main__":
    main()
