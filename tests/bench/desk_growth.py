"""What the desk costs after few filings and after many: `python -m tests.bench.desk_growth`.

Makes two desks, of 10 and 5,000 filed reports of townships (or as many as two words say), as if
each had been brought in and filed, and prints of receiving, opening, filing and listing one more
the median wall clock and processor time, and the ratio of the two desks. The reader is warm.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipelines.desk.inbox import Inbox
from pipelines.desk.reading import get_ready
from pipelines.documents.archive import DRAFT, Archive
from pipelines.documents.outcomes import Outcome, Outcomes
from pipelines.ledger.desk_book import Reach
from pipelines.ledger.draft_states import DraftAssignment, body_of
from pipelines.ledger.ledger import Entry, Ledger
from pipelines.settings import ROOT, Settings
from tests.bench.nation import pages, townships

TURNS = 5
AT_ONCE = 100  # filings a transaction
DAY = date(2024, 1, 31)


def desk(home: Path, count: int) -> Settings:
    """Make a desk with so many filed reports."""
    ledger = f"sqlite:///{home / 'ledger.sqlite'}"
    settings = Settings(ROOT / "data", home / "archive", home / "store", ledger)
    _, years = pages()[0]
    text = years[-1][1]
    box, archive = Inbox(settings, builds_after=False), Archive(settings.archive)
    outcomes = Outcomes(settings.store / "parsed", settings.reference)
    first = box.receive("first.html", text.encode(), by="bench")
    model = outcomes.get(first.sha256) or Outcome()
    reading = outcomes.reading(first.sha256)
    places = [code + township for code, _, township in townships()]
    entries: list[Entry] = []
    for number in range(count):
        data = f"{text}<!-- {number} -->".encode()
        document, _ = archive.put(data, f"{number}.html", came_as=DRAFT)
        own = tuple(replace(one, sha256=document.sha256) for one in model.reports)
        outcomes.put(document.sha256, Outcome(own), reading)
        answer = {0: DraftAssignment(places[number % len(places)], 2015 + number % 8)}
        filed = body_of("filed", answers=answer, filed_on=DAY.isoformat())
        entries.append(("draft", document.sha256, body_of("received", name=document.name)))
        entries.append(("draft", document.sha256, filed))
        if len(entries) >= 2 * AT_ONCE or number == count - 1:
            Ledger(ledger).append_all(entries, by="bench")
            entries = []
    return settings


def measured(settings: Settings) -> dict[str, tuple[float, float]]:
    """Return wall clock and processor seconds of each thing that is done on a desk."""
    box = Inbox(settings, builds_after=False)
    box.drafts()
    get_ready()
    _, years = pages()[1]
    spent: dict[str, list[tuple[float, float]]] = {}

    def timed(what: str, act: Callable[[], object]) -> object:
        wall, processor = time.perf_counter(), time.process_time()
        answer = act()
        now = (time.perf_counter() - wall, time.process_time() - processor)
        spent.setdefault(what, []).append(now)
        return answer

    for turn in range(TURNS + 1):
        data = f"{years[-1][1]}<!-- {turn} -->".encode()
        place = DraftAssignment("130306100", 2010 + turn)
        receipt = timed("receive", lambda data=data: box.receive("new.html", data, by="bench"))
        sha256 = str(getattr(receipt, "sha256", ""))
        timed("open", lambda sha256=sha256: box.look(sha256))
        timed(
            "file",
            lambda sha256=sha256, place=place: box.file(
                sha256, filed_on=DAY, answers={0: place}, by="bench"
            ),
        )
        timed("list", lambda: (box.counts(Reach()), box.listed(Reach(), 10)))
    return {
        what: (statistics.median(one[0] for one in times[1:]),
               statistics.median(one[1] for one in times[1:]))
        for what, times in spent.items()
    }  # fmt: skip


def main() -> None:
    """Print both desks beside each other."""
    few, many = [int(word) for word in sys.argv[1:]] or [10, 5_000]
    found = []
    for count in (few, many):
        with tempfile.TemporaryDirectory() as folder:
            found.append(measured(desk(Path(folder), count)))
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; wall (processor), ms")
    print(f"{'':10s} {few:>16,d} {many:>16,d}  ratio of processor")
    for what, (wall, processor) in found[0].items():
        late = found[1][what]
        cells = [f"{one[0] * 1e3:7.0f} ({one[1] * 1e3:5.0f})" for one in ((wall, processor), late)]
        print(f"{what:10s} {cells[0]:>16s} {cells[1]:>16s} {late[1] / processor:6.2f}")


if __name__ == "__main__":  # readers import what their parent began as: little, as a server does
    begin = "from tests.bench.desk_growth import main; main()"
    sys.exit(subprocess.run([sys.executable, "-c", begin, *sys.argv[1:]], check=False).returncode)
