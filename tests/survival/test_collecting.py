"""A collection killed at thirty moments: no report is lost, none is there twice."""

import json
import os
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest

from pipelines.portals.asking import BroughtFile
from pipelines.portals.journal import Journal
from tests.unit.portals.sites import Desk, Portal, collection, links, report, title

MOMENTS = 30
COUNT = 12  # reports, two pages of six


def site(verb, path, query, form):
    """Answer as a site whose reports carry a counter: no page has the same bytes twice."""
    headers = {"Content-Type": "text/html; charset=utf-8"}
    if path == "/nb/":
        second = query.get("page") == "2"
        rows = [(f"/r/{n}.html", title(year=2000 + n)) for n in range(6 * second, 6 + 6 * second)]
        after = "<p>共 12 条</p>" + ("" if second else '<a href="?page=2">下一页</a>')
        return 200, headers, links(*rows, after=after).encode()
    if path.startswith("/r/"):
        year = 2000 + int(path[3:-5])
        counter = f"<footer>{os.urandom(4).hex()}</footer>"
        return 200, headers, report(year=year, more=counter).encode()
    return None


class LastingDesk(Desk):
    """A desk whose drafts outlive it: one file each, named by the hash, as the archive does it."""

    def __init__(self, fetcher, folder, moment):
        super().__init__(fetcher)
        self.folder, self.moment = folder, moment
        folder.mkdir(parents=True, exist_ok=True)

    def fetch(self, address, form, referer):
        self.moment()
        return super().fetch(address, form, referer)

    def bring(self, page):
        self.moment()
        (brought,) = super().bring(page)
        partial = self.folder / ".partial"
        partial.write_text(json.dumps(page.address), "utf-8")
        partial.replace(self.folder / brought.sha256)
        self.moment()
        return [BroughtFile(brought.sha256)]

    def has(self, sha256):
        return (self.folder / sha256).exists()


def live(portal, folder, last):
    """Collect in a process of its own that is killed at a moment; tell whether it came to its end.

    Moments lie before each request, before and after each report is kept, and within the writing
    of each line of the journal.
    """
    child = os.fork()
    if child == 0:
        count = 0

        def moment():
            nonlocal count
            count += 1
            if count == last:
                os.kill(os.getpid(), signal.SIGKILL)

        desk = LastingDesk(portal.fetcher(folder / "turns"), folder / "desk", moment)
        run = collection(portal, "/nb/", folder, desk)
        append = run.journal.append

        def torn(event):
            if last % 3 == 0 and count + 1 == last:  # half a line, and the end
                with Path(run.journal.path).open("ab") as file:
                    file.write(json.dumps(event).encode()[:20])
            moment()
            append(event)

        run.journal.append = torn
        for _ in run.run():
            pass
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as POSIX does it")
def test_no_report_is_lost_or_doubled_whenever_it_is_killed(tmp_path):
    kills = 0
    with Portal(site) as portal:
        for first in range(1, MOMENTS + 1):
            folder = tmp_path / str(first)
            moments = iter((first, first % 5 + 6))
            while not live(portal, folder, next(moments, 0)):
                kills += 1
            brought = [
                json.loads(path.read_text("utf-8")) for path in (folder / "desk").glob("[0-9a-f]*")
            ]
            assert Counter(brought) == {portal.at(f"/r/{n}.html"): 1 for n in range(COUNT)}, first
            ends = [
                event
                for event in Journal(folder / "journal.jsonl").events()
                if event["event"] == "end"
            ]
            assert len(ends) == 1
    assert kills >= MOMENTS
