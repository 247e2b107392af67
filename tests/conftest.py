"""Generated cases are the same in every run and may take their time on a loaded machine."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from filelock import FileLock
from hypothesis import settings

from pipelines.accounts import passwords
from pipelines.build.run import build
from pipelines.settings import ROOT, Settings
from tests.postgres import NOT_HERE, programs, server

HERE = Path(__file__).parent
LONGEST_FIRST = ("accuracy", "rules", "survival", "property", "e2e", "integration")
ROOM = 2 * 1024**3  # bytes a process of tests may take with its browser, server and database

os.environ["MINGCHA_CONFIG"] = ""  # noqa: TID251 - no file of the machine that tests run on
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory, worker_id) -> Path:
    """Return the folder of a store built from what ships: look, and change nothing.

    It is built once a run: of several processes the first builds, the others wait for it.
    """
    own = tmp_path_factory.getbasetemp()
    home = (own if worker_id == "master" else own.parent) / "shipped"
    with FileLock(f"{home}.lock"):
        if not (home / "store" / "current").exists():
            ledger = f"sqlite:///{home / 'ledger.sqlite'}"
            build(Settings(ROOT / "data", home / "archive", home / "store", ledger))
    return home / "store"


@pytest.fixture(scope="session")
def shipped_readings(shipped) -> Callable[[Path], None]:
    """Return a function that gives another store what was read of the documents that ship."""
    return lambda store: (
        shutil.copytree(shipped / "parsed", store / "parsed", dirs_exist_ok=True) and None
    )


@pytest.fixture(scope="session", autouse=True)
def password_hasher():
    """Hash passwords cheaply in this process; return the hasher that ships."""
    ships = passwords._HASHER
    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    return ships


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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Use a process more than there are cores, where memory allows: browsers keep some waiting."""
    cores = len(os.sched_getaffinity(0))
    room = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // ROOM
    return cores + (room > cores)


def pytest_collection_modifyitems(items) -> None:
    """Begin with the files that take longest, so that no process ends long after the others."""
    order = {folder: place for place, folder in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: order.get(item.path.relative_to(HERE).parts[0], len(order)))


def pytest_addoption(parser):
    parser.addoption("--kills", type=int, default=6, help="how often the desk is killed")
