"""A question to the API that is being answered while the store is published."""

import shutil

import duckdb
import pytest

from components.api import routes
from components.application import create_app
from pipelines.settings import ROOT
from pipelines.store.pointer import point
from pipelines.store.store import Store

OLD, *NEWER = (f"{number}" * 16 for number in range(1, 6))


@pytest.fixture
def folder(store, tmp_path):
    """Give a folder with publications that differ in their digest, the oldest of them served."""
    for digest in (OLD, *NEWER):
        file = tmp_path / f"mingcha-{digest}.duckdb"
        shutil.copyfile(store.file(), file)
        with duckdb.connect(file) as connection:  # noqa: TID251 - publications made by hand
            connection.execute("UPDATE raw.build_info SET digest = ?", [digest])
    point(tmp_path, tmp_path / f"mingcha-{OLD}.duckdb")
    return tmp_path


@pytest.mark.parametrize(("count", "status"), [(0, 200), (1, 200), (2, 200), (4, 409)])
def test_what_is_published_meanwhile_is_what_is_answered(folder, monkeypatch, count, status):
    coming, answered = NEWER[:count], routes.answered

    def published_meanwhile(*asked):
        reply = answered(*asked)
        if coming:
            point(folder, folder / f"mingcha-{coming.pop(0)}.duckdb")
        return reply

    client = create_app(Store(folder), ROOT / "assets").server.test_client()
    old = client.get("/api/v1/agencies.json?dataset=demo&limit=2").json
    monkeypatch.setattr(routes, "answered", published_meanwhile)
    reply = client.get("/api/v1/agencies.json?dataset=demo&limit=2")
    assert reply.status_code == status
    if status == 200:
        assert reply.json["store"] == [OLD, *NEWER][count]
        assert reply.json["rows"] == old["rows"]
    further = client.get(old["next"])  # a place in what was published before leads nowhere
    assert further.status_code == (409 if count else 200)
