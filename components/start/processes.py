"""How gunicorn serves: two processes, nowhere but on this machine while there are no accounts."""

import gc
import os
import shutil
import sys
import tempfile
import threading
from typing import Any, Final

# The workers add up their counts in a folder that the library looks for when it is loaded.
_counts: Final = tempfile.mkdtemp(prefix="mingcha-counts-")
os.environ["PROMETHEUS_MULTIPROC_DIR"] = _counts  # noqa: TID251 - told, not read

# Loaded here once: a process that was killed is made up for in a second, and all share the memory.
# Importing opens nothing; each process makes an application and opens the store by itself.
import components.application  # noqa: E402, F401
from components.access.listening import refusal, start_line  # noqa: E402
from components.operations.json_lines import CONFIG  # noqa: E402
from pipelines.build import background, mending  # noqa: E402
from pipelines.desk import resumption  # noqa: E402
from pipelines.errors import SettingsError  # noqa: E402
from pipelines.settings import settings  # noqa: E402

worker_class = "components.serving.worker.Worker"  # takes requests in without holding a thread
workers = 2
threads = 4
graceful_timeout = 30  # seconds that requests have to end in after a stop was asked for
control_socket_disable = True  # it would lie in the home folder, and nobody needs it
_DO_NOT_START: Final = 4  # as gunicorn says that the application cannot be loaded


def _refuse(why: object) -> None:
    sys.stderr.write(f"mingcha: {why}\n")
    sys.stderr.flush()
    shutil.rmtree(_counts, ignore_errors=True)
    sys.exit(_DO_NOT_START)


try:
    if settings().log == "json":
        logconfig_dict = CONFIG
except SettingsError as error:
    _refuse(error)


def on_starting(server: Any) -> None:  # noqa: ANN401 - gunicorn's arbiter has no types
    """Refuse to listen where others could connect, unless somebody can sign in."""
    why = refusal(server.cfg.address, settings())
    if why:
        _refuse(why)
    for language in ("zh", "en"):
        server.log.info("%s", start_line(settings(), language))


def when_ready(server: Any) -> None:  # noqa: ANN401, ARG001
    """Read the published store through, and what drafts nobody read."""
    background.start(mending.PROCESS, settings())
    background.start("pipelines.desk.reading", settings())


def post_worker_init(worker: Any) -> None:  # noqa: ANN401
    """Take up what was asked for and nobody works on, now and as long as this process lives.

    Not in the first process: its connections to a database would be shared by all that it starts.
    """
    gc.collect()
    gc.freeze()  # what is loaded by now stays: going through it at times held an answer up 0.1 s
    worker.stop_watching = threading.Event()
    given = (settings(), worker.stop_watching)
    worker.watcher = threading.Thread(target=resumption.watch, args=given, daemon=True)
    worker.watcher.start()


def worker_exit(server: Any, worker: Any) -> None:  # noqa: ANN401, ARG001
    """Wait for a look that is under way: a database asked while Python ends aborts the process."""
    watcher = getattr(worker, "watcher", None)
    if watcher is not None:
        worker.stop_watching.set()
        watcher.join(timeout=10)
    gc.unfreeze()  # or what of a database lies in a circle is told as leaked, over half a screen


def on_exit(server: Any) -> None:  # noqa: ANN401, ARG001
    """Remove the counts: the next start counts from nothing."""
    shutil.rmtree(_counts, ignore_errors=True)
