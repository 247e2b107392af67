"""`python -m tests.accuracy.pictures`: how well reports that are pictures are read.

Where the extra `pictures` or a browser is not installed, it says so and measures nothing.
"""

from __future__ import annotations

import argparse
import sys
import time
from importlib.util import find_spec
from typing import Final

import pypdfium2 as pdfium

from pipelines.read.pictures import is_installed
from tests.accuracy.quality import Quality
from tests.accuracy.run import reports
from tests.accuracy.score import Tally, score
from tests.accuracy.truth import Paper

CLASSES: Final = {
    "pictures at 100 dpi": (3, Quality(100, turn=0.8, blur=0.4, noise=4, jpeg=75, paper=242)),
    "pictures at 150 dpi": (3, Quality(150, turn=1.3, blur=0.5, noise=5, jpeg=70, paper=240)),
    "pictures at 200 dpi": (3, Quality(200, turn=-4.5, blur=0.7, noise=7, jpeg=60, paper=235)),
    "pictures at 300 dpi": (2, Quality(300, turn=2.2, blur=0.8, noise=6, jpeg=75)),
    "pictures photographed": (2, Quality(200, bend=0.03, turn=2, shade=0.3, blur=0.8, jpeg=70)),
    "pictures under a red seal": (2, Quality(150, stamp="red", jpeg=80)),
    "pictures under a grey seal": (2, Quality(200, stamp="grey", noise=4, jpeg=80)),
    "pictures with lines missing": (2, Quality(150, breaks=8, noise=4)),
}
# A grey seal hides what is under it and a lost line joins cells: there only errors count.
LEAST: Final = {name: 0.97 for name in CLASSES if "grey" not in name and "missing" not in name}
_CELLS: Final = ("right", "flagged", "missed", "silently wrong")


def main() -> int:
    """Print how many cells were read, lost and wrong; 1 where a mark is missed."""
    options = _options()
    if not is_installed() or find_spec("playwright") is None:
        print("the extra `pictures` or the browser is not installed: pictures are not measured")
        return 0
    missed = []
    print("| class | documents | cells | read | lost | wrong | seconds a page |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, (count, quality) in CLASSES.items():
        if options.only not in name:
            continue
        tally, pages, seconds = _measured(name, quality, options.limit or count)
        cells = sum(tally.counts[key] for key in _CELLS)
        right, wrong = tally.counts["right"], tally.counts["silently wrong"]
        lost, share = cells - right - wrong, right / max(cells, 1)
        row = (name, tally.counts["documents"], cells, f"{share:.1%}", lost, wrong)
        print("|", *(f"{part} |" for part in row), f"{seconds / max(pages, 1):.1f} |", flush=True)
        for note in sorted(tally.notes)[: options.notes]:
            print("   ", note)
        missed += [name] if wrong or share < LEAST.get(name, 0) else []
    if missed:
        print(f"below the mark: {missed}", file=sys.stderr)
    return int(options.check and bool(missed))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy.pictures", description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail below the marks")
    parser.add_argument("--only", default="", help="classes whose name holds this text")
    parser.add_argument("--limit", type=int, default=0, help="the first so many of each class")
    parser.add_argument("--notes", type=int, default=0, help="mistakes to print a class")
    return parser.parse_args()


def _measured(name: str, quality: Quality, count: int) -> tuple[Tally, int, float]:
    """Return what becomes of the documents of one class, their pages and the seconds they took."""
    from tests.accuracy.pictured import browser, paper_of

    whole, pages, seconds = Tally(), 0, 0.0
    with browser() as opened:
        papers = [paper_of(opened, name, number, quality) for number in range(count)]
    for number, paper in enumerate(papers):
        started = time.process_time()
        tally = _judged(paper)
        seconds += time.process_time() - started
        pages += _page_count(paper)
        tally.notes = [f"{note} (#{number})" for note in tally.notes]
        whole.merge(tally)
    return whole, pages, seconds


def _judged(paper: Paper) -> Tally:
    return score(paper, reports(paper.data, paper.name))


def _page_count(paper: Paper) -> int:
    return len(pdfium.PdfDocument(paper.data))


if __name__ == "__main__":
    sys.exit(main())
