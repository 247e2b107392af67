"""The analysis of a year as its pages give it: one application, each file written once."""

from functools import cache

import pytest

from components.application import create_app
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store


@pytest.fixture(scope="package")
def client(shipped, tmp_path_factory):
    home = tmp_path_factory.mktemp("analysis")
    ledger = f"sqlite:///{home / 'ledger.sqlite'}"
    own = Settings(ROOT / "data", home / "archive", shipped, ledger)
    return create_app(Store(shipped), ROOT / "assets", own).server.test_client()


@pytest.fixture(scope="package")
def written(client):
    """Return a function that gives the analysis of a year of the simulated district, kept."""

    @cache
    def write(year, ending):
        return client.get(f"/papers/analysis.{ending}?dataset=demo&y={year}").data

    return write
