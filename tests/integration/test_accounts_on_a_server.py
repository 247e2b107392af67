"""Accounts beside the decisions, in a file and on a server alike."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from pipelines.accounts.book import Accounts
from pipelines.accounts.roles import Account
from pipelines.errors import AccountError
from pipelines.ledger.table import engine

WORD = "correct horse"


@pytest.fixture
def book(ledger_url):
    book = Accounts(ledger_url)
    yield book
    book.close()


def test_signing_in_and_out_works_wherever_the_accounts_are(book):
    assert not book.has_any()
    book.add(Account(0, "wang", "王某", "officer", ("370602",)), WORD, by="x")
    with pytest.raises(AccountError, match="there"):
        book.add(Account(0, "wang", "", "reader", ()), WORD, by="x")
    assert book.sign_in("wang", "another word", "::1") is None
    token = book.sign_in("wang", WORD, "::1")
    assert book.of_session(token).counties == ("370602",)
    book.sign_out(token)
    assert book.of_session(token) is None
    for _ in range(5):
        assert book.sign_in("wang", "another word", "::1") is None
    with pytest.raises(AccountError):
        book.sign_in("wang", WORD, "::1")
    book.set_disabled("wang", is_disabled=False, by="y")
    assert book.sign_in("wang", WORD, "::1")
    assert [(one.what, one.made_by) for one in book.changes()] == [("add", "x"), ("enable", "y")]


def test_the_record_of_changes_is_never_rewritten(book, ledger_url):
    book.add(Account(0, "wang", "", "reader", ()), WORD, by="x")
    statements = ["UPDATE account_change SET made_by = 'y'", "DELETE FROM account_change"]
    statements += ["TRUNCATE account_change"] if ledger_url.startswith("postgresql") else []
    for statement in statements:
        with (
            pytest.raises(SQLAlchemyError, match="append-only"),
            engine(ledger_url).begin() as connection,
        ):
            connection.execute(text(statement))
    assert [one.made_by for one in book.changes()] == ["x"]
