"""The site asked as a visitor asks it: what a proxy passes on, and who reads, shows only so."""

import ssl
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Final
from urllib.parse import urlsplit

from pipelines.accounts.book import Accounts
from pipelines.settings import Settings

_PATIENCE: Final = 10  # seconds
_PROXIED: Final = "X-Remote-User"  # the header that most proxies name a person in
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
Answer = tuple[str, bool, dict[str, Any]]


def answers(settings: Settings) -> Iterator[Answer]:
    """Yield what asking the site at its address shows: a word for it, whether it is well, parts.

    Nothing is changed by it and nobody is signed in or out.
    """
    parts = {"address": settings.address}
    try:
        _status(settings.address, "/healthz")
    except (OSError, HTTPException, ValueError) as error:
        yield "site_down", False, parts | {"why": getattr(error, "strerror", None) or str(error)}
        return
    yield from _names(settings, parts)
    header = settings.proxy_header or _PROXIED
    forged = [
        _status(settings.address, "/account", {header: name}) for name in _administrators(settings)
    ]
    if forged:
        yield (
            "site_forged" if 200 in forged else "site_header",
            200 not in forged,
            parts | {"header": header},
        )
    is_outside = urlsplit(settings.address).hostname not in _HERE
    if is_outside and _status(settings.address, "/metrics") == 200:
        yield "site_metrics", False, parts
    is_read = _status(settings.address, "/about", {"Accept": "application/json"}) == 200
    is_from_here = settings.reading == "machine" and not is_outside
    is_meant = settings.reading == "open" or is_from_here or not is_read
    word = "site_reads" if is_read else "site_shut"
    yield word, is_meant, parts


def _names(settings: Settings, parts: dict[str, Any]) -> Iterator[Answer]:
    """Tell whether the proxy passes on the name and the scheme that the browser meant."""
    own = {"Origin": settings.address, "Sec-Fetch-Site": "same-origin"}
    status = _status(settings.address, "/logout", own, method="POST")
    is_passed = status not in {403, 421}
    yield "site_host" if is_passed else "site_host_lost", is_passed, parts


def _administrators(settings: Settings) -> list[str]:
    accounts = Accounts(settings.ledger).all()
    able = [one.name for one in accounts if one.role == "administrator" and not one.is_disabled]
    return [name for name in able[:1] if name.isascii()]  # a header holds nothing else


def _status(
    address: str, path: str, heads: Mapping[str, str] | None = None, method: str = "GET"
) -> int:
    """Ask and return the status; whose certificate it is, is not what is asked here."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port
    if parts.scheme == "https":
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        line: HTTPConnection = HTTPSConnection(host, port, timeout=_PATIENCE, context=trusting)
    else:
        line = HTTPConnection(host, port, timeout=_PATIENCE)
    try:
        line.request(method, path, headers=dict(heads or {}))
        return line.getresponse().status
    finally:
        line.close()
