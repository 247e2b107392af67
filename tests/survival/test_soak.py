"""A short form of `make soak`: everything at once, and nothing acknowledged is lost."""

import pytest

from tests.soak.__main__ import Plan, errors, run
from tests.soak.injuries import NEAR, Injuries

pytestmark = pytest.mark.slow


def test_a_short_soak_loses_nothing_and_explains_every_fault(capsys):
    is_well = run(Plan(seconds=40, readers=6, importers=2, strangers=20, kills=3, pause=1))
    assert is_well, capsys.readouterr().out


def test_a_request_made_beside_an_injury_is_explained_however_late_its_answer_came():
    injuries = Injuries([(10.0, 12.0, "PostgreSQL stopped")])
    near = {
        (11.0, 12.0 + NEAR + 5.0): "PostgreSQL stopped",  # five seconds until it counts as down
        (12.0 + NEAR + 1.0, 12.0 + NEAR + 2.0): "",
        (1.0, 9.0): "",
    }
    assert {one: injuries.near(*one) for one in near} == near


def test_a_line_of_the_log_that_a_kill_has_cut_does_not_end_the_account(tmp_path):
    log = tmp_path / "server.log"
    lines = ('{"event": "served", "level": "info"}', '{"event": "lost", "le', "Killed")
    log.write_text("\n".join(lines), "utf-8")
    assert [line.strip() for line in errors(log)] == ["Killed", '{"event": "lost", "le']
