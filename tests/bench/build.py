"""Peak memory and speed of `mingcha build` over small and large archives, in the same run.

`python -m tests.bench.build [SMALL LARGE]` gives townships of real counties eight years of reports
each, ingests them, and measures the build alone: memory must not grow with the archive.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.ingest import MODELS, ROOT, family, resident

RUN = (sys.executable, "-c", "from pipelines.cli.main import main; main()")
MODEL = "清岚县鹤汀镇"
BADGE = "模拟数据：本页由程序生成，地名、机关和数字都是虚构的"


def townships() -> Iterator[str]:
    """Yield names of townships with their county, county by county."""
    path = ROOT / "data" / "reference" / "divisions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["townships"] and line["city"]:
                yield from (line["county"] + one[3:] for one in line["townships"].split())


def fill(folder: Path, count: int) -> None:
    """Write `count` reports: eight years of as many townships as that takes."""
    models = [path for path in MODELS if path.parent.name == "990101001"]
    pages = [path.read_text(encoding="utf-8").replace(BADGE, "") for path in models]
    names = townships()
    folder.mkdir()
    for number in range(count):
        if number % len(pages) == 0:
            name = next(names)
        page = pages[number % len(pages)].replace(MODEL, name)
        (folder / f"{number:06d}.html").write_text(page, encoding="utf-8")


def measure(count: int) -> tuple[float, float]:
    """Return the peak memory in MB of all processes of one build, and its seconds."""
    with tempfile.TemporaryDirectory() as home:
        fill(Path(home, "in"), count)
        places = {"MINGCHA_ARCHIVE": f"{home}/archive", "MINGCHA_STORE": f"{home}/store"}
        places |= {"MINGCHA_LEDGER": f"sqlite:///{home}/ledger.sqlite", "PYTHONPATH": str(ROOT)}
        env = dict(os.environ) | places  # noqa: TID251 - passed on
        quiet = {"env": env, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*RUN, "ingest", "--no-build", f"{home}/in"], check=False, **quiet)
        start, peak = time.perf_counter(), 0
        process = subprocess.Popen([*RUN, "build"], **quiet)
        while process.poll() is None:
            peak = max(peak, sum(map(resident, family(process.pid))))
            time.sleep(0.05)
        if process.returncode:
            raise SystemExit("the build failed")
        return peak / 1024, time.perf_counter() - start


def main() -> None:
    """Print memory and speed of a small and a large build."""
    counts = [int(word) for word in sys.argv[1:]] or [1_000, 4_000]
    peaks = []
    for count in counts:
        peak, seconds = measure(count)
        peaks.append(peak)
        print(f"{count} reports: {peak:.0f} MB at most, {seconds:.0f} s, {count / seconds:.0f} a s")
    print(f"memory, largest to smallest: {peaks[-1] / peaks[0]:.2f}")


if __name__ == "__main__":
    main()
