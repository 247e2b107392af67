"""`python -m tests.accuracy`: how well generated documents of every kind are read."""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from multiprocessing import Pool
from pathlib import Path

from tests.accuracy.classes import papers
from tests.accuracy.report import page, table, verdicts
from tests.accuracy.run import judge
from tests.accuracy.score import Tally

PAGE = Path(__file__).resolve().parents[2] / "docs" / "accuracy.md"


def main() -> int:
    """Score every paper; 1 when a threshold fails or the page drifted."""
    options = _options()
    started = time.monotonic()
    jobs = [job for job in papers(options.limit) if _is_wanted(job[0], options)]
    tallies: dict[str, Tally] = defaultdict(Tally)
    with Pool(options.jobs) as pool:
        for layout, tally in pool.imap_unordered(judge, jobs, chunksize=8):
            tallies[layout].merge(tally)
    ordered = {layout: tallies[layout] for layout in dict.fromkeys(job[0] for job in jobs)}
    print(table(ordered))
    _notes(ordered, options.notes)
    print(f"{len(jobs)} documents in {time.monotonic() - started:.0f} s")
    if options.only or options.skip or options.limit:
        return 0
    if options.write:
        PAGE.write_text(page(ordered), encoding="utf-8")
    missed = [line for line, is_met in verdicts(ordered) if not is_met]
    for line in missed:
        print(f"below the mark: {line}", file=sys.stderr)
    drifted = options.check and PAGE.read_text(encoding="utf-8") != page(ordered)
    if drifted:
        print("docs/accuracy.md drifted: run with --write and commit it", file=sys.stderr)
    return int(bool(drifted or (options.check and missed)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md anew")
    parser.add_argument("--check", action="store_true", help="fail on drift or below the marks")
    parser.add_argument("--only", default="", help="classes whose name holds this text")
    parser.add_argument("--skip", default="", help="but not those whose name holds this text")
    parser.add_argument("--limit", type=int, default=0, help="the first so many of each class")
    parser.add_argument("--notes", type=int, default=0, help="mistakes to print a class")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    return parser.parse_args()


def _is_wanted(layout: str, options: argparse.Namespace) -> bool:
    return options.only in layout and not (options.skip and options.skip in layout)


def _notes(tallies: dict[str, Tally], count: int) -> None:
    for layout, tally in tallies.items():
        for note in sorted(tally.notes)[:count] if count else []:
            print(f"[{layout}] {note}")


if __name__ == "__main__":
    sys.exit(main())
