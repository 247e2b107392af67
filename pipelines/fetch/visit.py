"""One request to one checked number: its answer within a limit of time and of size."""

import contextlib
import http.client
import socket
import ssl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer
from typing import Final
from urllib.parse import quote

from pipelines.fetch.policy import FetchError, Policy
from pipelines.fetch.target import Target
from pipelines.values import whole

_CHUNK: Final = 65_536
_MB: Final = 2**20
_KEPT: Final = "/%:=&?~+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class SiteResponse:
    """What a site answered; `onward` is where it sends on to, "" where it does not."""

    status: int
    kind: str  # the type of its content, without parameters
    data: bytes
    onward: str = ""
    retry_after: int = 0  # seconds that the site asks to wait, 0 where it names none


@dataclass(frozen=True, slots=True)
class SentForm:
    """What is sent with a request: its bytes and their type."""

    kind: str
    data: bytes


def visit(
    target: Target, policy: Policy, limit: int, form: SentForm | None = None, referer: str = ""
) -> SiteResponse:
    """Ask for a page, or send a form, and return the answer, whole.

    Raises:
        FetchError: the site does not answer, or not within the limits.
    """
    connection = _Pinned(target, policy.seconds)
    headers = {"User-Agent": policy.agent, "Accept-Encoding": "gzip", "Connection": "close"}
    if referer:
        headers["Referer"] = quote(referer, safe=_KEPT)
    if form is not None:
        headers["Content-Type"] = form.kind
    verb, body = ("POST", form.data) if form is not None else ("GET", None)
    try:
        with _cut_off(connection, policy.seconds):
            connection.request(verb, target.path, body, headers=headers)
            with connection.getresponse() as response:
                answer = _answer(response, limit)
        if connection.is_cut:  # what came until then may look whole
            raise FetchError("timeout", limit=f"{policy.seconds:.0f}")
        return answer
    except FetchError:
        raise
    except (http.client.HTTPException, OSError, ValueError, zlib.error) as error:
        if connection.is_cut or isinstance(error, TimeoutError):
            raise FetchError("timeout", limit=f"{policy.seconds:.0f}") from error
        is_broken = isinstance(error, http.client.HTTPException | zlib.error)
        raise FetchError("broken" if is_broken else "unreachable") from error
    finally:
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to the number that was checked, in the name of the host."""

    def __init__(self, target: Target, seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self._target = target
        self.is_cut = False

    def connect(self) -> None:
        """Connect without asking anybody for the host's number again."""
        target = self._target
        plain = socket.create_connection((target.number, target.port), self.timeout)
        self.sock = plain
        if target.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=target.host)

    def cut(self) -> None:
        """End what is going on, from another thread: a site may drip for ever."""
        self.is_cut = True
        with contextlib.suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


@contextmanager
def _cut_off(connection: _Pinned, seconds: float) -> Iterator[None]:
    timer = Timer(seconds, connection.cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _answer(response: http.client.HTTPResponse, limit: int) -> SiteResponse:
    kind = response.headers.get_content_type()
    onward = response.headers.get("Location", "") if 300 <= response.status < 400 else ""
    if onward:
        return SiteResponse(response.status, kind, b"", onward)
    said = response.headers.get("Content-Length", "")
    if (whole(said, 18) or 0) > limit:
        raise FetchError("too_large", limit=limit // _MB)
    retry_after = whole(response.headers.get("Retry-After", ""), 6) or 0
    return SiteResponse(response.status, kind, _body(response, limit), "", retry_after)


def _body(response: http.client.HTTPResponse, limit: int) -> bytes:
    is_packed = response.headers.get("Content-Encoding", "").lower() == "gzip"
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if is_packed else None
    body = bytearray()
    while chunk := response.read(_CHUNK):
        if unpack is not None:
            chunk = unpack.decompress(chunk, limit + 1 - len(body))
        body += chunk
        if len(body) > limit:
            raise FetchError("too_large", limit=limit // _MB)
    if unpack is not None and not unpack.eof:
        raise FetchError("broken")
    if response.length:  # fewer bytes came than were announced
        raise FetchError("broken")
    return bytes(body)
