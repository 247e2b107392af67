"""Generated cases are the same in every run and may take their time on a loaded machine."""

import pytest
from hypothesis import settings

from tests.postgres import NOT_HERE, programs, server

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


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
