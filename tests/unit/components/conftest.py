"""The front end's tests ask a real store of the data that ships."""

import pytest

from components.application import create_app
from pipelines.settings import ROOT
from pipelines.store.store import Store


@pytest.fixture(scope="session")
def store(shipped) -> Store:
    return Store(shipped)


@pytest.fixture(scope="session")
def app(store):
    return create_app(store, ROOT / "assets")


@pytest.fixture(scope="session")
def client(app):
    return app.server.test_client()
