"""A site with a desk of its own: reports of a real district to bring in, officers of two."""

import io
import json
import shutil
import time
from dataclasses import replace

from pipelines.accounts.book import Accounts
from pipelines.accounts.roles import Account
from pipelines.desk.inbox import Inbox
from pipelines.desk.reading import read_drafts
from pipelines.ledger.ledger import Ledger
from pipelines.settings import ROOT
from tests.unit.components.access_site import OURS, PASSWORD, site_at

TOWN = "秦皇岛市抚宁区留守营镇人民政府"
WAIT = 180  # seconds: a loaded machine is slow, not wrong
_MODEL = ROOT / "data" / "demo" / "documents"


def draft_of(agency="990101001", year=2023, town=TOWN, swap=()):
    """Return a page of a town of Funing: a simulated report in another's name."""
    text = (_MODEL / agency / f"{year}.html").read_text(encoding="utf-8")
    roster = (ROOT / "data" / "demo" / "roster.csv").read_text(encoding="utf-8").splitlines()
    full, short = next(line.split(",")[1:3] for line in roster if line.startswith(agency))
    own = town.removeprefix("秦皇岛市抚宁区").removesuffix("人民政府")
    text = text.replace(full, town).replace("清岚县", "秦皇岛市抚宁区").replace(short, own)
    for old, new in swap:
        assert old in text
        text = text.replace(old, new)
    return text.encode("utf-8")


class Desk:
    """One site, its desk, and the browsers of its people."""

    def __init__(self, home, shipped, **changed):
        folder = home / "store"
        shutil.copytree(shipped, folder)
        self.site = site_at(home, folder, **changed)
        book = Accounts(self.site.settings.ledger)
        book.add(Account(0, "funing", "", "officer", ("130306",)), PASSWORD, by="root")
        book.close()
        self.settings = self.site.settings
        self.box = Inbox(self.settings, builds_after=False)
        self.mark = self.number = 0
        self.client = self.site.of("funing")

    def begin(self):
        """Count decisions from here on."""
        self.mark = max((one.id for one in Ledger(self.settings.ledger).decisions()), default=0)

    def bring(self, data, name="a.html", client=None, headers=OURS, lang=""):
        """Send one file as the page does and return the answer."""
        form = {"file": (io.BytesIO(data), name)}
        path = "/import/files" + (f"?lang={lang}" if lang else "")
        return (client or self.client).post(path, data=form, headers=headers)

    def kept(self, data=None, name="a.html"):
        """Bring a report in, wait where a busy machine reads it later, and return its hash."""
        self.number += 1
        data = data or draft_of() + f"<!-- {self.number} -->".encode()
        word = self.bring(data, name).get_json()["results"][0]
        assert word["is_kept"], word
        sha256 = word["href"].partition("at=")[2].partition("%3A")[0]
        deadline = time.monotonic() + WAIT
        while not self._is_read(sha256) and time.monotonic() < deadline:
            read_drafts(self.settings)
            time.sleep(0.1)
        return sha256

    def _is_read(self, sha256):
        look = self.box.look(sha256)
        return bool(look.parts or look.rejection)

    def send(self, path, client=None, headers=OURS, **form):
        """Send a form and return the answer."""
        return (client or self.client).post(path, data=form, headers=headers)

    def act(self, sha256, act, client=None, headers=OURS, seen=None, **form):
        """Decide on a document as one who sees it as it stands."""
        seen = self.box.look(sha256).decision_id if seen is None else seen
        form |= {"at": f"{sha256}:0", "act": act, "seen": seen}
        return self.send("/import/act", client, headers, **form)

    def decisions(self, kind=None):
        """Return what was decided."""
        return list(Ledger(self.settings.ledger).decisions(self.mark, kind))

    def draw(self, path, search="", client=None):
        """Return what the page of an address shows, as the browser gets it."""
        asked = client or self.client
        ends = ("shell-header", "shell-ribbon", "main", "shell-foot")
        one = next(
            one
            for one in asked.get("/_dash-dependencies").get_json()
            if "shell-header.children" in one["output"]
        )
        values = {"pathname": path, "search": search, "data": False}
        body = {
            "output": one["output"],
            "outputs": [{"id": end, "property": "children"} for end in ends],
            "inputs": [end | {"value": values[end["property"]]} for end in one["inputs"]],
            "changedPropIds": [],
            "state": [],
        }
        reply = asked.post("/_dash-update-component", json=body, headers=OURS)
        assert reply.status_code == 200, reply.text
        return json.dumps(reply.get_json(), ensure_ascii=False)


def on_an_open_desk(home, shipped):
    """Return the settings of a site without accounts whose desk is open to this machine."""
    site = site_at(home, shipped)
    return replace(site.settings, ledger=f"sqlite:///{home / 'open.sqlite'}", is_desk_open=True)
