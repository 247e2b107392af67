"""An address checked: its form, its host, and the numbers that the host's name stands for."""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from pipelines.fetch.policy import FetchError, Policy

_PORTS: Final = {"http": 80, "https": 443}
_NAT64: Final = IPv6Network("64:ff9b::/96")
# Named apart: the library counts both as public in the versions that we run on.
_NOT_PUBLIC: Final = (IPv6Network("fec0::/10"), IPv6Network("3fff::/20"))
_LONGEST: Final = 2_000
_KEPT: Final = "/%:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: to a number that was checked, under the host's own name."""

    scheme: str
    host: str
    port: int
    path: str
    number: str  # the IP address

    @property
    def site(self) -> str:
        """Return scheme, host and port as one text."""
        is_usual = _PORTS[self.scheme] == self.port
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if is_usual else f":{self.port}")


def target(address: str, policy: Policy) -> Target:
    """Check an address and resolve its host, once: the request goes to the number found here.

    Raises:
        FetchError: it is no address of the web, its host may not be asked, or any number that its
            name stands for belongs to this machine or an internal network.
    """
    parts = _split(address)
    host, port = _host(parts), parts.port or _PORTS[parts.scheme]
    path = quote(parts.path or "/", safe=_KEPT)
    if parts.query:
        path += "?" + quote(parts.query, safe=_KEPT)
    if (host, port) in policy.trusted:
        return Target(parts.scheme, host, port, path, host)
    if port not in policy.ports:
        raise FetchError("port", port=port)
    if not policy.allows(host):
        raise FetchError("host", host=host[:100])
    return Target(parts.scheme, host, port, path, _number(host, port))


def is_public(number: str) -> bool:
    """Tell whether an IP address is one of the open internet."""
    ip = ip_address(number.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if inner is None and ip in _NAT64:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if any(ip in network for network in _NOT_PUBLIC):
            return False
    is_odd = ip.is_multicast or ip.is_reserved or ip.is_unspecified
    return ip.is_global and not is_odd


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise FetchError("not_an_address") from error
    is_whole = parts.scheme in _PORTS and bool(parts.hostname) and port != 0
    if not is_whole or len(address) > _LONGEST or any(ord(letter) < 32 for letter in address):
        raise FetchError("not_an_address")
    if parts.username is not None or parts.password is not None:
        raise FetchError("credentials")
    return parts


def _host(parts: SplitResult) -> str:
    try:
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise FetchError("not_an_address") from error
    if not host:
        raise FetchError("not_an_address")
    return host


def _number(host: str, port: int) -> str:
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise FetchError("no_such_host", host=host) from error
    numbers = [str(one[4][0]) for one in addresses]
    if not numbers:
        raise FetchError("no_such_host", host=host)
    if not all(map(is_public, numbers)):  # one that is not is enough: who mixes them means harm
        raise FetchError("private", host=host)
    return numbers[0]
