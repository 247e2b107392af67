"""Fifty readers and five importers at once: `python -m tests.bench.desk [--seconds 120]`.

Builds a store from what ships in a folder of its own, serves it as `make serve` does, and lets
readers ask for pages and files, each as soon as the last is there, while importers bring in
generated reports, look at each and file it. Then it waits for the last build. It ends with 1 when
an answer was an error, a page could not be read, or a filing that was acknowledged is not in the
ledger or not counted in the published store.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from pipelines.build import queue as builds
from pipelines.build.run import build
from pipelines.documents.archive import Archive
from pipelines.errors import ArchiveError
from pipelines.ledger.ledger import Ledger
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store
from tests.bench.desk_people import HOST, PATIENCE, Filing, Seen, bring, read
from tests.e2e.conftest import free_port, until_healthy
from tests.serving import serve_command

READERS, IMPORTERS = 50, 5
LONGEST = 900  # seconds at most
LAST_BUILD = 300.0  # seconds that the last build may take
_LOOK = 0.01  # seconds between two looks at the builder
_WHO = (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)


@contextmanager
def served(home: Path, settings: Settings) -> Iterator[int]:
    """Serve as `make serve` does and give the port; what goes wrong is written to a file."""
    port = free_port()
    ours = {"MINGCHA_STORE": str(settings.store), "MINGCHA_ARCHIVE": str(settings.archive)}
    ours |= {"MINGCHA_LEDGER": settings.ledger, "MINGCHA_DESK": "open", "MINGCHA_LOG": "json"}
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            serve_command(port),
            cwd=ROOT,
            env=dict(os.environ) | ours,  # noqa: TID251 - the server inherits
            stdout=log,
            stderr=log,
        )
        try:
            until_healthy(f"http://{HOST}:{port}", server)
            yield port
        finally:
            server.terminate()
            try:
                server.wait(timeout=40)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(timeout=20)


class Builder:
    """What is seen of the builder: every build by when it began, and how it ended."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.seen: dict[str, builds.Build] = {}
        self.stop = Event()

    def watch(self) -> None:
        """Look at what the builder writes until told to stop."""
        path = self.settings.store / "build.json"
        while not self.stop.is_set():
            with suppress(OSError, ValueError):
                one = builds.Build(**json.loads(path.read_text("utf-8")))
                self.seen[one.started] = one
            time.sleep(_LOOK)

    def wait(self) -> bool:
        """Wait until nothing is asked for any more; False if that takes too long."""
        until = time.monotonic() + LAST_BUILD
        while time.monotonic() < until:
            one = builds.last(self.settings)
            if one.state in {builds.NEVER, builds.DONE, builds.FAILED} and not one.is_waiting:
                time.sleep(10 * _LOOK)  # the watcher sees the end too
                return True
            time.sleep(10 * _LOOK)
        return False

    def spans(self) -> list[tuple[float, float]]:
        """Return when every build began and ended; an end that was missed is the next beginning."""
        found: list[tuple[float, float]] = []
        later = ""
        for one in sorted(self.seen.values(), key=lambda one: one.started, reverse=True):
            end = one.ended or later
            if end:
                found.append((_moment(one.started), _moment(end)))
            later = one.started
        return found[::-1]

    def failed(self) -> list[str]:
        """Return why builds failed."""
        return [one.error for one in self.seen.values() if one.state == builds.FAILED]

    def told(self, filings: Sequence[Filing]) -> str:
        """Say how many builds there were, and how long a filing waited to be counted at most.

        A filing is counted by the first build that began after its answer, else by the last.
        """
        spans = self.spans()
        took = [end - start for start, end in spans]
        waits = [
            min((end for start, end in spans if start >= one.filed_at), default=spans[-1][1])
            - one.filed_at
            for one in filings
            if one.is_filed and spans
        ]
        words = [f"builds {len(spans)}, failed {len(self.failed())}"]
        for name, times in (("a build", took), ("from a filing to its figures", waits)):
            if times:
                words.append(f"{name} {statistics.median(times):.1f} s, at most {max(times):.1f} s")
        return "; ".join(words)


def _moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def crowd(port: int, seen: Seen, times: tuple[float, float], settings: Settings) -> float:
    """Let everybody work for so long, readers with a pause; return the seconds until all end."""
    seconds, pause = times
    known = frozenset(Store(settings.store).agencies("real")["agency_id"])
    stop = Event()
    acts: list[tuple[Callable[..., None], tuple[object, ...]]] = [
        (read, (port, seen, number, stop, pause)) for number in range(READERS)
    ]
    acts += [(bring, (port, seen, number, stop, known)) for number in range(IMPORTERS)]
    people = [Thread(target=act, args=given, daemon=True) for act, given in acts]
    start = time.perf_counter()
    for one in people:
        one.start()
    stop.wait(seconds)
    stop.set()
    for one in people:
        one.join(3 * PATIENCE)
        if one.is_alive():
            seen.fault("somebody never got an answer, or broke off")
    return time.perf_counter() - start


def lost(settings: Settings, filings: Sequence[Filing]) -> tuple[list[str], int, int]:
    """Return what is missing of what was acknowledged; how many are in the ledger, and counted."""
    acts = {"received": set[str](), "filed": set[str]()}
    for decision in Ledger(settings.ledger).decisions(kind="draft"):
        acts.setdefault(decision.body["act"], set()).add(decision.subject)
    store = Store(settings.store)
    reports = store.reports("real")
    counted = {row.sha256: (row.agency_id, row.report_year) for row in reports.itertuples()}
    said = [f"not counted as a document: {one}" for one in _unlisted(store, filings)]
    archive = Archive(settings.archive)
    for one in filings:
        if one.sha256 not in acts["received"] or not _is_kept(archive, one.sha256):
            said.append(f"a draft is gone: {one}")
        if one.is_filed and one.sha256 not in acts["filed"]:
            said.append(f"a filing is not in the ledger: {one}")
        if one.is_filed and counted.get(one.sha256) != (one.agency, one.year):
            said.append(f"filed and not counted: {one}, {counted.get(one.sha256)}")
        if not (one.is_filed or one.is_doubtful) and one.sha256 in counted:
            said.append(f"counted and not filed: {one}")
    filed = {one.sha256 for one in filings if one.is_filed}
    return said, len(filed & acts["filed"]), len(filed & set(counted))


def _unlisted(store: Store, filings: Sequence[Filing]) -> list[Filing]:
    listed = set(store.documents("real")["sha256"])
    return [one for one in filings if one.is_filed and one.sha256 not in listed]


def _is_kept(archive: Archive, sha256: str) -> bool:
    try:
        return bool(archive.open(sha256))
    except (ArchiveError, OSError):
        return False


def table(seen: Seen, seconds: float) -> Iterator[str]:
    """Yield a line a kind of request."""
    heads = ("requests", "a second", "median", "p95", "longest")
    yield f"{'':20s}" + " ".join(f"{head:>9s}" for head in heads) + "  (ms)"
    of = {"readers": ("page", "file"), "importers": ("upload", "look", "filing")}
    for who, kinds in of.items():
        rows = {f"  {kind}s": seen.times[kind] for kind in kinds}
        rows = {who: [one for times in rows.values() for one in times]} | rows
        for name, times in rows.items():
            if not times:
                yield f"{name:20s}{0:9d}"
                continue
            p95 = sorted(times)[math.ceil(0.95 * len(times)) - 1]
            ms = (statistics.median(times), p95, max(times))
            cells = " ".join(f"{one * 1000:9.0f}" for one in ms)
            yield f"{name:20s}{len(times):9d} {len(times) / seconds:9.1f} {cells}"


def faults_of_the_server(home: Path) -> Iterator[str]:
    """Yield what the server itself logged as an error."""
    for line in (home / "server.log").read_text("utf-8", "replace").splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            yield line[:300]
            continue
        if said.get("level") in {"error", "critical"} or said.get("fault"):
            yield json.dumps(said, ensure_ascii=False)[:1500]


def spent(who: int) -> float:
    """Return the processor seconds of this process, or of those that ended below it."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def run(home: Path, seconds: float, pause: float) -> bool:
    """Do it all, print the figures, and say whether nothing went wrong."""
    settings = Settings(
        ROOT / "data", home / "archive", home / "store", f"sqlite:///{home / 'ledger.sqlite'}"
    )
    build(settings)
    seen, builder = Seen(), Builder(settings)
    said = f"{READERS} readers, {pause:g} s between their pages; {IMPORTERS} importers; "
    print(f"{said}load {os.getloadavg()[0]:.1f}", flush=True)
    before = [spent(who) for who in _WHO]
    with served(home, settings) as port:
        watcher = Thread(target=builder.watch, daemon=True)
        watcher.start()
        took = crowd(port, seen, (seconds, pause), settings)
        load = os.getloadavg()[0]
        is_done = builder.wait()
        builder.stop.set()
        watcher.join()
    ours = [f"{spent(who) - early:.0f}" for who, early in zip(_WHO, before, strict=True)]
    print("\n".join(table(seen, took)))
    print(builder.told(seen.filings))
    print(
        f"in {took:.0f} s, load at the end {load:.1f}; processor seconds: server with its", end=""
    )
    print(f" builds {ours[0]}, clients {ours[1]}; connections opened again {seen.reopened}")
    wrong = [*judged(settings, seen), *(f"a build failed: {why}" for why in builder.failed())]
    wrong += [] if is_done else ["the last build did not end"]
    wrong += [f"the server: {line}" for line in faults_of_the_server(home)]
    print("\n".join(wrong[:40]) or "no error, nothing lost", flush=True)
    return not wrong


def judged(settings: Settings, seen: Seen) -> list[str]:
    """Print how many filings were found again and return what was wrong."""
    gone, in_ledger, counted = lost(settings, seen.filings)
    acknowledged = sum(one.is_filed for one in seen.filings)
    print(f"drafts {len(seen.filings)}; filings acknowledged {acknowledged}, ", end="")
    print(f"in the ledger {in_ledger}, counted in the store {counted}")
    faults = [f"{n} × {words}" for words, n in seen.faults.most_common()]
    return faults + gone + ([] if acknowledged else ["nothing was filed"])


def main() -> int:
    """Run for so many seconds; 1 when something was lost or wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--pause", type=float, default=0, help="of a reader after each page")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="mingcha-desk-") as home:
        return 0 if run(Path(home), min(asked.seconds, LONGEST), asked.pause) else 1


if __name__ == "__main__":
    sys.exit(main())
