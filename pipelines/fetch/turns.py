"""One request at a time to a host, with a pause between, whichever process asks."""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


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
        with path.open("a+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            is_known = path.stat().st_size > 0
            since = self._clock() - path.stat().st_mtime
            if is_known and 0 <= since < pause:
                self._sleep(pause - since)
            try:
                yield
            finally:
                file.truncate(0)
                file.write(host)
                file.flush()
                now = self._clock()
                os.utime(path, (now, now))
