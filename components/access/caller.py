"""What a request says of where it comes from. What it cannot prove is not believed."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from flask import Request

from pipelines.settings import Settings

_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})
PROOF: Final = "X-Mingcha-Proxy"  # the header in which the proxy shows its secret
_PROXIES: Final = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


@dataclass(frozen=True, slots=True)
class Caller:
    """Address, names and marks of one request."""

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

    @property
    def is_loopback(self) -> bool:
        """Tell whether the other end of the connection is this machine."""
        return is_loopback(self.remote)

    @property
    def is_here(self) -> bool:
        """Tell whether it comes from this machine itself and asks for it by its own name."""
        try:
            name = urlsplit(f"//{self.host}").hostname
        except ValueError:
            return False
        return self.is_loopback and name in _NAMES and not self.is_forwarded

    def is_asked_for(self, names: Collection[str], *, is_any: bool) -> bool:
        """Tell whether it asks for a name that this site has; `is_any` where none were given.

        A page of another name may have had that name pointed here: it must read nothing.
        """
        try:
            name = urlsplit(f"//{self.host}").hostname or ""
        except ValueError:
            return False
        return name in _NAMES or name in names or (is_any and not names)

    @property
    def is_own(self) -> bool:
        """Tell whether a page of this site sent it: the browser must say so, and agree."""
        if self.site and self.site != "same-origin":
            return False
        if self.origin:
            return self.origin == f"{self.scheme}://{self.host}"
        return self.site == "same-origin"

    @property
    def words(self) -> dict[str, str]:
        """Return what a refusal says of it: as what the server was asked, and by which page."""
        return {"asked": f"{self.scheme}://{self.host}"[:200], "origin": (self.origin or "-")[:200]}

    @property
    def is_foreign(self) -> bool:
        """Tell whether the browser says outright that another site sent it."""
        return self.site in {"cross-site", "same-site"}


def is_loopback(address: str) -> bool:
    """Tell whether an address is this machine's own."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def client_address(asked: Request, proxy: str) -> str:
    """Return where a request began: the proxy's last word where it is the trusted proxy's."""
    remote = asked.remote_addr or ""
    if not proxy or remote != proxy:
        return remote
    last = asked.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(last))
    except ValueError:
        return remote


def is_believed(asked: Request, installation: Settings) -> bool:
    """Tell whether a request comes from the trusted proxy and proves it by the proxy's secret."""
    address, secret = installation.proxy_address, installation.proxy_secret
    given = asked.headers.get(PROOF, "")
    is_proxy = bool(address) and asked.remote_addr == address
    return is_proxy and bool(secret) and hmac.compare_digest(given.encode(), secret.encode())


def reads_unsigned(asked: Request, installation: Settings) -> bool:
    """Tell whether whoever sent a request reads without signing in.

    Where that is this machine alone, what comes from the proxy's address counts as from elsewhere,
    whatever headers the proxy may have forgotten.
    """
    if installation.reading == "open":
        return True
    is_proxied = bool(installation.proxy_address) and (
        asked.remote_addr == installation.proxy_address
    )
    return installation.reading == "machine" and not is_proxied and Caller.of(asked).is_here
