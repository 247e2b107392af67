"""The service's own figures, in the text form that Prometheus reads; what is unknown is left out.

Under gunicorn every worker writes its counts into one folder, and whichever of them is asked adds
all of them up; the library takes the folder from PROMETHEUS_MULTIPROC_DIR, set before it loads.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from components.context import SiteContext
from pipelines.build.queue import last
from pipelines.errors import MingchaError
from pipelines.ledger.desk_book import DeskBook
from pipelines.ledger.ledger import Ledger
from pipelines.operations.last_backup import last_backup

TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_SIGN_IN: Final = "access.sign_in_sent"
_OUTCOMES: Final = {303: "done", 401: "refused", 403: "foreign", 429: "locked"}
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Figures:
    """Counts of one application, and what the store, its builds and the ledger say when asked."""

    def __init__(self, desk: SiteContext) -> None:
        self._folder = desk.installation.metrics_folder
        self._own = CollectorRegistry()
        self._standing = ServiceGauges(desk)
        self._requests = Counter(
            "mingcha_requests",
            "Requests answered.",
            ("page", "status"),
            registry=self._own,
        )
        self._sign_ins = Counter(
            "mingcha_sign_ins", "Attempts to sign in.", ("outcome",), registry=self._own
        )
        self._seconds = Histogram(
            "mingcha_request_seconds",
            "Seconds until an answer began.",
            ("page",),
            registry=self._own,
            buckets=_SECONDS,
        )

    def count(self, page: str, status: int, seconds: float) -> None:
        """Count one answered request; one that signs in, by what came of it, too."""
        if page == _SIGN_IN:
            self._sign_ins.labels(_OUTCOMES.get(status, "fault")).inc()
        self._requests.labels(page, str(status)).inc()
        self._seconds.labels(page).observe(seconds)

    def text(self) -> bytes:
        """Return everything as Prometheus reads it."""
        registry = CollectorRegistry()
        if self._folder:
            MultiProcessCollector(registry, self._folder)  # type: ignore[no-untyped-call]
            counted = generate_latest(registry)
        else:
            counted = generate_latest(self._own)
        now = CollectorRegistry()
        now.register(self._standing)
        return counted + generate_latest(now)


class ServiceGauges(Collector):
    """What is looked up at the moment of asking."""

    def __init__(self, desk: SiteContext) -> None:
        self._desk = desk

    def collect(self) -> Iterator[Metric]:
        """Yield what is known."""
        yield from self._store()
        yield from self._builds()
        yield from self._ledger()
        made = last_backup(self._desk.installation)
        if made is not None:
            age = (datetime.now(UTC) - made.made_at).total_seconds()
            yield _gauge("mingcha_backup_age_seconds", "Seconds since the last backup.", age)

    def _ledger(self) -> Iterator[Metric]:
        ledger, about = Ledger(self._desk.installation.ledger), "Whether the ledger can be read."
        try:
            count = ledger.count()
            waiting = DeskBook(ledger).waiting()
        except MingchaError:
            yield _gauge("mingcha_ledger_up", about, 0)
            return
        yield _gauge("mingcha_ledger_up", about, 1)
        yield _gauge("mingcha_ledger_decisions", "Decisions in the ledger.", count)
        yield _gauge("mingcha_drafts_waiting", "Drafts that nobody decided on yet.", waiting)

    def _store(self) -> Iterator[Metric]:
        try:
            digest, made = self._desk.store.alive()
        except MingchaError:
            yield _gauge("mingcha_store_readable", "Whether the store can be read.", 0)
            return
        yield _gauge("mingcha_store_readable", "Whether the store can be read.", 1)
        info = GaugeMetricFamily("mingcha_store_info", "The published store.", labels=["digest"])
        info.add_metric([digest], 1)
        yield info
        age = (datetime.now(UTC) - made).total_seconds()
        yield _gauge("mingcha_store_age_seconds", "Seconds since it was published.", age)

    def _builds(self) -> Iterator[Metric]:
        build = last(self._desk.installation)
        about = "How the last build in the background stands."
        state = GaugeMetricFamily("mingcha_build_state", about, labels=["state"])
        state.add_metric([build.state], 1)
        yield state
        about = "Whether a build is asked for and has not begun."
        yield _gauge("mingcha_build_waiting", about, int(build.is_waiting))
        if build.started and build.ended:
            began, ended = map(datetime.fromisoformat, (build.started, build.ended))
            about = "When the last build in the background ended."
            yield _gauge("mingcha_build_ended_timestamp_seconds", about, ended.timestamp())
            about = "Seconds that the last build in the background took."
            yield _gauge("mingcha_build_seconds", about, (ended - began).total_seconds())


def _gauge(name: str, said: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, said, value=value)
