"""How much a request may send and how long it may take to send it. Pure."""

from dataclasses import dataclass
from typing import Final

from pipelines.desk.received import MAX_FILE
from pipelines.desk.task_list_file import MOST_BYTES

KB: Final = 2**10
FRAME: Final = 64 * KB  # what a form needs beside the file or text in it
SMALL: Final = 256 * KB  # a callback, a form, whatever has no limit of its own
TEXT: Final = 4 * 2**20  # a report pasted as text
BODIES: Final = {
    "/import/files": MAX_FILE + FRAME,
    "/import/text": TEXT,
    "/tasks/list": MOST_BYTES + FRAME,
}


def body_limit(path: str) -> int:
    """Return how many bytes the body of a request may have, by its path."""
    return BODIES.get(path, SMALL)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one connection, and one client with all of its connections, may take up.

    A silent connection is no sin: browsers open some before they need them. So it is closed late,
    and the silent make room first when there are too many.
    """

    silent: float = 60.0  # seconds without a byte either way
    head: float = 15.0  # seconds from the first byte of a request to the end of its headers
    body: float = 30.0  # seconds for a body, and as many more as its length needs
    slowest: int = 16 * KB  # bytes a second that a body must at least come at
    head_bytes: int = 32 * KB  # the address and all headers
    connections: int = 400  # in one process
    of_client: int = 60  # of these, from one address that is neither this machine nor the proxy

    def body_seconds(self, length: int) -> float:
        """Return within how many seconds a body of this length must be here."""
        return self.body + length / self.slowest
