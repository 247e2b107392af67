"""The revisions of the ledger's schema: which one it is, and the way up to today's."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from pipelines.errors import LedgerError
from pipelines.ledger.table import own

REVISIONS: Final = ("0001", "0002", "0003")
HEAD: Final = REVISIONS[-1]
_NUMBER: Final = "alembic_version"
_UPGRADING: Final = 7_264_001  # the key of a lock that only upgrades take
_GUARDS: Final = {
    "sqlite": ("decision_no_update", "decision_no_delete", "decision_no_replace"),
    "postgresql": ("decision_no_change", "decision_no_truncate"),
}
_NAMED: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'decision'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'decision'::regclass "
    "AND NOT tgisinternal AND tgenabled <> 'D'",
}


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade did: from which revision ("" where nothing was), and the copy made before."""

    before: str
    after: str
    copy: Path | None = None


def revision(engine: Engine) -> str:
    """Return the revision of a ledger; "" where there is none yet."""
    with engine.connect() as connection:
        return _revision(connection)


def missing_guards(engine: Engine) -> list[str]:
    """Return which guards of the rows are not in force."""
    dialect = engine.dialect.name
    with engine.connect() as connection:
        found = set(connection.execute(text(_NAMED[dialect])).scalars())
    return [name for name in _GUARDS[dialect] if name not in found]


def prepare(engine: Engine) -> None:
    """Make a new ledger's tables; bring one in a file of this machine up to today's revision.

    Raises:
        LedgerError: it is of a later revision, or several machines may share it and it is old.
    """
    current = revision(engine)
    if current == HEAD:
        return
    if current and engine.dialect.name != "sqlite":
        _check(current)
        sentence = f"the ledger has revision {current} and needs {HEAD}: run mingcha ledger upgrade"
        raise LedgerError(sentence, "ledger_old", found=current, head=HEAD)
    upgrade(engine)


def upgrade(engine: Engine) -> Upgrade:
    """Bring a ledger up to today's revision, whole or not at all; a file is copied first.

    Raises:
        LedgerError: it is of a later revision than this version knows.
    """
    with engine.connect() as connection:
        _lock(connection)
        current = _revision(connection)  # another process may have been faster
        if current == HEAD:
            return Upgrade(current, current)
        _check(current)
        copy = _copied(engine, current) if current else None
        _run(connection, current)
        connection.commit()
    return Upgrade(current, HEAD, copy)


def upgrade_plan(engine: Engine) -> tuple[str, list[tuple[str, str]]]:
    """Return the revision of a ledger, and number and title of each step up to today's.

    Raises:
        LedgerError: it is of a later revision than this version knows.
    """
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - a tenth of a second, see _run

    current = revision(engine)
    _check(current)
    if not current:
        return current, []
    scripts = ScriptDirectory(str(Path(__file__).with_name("migrations")))
    steps = REVISIONS[REVISIONS.index(current) + 1 :]
    return current, [(one, scripts.get_revision(one).doc) for one in steps]


def _revision(connection: Connection) -> str:
    there = inspect(connection)
    has_decisions = there.has_table("decision")  # before the number: who makes both brings both
    if there.has_table(_NUMBER):
        number = connection.execute(text(f"SELECT version_num FROM {_NUMBER}")).scalar()  # noqa: S608
        if number:
            return str(number)
    return REVISIONS[0] if has_decisions else ""  # the first had no number


def _check(found: str) -> None:
    if found and found not in REVISIONS:
        said = f"the ledger has revision {found}, later than this version's {HEAD}: update mingcha"
        raise LedgerError(said, "ledger_newer", found=found, head=HEAD)


def _lock(connection: Connection) -> None:
    """Let one process upgrade at a time, and nobody write meanwhile."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_UPGRADING})"))


def _run(connection: Connection, found: str) -> None:
    # Alembic takes a tenth of a second to load: only who upgrades waits for it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "pipelines:ledger/migrations")
    if found == REVISIONS[0]:
        command.stamp(config, found)
    command.upgrade(config, "head")


def _copied(engine: Engine, found: str) -> Path | None:
    """Copy a ledger in a file beside it and return the copy; it opens like the ledger itself."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or name in {None, "", ":memory:"}:
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = Path(f"{name}.revision-{found}-{stamp}")
    own(target)
    with closing(sqlite3.connect(str(name))) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    return target
