"""What a nation costs: ingest, full build, one filing to visible, first sights, memory.

`python -m tests.bench.nation [SMALL LARGE]` gives townships of real counties eight years of reports
each, generated from the simulated district's, and measures in one run two sizes beside what each
has for an alternative: the publication of one filing beside a full build of the same store, the
first sight of a page beside pandas over the same file. Of what grows the exponent is printed:
0 is the same at both sizes, 1 grows as the reports do. Seconds are the processor's.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "data" / "demo" / "documents"
BADGE = "模拟数据：本页由程序生成，地名、机关和数字都是虚构的"
MINGCHA = (sys.executable, "-c", "from pipelines.cli.main import main; main()")
PAGES = ("/", "/requests", "/reviews", "/data", "/trends", "/compliance", "/findings")


def townships() -> Iterator[tuple[str, str, str]]:
    """Yield each township of a real county: the county's code, its name, the township's name."""
    path = ROOT / "data" / "reference" / "divisions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["townships"] and line["city"]:
                for one in line["townships"].split():
                    yield line["county_code"], line["county"], one[3:]


def pages() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return of each simulated township its name and the pages of its years."""
    with (ROOT / "data" / "demo" / "roster.csv").open(encoding="utf-8", newline="") as file:
        named = {line["agency_id"]: line["short_name"] for line in csv.DictReader(file)}
    return [
        (
            named[folder.name],
            [(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.html"))],
        )
        for folder in sorted(MODELS.glob("99010100?"))
    ]


def fill(folder: Path, count: int) -> None:
    """Write `count` reports: every year of as many townships as that takes, county by county."""
    models = pages()
    folder.mkdir(parents=True)
    number = 0
    for turn, (code, county, township) in enumerate(townships()):
        name, years = models[turn % len(models)]
        for year, text in years:
            if number == count:
                return
            own = text.replace(BADGE, "").replace(f"清岚县{name}", county + township)
            own = own.replace(name, township).replace("清岚县", county)
            (folder / f"{code}-{number:06d}-{year}.html").write_text(own, encoding="utf-8")
            number += 1
