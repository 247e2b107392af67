"""A published store that is damaged: an earlier whole one serves, and a build is asked for.

What is lost of a store is built anew from archive and ledger; meanwhile readers are served.
`python -m pipelines.build.mending` does so, told where by standard input: a service starts it.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TextIO

from pipelines.build import queue as builds
from pipelines.build.background import settings_from
from pipelines.build.publish import alone
from pipelines.build.run import build
from pipelines.errors import StoreError
from pipelines.settings import Settings
from pipelines.store.condition import DAMAGED, EARLIER, WHOLE, Condition, note
from pipelines.store.integrity import damage
from pipelines.store.pointer import POINTER, point, published
from pipelines.store.store import Store

PROCESS: Final = "pipelines.build.mending"


def main(stream: TextIO) -> None:
    """Read the published store through, and where it is damaged build it anew."""
    settings = settings_from(stream)
    if look_over(settings).state != WHOLE:
        builds.work(settings, build)


def look_over(settings: Settings) -> Condition:
    """Read the published store to its end and write down how it is; mend what can be mended.

    A damaged one gives way to the newest earlier one that is whole, and a build is asked for,
    which the caller starts or leaves to a builder.
    """
    folder = settings.store
    if not os.path.lexists(folder / POINTER):
        return Condition()
    with alone(folder):
        current = published(folder)
        why = damage(current)
        condition = Condition(current.name, DAMAGED if why else WHOLE, why, _now())
        if why and (earlier := _earlier(folder, current)):
            point(folder, earlier)
            condition = Condition(earlier.name, EARLIER, f"{current.name}: {why}", _now())
        note(folder, condition)
    if why:
        builds.enqueue(settings, start=False)
    return condition


def _earlier(folder: Path, current: Path) -> Path | None:
    others = [path for path in folder.glob("mingcha-*.duckdb") if path != current]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    return next((path for path in others if _serves(path)), None)


def _serves(path: Path) -> bool:
    """Tell whether a file is whole and of the schema that the code asks."""
    try:
        Store.at(path).info()
    except StoreError:
        return False
    return not damage(path)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


if __name__ == "__main__":
    main(sys.stdin)
