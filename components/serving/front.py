"""Waitress with deadlines: requests are taken in by one loop, and a thread sees only whole ones.

What waitress does by itself: headers and bodies arrive in its loop, answers leave through it, and
none of that holds a thread. What is added here: limits of size by path, deadlines for headers and
bodies that no trickle of bytes puts off, and room made by closing the silent ones.
"""

import copy
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from socket import AF_INET, AF_INET6, create_server, socket
from typing import Any, Final

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer, UnixWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher
from waitress.wasyncore import loop

from components.access.caller import is_loopback
from components.serving.limits import Limits, body_limit
from components.words import LANGUAGES, say

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait is no fault
_REFUSALS: Final = {  # by the status that waitress gives
    413: "account.too_large",
    431: "account.head_too_large",
    500: "account.broken",
    501: "account.unknown_way",
}
_LOOK: Final = 1  # seconds between two looks at the deadlines
_BUFFERED: Final = 64 * 2**20  # bytes of an answer that wait for a slow reader, mostly on disk


class Request(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """One request as it arrives, held to the limit of its path."""

    began: float = 0.0
    adj: Adjustments

    def received(self, data: bytes) -> int:
        """Take in what came; note when its first byte did."""
        self.began = self.began or time.monotonic()
        return int(super().received(data))

    def parse_header(self, header_plus: bytes) -> None:
        """Read the headers; from here on the path says how long the body may be."""
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # a length of more digits than Python reads
            raise ParsingError("Content-Length is invalid") from error
        own: Adjustments = copy.copy(self.adj)
        own.max_request_body_size = body_limit(self.path) + 1
        self.adj = own


class Refusal(ErrorTask):  # type: ignore[misc]
    """The answer to what is no request or too large, in one sentence of both languages."""

    def execute(self) -> None:
        """Write it; the connection is closed after it."""
        fault = self.request.error
        key = _REFUSALS.get(fault.code, "account.bad_request")
        lines = [f"{say('site.name', one)}: {say(key, one)}\n" for one in LANGUAGES]
        body = "".join(lines).encode()
        self.status = f"{fault.code} {fault.reason}"
        self.response_headers += [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("X-Content-Type-Options", "nosniff"),
            ("Content-Length", str(len(body))),
        ]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Connection(HTTPChannel):  # type: ignore[misc]
    """One connection."""

    parser_class = Request
    error_task_class = Refusal

    def is_late(self, limits: Limits, now: float) -> bool:
        """Tell whether the request that is coming in should have been here by now."""
        coming = self.request
        if coming is None or self.requests:
            return False
        allowed = limits.head
        if coming.headers_finished:
            allowed += limits.body_seconds(coming.content_length or coming.body_bytes_received)
        return bool(now - coming.began > allowed)

    def is_stuck(self, limits: Limits, now: float) -> bool:
        """Tell whether its answer waits for somebody who does not read it."""
        return bool(self.total_outbufs_len and now - self.last_activity > limits.silent)

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing of it is being answered."""
        return not self.requests and not self.total_outbufs_len


class _Deadlines:
    """What both kinds of listening socket add to waitress's own."""

    channel_class = Connection
    active_channels: dict[int, Connection]
    limits: Limits
    trusted: frozenset[str]

    def maintenance(self, now: float) -> None:
        """Close what was silent too long, is late, or does not read its answer."""
        super().maintenance(now)  # type: ignore[misc]
        beat = time.monotonic()
        for one in self.active_channels.values():
            if one.is_late(self.limits, beat) or one.is_stuck(self.limits, now):
                one.will_close = True

    def handle_accept(self) -> None:
        """Take one connection; where there are too many, the longest silent one goes."""
        known = set(self.active_channels)
        super().handle_accept()  # type: ignore[misc]
        for number in set(self.active_channels) - known:
            address = str(self.active_channels[number].addr[0])
            self._make_room(address, number)

    def _make_room(self, address: str, newest: int) -> None:
        others = [one for number, one in self.active_channels.items() if number != newest]
        own = [one for one in others if one.addr[0] == address]
        if not (is_loopback(address) or address in self.trusted) and (
            len(own) >= self.limits.of_client
        ):
            _drop(own, self.active_channels[newest])
        elif len(others) >= self.limits.connections:
            _drop(others, self.active_channels[newest])


def _drop(others: Sequence[Connection], newest: Connection) -> None:
    """Close the longest silent of some connections; where all are at work, the newest."""
    idle = [one for one in others if one.is_idle and not one.will_close]
    min(idle, key=lambda one: one.last_activity, default=newest).will_close = True


class _OverTcp(_Deadlines, TcpWSGIServer):  # type: ignore[misc]
    pass


class _OverFile(_Deadlines, UnixWSGIServer):  # type: ignore[misc]
    pass


class Front:
    """Serves an application on sockets that listen already.

    Args:
        application: what answers.
        sockets: where, already bound.
        threads: how many requests are answered at once.
        trusted: addresses of proxies: they say whether the visitor came over TLS.
    """

    def __init__(
        self,
        application: Application,
        sockets: Sequence[socket],
        threads: int,
        trusted: frozenset[str] = frozenset(),
        limits: Limits | None = None,
    ) -> None:
        limits = limits or Limits()
        self._map: dict[int, Any] = {}
        self._tasks = ThreadedTaskDispatcher()
        self._tasks.set_thread_count(threads)
        settings = _settings(limits, threads)
        self._servers = [
            self._server(one, _over_tls(application, trusted), settings) for one in sockets
        ]
        for server in self._servers:
            server.limits, server.trusted = limits, trusted

    def turn(self) -> None:
        """Take in and send out what is there, for about a second at most."""
        loop(timeout=_LOOK, use_poll=True, map=self._map, count=1)

    def finish(self, seconds: float) -> None:
        """Let nobody new in, answer what is here, and end after so many seconds at most."""
        for server in self._servers:
            server.accepting = False
        until = time.monotonic() + seconds
        while self._is_busy() and time.monotonic() < until:
            loop(timeout=0.1, use_poll=True, map=self._map, count=1)
        self._tasks.shutdown(timeout=1)
        for channel in [one for server in self._servers for one in server.active_channels.values()]:
            channel.handle_close()
        for server in self._servers:
            server.trigger.close()

    def _is_busy(self) -> bool:
        channels = [one for server in self._servers for one in server.active_channels.values()]
        return any(not one.is_idle or one.request is not None for one in channels)

    def _server(self, one: socket, application: Application, settings: Adjustments) -> Any:  # noqa: ANN401
        is_file = isinstance(one.getsockname(), str | bytes)
        kind = _OverFile if is_file else _OverTcp
        return kind(
            application,
            self._map,
            _sock=one,
            dispatcher=self._tasks,
            adj=settings,
            bind_socket=False,
            sockinfo=(one.family, one.type, one.proto, one.getsockname()),
        )


def serve(
    application: Application,
    host: str,
    port: int,
    threads: int = 8,
    trusted: frozenset[str] = frozenset(),
) -> None:
    """Serve in this one process until it is interrupted: where there is no gunicorn."""
    family = AF_INET6 if ":" in host else AF_INET
    with create_server((host, port), family=family, backlog=512) as listening:
        front = Front(application, [listening], threads, trusted)
        try:
            while True:
                front.turn()
        except KeyboardInterrupt:
            front.finish(5)


def _settings(limits: Limits, threads: int) -> Adjustments:
    return Adjustments(
        threads=threads,
        ident=None,
        channel_timeout=int(limits.silent),
        cleanup_interval=_LOOK,
        connection_limit=10 * limits.connections,  # room is made before that
        max_request_header_size=limits.head_bytes,
        max_request_body_size=max(map(body_limit, ("/import/files", "/"))),
        outbuf_high_watermark=_BUFFERED,
        clear_untrusted_proxy_headers=False,  # the application asks who sent them
        log_socket_errors=False,
    )


def _over_tls(application: Application, trusted: frozenset[str]) -> Application:
    """Believe a proxy of ours, and nobody else, that its visitor came over TLS."""

    def _asked(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        is_ours = environ.get("REMOTE_ADDR") in trusted
        if is_ours and environ.get("HTTP_X_FORWARDED_PROTO", "") == "https":
            environ["wsgi.url_scheme"] = "https"
        return application(environ, start)

    return _asked
