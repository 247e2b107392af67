"""The worker of gunicorn that serves through `Front`: `-k components.serving.worker.Worker`."""

import os
from typing import Any

from gunicorn.workers.base import Worker as Base

from components.serving.front import Front


class Worker(Base):  # type: ignore[misc]  # gunicorn has no types
    """One process: gunicorn starts it, watches it and tells it when to end."""

    is_hurried = False

    def run(self) -> None:
        """Serve until gunicorn says stop, or is gone."""
        trusted = frozenset(self.cfg.forwarded_allow_ips)
        front = Front(self.wsgi, [_bare(one) for one in self.sockets], self.cfg.threads, trusted)
        while self.alive and self.ppid == os.getppid():
            self.notify()
            front.turn()
        front.finish(0 if self.is_hurried else self.cfg.graceful_timeout)

    def handle_quit(self, sig: int, frame: object) -> None:  # noqa: ARG002 - as gunicorn calls it
        """End at once where somebody pressed Ctrl-C, but with every thread at its end.

        Gunicorn leaves the process in the middle of them; what they hold of the database is then
        called leaked, over half a screen.
        """
        self.alive, self.is_hurried = False, True


def _bare(listener: Any) -> Any:  # noqa: ANN401 - gunicorn wraps a socket and has no types
    return getattr(listener, "sock", listener)
