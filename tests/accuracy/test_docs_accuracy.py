"""docs/accuracy.md says what the pipeline reads today, and nothing is read silently wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_page_of_accuracy_has_not_drifted_and_its_marks_are_met():
    ran = subprocess.run(
        [sys.executable, "-m", "tests.accuracy", "--check", "--notes", "3"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr + ran.stdout[-3000:]
