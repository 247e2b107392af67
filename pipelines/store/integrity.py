"""Whether a store's file is whole: every byte of it is read and held against its digest.

`mingcha-….sha256` beside a file is what `sha256sum -c` takes. A file without one, written before
there were any, is read through by the database, which knows a checksum of each of its blocks.
"""

import hashlib
import os
from pathlib import Path
from typing import Any, Final

import duckdb

from pipelines.errors import StoreError

_READING: Final[dict[str, Any]] = {
    "threads": 1,
    "memory_limit": "1GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def damage(path: Path) -> str:
    """Return what is wrong with a file, "" where every byte is as it was written."""
    try:
        sealed = seal_of(path).read_text(encoding="ascii").partition(" ")[0]
    except FileNotFoundError:
        return unreadable(path)
    except (OSError, ValueError) as error:
        return f"{seal_of(path).name}: {error}"
    try:  # in signs alone: sentences of both languages carry it
        return "" if _digest(path) == sealed else f"SHA-256 ≠ {seal_of(path).name}"
    except OSError as error:
        return str(error.strerror or error)


def unreadable(path: Path) -> str:
    """Return why a file cannot be read to its end, "" where every table can."""
    try:
        with duckdb.connect(str(path), read_only=True, config=_READING) as connection:  # noqa: TID251 - store may
            tables = "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal"
            for schema, table in connection.execute(tables).fetchall():
                read = f'SELECT bit_xor(hash(t)) FROM "{schema}"."{table}" t'  # noqa: S608 - its own
                connection.execute(read).fetchall()
    except (duckdb.Error, OSError) as error:
        return str(error).splitlines()[0][:300]
    return ""


def put_in_place(partial: Path, target: Path) -> None:
    """Move a file that was just written to its name with the digest of its bytes beside it.

    Raises:
        StoreError: what was written cannot be read again.
    """
    why = unreadable(partial)
    if why:
        said = f"what was written cannot be read again: {why}"
        raise StoreError(said, "store_unwritten", why=why)
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    whole = _digest(partial)
    seal_of(target).unlink(missing_ok=True)  # cut short here, the file is read through instead
    os.replace(partial, target)  # noqa: PTH105 - the atomic call, by its name
    seal = seal_of(target)
    unsealed = seal.with_name(f".building-{os.getpid()}.sha256")
    unsealed.write_text(f"{whole}  {target.name}\n", encoding="ascii")
    os.replace(unsealed, seal)  # noqa: PTH105 - the atomic call, by its name


def remove(path: Path) -> None:
    """Remove a store's file and what says its digest; who reads it reads on."""
    path.unlink(missing_ok=True)
    seal_of(path).unlink(missing_ok=True)


def seal_of(path: Path) -> Path:
    """Return where the digest of a file stands."""
    return path.with_suffix(".sha256")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
