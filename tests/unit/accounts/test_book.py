"""Accounts in the ledger's database: roles, passwords, sessions, locks and the key."""

import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import Type, extract_parameters
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


def test_a_guess_costs_what_the_standard_asks(password_hasher):
    """OWASP, Password Storage: Argon2id with 46 MiB and one pass, or as much by other numbers."""
    assert password_hasher.type is Type.ID
    assert password_hasher.memory_cost * password_hasher.time_cost >= 46 * 1024


def test_nobody_takes_as_long_as_somebody():
    theirs = extract_parameters(passwords.hashed(PASSWORD, "wang"))
    assert extract_parameters(passwords._nobodys()) == theirs
    assert not passwords.matches(PASSWORD, None)


def test_changes_say_who_and_when_and_cannot_be_unsaid(url, book):
    book.set_role("wang", "officer", ("130306",), by="li")
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


IMPOSSIBLE = [
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
]


def is_added(book, account):
    try:
        book.add(account, PASSWORD, by="root")
    except AccountError:
        return False
    return True


def test_an_account_that_cannot_be_is_not_added(book):
    assert [one for one in IMPOSSIBLE if is_added(book, replace(WANG, **one))] == []
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


def wait_of(book, sent="wrong", address="", name="wang"):
    """Return for how many seconds an attempt is refused, 0 where it is looked at."""
    try:
        book.sign_in(name, sent, address)
    except AccountError as error:
        return error.detail["seconds"]
    return 0


def earlier(url, seconds):
    """Let everything have happened so many seconds ago."""
    ask(url, attempt.update().values(made_at=datetime.now(UTC) - timedelta(seconds=seconds)))


def test_a_lock_grows_with_every_failure_and_ends_by_itself(book, url):
    assert [wait_of(book) for _ in range(5)] == [0] * 5
    waits = []
    for _ in range(9):
        waits.append(wait_of(book))
        earlier(url, waits[-1] + 1)
        assert wait_of(book) == 0  # one more that fails
    assert [round(one / 30) for one in waits] == [1, 2, 4, 8, 16, 32, 64, 120, 120]
    earlier(url, 3601)
    assert book.sign_in("wang", PASSWORD, "") is not None
    assert wait_of(book) == 0  # what failed before is forgotten


def test_nobody_locks_a_name_for_other_addresses(book):
    assert [wait_of(book, address="10.0.0.1") for _ in range(5)] == [0] * 5
    assert wait_of(book, address="10.0.0.1") > 0
    assert book.sign_in("wang", PASSWORD, "10.0.0.2") is not None


def test_a_name_tried_from_everywhere_is_open_where_its_owner_was_before(book):
    assert book.sign_in("wang", PASSWORD, "10.9.9.9") is not None
    for number in range(100):
        assert wait_of(book, address=f"10.0.0.{number}") == 0
    assert wait_of(book, PASSWORD, address="10.1.0.1") > 3000
    assert book.sign_in("wang", PASSWORD, "10.9.9.9") is not None
    book.set_disabled("wang", is_disabled=False, by="root")
    assert wait_of(book, PASSWORD, address="10.1.0.2") == 0


def test_who_is_signed_in_is_locked_by_nobody(book):
    account = book.find("wang")
    for _ in range(8):
        wait_of(book, address="10.0.0.1")
    assert book.change_own(account, PASSWORD, "four quite other words", "a token") is not None
    assert book.sign_in("wang", "four quite other words", "10.0.0.1") is not None


def test_a_stolen_session_cannot_try_passwords_without_end(book):
    account = book.find("wang")
    assert [book.change_own(account, "x", "four quite other words", "t") for _ in range(5)] == [
        None
    ] * 5
    with pytest.raises(AccountError):
        book.change_own(account, PASSWORD, "four quite other words", "t")


COMMON = (
    *("password1234", "Passw0rd2024!", "qwertyuiop[]", "1qaz2wsx3edc4rfv", "Admin@123456"),
    *("woaini5201314", "zhongguo1949!", "zhengwugongkai2024", "Beijing@2008!!", "abcd1234abcd"),
    *("123456789012", "1357924680ab", "13912345678@qq", "zhangwei19900101", "wangmima2026!!"),
    *("aaaabbbbcccc", "qazwsxedcrfv", "P@ssw0rdP@ssw0rd", "Woaizhongguo888", "Huawei@123456"),
)


def test_what_many_people_have_is_no_password(url):
    book = Accounts(url)
    for number, one in enumerate(COMMON):
        with suppress(AccountError):
            book.add(replace(WANG, name=f"wang{number}"), one, by="root")
    assert [one.name for one in book.all()] == []


@pytest.mark.parametrize(
    "password", [PASSWORD, "a quite different one", "tR7#vq9!mZp2", "槐花十里故人来春水煎茶"]
)
def test_what_few_people_have_is_a_password(password):
    assert passwords.hashed(password.ljust(12, "竹"), "wang")


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
