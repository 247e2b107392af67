"""A short form of `make soak`: everything at once, and nothing acknowledged is lost."""

import pytest

from tests.soak.__main__ import Plan, run

pytestmark = pytest.mark.slow


def test_a_short_soak_loses_nothing_and_explains_every_fault(capsys):
    is_well = run(Plan(seconds=40, readers=6, importers=2, strangers=20, kills=3, pause=1))
    assert is_well, capsys.readouterr().out
