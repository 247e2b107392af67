"""How often one address may ask: a bucket for each kind of request, filled steadily.

A bucket holds a minute's worth, so a page of many parts or a folder of files passes at once; what
is asked steadily beyond the rate is refused until there is room. Counted in this process alone.
"""

import logging
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock
from typing import Final

PAGES, FILES, WRITES = "pages", "files", "writes"
DEFAULT: Final[Mapping[str, int]] = {PAGES: 1_800, FILES: 300, WRITES: 600}  # a minute; 0: no end
MINUTE: Final = 60.0
_MOST_CLIENTS: Final = 20_000  # the longest silent is forgotten: its bucket is full again anyway
_NETWORK: Final = 64  # bits of an IPv6 address that one subscriber has at least
_FREE: Final = frozenset({"/healthz", "/readyz", "/metrics"})
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_log = logging.getLogger("mingcha.access")


class Rates:
    """The buckets of one process; safe to share between threads.

    Args:
        allowed: requests a minute, by kind.
        clock: seconds that only grow.
    """

    def __init__(
        self, allowed: Mapping[str, int] = DEFAULT, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._allowed = dict(allowed)
        self._clock = clock
        self._lock = Lock()
        self._full_at: OrderedDict[tuple[str, str], float] = OrderedDict()

    def wait(self, kind: str, address: str) -> int:
        """Take one request from an address's bucket; return 0, or the seconds until there is one.

        What is refused takes nothing: who goes on asking does not wait the longer.
        """
        rate = self._allowed.get(kind, 0)
        client = _client(address)
        if not rate or not client:
            return 0
        each, now, key = MINUTE / rate, self._clock(), (kind, client)
        with self._lock:
            full_at = max(self._full_at.pop(key, now), now) + each
            if full_at - now > MINUTE + each / 2:  # half of one: sums of fractions are not exact
                self._full_at[key] = full_at - each
                return math.ceil(full_at - now - MINUTE)
            self._full_at[key] = full_at
            while len(self._full_at) > _MOST_CLIENTS:
                self._full_at.popitem(last=False)
        return 0


def rates_of(text: str) -> Mapping[str, int]:
    """Read requests a minute by kind, as "pages=1800 files=300 writes=600"; 0 is without end.

    What is not said, or is no number, is as it is without it.
    """
    rates = dict(DEFAULT)
    for word in text.split():
        kind, _, number = word.partition("=")
        if kind in DEFAULT and number.isascii() and number.isdecimal() and len(number) < 10:
            rates[kind] = int(number)
        else:
            _log.warning("MINGCHA_RATES: %r is none of pages=N, files=N, writes=N", word[:40])
    return rates


def kind_of(method: str, path: str, *, is_page: bool) -> str:
    """Return which bucket a request is taken from, "" where it is not counted."""
    if path in _FREE or path.startswith(("/assets/", "/_dash-component-suites/")):
        return ""
    if is_page or path.startswith("/_"):
        return PAGES
    return FILES if method in _SAFE else WRITES


def _client(address: str) -> str:
    """Return whose an address is, "" for this very machine, which is not counted."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if ip.is_loopback:
        return ""
    if isinstance(ip, IPv6Address):
        return str(ip_network((ip.packed, _NETWORK), strict=False))
    return str(ip)
