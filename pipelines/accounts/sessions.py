"""Who is signed in: sessions on our side, so that signing out ends a copied cookie too."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, RowMapping, select

from pipelines.ledger.account_tables import account, session

LASTS: Final = timedelta(hours=10)  # a working day


def start(connection: Connection, account_id: int) -> str:
    """Begin a session and return its token, which nobody can know beforehand."""
    now, token = datetime.now(UTC), secrets.token_urlsafe(32)
    connection.execute(session.delete().where(session.c.ends_at < now))
    row = {"token": digest(token), "account_id": account_id}
    connection.execute(session.insert(), row | {"started_at": now, "ends_at": now + LASTS})
    return token


def account_of(connection: Connection, token: str) -> RowMapping | None:
    """Return the row of the account that a token stands for, while the session lasts."""
    query = (
        select(account)
        .join(session, session.c.account_id == account.c.id)
        .where(session.c.token == digest(token), session.c.ends_at > datetime.now(UTC))
        .where(account.c.is_disabled.is_(False))
    )
    return connection.execute(query).mappings().first()


def end(connection: Connection, token: str) -> None:
    """End one session."""
    connection.execute(session.delete().where(session.c.token == digest(token)))


def end_all(connection: Connection, account_id: int) -> None:
    """End every session of an account."""
    connection.execute(session.delete().where(session.c.account_id == account_id))


def digest(token: str) -> str:
    """Return what is kept of a token, or of a name that was tried: never the text itself."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
