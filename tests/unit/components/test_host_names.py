"""Under which names the site is read: a name that another site pointed here reads nothing."""

import pytest

from components.application import create_app
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store
from tests.unit.components.access_site import site_at


def status(client, host, path="/counts.csv?dataset=demo"):
    return client.get(path, headers={"Host": host}).status_code


@pytest.fixture(scope="module")
def open_site(tmp_path_factory, shipped):
    home = tmp_path_factory.mktemp("hosts")
    settings = Settings(ROOT / "data", home / "a", shipped, f"sqlite:///{home / 'l.sqlite'}")
    return create_app(Store(shipped), ROOT / "assets", settings).server.test_client()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8050", "[::1]:8050"])
def test_without_accounts_this_machines_own_names_are_answered(open_site, host):
    assert status(open_site, host) == 200


@pytest.mark.parametrize("path", ["/", "/counts.csv?dataset=demo", "/api/v1/rules.json"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil", "["])
def test_without_accounts_no_other_name_is(open_site, host, path):
    assert status(open_site, host, path) in {400, 421}


def test_a_list_of_names_holds_with_accounts_too(tmp_path, shipped):
    listed = site_at(tmp_path, shipped, hosts=("mingcha.example",), reading="open")
    client = listed.of("nobody")
    assert status(client, "mingcha.example") == 200
    assert status(client, "MINGCHA.example:443") == 200
    assert status(client, "other.example") == 421
