"""Installed from the wheel: `mingcha serve` far from a checkout, and without what Windows lacks."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
import zipfile
from contextlib import closing, contextmanager, suppress

import pytest

from tests.installed import environment, wheel

pytestmark = pytest.mark.slow
WAIT = 300
# What Windows lacks, taken away as soon as Python has started: from ours, not from the libraries,
# which go by the system's name (statvfs stays: the standard library itself needs it here).
WITHOUT = """
import os, signal, sys
import filelock, multiprocessing.util, platformdirs, subprocess, tempfile
import waitress.server, webbrowser
from multiprocessing import popen_spawn_posix, resource_tracker
resource_tracker._HAVE_SIGMASK = False
for name in ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "readline"):
    sys.modules[name] = None
for home, names in (
    (os, "fork forkpty geteuid getuid getgid getegid getgroups killpg setsid getpgid "
         "mkfifo chown lchown fchmod getloadavg O_DIRECTORY O_NOFOLLOW"),
    (signal, "pthread_sigmask SIGHUP SIGALRM SIGUSR1 SIGCHLD alarm pause"),
):
    for name in names.split():
        if hasattr(home, name):
            delattr(home, name)
def refused(*_, **__):
    raise OSError("only administrators make links here")
os.symlink = refused
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def commands(built):
    """Return the folder of commands of an environment that holds the built wheel."""
    return environment(built.parent / "environment", built)


def test_the_wheel_holds_the_product_and_none_of_its_tests(built):
    with zipfile.ZipFile(built) as archive:
        names = archive.namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {
        *("components", "mingcha", "pipelines"),
    }
    assert [name for name in names if "/tests/" in name or "test_" in name] == []


@pytest.fixture
def user(tmp_path):
    """Return the environment of a person without settings, and with no code near."""
    known = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}  # noqa: TID251
    (tmp_path / "home").mkdir()
    (tmp_path / "elsewhere").mkdir()
    opened = f"{tmp_path / 'browser'} %s"
    (tmp_path / "browser").write_text(f'#!/bin/sh\necho "$1" >> {tmp_path / "opened"}\n')
    (tmp_path / "browser").chmod(0o755)
    return known | {"HOME": str(tmp_path / "home"), "BROWSER": opened}


def free_port():
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def asked(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=WAIT) as reply:
        return reply.read().decode()


@contextmanager
def served(commands, user, tmp_path, *words):
    """Run `mingcha serve` and give its port, and what it said when it has ended."""
    port, said = free_port(), []
    command = [commands / "mingcha", "serve", "--port", str(port), "--lang", "en", *words]
    log = (tmp_path / "said").open("w+", encoding="utf-8")
    given = {"env": user, "cwd": tmp_path / "elsewhere", "stdout": log, "stderr": log}
    with log, subprocess.Popen(command, **given) as process:
        deadline = time.monotonic() + WAIT
        try:
            while time.monotonic() < deadline and process.poll() is None:
                with suppress(OSError):
                    asked(port, "/readyz")
                    break
                time.sleep(0.2)
            yield port, said
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(WAIT)
            log.seek(0)
            said.append(log.read())


def looked_over(port):
    """Return what of the pages and their scripts is not answered."""
    wrong = [path for path in ("/", "/findings", "/about") if "明察" not in asked(port, path)]
    if "font" not in asked(port, "/assets/theme.css"):
        wrong.append("/assets/theme.css")
    if json.loads(asked(port, "/healthz"))["state"] != "ok":
        wrong.append("/healthz")
    if '"rows"' not in asked(port, "/api/v1/reports?dataset=demo&limit=1"):
        wrong.append("/api")
    return wrong


def test_it_serves_without_a_checkout_and_says_where_it_keeps_things(commands, user, tmp_path):
    with served(commands, user, tmp_path) as (port, said):
        assert looked_over(port) == []
        deadline = time.monotonic() + WAIT
        while not (tmp_path / "opened").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
    assert (tmp_path / "opened").read_text() == f"http://127.0.0.1:{port}/\n"
    kept = tmp_path / "home" / ".local" / "share" / "mingcha"
    assert str(kept) in said[0]
    assert (kept / "archive" / "installation.json").exists()
    assert list((tmp_path / "elsewhere").iterdir()) == []
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        number = str(taken.getsockname()[1])
        command = [commands / "mingcha", "serve", "--port", number, "--lang", "en"]
        done = subprocess.run(command, env=user, capture_output=True, text=True, check=False)
    assert (done.returncode, "in use already" in done.stderr) == (2, True)


def test_it_serves_where_there_is_nothing_but_what_windows_has(commands, user, tmp_path):
    around = tmp_path / "around"
    around.mkdir()
    (around / "sitecustomize.py").write_text(WITHOUT)
    home = tmp_path / "office"
    user |= {"PYTHONPATH": str(around)}
    with served(commands, user, tmp_path, "--home", home, "--no-browser") as (port, said):
        assert looked_over(port) == [], said
    assert "gunicorn" not in said[0]
    assert "Traceback" not in said[0]
    assert not (home / "store" / "current").is_symlink()
    assert not (tmp_path / "opened").exists()
    model = next(commands.parent.rglob("shipped/demo/documents/*/2022.html"))
    run = {"env": user, "cwd": tmp_path, "text": True, "capture_output": True}
    for words in (("ingest", model), ("doctor", "--lang", "en"), ("backup", tmp_path / "b.tar")):
        done = subprocess.run([commands / "mingcha", "--home", home, *words], check=False, **run)
        assert done.returncode in {0, 1}, done.stderr
        assert "Internal" not in done.stdout + done.stderr
