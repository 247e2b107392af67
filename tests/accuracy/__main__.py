"""`python -m tests.accuracy`: how well generated documents of every kind are read."""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from multiprocessing import Pool
from pathlib import Path

from tests.accuracy.classes import papers
from tests.accuracy.report import figures, marks, page, table
from tests.accuracy.run import judge
from tests.accuracy.score import Tally

ROOT = Path(__file__).resolve().parents[2]
PAGES = {ROOT / "docs" / "accuracy.md": page, ROOT / "components/pages/about/accuracy.csv": figures}


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
        for path, text in PAGES.items():
            path.write_text(text(ordered), encoding="utf-8")
    missed = [mark for mark in marks(ordered) if not mark.is_met]
    for mark in missed:
        print(f"below the mark: {mark}", file=sys.stderr)
    drifted = [p.name for p, text in PAGES.items() if p.read_text("utf-8") != text(ordered)]
    if drifted:
        print(f"{drifted} drifted: run with --write and commit", file=sys.stderr)
    return int(options.check and bool(drifted or missed))


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
