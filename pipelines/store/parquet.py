"""Rows as one Parquet file, each column of the kind that is promised, a batch at a time."""

from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd

from pipelines.store.questions import quoted

_KINDS: Final = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "array": "VARCHAR",
    "date": "DATE",
}
_MEMORY: Final[dict[str, Any]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_AT_ONCE: Final = 20_000


def write_parquet(
    kinds: Mapping[str, str], rows: Iterable[Mapping[str, Any]], path: Path, note: str
) -> None:
    """Write rows; `kinds` gives the kind of each column, `note` stands in the file's description.

    A list stands as its JSON text. Unknown is NULL.
    """
    columns = ", ".join(f'"{name}" {_KINDS[kind]}' for name, kind in kinds.items())
    names = ", ".join(
        f'CAST("{name}" AS {_KINDS[kind]}) AS "{name}"' for name, kind in kinds.items()
    )
    scratch = path.with_suffix(".duckdb")
    with duckdb.connect(str(scratch), config=_MEMORY) as connection:  # noqa: TID251 - store may
        connection.execute(f"CREATE TABLE given ({columns})")
        rest = iter(rows)
        while some := list(islice(rest, _AT_ONCE)):
            frame = pd.DataFrame(some, columns=list(kinds), dtype=object)
            connection.register("batch", frame)
            connection.execute(f"INSERT INTO given SELECT {names} FROM batch")  # noqa: S608 - ours
            connection.unregister("batch")
        about = f"KV_METADATA {{about: {quoted(note)}}}"
        connection.execute(f"COPY given TO {quoted(str(path))} (FORMAT parquet, {about})")
    scratch.unlink(missing_ok=True)
