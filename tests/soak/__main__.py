"""Ten minutes of everything at once: `python -m tests.soak [--seconds 600]`.

Fifty readers and five importers, a hundred silent and hostile connections, PostgreSQL stopped, the
disk filled, and a hundred SIGKILLs of web workers and builders. It prints what was acknowledged
and what of that is there, errors by kind, and memory after warm-up and at the end; the last fifth
passes without an injury. It ends with 1 when something acknowledged is gone, when a request failed
that no injury explains, or when memory grew beyond 1.2 times. A run that is warm for less than a
minute prints the memory and does not judge it: a worker that was just killed holds half.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from threading import Event, Thread

from pipelines.build import queue as builds
from pipelines.build.run import build
from pipelines.errors import MingchaError
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store
from tests.bench.desk import HOST, Builder, lost, table
from tests.bench.desk_people import PATIENCE, Seen, bring, read
from tests.e2e.conftest import free_port, until_healthy
from tests.postgres import Server, programs, server
from tests.serving import serve_command
from tests.soak.injuries import (
    Injuries,
    at,
    fill_disk,
    kill_now_and_then,
    memory,
    small_disk,
    stop_database,
    trouble,
)

LONGEST = 3_600.0
GROWTH = 1.2
_WARM, _CALM = 0.15, 0.8  # of the time: memory is first measured, and injuries end
_WEIGHABLE = 60.0  # seconds of warm-up from which on growth of memory says something
_FIRST_FILING = 240.0  # seconds beyond the time that a first filing is waited for
_DISK = 900  # megabytes
_OUTAGE = 5.0  # seconds


@dataclass
class Plan:
    """How much of everything."""

    seconds: float = 600.0
    readers: int = 50
    importers: int = 5
    strangers: int = 100
    kills: int = 100
    pause: float = 0.0  # seconds of a reader between two pages


@contextmanager
def served(home: Path, settings: Settings) -> Iterator[tuple[int, int]]:
    """Serve as `make serve` does; give port and first process."""
    port = free_port()
    ours = {"MINGCHA_STORE": settings.store, "MINGCHA_ARCHIVE": settings.archive}
    ours |= {"MINGCHA_LEDGER": settings.ledger, "MINGCHA_DESK": "open", "MINGCHA_LOG": "json"}
    ours["MINGCHA_SECRET"] = token_hex(32)  # on a server nothing starts without a key
    said = {name: str(value) for name, value in ours.items()}
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            serve_command(port),
            cwd=ROOT,
            env=dict(os.environ) | said,  # noqa: TID251 - the server inherits
            stdout=log,
            stderr=log,
        )
        try:
            until_healthy(f"http://{HOST}:{port}", process)
            yield port, process.pid
        finally:
            process.terminate()
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=20)


def soak(plan: Plan, home: Path, logs: Path, database: Server | None, *, is_small: bool) -> bool:
    """Do it all, print the figures, and say whether nothing was lost and nothing unexplained."""
    ledger = f"sqlite:///{home / 'ledger.sqlite'}"
    if database is not None:
        ledger = database.address(database.database())
    settings = Settings(ROOT / "data", home / "archive", home / "store", ledger)
    build(settings)
    seen, injuries, builder, stop = Seen(), Injuries(), Builder(settings), Event()
    known = frozenset(Store(settings.store).agencies("real")["agency_id"])
    print(f"{plan}; load {os.getloadavg()[0]:.1f}", flush=True)
    sizes: list[float] = []
    with served(logs, settings) as (port, process):
        harm: list[tuple[float, Callable[[], object]]] = [
            (_WARM * plan.seconds, lambda: sizes.append(memory(process))),
            *_outages(plan, home if is_small else None, database, injuries),
        ]
        within = (_CALM - _WARM) * plan.seconds
        acts: list[Callable[[], object]] = [
            *(partial(read, port, seen, n, stop, plan.pause) for n in range(plan.readers)),
            *(partial(bring, port, seen, n, stop, known) for n in range(plan.importers)),
            partial(trouble, port, plan.strangers, stop),
            partial(at, harm, stop),
            builder.watch,
        ]
        threads = [Thread(target=act, daemon=True) for act in acts]
        for one in threads:
            one.start()
        start = time.perf_counter()
        if not stop.wait(_WARM * plan.seconds):
            kill_now_and_then(process, plan.kills, within, stop, injuries)
        _until_the_end(start + plan.seconds, seen, stop)
        sizes.append(memory(process))
        stop.set()
        for one in threads[:-1]:
            one.join(3 * PATIENCE)
        took = time.perf_counter() - start
        builds.resume(settings)
        is_done = builder.wait()
        builder.stop.set()
    print("\n".join(table(seen, took)))
    is_well = judged(settings, seen, injuries, logs, is_done=is_done)
    return _is_as_light(plan, sizes) and is_well


def errors(log: Path) -> list[str]:
    """Return what the server's log says went wrong, each kind with its last moment, last first."""
    kinds: dict[str, str] = {}
    for line in reversed(log.read_text("utf-8", "replace").splitlines()):
        said = {"event": line}
        if line.startswith("{"):
            with suppress(ValueError):  # a line that a kill has cut is shown as it stands
                said = json.loads(line)
        if said.get("level", "error") == "error":
            words = " ".join(
                str(said.get(name, "")) for name in ("from", "event", "fault", "lines")
            )
            kinds.setdefault(words, f"{said.get('at', '')} {words[:600]}")
    return list(kinds.values())[:12]


def _is_as_light(plan: Plan, sizes: list[float]) -> bool:
    """Print the memory after warm-up and at the end; say whether it stayed, where that is known."""
    growth = sizes[-1] / sizes[0] if len(sizes) > 1 and sizes[0] else float("nan")
    print(f"memory {sizes[0]:.0f} MB after warm-up, {sizes[-1]:.0f} MB at the end: {growth:.2f}")
    return growth <= GROWTH or _WARM * plan.seconds < _WEIGHABLE


def _until_the_end(end: float, seen: Seen, stop: Event) -> None:
    """Wait for the end, and longer where the machine was too busy for anybody to file by then."""
    latest = end + _FIRST_FILING
    while (now := time.perf_counter()) < latest and not stop.wait(0.2):
        if now >= end and any(one.is_filed for one in seen.filings):
            return


def _outages(
    plan: Plan, disk: Path | None, database: Server | None, injuries: Injuries
) -> Iterator[tuple[float, Callable[[], object]]]:
    """Yield what stops for a while, and when."""
    if database is not None:
        yield 0.35 * plan.seconds, partial(stop_database, database, _OUTAGE, injuries)
    if disk is not None:
        yield 0.55 * plan.seconds, partial(fill_disk, disk, _OUTAGE, injuries)


def judged(
    settings: Settings, seen: Seen, injuries: Injuries, logs: Path, *, is_done: bool
) -> bool:
    """Print what was acknowledged, found and wrong; say whether it is well."""
    try:
        gone, in_ledger, counted = lost(settings, seen.filings)
    except MingchaError as error:
        gone, in_ledger, counted = [f"what is left cannot be read: {error}"], 0, 0
    acknowledged = sum(one.is_filed for one in seen.filings)
    print(f"drafts {len(seen.filings)}, filings acknowledged {acknowledged}, in the ledger", end="")
    print(f" {in_ledger}, counted {counted}, lost {len(gone)}")
    done = Counter(words for _, _, words in injuries.spans)
    print("injuries:", ", ".join(f"{words} {n} times" for words, n in done.items()) or "none")
    explained: Counter[str] = Counter()
    strange: Counter[str] = Counter()
    for since, until, words in seen.moments:
        is_a_fault = ": 500 " in words  # whatever happens, the answer is a sentence of its own
        why = "" if is_a_fault else injuries.near(since, until)
        lasted = f"{until - since:.1f} s, {injuries.before(since)}"
        (explained if why else strange)[f"{words[:140]} [{why or lasted}]"] += 1
    for name, faults in (("beside an injury", explained), ("with no injury near", strange)):
        print(f"requests that failed {name}: {sum(faults.values())}")
        for words, number in faults.most_common(12):
            print(f"  {number} × {words}")
    if strange:
        print("\n".join(errors(logs / "server.log")))
    print(f"builds failed {len(set(builds_failed(settings)))}; the last one ended: {is_done}")
    print("\n".join(gone[:20]), flush=True)
    return not gone and not strange and is_done and acknowledged > 0


def builds_failed(settings: Settings) -> list[str]:
    """Return why the last build failed, nothing where it did not."""
    last = builds.last(settings)
    return [last.error] if last.state == builds.FAILED else []


def run(plan: Plan) -> bool:
    """Make an installation on a disk of its own and put it through the plan."""
    with TemporaryDirectory(prefix="mingcha-soak-") as folder:
        home, logs = Path(folder) / "home", Path(folder) / "logs"
        home.mkdir()
        logs.mkdir()
        with small_disk(home, _DISK) as is_small:
            if not is_small:
                print("no disk of its own can be mounted here: it is not filled", flush=True)
            if programs() is None:
                print("PostgreSQL is not installed: the ledger is a file", flush=True)
                return soak(plan, home, logs, None, is_small=is_small)
            with server() as database:
                return soak(plan, home, logs, database, is_small=is_small)


def main() -> int:
    """Soak for so many seconds; 1 when something was lost, unexplained or grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=Plan.seconds)
    for name in ("readers", "importers", "strangers", "kills"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Plan, name))
    parser.add_argument("--pause", type=float, default=Plan.pause, help="of a reader, in seconds")
    asked = vars(parser.parse_args())
    return 0 if run(Plan(**asked | {"seconds": min(asked["seconds"], LONGEST)})) else 1


if __name__ == "__main__":
    sys.exit(main())
