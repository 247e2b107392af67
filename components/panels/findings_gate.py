"""Who may give a verdict from the page: readers of this very machine, where the desk is open.

There are no accounts yet. A verdict is therefore taken only when the installation says so, when
the request comes from the machine itself without a proxy between, when it asks for the machine by
its own name, and when the browser says that a page of this site sent it.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from flask import Request, has_request_context, request

_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_PROXIES: Final = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


@dataclass(frozen=True, slots=True)
class Caller:
    """What a request says of where it comes from."""

    remote: str
    scheme: str
    host: str
    origin: str = ""
    site: str = ""
    is_forwarded: bool = False

    @classmethod
    def of(cls, asked: Request) -> Caller:
        """Read a request."""
        heads = asked.headers
        return cls(
            remote=asked.remote_addr or "",
            scheme=asked.scheme,
            host=asked.host,
            origin=heads.get("Origin", ""),
            site=heads.get("Sec-Fetch-Site", ""),
            is_forwarded=any(name in heads for name in _PROXIES),
        )


def refusal(caller: Caller | None, *, is_open: bool) -> str:
    """Return why a caller may not give a verdict, as the key of a message; "" where it may."""
    if not is_open:
        return "findings_desk.closed"
    if caller is None or not _is_here(caller):
        return "findings_desk.elsewhere"
    return "" if _is_own(caller) else "findings_desk.foreign"


def refused(*, is_open: bool) -> str:
    """Return why the present request may not give a verdict; "" where it may."""
    return refusal(Caller.of(request) if has_request_context() else None, is_open=is_open)


def _is_here(caller: Caller) -> bool:
    """Tell whether the request comes from this machine and asks for it by its own name."""
    try:
        is_loopback = ip_address(caller.remote).is_loopback
        name = urlsplit(f"//{caller.host}").hostname
    except ValueError:
        return False
    return is_loopback and name in _NAMES and not caller.is_forwarded


def _is_own(caller: Caller) -> bool:
    """Tell whether a page of this site sent it: what the browser says must agree, and be said."""
    if caller.site and caller.site != "same-origin":
        return False
    if caller.origin:
        return caller.origin == f"{caller.scheme}://{caller.host}"
    return caller.site == "same-origin"
