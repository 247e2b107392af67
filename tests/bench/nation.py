"""What a nation costs: ingest, full build, one filing to visible, first sights of pages.

`python -m tests.bench.nation [SMALL LARGE]` gives townships of real counties eight years of reports
each, made of the simulated district's, and measures two sizes in one run. One filing is held beside
its alternative, the full build of the same store, and the first sight of a county beside that of
the nation. Of what grows the exponent is printed: 0 costs the same at both sizes, 1 grows as the
reports do. Seconds and milliseconds are the processor's, those of all processes together.
"""

from __future__ import annotations

import csv
import math
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipelines.documents.archive import Archive
from pipelines.store.store import Store
from tests.bench.front import ask, forget, served, yardstick

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "data" / "demo" / "documents"
BADGE = "模拟数据：本页由程序生成，地名、机关和数字都是虚构的"
MINGCHA = (sys.executable, "-c", "from pipelines.cli.main import command_line; command_line()")
PAGES = ("/", "/requests", "/reviews", "/data", "/trends", "/compliance", "/findings")
SIGHTS = {"county": "?county=110101", "province": "?province=11", "nation": ""}


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


def run(home: Path, *words: str) -> float:
    """Run a verb on an installation of its own and return its processes' processor seconds."""
    places = {
        "MINGCHA_ARCHIVE": f"{home}/archive",
        "MINGCHA_STORE": f"{home}/store",
        "MINGCHA_LEDGER": f"sqlite:///{home}/ledger.sqlite",
        "PYTHONPATH": str(ROOT),
    }
    env = dict(os.environ) | places  # noqa: TID251 - passed on
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [*MINGCHA, *words], env=env, check=False,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def one_more(home: Path) -> None:
    """Receive one more version of the newest report of the first township."""
    first = sorted((home / "in").glob("*"))[7]
    text = first.read_text(encoding="utf-8").replace("</body>", "<p>另附。</p></body>")
    Archive(home / "archive").put(text.encode(), "again.html")


def measured(count: int) -> dict[str, float]:
    """Return what an installation of so many reports costs, by what is done."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home / "in", count)
        found = {"ingest, s": run(home, "ingest", "--no-build", str(home / "in"))}
        found["full build, s"] = run(home, "build")
        found["memory of a build, MB"] = (
            resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
        )
        one_more(home)
        found["one filing, s"] = run(home, "build")
        current = (home / "store" / "current").resolve()
        found["store, kB a report"] = current.stat().st_size / 1e3 / count
        store = Store(home / "store")
        client = served(store)
        for path in PAGES:
            for whose, search in SIGHTS.items():
                forget(store)
                found[f"{path} of the {whose}, ms"] = ask(client, path, search)[0]
        return found


def main() -> None:
    """Print both sizes beside each other, with the exponent of what grows."""
    small, large = [int(word) for word in sys.argv[1:]] or [1_000, 5_000]
    load = os.getloadavg()[0]
    first, second = measured(small), measured(large)
    same_work = f"the same piece of work took {yardstick():.1f} ms"  # a busy machine slows all
    print(f"load {load:.1f} on {os.cpu_count()} cores, {same_work}")
    print(f"{'':32s} {small:>9,d} {large:>9,d}  exponent")
    for name, cost in first.items():
        exponent = math.log(second[name] / cost) / math.log(large / small)
        print(f"{name:32s} {cost:9.1f} {second[name]:9.1f} {exponent:9.2f}")
    for count, found in ((small, first), (large, second)):
        times = found["full build, s"] / found["one filing, s"]
        print(f"{count:,d} reports: a full build costs {times:.0f} times one filing")


if __name__ == "__main__":
    main()
