"""Generated cases are the same in every run and may take their time on a loaded machine."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from pipelines.build.run import build
from pipelines.settings import ROOT, Settings
from tests.postgres import NOT_HERE, programs, server

os.environ["MINGCHA_CONFIG"] = ""  # noqa: TID251 - no file of the machine that tests run on
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory) -> Path:
    """Return the folder of a store built from what ships, once a run: look, and change nothing."""
    home = tmp_path_factory.mktemp("shipped")
    ledger = f"sqlite:///{home / 'ledger.sqlite'}"
    build(Settings(ROOT / "data", home / "archive", home / "store", ledger))
    return home / "store"


@pytest.fixture(scope="session")
def shipped_readings(shipped) -> Callable[[Path], None]:
    """Return a function that gives another store what was read of the documents that ship."""
    return lambda store: (
        shutil.copytree(shipped / "parsed", store / "parsed", dirs_exist_ok=True) and None
    )


@pytest.fixture(scope="session")
def postgresql():
    """Give the test run a real server of its own."""
    if programs() is None:
        pytest.skip(NOT_HERE)
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request, tmp_path):
    """Return where a new ledger may be made: once in a file, once on a server."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    running = request.getfixturevalue("postgresql")
    return running.address(running.database())


def pytest_addoption(parser):
    parser.addoption("--kills", type=int, default=6, help="how often the desk is killed")
