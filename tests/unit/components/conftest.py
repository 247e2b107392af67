"""The data that ships, built once: the front end's tests ask a real store."""

from pathlib import Path

import pytest

from components.application import create_app
from pipelines.build.run import build
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store


@pytest.fixture(scope="session")
def shipped(tmp_path_factory) -> Path:
    """Return the folder of a store built from the excerpts and the simulated district."""
    home = tmp_path_factory.mktemp("shipped")
    ledger = f"sqlite:///{home / 'ledger.sqlite'}"
    build(Settings(ROOT / "data", home / "archive", home / "store", ledger))
    return home / "store"


@pytest.fixture(scope="session")
def store(shipped) -> Store:
    return Store(shipped)


@pytest.fixture(scope="session")
def app(store):
    return create_app(store, ROOT / "assets")


@pytest.fixture(scope="session")
def client(app):
    return app.server.test_client()
