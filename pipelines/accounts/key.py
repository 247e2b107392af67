"""The key that sessions are signed with: from the settings, or made once beside the ledger."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from sqlalchemy.exc import ArgumentError

from pipelines.errors import AccountError
from pipelines.ledger.table import file_of, may_others
from pipelines.setting_values import SHORTEST
from pipelines.settings import Settings


def key(settings: Settings) -> str:
    """Return the key; where none is set, the file beside the ledger, made when first asked for.

    Raises:
        AccountError: the key is missing or too short, or others than its owner may read the file.
    """
    file = key_file(settings)
    secret = settings.secret or (_kept(file) if file else "")
    if not secret:
        raise AccountError(
            "MINGCHA_SECRET is not set: a ledger on a server has no file beside it that could hold "
            f"the key of sessions; give {SHORTEST} characters or more",
            "account_key_missing",
            n=SHORTEST,
        )
    if len(secret) < SHORTEST:
        raise AccountError(f"MINGCHA_SECRET is shorter than {SHORTEST} characters", "account_key")
    return secret


def check(settings: Settings) -> None:
    """See to it that sessions can be signed; nothing is made by asking.

    Raises:
        AccountError: as `key`.
    """
    file = key_file(settings)
    if settings.secret or file is None or file.exists():
        key(settings)


def key_file(settings: Settings) -> Path | None:
    """Return where the key is kept: beside a ledger in a file; None for one on a server."""
    file = ledger_file(settings)
    return Path(f"{file}.key") if file else None


def ledger_file(settings: Settings) -> Path | None:
    """Return the ledger's file; None for one on a server."""
    with suppress(ArgumentError):
        return file_of(settings.ledger)
    return None


def _kept(file: Path) -> str:
    if not file.exists():
        _make(file)
    if may_others(file):
        raise AccountError(f"{file}: others may read it", "account_key_open", path=file)
    return file.read_text(encoding="ascii").strip()


def _make(file: Path) -> None:
    """Write a whole new key under another name, then link it: the first of several makers wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, prefix=".key-", encoding="ascii") as new:
        new.write(secrets.token_hex(32))  # the file is made with mode 600
        new.flush()
        os.fsync(new.fileno())
        try:
            file.hardlink_to(new.name)
        except FileExistsError:
            return
