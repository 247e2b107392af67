"""The service in one process, where gunicorn cannot be: Windows, or whatever has no `fork`."""

import signal
import sys
import threading
from typing import Final, NoReturn

from components.access.listening import refusal, start_line
from components.serving.front import serve
from components.start.door import server
from pipelines.build import background, mending
from pipelines.desk import resumption
from pipelines.errors import SettingsError
from pipelines.settings import settings

_PROXY: Final = frozenset({"127.0.0.1", "::1"})  # as gunicorn: one on this machine says it was TLS
_DO_NOT_START: Final = 4


def main(host: str, port: int) -> None:
    """Serve until interrupted, under the same conditions as with several processes."""
    try:
        installation = settings()
        why = refusal([(host, port)], installation)
    except SettingsError as error:
        why = str(error)
    if why:
        sys.stderr.write(f"mingcha: {why}\n")
        sys.exit(_DO_NOT_START)
    for language in ("zh", "en"):
        sys.stderr.write(f"{start_line(installation, language)}\n")
    application = server()
    for module in (mending.PROCESS, "pipelines.desk.reading"):
        background.start(module, installation)
    stop = threading.Event()
    watcher = threading.Thread(target=resumption.watch, args=(installation, stop), daemon=True)
    watcher.start()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        serve(application, host, port, trusted=_PROXY)
    finally:
        stop.set()
        watcher.join(timeout=10)


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt
