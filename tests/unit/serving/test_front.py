"""The server keeps answering whatever connections do that never send a whole request."""

import re
import socket
import time
from contextlib import ExitStack, closing
from threading import Event, Thread

import pytest

from components.serving.front import Front
from components.serving.limits import BODIES, SMALL, Limits, body_limit
from tests.serving import ROOT

# Only what is to be hung up on meets a server in a hurry: on a loaded machine a whole request takes
# its time, too.
QUICK = Limits(silent=1.5, head=1.0, body=1.0, connections=260, of_client=3)
PATIENT = Limits(connections=260)
WAIT = 180.0  # seconds
HEAD = b"POST /_dash-update-component HTTP/1.1\r\nHost: x\r\n"
GET = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
UNFINISHED = {
    "silent": b"",
    "half a header": b"GET / HTTP/1.1\r\nHost: x",
    "half a body": HEAD + b"Content-Length: 9000\r\n\r\n{",
    "half a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\nab",
}


def told(environ, start):
    body = environ["wsgi.input"].read()
    said = f"{environ['wsgi.url_scheme']} {len(body)}".encode()
    start("200 OK", [("Content-Length", str(len(said)))])
    return [said]


class Served:
    def __init__(self, limits=PATIENT, application=told, trusted=frozenset()):
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = self.listening.getsockname()[1]
        self.front = Front(application, [self.listening], 2, trusted, limits)
        self.stop = Event()
        self.thread = Thread(target=self._run)
        self.thread.start()

    def _run(self):
        while not self.stop.is_set():
            self.front.turn()
        self.front.finish(5)

    def end(self):
        self.stop.set()
        self.thread.join()
        self.listening.close()

    def line(self, start=b""):
        one = socket.create_connection(("127.0.0.1", self.port), timeout=WAIT)
        one.sendall(start)
        return one

    def ask(self, sent=GET):
        with closing(self.line(sent)) as one:
            return answer(one)


def answer(line):
    found = b""
    try:
        while piece := line.recv(65536):
            found += piece
    except ConnectionResetError:  # it was refused before all of it was sent
        pass
    return found


@pytest.fixture
def served():
    one = Served()
    yield one
    one.end()


@pytest.fixture
def hasty():
    one = Served(QUICK)
    yield one
    one.end()


def test_two_hundred_connections_that_send_no_whole_request_hold_no_thread():
    """A server of two threads: with a thread a connection the first two would have stopped it."""
    patient = Served()
    try:
        with ExitStack() as held:
            for number in range(200):
                start = list(UNFINISHED.values())[number % len(UNFINISHED)]
                held.enter_context(closing(patient.line(start)))
            for _ in range(20):
                assert patient.ask().endswith(b"http 0")
    finally:
        patient.end()


@pytest.mark.parametrize("kind", UNFINISHED)
def test_what_never_becomes_a_request_is_hung_up_on(hasty, kind):
    with closing(hasty.line(UNFINISHED[kind])) as one:
        assert answer(one) == b""


@pytest.mark.parametrize("start", [b"GET / HTTP/1.1\r\nX: ", HEAD + b"Content-Length: 900\r\n\r\n"])
def test_a_trickle_puts_no_deadline_off(hasty, start):
    with closing(hasty.line(start)) as one:
        assert not drips(one, WAIT)


def drips(line, seconds):
    """Send a byte now and then; tell whether that was put up with for so long."""
    try:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            line.sendall(b"a")
            time.sleep(0.1)
    except OSError:
        return False
    return True


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        (b"/_dash-update-component", SMALL, b"200"),
        (b"/_dash-update-component", SMALL + 1, b"413"),
        (b"/import/act", 30 * 2**20, b"413"),
        (b"/import/files", SMALL + 1, b"200"),
        (b"/import/files", 60 * 2**20, b"413"),
    ],
)
def test_a_body_beyond_the_limit_of_its_path_is_refused_before_it_is_sent(
    served, path, length, status
):
    head = b"POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" % path
    head += b"Content-Length: %d\r\n\r\n" % length
    body = b"a" * length if status == b"200" else b""
    assert served.ask(head + body).split()[1] == status


def test_a_body_in_chunks_is_held_to_the_limit_too(served):
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    sent = HEAD + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + 5 * chunk
    assert served.ask(sent + b"0\r\n\r\n").split()[1] == b"413"


def test_headers_without_end_are_refused(served):
    assert served.ask(b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000).split()[1] == b"431"


def test_what_is_no_request_is_answered_in_both_languages(served):
    head = b"POST /import/act HTTP/1.1\r\nHost: localhost\r\n"
    wrong = {
        b"400": head + b"Content-Length: " + b"9" * 4_400 + b"\r\n\r\n",
        b"413": head + b"Content-Length: 999999999\r\n\r\n",
        b"431": head + b"X: " + b"a" * 40_000,
        b"501": head + b"Transfer-Encoding: gzip\r\n\r\n",
    }
    for status, sent in wrong.items():
        answer = served.ask(sent)
        assert answer.split()[1] == status
        assert answer.count("没有受理".encode()) == 1
        assert answer.count(b"Refused: ") == 1
        assert b"waitress" not in answer


def test_only_a_trusted_proxy_says_that_its_visitor_came_over_tls(served):
    sent = GET.replace(b"Host: x", b"Host: x\r\nX-Forwarded-Proto: https")
    assert served.ask(sent).endswith(b"http 0")
    other = Served(trusted=frozenset({"127.0.0.1"}))
    try:
        assert other.ask(sent).endswith(b"https 0")
    finally:
        other.end()


def test_the_silent_make_room_when_there_are_too_many():
    few = Served(Limits(connections=20))
    try:
        with ExitStack() as held:
            lines = [held.enter_context(closing(few.line())) for _ in range(40)]
            assert all(few.ask().endswith(b"http 0") for _ in range(10))
            assert lines[0].recv(1) == b""  # the longest silent went
    finally:
        few.end()


def test_an_answer_that_nobody_reads_holds_no_thread():
    def much(environ, start):
        if environ["PATH_INFO"] == "/":
            return told(environ, start)
        start("200 OK", [("Content-Length", str(20 * 2**20))])
        return [b"a" * 2**20 for _ in range(20)]

    one = Served(application=much)
    try:
        with ExitStack() as held:
            for _ in range(4):
                held.enter_context(closing(one.line(GET.replace(b"/ ", b"/much ", 1))))
            assert one.ask().endswith(b"http 0")
    finally:
        one.end()


def test_units_container_and_make_serve_start_the_same():
    """Only where it listens may differ: everything else stands in gunicorn.conf.py."""
    lines = [
        line.partition("gunicorn ")[2]
        .replace("--worker-tmp-dir /dev/shm ", "")
        .replace("-c python:components.start.processes ", "")
        for file in ("Makefile", "docs/deploy/mingcha.service", "docs/deploy/Dockerfile")
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines()
        if "gunicorn -" in line
    ]
    assert len(lines) == 3
    assert {line.split()[0] for line in lines} == {"-b"}
    assert {line.split(maxsplit=2)[2].strip("]\"'") for line in lines} == {
        *("app:server()", "components.start.door:server()"),
    }


def test_the_example_for_nginx_lets_through_what_the_application_takes_and_no_more():
    conf = (ROOT / "docs/deploy/nginx.conf").read_text(encoding="utf-8")
    sizes = {
        path: int(number) * {"k": 2**10, "m": 2**20}[unit]
        for path, number, unit in re.findall(
            r"location = (/\w+/\w+) \{\s*client_max_body_size (\d+)([km])", conf
        )
    }
    assert set(sizes) == set(BODIES)
    assert all(0 <= size - body_limit(path) < 2**20 for path, size in sizes.items())
    assert "    client_max_body_size 256k;" in conf
    assert SMALL == 256 * 2**10
