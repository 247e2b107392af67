"""Accounts in the ledger's database: roles, passwords, sessions, locks and the key."""

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import extract_parameters
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from pipelines.accounts import passwords
from pipelines.accounts.book import Accounts
from pipelines.accounts.key import key, key_file
from pipelines.accounts.roles import Account, may, plain_name
from pipelines.errors import AccountError
from pipelines.ledger.account_tables import attempt, session
from pipelines.ledger.ledger import Ledger
from pipelines.settings import ROOT, Settings

PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
WANG = Account(0, "wang", "王某", "officer", ("990101",))


@pytest.fixture
def url(ledger_url):
    return ledger_url


@pytest.fixture
def in_file(tmp_path):
    return f"sqlite:///{tmp_path / 'ledger.sqlite'}"


@pytest.fixture
def book(url):
    one = Accounts(url)
    one.add(WANG, PASSWORD, by="root")
    return one


def ask(url, statement):
    """Do what a person with the database's password could do."""
    with create_engine(url, poolclass=NullPool).begin() as connection:
        result = connection.execute(text(statement) if isinstance(statement, str) else statement)
        return result.fetchall() if result.returns_rows else []


def test_asking_makes_no_file(tmp_path, in_file):
    assert not Accounts(in_file).has_any()
    assert Accounts(in_file).all() == []
    assert Accounts(in_file).of_session("x") is None
    assert list(tmp_path.iterdir()) == []


def test_accounts_stand_beside_decisions_that_were_there_before(url):
    Ledger(url).append("verdict", "f", {}, by="root")
    book = Accounts(url)
    assert not book.has_any()
    book.add(WANG, PASSWORD, by="root")
    assert book.has_any()
    assert len(Ledger(url).decisions()) == 1


def test_no_password_and_no_token_is_kept_as_it_is(url, book):
    token = book.sign_in("wang", PASSWORD, "10.0.0.1")
    assert book.sign_in("typed in the wrong box", PASSWORD, "10.0.0.1") is None
    tables = ("account", "account_change", "account_session", "account_attempt")
    kept = str([ask(url, f"SELECT * FROM {one}") for one in tables])
    for secret in (PASSWORD, token, "typed in the wrong box", "10.0.0.1"):
        assert secret not in kept
    assert "$argon2id$" in kept


def test_nobody_takes_as_long_as_somebody():
    theirs = extract_parameters(passwords.hashed(PASSWORD, "wang"))
    assert extract_parameters(passwords._nobodys()) == theirs
    assert not passwords.matches(PASSWORD, None)


def test_changes_say_who_and_when_and_cannot_be_unsaid(url, book):
    book.set_role("wang", "administrator", (), by="li")
    book.set_disabled("wang", is_disabled=True, by="li")
    assert [(one.made_by, one.what) for one in book.changes()] == [
        ("root", "add"),
        ("li", "role"),
        ("li", "disable"),
    ]
    for statement in ("DELETE FROM account_change", "UPDATE account_change SET made_by = 'x'"):
        with pytest.raises(DBAPIError, match="append-only"):
            ask(url, statement)
    with pytest.raises(AccountError):
        book.set_password("wang", "a quite different one", by=" ")
    assert book.sign_in("wang", "a quite different one", "") is None


@pytest.mark.parametrize(
    "change",
    [
        {"name": "x"},
        {"name": "wang li"},
        {"name": "a(b)"},
        {"name": "wang"},
        {"name": "ＷＡＮＧ"},
        {"name": "li", "role": "king"},
        {"name": "li", "counties": ()},
        {"name": "li", "counties": ("99010",)},
        {"name": "li", "counties": ("%",)},
        {"name": "li", "role": "reader"},
    ],
)
def test_an_account_that_cannot_be_is_not_added(book, change):
    with pytest.raises(AccountError):
        book.add(replace(WANG, **change), PASSWORD, by="root")
    assert len(book.all()) == 1


@pytest.mark.parametrize("password", ["", "short", "aaaaaaaaaaaa", "x" * 201, "wang.long-name"])
def test_a_poor_password_is_refused(url, password):
    with pytest.raises(AccountError):
        Accounts(url).add(replace(WANG, name="wang.long-name"), password, by="root")


def test_a_name_is_one_however_it_is_typed(book):
    assert plain_name(" Wang ") == "wang"
    assert book.find("ＷＡＮＧ") == book.find("wang")
    assert book.sign_in("WANG", PASSWORD, "") is not None


def test_a_signature_cannot_be_another_persons():
    forged = Account(0, "li", "王某 (wang)", "reader")
    assert forged.signature.endswith("(li)")


def test_an_officer_of_a_city_has_its_counties_and_no_other_role_has_any():
    assert may(replace(WANG, counties=("9901",)), "verdict", "990101")
    assert not may(replace(WANG, counties=("990101",)), "verdict", "9901")
    assert not may(WANG, "verdict", "")
    assert not may(WANG, "manage", "990101")
    assert not may(replace(WANG, role="reader"), "verdict", "990101")
    assert not may(None, "read")
    assert may(replace(WANG, role="reader", counties=()), "read")
    assert not may(replace(WANG, is_disabled=True), "read")


def test_a_hundred_attempts_at_once_are_not_one(book, url):
    def attempt(_):
        try:
            return book.sign_in("wang", "wrong", "")
        except AccountError as error:
            return error.code

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(attempt, range(24)))
    assert told.count(None) <= 5
    assert told.count("account_locked") >= 19
    failed = ask(url, "SELECT count(*) FROM account_attempt WHERE outcome = 'failed'")
    assert failed[0][0] <= 5


def test_a_lock_ends_a_quarter_of_an_hour_after_the_last_failure(book, url):
    for _ in range(5):
        book.sign_in("wang", "wrong", "")
    with pytest.raises(AccountError):
        book.sign_in("wang", PASSWORD, "")
    ask(url, attempt.update().values(made_at=datetime.now(UTC) - timedelta(minutes=16)))
    assert book.sign_in("wang", PASSWORD, "") is not None


def test_failures_from_one_address_lock_it_for_every_name(book):
    for number in range(30):
        assert book.sign_in(f"name{number}", "wrong", "10.0.0.1") is None
    with pytest.raises(AccountError):
        book.sign_in("wang", PASSWORD, "10.0.0.1")
    assert book.sign_in("wang", PASSWORD, "10.0.0.2") is not None


def test_a_session_ends_by_itself(book, url):
    token = book.sign_in("wang", PASSWORD, "")
    assert book.of_session(token).name == "wang"
    ask(url, session.update().values(ends_at=datetime.now(UTC)))
    assert book.of_session(token) is None


def test_the_key_is_made_once_for_its_owner_alone(tmp_path, in_file):
    settings = Settings(ROOT / "data", tmp_path / "a", tmp_path / "s", in_file)
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: key(settings), range(16)))
    assert len(keys) == 1
    assert stat.S_IMODE(key_file(settings).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [key_file(settings).name]
    key_file(settings).chmod(0o644)
    with pytest.raises(AccountError, match="others may read"):
        key(settings)


def test_a_key_that_is_set_is_taken_if_it_is_long(tmp_path, in_file):
    settings = Settings(ROOT / "data", tmp_path / "a", tmp_path / "s", in_file, secret="k" * 32)
    assert key(settings) == "k" * 32
    assert "kkkk" not in repr(settings)
    with pytest.raises(AccountError):
        key(replace(settings, secret="short"))  # noqa: S106 - to be refused
    assert list(tmp_path.iterdir()) == []


def test_accounts_are_no_part_of_what_is_published(book, url):
    assert Ledger(url).decisions() == []
