"""The front door: importing it opens nothing, and nothing published is one clear sentence."""

import subprocess
import sys

from pipelines.settings import ROOT


def run(code: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_importing_the_front_door_opens_nothing(tmp_path):
    done = run("import app", MINGCHA_STORE=str(tmp_path / "none"))
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_published_is_one_sentence_with_the_remedy(tmp_path):
    done = run("import app; app.server()", MINGCHA_STORE=str(tmp_path / "none"))
    assert done.returncode == 3
    assert done.stderr.startswith("mingcha: nothing is published")
    assert "mingcha build" in done.stderr
    assert len(done.stderr.splitlines()) == 1
