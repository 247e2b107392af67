"""The book of accounts: the one way to the tables of accounts, beside the ledger's decisions."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from pipelines.accounts import attempts, sessions
from pipelines.accounts.passwords import hashed, is_outdated, is_set, matches, unset
from pipelines.accounts.roles import ADMINISTRATOR, Account, checked, plain_name, shown_name
from pipelines.errors import AccountError, LedgerError
from pipelines.ledger import account_tables as tables
from pipelines.ledger.table import engine, file_of


@dataclass(frozen=True, slots=True)
class AccountChange:
    """One change of an account: who did what, when."""

    made_at: datetime
    made_by: str
    name: str
    what: str
    body: Mapping[str, Any]


_OWN: Final = "own"  # before a name that is signed in: no name has a blank in it


class Accounts:
    """Accounts, sessions and attempts of one installation; safe to share between threads."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine: Engine | None = None
        self._has_any = False

    def has_any(self) -> bool:
        """Tell whether there are accounts; asking makes no file and no table.

        Raises:
            LedgerError: the database cannot be read.
        """
        if not self._has_any and self._is_made():
            with self._read() as connection:
                row = connection.execute(select(tables.account.c.id).limit(1)).first()
            self._has_any = row is not None  # nothing removes an account
        return self._has_any

    def all(self) -> Sequence[Account]:
        """Return every account by name."""
        if not self._is_made():
            return []
        with self._read() as connection:
            rows = connection.execute(select(tables.account).order_by(tables.account.c.name))
            return [_account(row) for row in rows.mappings()]

    def find(self, name: str) -> Account | None:
        """Return the account of a name, however it is typed."""
        try:
            wanted = plain_name(name)
        except AccountError:
            return None
        return next((one for one in self.all() if one.name == wanted), None)

    def changes(self) -> Sequence[AccountChange]:
        """Return what was changed in accounts, the oldest first."""
        if not self._is_made():
            return []
        columns = [column for column in tables.change.c if column.name != "id"]
        with self._read() as connection:
            rows = connection.execute(select(*columns).order_by(tables.change.c.id)).mappings()
            return [AccountChange(**row) for row in rows]

    def add(self, account: Account, password: str | None, *, by: str) -> None:
        """Add an account; without a password nobody can sign in to it until a link sets one.

        Raises:
            AccountError: there is one of this name, or name, role or password cannot be.
        """
        name = plain_name(account.name)
        details = {"role": account.role, "counties": list(checked(account.role, account.counties))}
        row = details | {"name": name, "shown": shown_name(account.shown), "is_disabled": False}
        row["password"] = _stored(password, name)
        if self.find(name) is not None:
            raise AccountError(f"{name} is there already", "account_there", word=name)
        with self._write() as connection:
            try:
                connection.execute(tables.account.insert(), row)
            except IntegrityError as error:
                raise AccountError(f"{name} is there", "account_there", word=name) from error
            _record(connection, name, "add", details, by)

    def set_role(self, name: str, role: str, counties: tuple[str, ...], *, by: str) -> None:
        """Give an account another role; it signs in anew."""
        said = {"role": role, "counties": list(checked(role, counties))}
        self._set(name, "role", said, said, by)

    def set_disabled(self, name: str, *, is_disabled: bool, by: str) -> None:
        """Shut an account out, or let it in again and unlock it."""
        what = "disable" if is_disabled else "enable"
        self._set(name, what, {"is_disabled": is_disabled}, {}, by)

    def set_password(self, name: str, password: str | None, *, by: str) -> None:
        """Give an account another password, or None: every session ends, and it is unlocked."""
        self._set(name, "password", {"password": _stored(password, plain_name(name))}, {}, by)

    def sign_in(self, name: str, password: str, address: str) -> str | None:
        """Return the token of a new session, or None where name or password are not right.

        Raises:
            AccountError: there were too many attempts, for this name or from this address.
        """
        number = self._proved(name, password, address)
        if number is None:
            return None
        with self._write() as connection:
            return sessions.start(connection, number)

    def change_own(self, account: Account, present: str, new: str, token: str) -> str | None:
        """Give a signed-in person another password and return the token of a new session.

        None where the present password is not right. Wrong ones are counted for the session that
        `token` stands for, and for nothing else: nobody outside can lock a person who is in.

        Raises:
            AccountError: the new one is not good enough, or there were too many attempts.
        """
        number = self._proved(account.name, present, token, counted=f"{_OWN} {account.name}")
        if number is None:
            return None
        self.set_password(account.name, new, by=account.signature)
        with self._write() as connection:
            return sessions.start(connection, number)

    def _proved(self, name: str, password: str, address: str, counted: str = "") -> int | None:
        """Return the number of the account that name and password are of."""
        if not self.has_any():
            return None
        try:
            plain = plain_name(name)
        except AccountError:
            plain = name[:200]
        with self._write() as connection:
            number = attempts.begin(connection, counted or plain, address)
        if isinstance(number, timedelta):
            seconds = max(1, round(number.total_seconds()))
            raise AccountError("too many attempts", "account_locked", seconds=seconds)
        with self._read() as connection:
            found = select(tables.account).where(tables.account.c.name == plain)
            row = connection.execute(found).mappings().first()
        is_right = matches(password, row["password"] if row else None)
        if row is None or not is_right or row["is_disabled"]:
            return None
        with self._write() as connection:
            attempts.good(connection, number)
            if is_outdated(row["password"]):
                _update(connection, row["id"], {"password": hashed(password, plain)})
        return int(row["id"])

    def of_session(self, token: str) -> Account | None:
        """Return whose a session is; None once it ended or its account was shut out."""
        if not self.has_any():
            return None
        with self._read() as connection:
            row = sessions.account_of(connection, token)
        return _account(row) if row else None

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._write() as connection:
            sessions.end(connection, token)

    def close(self) -> None:
        """Let go of the database: needed before a process forks."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def password_mark(self, name: str) -> str:
        """Return a mark of an account's password, another after each change; "" of nobody."""
        account = self.find(name)
        if account is None or account.is_disabled:
            return ""
        with self._read() as connection:
            asked = select(tables.account.c.password).where(tables.account.c.id == account.id)
            kept = str(connection.execute(asked).scalar_one())
        return hashlib.sha256(kept.encode()).hexdigest()[:16]

    def _check_last(self, account: Account) -> None:
        """See to it that somebody is left who can sign in and let people in."""
        held = tables.account.c
        asked = select(held.id, held.password).where(held.role == ADMINISTRATOR, ~held.is_disabled)
        with self._read() as connection:
            rows = connection.execute(asked).all()
        if [number for number, password in rows if is_set(password)] == [account.id]:
            said = f"{account.name} is the last administrator"
            raise AccountError(said, "account_last_administrator", word=account.name)

    def _set(
        self, name: str, what: str, values: Mapping[str, Any], details: Mapping[str, Any], by: str
    ) -> None:
        account = self.find(name)
        if account is None:
            raise AccountError(f"{name}: no such account", "account_unknown", word=name)
        is_less = what == "role" and values["role"] != ADMINISTRATOR
        if what == "disable" or is_less or not is_set(values.get("password", "")):
            self._check_last(account)
        with self._write() as connection:
            _update(connection, account.id, values)
            sessions.end_all(connection, account.id)
            if what in {"password", "enable"}:
                attempts.forgive(connection, account.name)
            _record(connection, account.name, what, details, by)

    def _is_made(self) -> bool:
        """Tell whether the tables are there; asking never makes a file."""
        if self._has_any:
            return True
        try:
            file = file_of(self._url)
            return (file is None or file.exists()) and inspect(self._open()).has_table(
                tables.attempt.name
            )
        except (SQLAlchemyError, ImportError) as error:
            raise LedgerError("the accounts cannot be read", "accounts_unread") from error

    def _open(self) -> Engine:
        if self._engine is None:
            self._engine = engine(self._url)
        return self._engine

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        try:
            with self._open().connect() as connection:
                yield connection
        except (SQLAlchemyError, ImportError) as error:
            raise LedgerError("the accounts cannot be read", "accounts_unread") from error

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        try:
            if not self._is_made():
                tables.make(self._open())
            with self._open().begin() as connection:
                yield connection
        except (SQLAlchemyError, ImportError) as error:
            raise LedgerError("the accounts cannot be written", "accounts_unwritten") from error


def _stored(password: str | None, name: str) -> str:
    """Return what is kept of a password."""
    return unset() if password is None else hashed(password, name)


def _update(connection: Connection, number: int, values: Mapping[str, Any]) -> None:
    table = tables.account
    connection.execute(table.update().where(table.c.id == number).values(**values))


def _record(connection: Connection, name: str, what: str, body: Mapping[str, Any], by: str) -> None:
    if not by.strip():
        raise AccountError("say who changes an account", "account_nobody")
    row = {"made_at": datetime.now(UTC), "made_by": by[:80], "name": name}
    connection.execute(tables.change.insert(), row | {"what": what, "body": dict(body)})


def _account(row: Mapping[Any, Any]) -> Account:
    names = ("id", "name", "shown", "role", "is_disabled")
    return Account(**{one: row[one] for one in names}, counties=tuple(row["counties"]))
