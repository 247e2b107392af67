"""Peak memory and speed of `mingcha ingest` over 1,000 and over 10,000 files, in the same run.

`python -m tests.bench.ingest [SMALL LARGE]` prints both and their ratio: memory must stay flat.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODELS = sorted((ROOT / "data" / "demo" / "documents").glob("*/20*.html"))
COMMAND = (
    sys.executable,
    "-c",
    "from pipelines.cli.main import main; main()",
    "ingest",
    "--no-build",
)


def fill(folder: Path, count: int) -> None:
    """Write pages that differ in one number each, so that every one is a new document."""
    pages = [model.read_text(encoding="utf-8") for model in MODELS]
    for number in range(count):
        inside = folder / f"{number // 1000:02d}"
        inside.mkdir(parents=True, exist_ok=True)
        page = pages[number % len(pages)].replace("</body>", f"<!-- {number} --></body>")
        (inside / f"{number:05d}.html").write_text(page, encoding="utf-8")


def family(root: int) -> list[int]:
    """Return a process and all its children."""
    try:
        said = Path(f"/proc/{root}/task/{root}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [root, *(one for child in said.split() for one in family(int(child)))]


def resident(pid: int) -> int:
    """Return a process's own memory in KB, shared pages counted once per process that has them."""
    try:
        said = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+)", said)
    return int(found[1]) if found else 0


def measure(count: int) -> tuple[float, float]:
    """Return the peak memory in MB of all processes of one ingest, and its seconds."""
    with tempfile.TemporaryDirectory() as home:
        fill(Path(home, "in"), count)
        places = {"MINGCHA_ARCHIVE": f"{home}/archive", "MINGCHA_STORE": f"{home}/store"}
        env = dict(os.environ) | places | {"PYTHONPATH": str(ROOT)}  # noqa: TID251 - passed on
        start, peak = time.perf_counter(), 0
        process = subprocess.Popen([*COMMAND, f"{home}/in"], env=env, stdout=subprocess.DEVNULL)
        while process.poll() is None:
            peak = max(peak, sum(map(resident, family(process.pid))))
            time.sleep(0.05)
        return peak / 1024, time.perf_counter() - start


def main() -> None:
    """Print memory and speed of a small and a large ingest."""
    counts = [int(word) for word in sys.argv[1:]] or [1_000, 10_000]
    peaks = []
    for count in counts:
        peak, seconds = measure(count)
        peaks.append(peak)
        print(f"{count:6d} files: peak {peak:6.0f} MB, {count / seconds:6.1f} files/s")
    print(f"ratio of peaks {peaks[-1] / peaks[0]:.2f}")


if __name__ == "__main__":
    main()
