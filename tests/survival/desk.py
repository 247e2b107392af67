"""One life of the desk: imports, filings and builds until it is killed; every step is logged.

`python tests/survival/desk.py FOLDER ROUNDS SEED` starts one life after another out of a process
that has loaded everything, kills each with its children at a random moment, and looks at what is
left. It prints one line of JSON a round and one at the end.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from datetime import date
from functools import partial
from pathlib import Path

from pipelines.agencies import Agencies
from pipelines.build import queue as builds
from pipelines.build import run
from pipelines.desk.inbox import Inbox
from pipelines.documents.archive import Archive
from pipelines.documents.outcomes import Outcomes, outcome_and_reading
from pipelines.errors import ArchiveError
from pipelines.ledger.draft_states import draft_states
from pipelines.ledger.ledger import Ledger
from pipelines.settings import Settings
from pipelines.store.pointer import POINTER
from pipelines.store.store import Store

LONGEST = 8.0  # seconds of a life, where its steps take that long
STEPS = 9  # that a life has done when its end comes near
SHORT, MOMENT = 0.03, 1.0  # seconds from there to the end, at most: one or the other
UNREAD = 0.1  # of imports that must read anew
COMPARED = 25  # every so many rounds the store is built anew from the same inputs


def settings_of(folder: Path) -> Settings:
    data = folder / "data"
    return Settings(data, data / "archive", data / "store", f"sqlite:///{data / 'ledger.sqlite'}")


def live(folder: Path, seed: int) -> None:
    """Import, file, withdraw and build for ever; a step's name is logged before it and after."""
    chance = random.Random(seed)  # noqa: S311 - what to do next
    settings = settings_of(folder)
    box = Inbox(settings, builds_after=False)
    pages = sorted((folder / "pages").iterdir())
    with (folder / "log").open("a", encoding="utf-8", buffering=1) as log:

        def step(name: str, sha256: str, act, *given, **said) -> object:
            log.write(json.dumps(["begin", name, sha256, 0]) + "\n")
            got = act(*given, **said)
            number = got if isinstance(got, int) else 0
            log.write(json.dumps(["done", name, sha256, number]) + "\n")
            return got

        while True:
            page = chance.choice(pages)
            sha256 = page.stem
            if chance.random() < UNREAD:  # a cache may be lost at any time
                Path(box._library.outcomes._path(sha256)).unlink(missing_ok=True)
            got = step("receive", sha256, box.receive, page.name, page.read_bytes(), by="a")
            if got.state == "draft":
                step("file", sha256, box.file, sha256, filed_on=date(2023, 1, 20), by="b")
            elif got.state == "filed" and chance.random() < 0.4:
                step("withdraw", sha256, box.withdraw, sha256, reason="c", by="c")
            if chance.random() < 0.15:
                builds.enqueue(settings, start=False)
                step("build", "", builds.work, settings, run.build)


def read_before(folder: Path) -> None:
    """Read all pages once: then most lives need no process of their own for it."""
    settings = settings_of(folder)
    outcomes = Outcomes(settings.store / "parsed", settings.reference)
    agencies = Agencies.load(settings.reference)
    for page in sorted((folder / "pages").iterdir()):
        outcomes.put(page.stem, *outcome_and_reading(page.read_bytes(), page.name, "", agencies))


def look(folder: Path, *, is_compared: bool) -> dict[str, object]:
    """Say what is missing of what was acknowledged, and whether the store can be read."""
    settings = settings_of(folder)
    lines = [json.loads(line) for line in (folder / "log").read_text("utf-8").splitlines()]
    decisions = {one.id: one for one in Ledger(settings.ledger).decisions()}
    known = draft_states(decisions.values())
    lost: list[str] = []
    acknowledged = {"receive": 0, "file": 0, "withdraw": 0, "build": 0}
    wanted: dict[str, set[str]] = {}
    begun = ("", "")
    for word, name, sha256, number in lines:
        if word == "begin":
            begun = (name, sha256)
            continue
        acknowledged[name] += 1
        begun = ("", "")
        if name == "receive":
            lost += [f"document {sha256}"] * (not _is_kept(settings, sha256))
            wanted.setdefault(sha256, {"draft"})
        elif name in {"file", "withdraw"}:
            one = decisions.get(number)
            act = {"file": "filed", "withdraw": "withdrawn"}[name]
            is_there = one and (one.subject, one.body["act"]) == (sha256, act)
            lost += [f"decision {number}"] * (not is_there)
            wanted[sha256] = {"filed" if name == "file" else "draft"}
    cut = _cut_short(lines)
    for sha256, states in wanted.items():
        allowed = states | cut.get(sha256, set())
        if sha256 not in known or known[sha256].state not in allowed:
            lost.append(f"state {sha256}")
    return {
        "begun": begun[0],
        "acknowledged": acknowledged,
        "lost": lost,
        "is_readable": _is_readable(settings),
        "is_same": _is_same(folder, settings) if is_compared else None,
    }


def _cut_short(lines: list[list]) -> dict[str, set[str]]:
    """Return what documents may have become by steps that nobody acknowledged since."""
    found: dict[str, set[str]] = {}
    for number, (word, name, sha256, _) in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        if word == "done":
            if name in {"file", "withdraw"}:
                found.pop(sha256, None)
        elif following is None or following[0] == "begin":
            state = {"file": "filed", "withdraw": "draft"}.get(name)
            if state:
                found.setdefault(sha256, set()).add(state)
    return found


def _is_kept(settings: Settings, sha256: str) -> bool:
    try:
        Archive(settings.archive).open(sha256)
    except (ArchiveError, OSError):
        return False
    return True


def _is_readable(settings: Settings) -> bool:
    """Tell whether the published store, where there is one, is whole and answers."""
    if not (settings.store / POINTER).exists():
        return not (settings.store / POINTER).is_symlink()
    store = Store(settings.store)
    store.findings("real")
    counts = store.info().built_from
    documents = store.documents("real")
    return len(documents) <= len(list(settings.archive.rglob("*.json"))) and bool(counts)


def _is_same(folder: Path, settings: Settings) -> bool:
    """Tell whether the same inputs give the same store in another place, read afresh."""
    first = run.build(settings)
    other = folder / "other"
    shutil.rmtree(other, ignore_errors=True)
    again = Settings(settings.data, settings.archive, other, settings.ledger)
    second = run.build(again)
    is_same = first.name == second.name and _rows(first) == _rows(second)
    shutil.rmtree(other)
    return is_same


def _rows(path: Path) -> dict[str, list[str]]:
    import duckdb

    with duckdb.connect(str(path), read_only=True) as connection:  # noqa: TID251 - looks inside
        connection.execute("USE raw")
        names = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
        return {name: sorted(map(repr, connection.table(name).fetchall())) for name in names}


def in_a_process(work) -> int:
    """Run something in a forked process that leads a group of its own, and return its number."""
    number = os.fork()
    if number:
        return number
    os.setsid()
    try:
        work()
    except BaseException:  # noqa: BLE001 - a forked process must end here
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def done_steps(folder: Path) -> int:
    return (folder / "log").read_text("utf-8").count('"done"')


def end(life: int, folder: Path, chance: random.Random) -> bool:
    """Wait for a random moment and kill a life with its children; False if it had ended."""
    wanted = done_steps(folder) + chance.randint(0, STEPS)
    until = time.monotonic() + LONGEST
    while done_steps(folder) < wanted and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(chance.uniform(0.0, chance.choice((SHORT, MOMENT))))
    ended, _ = os.waitpid(life, os.WNOHANG)
    if ended:
        return False
    os.killpg(life, signal.SIGKILL)
    os.waitpid(life, 0)
    return True


def one_round(folder: Path, seed: int, chance: random.Random, *, is_compared: bool) -> dict:
    life = in_a_process(lambda: live(folder, seed))
    if not end(life, folder, chance):
        return {"fault": "a life ended by itself"}
    said = folder / "said.json"
    text = partial(look, folder, is_compared=is_compared)
    _, status = os.waitpid(in_a_process(lambda: said.write_text(json.dumps(text()))), 0)
    return {"fault": "the witness failed"} if status else json.loads(said.read_text())


def main(folder: Path, rounds: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - when to kill
    (folder / "log").touch()
    os.waitpid(in_a_process(lambda: read_before(folder)), 0)
    for number in range(1, rounds + 1):
        is_compared = number % COMPARED == 0 or number == rounds
        said = one_round(folder, seed * 1_000 + number, chance, is_compared=is_compared)
        print(json.dumps({"round": number} | said), flush=True)
        if "fault" in said:
            sys.exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
