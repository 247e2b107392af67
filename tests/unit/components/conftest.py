"""The front end's tests ask a real store of the data that ships."""

import pytest

from components.application import create_app
from pipelines.build import background
from pipelines.settings import ROOT
from pipelines.store.store import Store
from tests.unit.components.desk_site import Desk


@pytest.fixture(scope="session")
def store(shipped) -> Store:
    return Store(shipped)


@pytest.fixture(scope="session")
def app(store):
    return create_app(store, ROOT / "assets")


@pytest.fixture(scope="session")
def client(app):
    return app.server.test_client()


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory, shipped):
    yield Desk(tmp_path_factory.mktemp("desk"), shipped)
    for one in background.started:  # what a filing began is not left behind
        one.wait()


@pytest.fixture
def desk(shared_desk):
    """Return the one desk of a module; what each of its tests decided is counted by itself."""
    shared_desk.begin()
    return shared_desk
