"""Where things lie on this machine: the only reader of the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths of one installation; everything below `data` that is not shipped can be moved."""

    data: Path
    archive: Path
    store: Path
    ledger: str
    is_desk_open: bool = False  # may a reader of this very machine give verdicts from the page?
    is_reading_closed: bool = False  # does nobody read without signing in?
    proxy_header: str = ""  # in which a trusted proxy names who is signed in with it
    proxy_address: str = ""  # the one address whose word about others is taken
    hosts: tuple[str, ...] = ()  # names that the site may be asked for beside this machine's own
    fetch_hosts: tuple[str, ...] = ()  # that pages may be fetched from beside those that ship
    rates: str = ""  # how often one address may ask, as "pages=1800 files=300 writes=600" a minute
    secret: str = field(default="", repr=False)  # what sessions are signed with; "" makes one

    log: str = ""  # "json": the service's log as JSON lines; else only what goes wrong, as text
    metrics_token: str = field(default="", repr=False)  # who has it may read /metrics from afar
    metrics_folder: str = ""  # where the workers of one server add up their counts

    @property
    def reference(self) -> Path:
        """Return the folder of divisions and agencies that ships."""
        return self.data / "reference"

    @property
    def published(self) -> Path:
        """Return the folder of facts of real reports that ships."""
        return self.data / "published"

    @property
    def demo(self) -> Path:
        """Return the folder of the simulated district's documents that ships."""
        return self.data / "demo"


def settings() -> Settings:
    """Read the environment: MINGCHA_DATA, MINGCHA_ARCHIVE, MINGCHA_STORE, MINGCHA_LEDGER.

    MINGCHA_DESK=open lets verdicts be given from the page, by readers of this machine only.
    MINGCHA_READING=closed shows nothing without signing in; a word that is not known closes too.
    MINGCHA_HOSTS names, parted by blanks, what the site may be asked for as; without it any name
    is answered once there are accounts, and before that only this machine's own.
    MINGCHA_RATES bounds requests a minute from one address: pages=N files=N writes=N; 0 does not.
    MINGCHA_FETCH_HOSTS names hosts, parted by blanks, that pages may be fetched from beside those
    of fetch.toml; with a leading dot every name below it.
    MINGCHA_PROXY_ADDRESS is a trusted proxy's address, MINGCHA_PROXY_HEADER the header in which it
    names who is signed in. MINGCHA_SECRET signs sessions.
    MINGCHA_LOG=json writes the log as JSON lines; MINGCHA_METRICS_TOKEN opens /metrics from afar.
    """
    env = os.environ  # noqa: TID251 - the one place
    data = Path(env.get("MINGCHA_DATA", ROOT / "data"))
    return Settings(
        data=data,
        archive=Path(env.get("MINGCHA_ARCHIVE", data / "archive")),
        store=Path(env.get("MINGCHA_STORE", data / "store")),
        ledger=env.get("MINGCHA_LEDGER", f"sqlite:///{data / 'ledger.sqlite'}"),
        is_desk_open=env.get("MINGCHA_DESK", "") == "open",
        is_reading_closed=env.get("MINGCHA_READING", "") not in {"", "open"},
        proxy_header=env.get("MINGCHA_PROXY_HEADER", ""),
        proxy_address=env.get("MINGCHA_PROXY_ADDRESS", ""),
        hosts=tuple(env.get("MINGCHA_HOSTS", "").lower().split()),
        fetch_hosts=tuple(env.get("MINGCHA_FETCH_HOSTS", "").lower().split()),
        rates=env.get("MINGCHA_RATES", ""),
        secret=env.get("MINGCHA_SECRET", ""),
        log=env.get("MINGCHA_LOG", ""),
        metrics_token=env.get("MINGCHA_METRICS_TOKEN", ""),
        metrics_folder=env.get("PROMETHEUS_MULTIPROC_DIR", ""),
    )
