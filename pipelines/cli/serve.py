"""The verb `serve`: everything a person needs to begin on a machine of one's own."""

import errno
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from typing import Annotated, Final
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import typer

from pipelines.cli.options import Home
from pipelines.cli.words import say
from pipelines.errors import SettingsError
from pipelines.operations.installation import check_reach
from pipelines.settings import Settings, config_file, settings, use
from pipelines.store.pointer import POINTER

# By its name: what answers a browser is none of the pipelines' business.
_SERVICE: Final = ("-P", "-m", "components.start")
_HERE: Final = ("127.0.0.1", "localhost", "::1")
_PATIENCE: Final = 120.0  # seconds until a browser is not opened any more
Browser = Annotated[bool, typer.Option("--browser/--no-browser")]


def opened_by(build: Callable[[], None]) -> Callable[..., None]:
    """Return the verb; `build` makes a store where there is none, and tells how far it is."""

    def serve(
        port: Annotated[int, typer.Option("--port", min=1, max=65_535)] = 8050,
        host: Annotated[str, typer.Option("--host")] = _HERE[0],
        home: Home = None,
        *,
        browser: Browser = True,
    ) -> None:
        """Serve the pages on this machine and open them; the first time, say where all is kept."""
        use(home, opens_desk=host in _HERE)
        place = settings()
        check_reach(place, writes=True)
        _check_free(host, port)
        parts = {"archive": place.archive, "store": place.store, "ledger": place.shown_ledger}
        typer.echo(say("serve.keeps", config=config_file() or "-", **parts), err=True)
        if not (place.store / POINTER).exists():
            _make(place)
            build()
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        typer.echo(say("serve.at", address=address), err=True)
        if browser and host in _HERE:
            threading.Thread(target=_open, args=(address,), daemon=True).start()
        raise typer.Exit(_serve(host, port))

    return serve


def _make(place: Settings) -> None:
    for folder in (place.archive, place.store):
        for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)


def _check_free(host: str, port: int) -> None:
    """Raise where the port is taken, or cannot be, before anything is made."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as tried:
        if sys.platform != "win32":  # where it means something else
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            code = "port_taken" if error.errno == errno.EADDRINUSE else "port_refused"
            why = error.strerror or str(error)
            said = f"{host}:{port} cannot be listened on ({why}): give another --port"
            parts = {"host": host, "port": port, "why": why}
            raise SettingsError(said, code, **parts) from error


def _serve(host: str, port: int) -> int:
    """Run the service until it ends or this is stopped, and return its exit code."""
    with subprocess.Popen([sys.executable, *_SERVICE, host, str(port)]) as process:  # noqa: S603 - ours
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the terminal told the service as well
                continue


def _open(address: str) -> None:
    """Open a browser as soon as the service answers."""
    ask = build_opener(ProxyHandler({})).open  # this machine is asked without a proxy
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with suppress(URLError, OSError), ask(f"{address}healthz", timeout=5):
            webbrowser.open(address)
            return
        time.sleep(0.2)
