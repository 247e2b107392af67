"""One request at a time to a host, with a pause between, whichever process asks."""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock


class Turns:
    """A folder with a file for every host: who holds it may ask, its age tells since when."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder, self._clock, self._sleep = folder, clock, sleep

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Wait until the host may be asked, and hold the others back meanwhile."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / hashlib.sha256(host.encode()).hexdigest()[:16]
        with FileLock(path.with_suffix(".lock")):
            since = self._clock() - path.stat().st_mtime if path.exists() else pause
            if 0 <= since < pause:
                self._sleep(pause - since)
            try:
                yield
            finally:
                path.write_text(host, encoding="utf-8")
                now = self._clock()
                os.utime(path, (now, now))
