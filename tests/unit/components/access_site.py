"""An installation with one account of every role, and a browser for each; for the tests."""

from dataclasses import dataclass, replace
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import create_engine, inspect, text

from components.application import create_app
from pipelines.accounts.book import Accounts
from pipelines.accounts.roles import Account
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store

OURS = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
ROLES = {
    "reader": ("reader", ()),
    "elsewhere": ("officer", ("110101",)),
    "officer": ("officer", ("990101",)),
    "administrator": ("administrator", ()),
}
KEPT = ("decision", "account", "account_change")  # what a role must be had for


@dataclass
class Site:
    """One site and what its ledger holds."""

    settings: Settings
    client: FlaskClient  # nobody's

    def sign_in(self, name, password=PASSWORD, **said):
        """Return a new browser after it sent the form, and the answer."""
        client = self.client.application.test_client()
        form = {"name": name, "password": password} | said
        return client, client.post("/login", data=form, headers=OURS)

    def of(self, role):
        """Return the browser of a role; of nobody, one that never signed in."""
        if role == "nobody":
            return self.client.application.test_client()
        client, reply = self.sign_in(role)
        assert reply.status_code == 303
        return client

    def counts(self):
        """Return how many rows each table has that only a role may write to."""
        engine = create_engine(self.settings.ledger)
        with engine.connect() as connection:
            found = {
                one: connection.execute(text(f"SELECT count(*) FROM {one}")).scalar_one()
                if inspect(engine).has_table(one)
                else 0
                for one in KEPT
            }
        engine.dispose()
        return found


def site_at(home: Path, shipped: Path, **changed) -> Site:
    """Return a site over a store that is built, with accounts of its own."""
    settings = Settings(ROOT / "data", home / "archive", shipped, f"sqlite:///{home / 'l.sqlite'}")
    settings = replace(settings, **changed)
    book = Accounts(settings.ledger)
    for name, (role, counties) in ROLES.items():
        book.add(Account(0, name, "", role, counties), PASSWORD, by="root")
    book.close()
    app = create_app(Store(shipped), ROOT / "assets", settings)
    return Site(settings, app.server.test_client())
