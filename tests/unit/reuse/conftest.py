"""Who reuses the data asks the store that ships: over HTTP, as files, and as a database."""

import shutil
import threading

import duckdb
import pytest
from werkzeug.serving import make_server

from components.application import create_app
from pipelines.settings import ROOT
from pipelines.store.store import Store


@pytest.fixture(scope="session")
def store(shipped) -> Store:
    return Store(shipped)


@pytest.fixture(scope="session")
def client(store):
    return create_app(store, ROOT / "assets").server.test_client()


@pytest.fixture(scope="session")
def plain(store, tmp_path_factory):
    """Open a copy of the published file as anybody would: no settings, no schema chosen."""
    path = tmp_path_factory.mktemp("taken") / "store.duckdb"
    shutil.copyfile(store.file(), path)
    with duckdb.connect(str(path), read_only=True) as connection:  # noqa: TID251 - as a reader would
        yield connection


@pytest.fixture(scope="session")
def host(store):
    site = create_app(store, ROOT / "assets").server
    server = make_server("127.0.0.1", 0, site, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
