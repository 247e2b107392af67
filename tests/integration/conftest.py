"""One small installation: three counties, two excerpts, no documents yet."""

import csv
import hashlib
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipelines.build.finding_rows import finding_row
from pipelines.build.publish import Work, publish
from pipelines.cli.main import main
from pipelines.ledger.decisions import DecidedReport
from pipelines.settings import Settings
from pipelines.store.rows import Origin, Rows, report_rows
from pipelines.store.store import Store

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "data" / "demo" / "documents" / "990101001" / "2022.html"
DIVISIONS = (
    ("130306", "抚宁区", "秦皇岛市", "河北省", "200茶棚乡 100留守营镇"),
    ("110101", "东城区", "市辖区", "北京市", "001东华门街道"),
    ("610423", "泾阳县", "咸阳市", "陕西省", "111太平镇"),
    ("370883", "邹城市", "济宁市", "山东省", "107太平镇"),
)
REPORT = (
    *("report", "agency_id", "agency", "level", "report_year", "published_on"),
    *("template", "address"),
)
FIGURE = ("report", "indicator", "member", "label", "value", "is_approximate")
REPORTS = (
    ("r1", "130306200", "抚宁区茶棚乡人民政府", "township", "2019", "2020-01-20", "2019"),
    ("r2", "130306200", "抚宁区茶棚乡人民政府", "township", "2020", "2021-01-07", "2019"),
    ("r3", "130306100", "抚宁区留守营镇人民政府", "township", "2020", "", "2019"),
)
FIGURES = (
    ("r2", "disclosure.total", "", "", "57", "0"),
    ("r3", "disclosure.total", "", "", "0", "0"),
    ("r3", "disclosure.by_category", "", "政策文件", "4", "0"),
)


def everything(path: Path) -> dict[str, list[str]]:
    """Return all rows of a store as text, in order."""
    with duckdb.connect(str(path), read_only=True) as connection:  # noqa: TID251 - looks inside
        connection.execute("USE raw")
        return {
            name: sorted(map(repr, connection.table(name).fetchall()))
            for (name,) in connection.execute("SHOW TABLES").fetchall()
        }


@pytest.fixture(name="everything")
def _everything():
    return everything


@pytest.fixture
def elsewhere(installation) -> dict[str, str]:
    """Return the environment of another process that works on the small installation."""
    return dict(os.environ) | {"MINGCHA_DATA": str(installation.data), "PYTHONPATH": "."}  # noqa: TID251


@pytest.fixture
def stuck_ingest(installation, elsewhere):
    """Return a function that ingests a folder in a process which never gets past one file of it.

    That file's record in the archive is a named pipe: the worker that looks it up waits for what
    the pipe has to say. Whoever asked goes on when a worker waits, and not before.
    """

    @contextmanager
    def start(folder: Path, at: Path):
        sha256 = hashlib.sha256(at.read_bytes()).hexdigest()
        record = installation.archive / sha256[:2] / f"{sha256}.json"
        record.parent.mkdir(parents=True)
        os.mkfifo(record)
        command = "from pipelines.cli.main import main; main()"
        with subprocess.Popen(
            [sys.executable, "-c", command, "ingest", str(folder), "--no-build"],
            env=elsewhere, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        ) as process:  # fmt: skip
            ours = writer_of(record, process)
            try:
                yield process
            finally:
                process.kill()
                record.unlink()
                os.close(ours)  # a worker whose parent was killed ends by this

    return start


def writer_of(pipe: Path, process: subprocess.Popen) -> int:
    """Open a named pipe for writing as soon as somebody reads it."""
    while True:
        with suppress(OSError):  # nobody does yet
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.01)


def write(path, head, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


@pytest.fixture
def installation(tmp_path) -> Settings:
    data = tmp_path / "data"
    county = ("county_code", "county", "city", "province", "townships")
    write(data / "reference" / "divisions.csv", county, DIVISIONS)
    write(data / "reference" / "agencies.csv", ("id", "name", "aliases"), ())
    write(data / "reference" / "hosts.csv", ("host", "code"), ())
    rows = [(*row, f"https://example.gov.cn/{row[0]}") for row in REPORTS]
    write(data / "published" / "reports.csv", REPORT, rows)
    write(data / "published" / "figures.csv", FIGURE, FIGURES)
    return Settings(
        data=data,
        archive=data / "archive",
        store=data / "store",
        ledger=f"sqlite:///{data / 'ledger.sqlite'}",
    )


@pytest.fixture
def environment(installation, monkeypatch) -> Settings:
    """Point the command line at the small installation."""
    monkeypatch.setenv("MINGCHA_DATA", str(installation.data))
    for name in ("MINGCHA_ARCHIVE", "MINGCHA_STORE", "MINGCHA_LEDGER"):
        monkeypatch.delenv(name, raising=False)
    return installation


@pytest.fixture
def office(environment, ledger_url, monkeypatch):
    """Open the desk, its ledger where the test asks: in a file, or on a server."""
    monkeypatch.setenv("MINGCHA_LEDGER", ledger_url)
    return replace(environment, ledger=ledger_url, is_desk_open=True)


@pytest.fixture
def mingcha(environment, monkeypatch, capsys):
    """Return a function that runs the command: (exit code, stdout, stderr)."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["mingcha", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


@pytest.fixture
def told(mingcha):
    """Return a function that runs the command with --json: the objects of its lines."""

    def ask(*words):
        _, out, _ = mingcha(*words, "--json")
        return [json.loads(line) for line in out.splitlines()]

    return ask


@pytest.fixture
def page(tmp_path):
    """Return a function that writes a whole report of the 2021 form under a real agency's name."""

    def make(name="page.html", *, agency="抚宁区茶棚乡", year=2022, **swaps) -> Path:
        text = MODEL.read_text(encoding="utf-8")
        text = text.replace("模拟数据：本页由程序生成，地名、机关和数字都是虚构的", "")
        text = text.replace("清岚县鹤汀镇", agency).replace("清岚县", agency[:3])
        if agency.endswith("乡"):  # who is a township does not call itself a town
            text = text.replace("本镇", "本乡").replace("我镇", "我乡")
        text = text.replace("<h2>一", "<p>发布日期：2023-01-10</p><h2>一")
        text = text.replace("2023", str(year + 1)).replace("2022", str(year))
        for old, new in swaps.get("swap", {}).items():
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def corpus() -> Path:
    folder = ROOT.parent / "shared" / "corpus"
    if not folder.exists():
        pytest.skip("the corpus is not at hand")
    return folder


@pytest.fixture
def store_of(tmp_path):
    """Return what publishes a store of reports and judgements."""

    def make(*reports, received="2024-01-01", judgements=()):
        rows = Rows()
        for key, report in enumerate(reports):
            rows.extend(report_rows(DecidedReport(report), key, Origin("real", received)))
            place = ("130306", "抚宁区", "1303", "秦皇岛市", "13", "河北省")
            agency = report.agency
            rows.agency.append(
                ("real", agency.id, agency.name, agency.name[3:6], agency.level, *place, False, 0)
            )

        def examine(stage):
            ids = {(one.sha256, one.part): one.report_id for one in stage.reports()}
            found = [
                finding_row("real", ids.get((one.sha256, one.part)), position, one)
                for position, one in enumerate(judgements)
            ]
            stage.add(Rows(finding=found))

        publish(tmp_path, "0" * 16, Work(lambda stage: stage.add(rows), examine=examine))
        return Store(tmp_path)

    return make
