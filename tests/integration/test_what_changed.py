"""A publication of what changed holds, row by row, what a build of everything would hold."""

import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines.build import run
from pipelines.build.run import build
from pipelines.desk.filing import expect, note_filing
from pipelines.desk.inbox import Inbox
from pipelines.desk.received import InboxError
from pipelines.desk.recording import Correction, assign, correct, give_verdict
from pipelines.documents.archive import Archive
from pipelines.documents.collect import InputFile
from pipelines.documents.reception import ingest
from pipelines.errors import MingchaError
from pipelines.filing.roster import RosterEntry
from pipelines.ledger.draft_states import DraftAssignment
from pipelines.store.store import Store
from tests.integration.conftest import MODEL
from tests.integration.test_publishing import SLOW

PLACES = {
    "130306200": "抚宁区茶棚乡",
    "130306100": "抚宁区留守营镇",
    "610423111": "泾阳县太平镇",
    "370883107": "邹城市太平镇",
    "130306": "抚宁区",
    "110101001": "东城区东华门街道",
}
DEPARTMENTS = ("抚宁区教育局", "抚宁区民政局", "泾阳县财政局")
YEARS = range(2019, 2025)
RECEIVED = "一、本年新收政府信息公开申请数量</td><td>1</td>"
DEMO = MODEL.parents[1]
BADGE = "模拟数据：本页由程序生成，地名、机关和数字都是虚构的"
IDLE = {"build_info"}


def rows(path: Path) -> dict[str, list[str]]:
    """Return every row of a store by table, in order; what counts entries of the ledger aside."""
    with duckdb.connect(str(path), read_only=True) as connection:  # noqa: TID251 - looks inside
        names = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
        found = {name: sorted(map(repr, connection.table(name).fetchall())) for name in names}
        counted = "SELECT digest, item, item_count FROM build_info ORDER BY ALL"
        return found | {"build_info": list(map(repr, connection.execute(counted).fetchall()))}


def assert_equal_to_a_full_build(settings, scratch: Path) -> None:
    """Build everything of the same archive and ledger elsewhere and compare table by table."""
    here = rows((settings.store / "current").resolve())
    elsewhere = replace(settings, store=scratch)
    (scratch / "parsed").parent.mkdir(parents=True, exist_ok=True)
    if not (scratch / "parsed").exists():
        (scratch / "parsed").symlink_to(settings.store / "parsed")
    there = rows(build(elsewhere, is_whole=True))
    assert here.keys() == there.keys()
    differing = {
        name: (
            [row for row in here[name] if row not in there[name]][:3],
            [row for row in there[name] if row not in here[name]][:3],
        )
        for name in here
        if here[name] != there[name]
    }
    assert not differing, "\n".join(f"{name}: {found}" for name, found in differing.items())


class Office:
    """People who do one thing after another, at random, and the programs they use."""

    def __init__(self, settings, folder: Path, seed: int) -> None:
        self.settings, self._folder = settings, folder
        self.chance = random.Random(seed)  # noqa: S311 - not for secrets
        self.inbox = Inbox(settings, builds_after=False)
        self.drafts: list[tuple[str, str, int]] = []
        self._number = 0

    def page(self, name: str, year: int) -> Path:
        self._number += 1
        model = self.chance.choice(sorted(DEMO.glob("99010100[1-4]/202[1-3].html")))
        text = model.read_text(encoding="utf-8").replace(BADGE, "")
        heading = text[text.index("<title>") + 7 :].split("人民政府")[0].partition("年")[2]
        township = text[text.index("清岚县") :][3:6]
        text = text.replace(f"清岚县{township}", name).replace("清岚县", name[:3])
        old = int(model.stem)
        text = text.replace(str(old + 1), "@next@").replace(str(old), str(year))
        text = text.replace("@next@", str(year + 1))
        if self.chance.random() < 0.4:
            text = text.replace(RECEIVED, RECEIVED.replace("<td>1", "<td>2"))
        if self.chance.random() < 0.3:
            text = text.replace("<h2>一", f"<p>发布日期：{year + 1}-03-15</p><h2>一", 1)
        text = text.replace("</body>", f"<!-- {self._number} {heading[:0]}--></body>")
        path = self._folder / f"{self._number:04d}.html"
        path.write_text(text, encoding="utf-8")
        return path

    def someone(self) -> tuple[str, str]:
        code = self.chance.choice(sorted(PLACES))
        return code, PLACES[code]

    def ingests(self) -> None:
        paths = []
        for _ in range(self.chance.choice([1, 1, 3])):
            name = self.someone()[1]
            if self.chance.random() < 0.25:
                name = self.chance.choice(DEPARTMENTS)
            paths.append(self.page(name, self.chance.choice(YEARS)))
        if self.chance.random() < 0.2:
            path = self._folder / f"茶棚乡人民政府2021年政府信息公开工作年度报告{self._number}.html"
            path.write_text(f"<p>{self._number}</p>", encoding="utf-8")
            paths.append(path)
        list(ingest(self.settings, [InputFile(path) for path in paths]))

    def brings_in(self) -> None:
        code, name = self.someone()
        year = self.chance.choice(YEARS)
        path = self.page(name, year)
        found = self.inbox.receive(path.name, path.read_bytes(), by="王")
        self.drafts.append((found.sha256, code, year))

    def files(self) -> None:
        if not self.drafts:
            return self.brings_in()
        sha256, code, year = self.chance.choice(self.drafts)
        day = date(year + 1, 1, 20)
        answers = {0: DraftAssignment(code, year)} if self.chance.random() < 0.4 else None
        self.inbox.file(sha256, answers=answers, filed_on=day, by="王")
        return None

    def withdraws(self) -> None:
        if self.drafts:
            sha256, _, _ = self.chance.choice(self.drafts)
            act = self.chance.choice(["keep", "give_back", "withdraw", "withdraw"])
            if act == "keep":
                self.inbox.keep(sha256, by="王", reason="再看")
            elif act == "give_back":
                self.inbox.give_back(sha256, reasons=["错"], returned_on=date(2024, 5, 1), by="王")
            else:
                self.inbox.withdraw(sha256, reason="错", by="王")

    def _report(self):
        found = Store(self.settings.store).reports("real")
        found = found[found["source"] == "document"]
        return None if found.empty else found.iloc[self.chance.randrange(len(found))]

    def assigns(self) -> None:
        row = self._report()
        if row is not None:
            code = self.someone()[0]
            year = self.chance.choice([None, *YEARS])
            assign(self.settings, (row["sha256"], int(row["part"])), code, year, by="王")

    def corrects(self) -> None:
        row = self._report()
        if row is None:
            return
        value = str(self.chance.randrange(90))
        one = Correction(
            row["sha256"], int(row["part"]), "request.received", "natural_person", "",
            self.chance.choice(["1", "0", "7"]), value, "看错",
        )  # fmt: skip
        correct(self.settings, one, by="王")

    def judges(self) -> None:
        found = Store(self.settings.store).findings("real")
        found = found[found["status"] == "fail"]
        if not found.empty:
            row = found.iloc[self.chance.randrange(len(found))]
            give_verdict(self.settings, row["fingerprint"], "dismissed", "核过", by="王")

    def lists(self) -> None:
        code, name = self.someone()
        since = date(self.chance.choice(YEARS), 1, 1)
        older = self.chance.choice(["", "", *sorted(PLACES)])
        entry = RosterEntry(
            code, f"{name}人民政府", "township", since, None,
            tuple(older.split()) if older != code else (),
            self.chance.random() < 0.5, self.chance.random() < 0.8,
        )  # fmt: skip
        expect(self.settings, [entry], "花名册", by="王")

    def notes(self) -> None:
        code, _ = self.someone()
        year = self.chance.choice(YEARS)
        name = self.chance.choice(["filed_on", "returned_on", "mended_on"])
        note_filing(self.settings, code, year, {name: date(year + 1, 2, 1)}, by="王")

    def loses_a_record(self) -> None:
        documents = list(Archive(self.settings.archive).documents())
        if documents and self.chance.random() < 0.3:
            one = self.chance.choice(documents)
            one.path.with_suffix(".json").write_text("{", encoding="utf-8")

    def does_something(self) -> str:
        acts = [
            *(self.ingests, self.ingests, self.brings_in, self.files, self.files, self.withdraws),
            *(self.assigns, self.corrects, self.judges, self.lists, self.notes),
            self.loses_a_record,
        ]
        act = self.chance.choice(acts)
        try:
            act()
        except (InboxError, MingchaError) as error:
            return f"{act.__name__}: {error}"
        return act.__name__


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_after_any_history_it_equals_a_full_build(installation, tmp_path, seed, monkeypatch):
    wholes = []
    whole = run.changes_since

    def counted(*given):
        found = whole(*given)
        wholes.append(found is None)
        return found

    monkeypatch.setattr(run, "changes_since", counted)
    folder = tmp_path / "pages"
    folder.mkdir()
    office = Office(installation, folder, seed)
    build(installation)
    history = []
    for turn in range(int(os.environ.get("MINGCHA_TURNS", "14"))):  # noqa: TID251 - how long
        history += [office.does_something() for _ in range(office.chance.choice([1, 1, 2]))]
        build(installation)
        if turn % 3 == 2:
            try:
                assert_equal_to_a_full_build(installation, tmp_path / "whole")
            except AssertionError as error:
                raise AssertionError(f"after {history}: {error}") from error
    assert not any(wholes), "everything was built anew"


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["rows", "written"])
def test_a_publication_killed_at_any_moment_is_made_again(
    installation, page, elsewhere, tmp_path, moment
):
    list(ingest(installation, [InputFile(page("a.html"))]))
    before = build(installation)
    known = rows(before)
    list(ingest(installation, [InputFile(page("b.html", agency="抚宁区留守营镇"))]))
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, moment], stdout=subprocess.PIPE, env=elsewhere, text=True
    ) as process:
        assert process.stdout.readline().strip() == "here"
        process.send_signal(signal.SIGKILL)
    assert (installation.store / "current").resolve() == before
    assert rows(before) == known
    build(installation)
    assert_equal_to_a_full_build(installation, tmp_path / "whole")
