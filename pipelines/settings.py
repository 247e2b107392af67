"""Where things lie on this machine and who may read: the only reader of the environment.

What an installation is stands in one file, /etc/mingcha/mingcha.toml (`MINGCHA_CONFIG` names
another, and none where it is empty), or in the environment, which counts more. The web application
and the command read both alike. A name or a word that is not known is refused: a mistyped setting
must not leave open what was to be shut.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pipelines.errors import SettingsError

ROOT: Final = Path(__file__).resolve().parents[1]
CONFIG: Final = Path("/etc/mingcha/mingcha.toml")
ZONE: Final = "Asia/Shanghai"
PREFIX: Final = "MINGCHA_"
NAMES: Final = (
    *("DATA", "ARCHIVE", "STORE", "LEDGER", "READING", "DESK", "SECRET"),
    *("ADDRESS", "HOSTS", "PROXY_ADDRESS", "PROXY_HEADER", "PROXY_SECRET"),
    *("TIME_ZONE", "RATES", "FETCH_HOSTS", "API_ORIGINS", "LOG", "METRICS_TOKEN"),
)
_PASSWORD: Final = re.compile(r"((?:://[^:/@]*:|[?&]password=))[^@&]*")
_DAY, _MINUTE = len("2026-01-31"), len("2026-01-31T08:05")
_SECRETS: Final = frozenset({"SECRET", "PROXY_SECRET", "METRICS_TOKEN"})
Readers = Literal["machine", "accounts", "open"]
# Who reads without signing in. `closed` is what `accounts` was called before.
_READING: Final[Mapping[str, Readers]] = MappingProxyType(
    {"machine": "machine", "accounts": "accounts", "open": "open", "closed": "accounts"}
)
_WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"READING": tuple(_READING), "DESK": ("open", "closed"), "LOG": ("json", "text")}
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths of one installation; everything below `data` that is not shipped can be moved."""

    data: Path
    archive: Path
    store: Path
    ledger: str
    is_desk_open: bool = False  # may a reader of this very machine give verdicts from the page?
    reading: Readers = "machine"  # who reads without signing in
    proxy_header: str = ""  # in which a trusted proxy names who is signed in with it
    proxy_address: str = ""  # the one address whose word about others is taken
    proxy_secret: str = field(default="", repr=False)  # by which that proxy proves that it speaks
    address: str = ""  # what people type to get here: https://mingcha.example
    hosts: tuple[str, ...] = ()  # names that the site may be asked for beside this machine's own
    fetch_hosts: tuple[str, ...] = ()  # that pages may be fetched from beside those that ship
    api_origins: tuple[str, ...] = ()  # sites whose pages may read the API in a reader's browser
    rates: str = ""  # how often one address may ask, as "pages=1800 files=300 writes=600" a minute
    secret: str = field(default="", repr=False)  # what sessions are signed with; "" makes one
    time_zone: str = ZONE  # of the days and hours that people read, and of days of receipt

    log: str = ""  # "json": the service's log as JSON lines; else only what goes wrong, as text
    metrics_token: str = field(default="", repr=False)  # who has it may read /metrics from afar
    metrics_folder: str = ""  # where the workers of one server add up their counts
    said_in: tuple[tuple[str, str], ...] = ()  # names that are set, and the file or "environment"

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

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone that days and hours are told in."""
        return ZoneInfo(self.time_zone)

    @property
    def shown_ledger(self) -> str:
        """Return the ledger's address without its password."""
        return _PASSWORD.sub(r"\1***", self.ledger)

    def today(self) -> date:
        """Return the day that it is where this installation is."""
        return datetime.now(self.zone).date()

    def local(self, moment: datetime | str) -> str:
        """Return a moment as the clock here shows it: 2026-01-31T08:05, or a day alone as it is.

        A moment without a zone is UTC, as archive and ledger write it; what is none stays as it is.
        """
        try:
            value = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        except ValueError:
            return str(moment)
        if isinstance(moment, str) and len(moment) <= _DAY:
            return moment
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(self.zone).isoformat(timespec="minutes")[:_MINUTE]

    def has_secrets_in(self, file: Path) -> bool:
        """Tell whether a file of settings holds what nobody else may read."""
        is_hidden = {name for name, where in self.said_in if where == str(file)}
        return bool(is_hidden & _SECRETS) or ("LEDGER" in is_hidden and "***" in self.shown_ledger)

    def source(self, name: str) -> str:
        """Return where a setting is said: a file, "environment", or "" where it is not."""
        return dict(self.said_in).get(name, "")


def settings() -> Settings:
    """Return the settings of this installation: of its file, and of the environment.

    Raises:
        SettingsError: a name or a word that is not known, or a file that cannot be read.
    """
    env = os.environ  # noqa: TID251 - the one place
    file = _file(env)
    given = _of_file(file) if file else {}
    given |= {name: (value, "environment") for name, value in _of_environment(env).items()}
    for name, (value, where) in given.items():
        _check(name, value, where)
    said = {name: value for name, (value, _) in given.items()}
    data = Path(said.get("DATA", ROOT / "data"))
    return Settings(
        data=data,
        archive=Path(said.get("ARCHIVE", data / "archive")),
        store=Path(said.get("STORE", data / "store")),
        ledger=said.get("LEDGER", f"sqlite:///{data / 'ledger.sqlite'}"),
        is_desk_open=said.get("DESK", "") == "open",
        reading=_READING[said.get("READING") or "machine"],
        proxy_header=said.get("PROXY_HEADER", ""),
        proxy_address=said.get("PROXY_ADDRESS", ""),
        proxy_secret=said.get("PROXY_SECRET", ""),
        address=said.get("ADDRESS", "").rstrip("/"),
        hosts=tuple(said.get("HOSTS", "").lower().split()),
        fetch_hosts=tuple(said.get("FETCH_HOSTS", "").lower().split()),
        api_origins=tuple(said.get("API_ORIGINS", "").lower().split()),
        rates=said.get("RATES", ""),
        secret=said.get("SECRET", ""),
        time_zone=said.get("TIME_ZONE") or ZONE,
        log=said.get("LOG", ""),
        metrics_token=said.get("METRICS_TOKEN", ""),
        metrics_folder=env.get("PROMETHEUS_MULTIPROC_DIR", ""),
        said_in=tuple((name, where) for name, (_, where) in given.items()),
    )


def config_file() -> Path | None:
    """Return the file of settings that is read, None where there is none."""
    return _file(os.environ)  # noqa: TID251 - the one place


def _file(env: Mapping[str, str]) -> Path | None:
    named = env.get("MINGCHA_CONFIG")
    if named is not None:
        return Path(named) if named else None
    return CONFIG if os.path.lexists(CONFIG) or not _may_look(CONFIG.parent) else None


def _may_look(folder: Path) -> bool:
    return not os.path.lexists(folder) or os.access(folder, os.X_OK)


def _of_environment(env: Mapping[str, str]) -> dict[str, str]:
    given = {name.removeprefix(PREFIX): env[name] for name in env if name.startswith(PREFIX)}
    given.pop("CONFIG", None)
    for name in given:
        if name not in NAMES:
            raise _unknown(PREFIX + name, [PREFIX + known for known in NAMES], "environment")
    return given


def _of_file(file: Path) -> dict[str, tuple[str, str]]:
    try:
        read = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        why = error.strerror or str(error)
        raise SettingsError(
            f"{file} cannot be read ({why}): run this as the user of the installation",
            "settings_unread",
            path=file,
            why=why,
        ) from error
    except ValueError as error:
        raise SettingsError(
            f"{file} is no TOML: {error}", "settings_broken", path=file, why=error
        ) from error
    known = [name.lower() for name in NAMES]
    for name in read:
        if name not in known:
            raise _unknown(name, known, file)
    return {name.upper(): (_text(name, value, file), str(file)) for name, value in read.items()}


def _text(name: str, value: Any, file: Path) -> str:  # noqa: ANN401 - whatever TOML holds
    """Return a value as the environment would hold it: a list is parted by blanks."""
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        raise _wrong(name, str(value), "a text, or a list of texts", file)
    return " ".join(items)


def _check(name: str, value: str, where: str) -> None:
    if name in _WORDS and value and value not in _WORDS[name]:
        raise _wrong(name, value, " ".join(_WORDS[name]), where)
    if name == "TIME_ZONE" and value:
        try:
            ZoneInfo(value)
        except (ValueError, OSError, LookupError) as error:
            raise _wrong(name, value, ZONE, where) from error
    if name == "ADDRESS" and value and urlsplit(value).scheme not in {"http", "https"}:
        raise _wrong(name, value, "https://…", where)


def _unknown(name: str, known: list[str], where: object) -> SettingsError:
    near = get_close_matches(name, known, 1, 0.0)[0]
    said = f"{where}: {name} is no setting; did you mean {near}?"
    return SettingsError(said, "setting_unknown", where=where, word=name, near=near)


def _wrong(name: str, value: str, known: str, where: object) -> SettingsError:
    said = f"{where}: {name.upper()} cannot be {value!r}: known are {known}"
    parts = {"where": where, "word": name.upper(), "value": value, "known": known}
    return SettingsError(said, "setting_wrong", **parts)
