"""What a collection did, one line of JSON each, on the disk before the next step is taken.

A line that a kill cut short was not yet done: it is dropped, and its step taken again.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Event = Mapping[str, Any]


class Journal:
    """The journal of one column: what is there is read once, then lines are added."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def path(self) -> Path:
        """Return where it lies."""
        return self._path

    def events(self) -> Iterator[Event]:
        """Yield what was done; a last line without an end is cut off."""
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return
        whole, _, torn = data.rpartition(b"\n")
        if torn:
            with self._path.open("r+b") as file:
                file.truncate(len(data) - len(torn))
        for line in whole.splitlines():
            try:
                event = json.loads(line)
            except ValueError:  # damage from outside: that step is taken again
                continue
            if isinstance(event, dict):
                yield event

    def append(self, event: Event) -> None:
        """Write down what was done; when this returns, it is on the disk."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            file.write(json.dumps(event, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def put_aside(self, previous: Path) -> None:
        """Begin anew: what is here becomes the journal that the next collection compares with."""
        if self._path.exists():
            os.replace(self._path, previous)  # noqa: PTH105 - the atomic call, by its name
