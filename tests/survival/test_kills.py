"""Killed at any moment of import, filing and build, nothing that was acknowledged is lost."""

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.integration.conftest import DIVISIONS, FIGURE, FIGURES, MODEL, REPORT, REPORTS, write

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
PAGES = 16


@pytest.fixture
def folder(tmp_path):
    """A small installation and some versions of reports, each called by its hash."""
    data = tmp_path / "data"
    county = ("county_code", "county", "city", "province", "townships")
    write(data / "reference" / "divisions.csv", county, DIVISIONS)
    write(data / "reference" / "agencies.csv", ("id", "name", "aliases"), ())
    write(data / "reference" / "hosts.csv", ("host", "code"), ())
    rows = [(*row, f"https://example.gov.cn/{row[0]}") for row in REPORTS]
    write(data / "published" / "reports.csv", REPORT, rows)
    write(data / "published" / "figures.csv", FIGURE, FIGURES)
    model = MODEL.read_text(encoding="utf-8").replace("清岚县鹤汀镇", "抚宁区茶棚乡")
    model = model.replace("模拟数据：本页由程序生成，地名、机关和数字都是虚构的", "")
    (tmp_path / "pages").mkdir()
    for number in range(PAGES):
        year = 2021 + number % 4
        text = model.replace("2023", str(year + 1)).replace("2022", str(year))
        whole = text.replace("</body>", f"<p>第{number}稿。</p></body>").encode()
        name = hashlib.sha256(whole).hexdigest()
        (tmp_path / "pages" / f"{name}.html").write_bytes(whole)
    return tmp_path


def test_nothing_acknowledged_is_lost_whenever_it_is_killed(folder, request):
    kills = request.config.getoption("--kills")
    done = subprocess.run(
        [sys.executable, "tests/survival/desk.py", folder, str(kills), "7"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},  # noqa: TID251 - for the other process
        capture_output=True,
        text=True,
        check=False,
    )
    rounds = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rounds) == kills, done.stderr[-3000:]
    assert not [one for one in rounds if "fault" in one], done.stderr[-3000:]
    assert not [one for one in rounds if one["lost"]]
    assert all(one["is_readable"] for one in rounds)
    assert all(one["is_same"] for one in rounds if one["is_same"] is not None)
    assert rounds[-1]["is_same"]
    cut = Counter(one["begun"] or "between" for one in rounds)
    print(f"\n{kills} kills, cut short: {dict(cut)}; acknowledged: {rounds[-1]['acknowledged']}")
