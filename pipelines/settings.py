"""Where things lie on this machine and who may read: the only reader of the environment.

What an installation is stands in one file, /etc/mingcha/mingcha.toml (`MINGCHA_CONFIG` names
another, and none where it is empty), or in the environment, which counts more. Who has none of it
works in a folder of his own, the home, with a file of settings of its own (`MINGCHA_HOME`). The web
application and the command read both alike. A name or a value that cannot be is refused: a mistyped
setting must not leave open what was to be shut.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from platformdirs import site_config_path, user_cache_path, user_data_path

from pipelines.errors import SettingsError
from pipelines.setting_values import HIDDEN, NAMES, check_value, hidden, wrong

ROOT: Final = Path(__file__).resolve().parents[1]
SHIPPED: Final = Path(__file__).with_name("shipped")  # in a wheel; a checkout has `data` instead
CONFIG_NAME: Final = "mingcha.toml"
CONFIG: Final = (
    Path("/etc/mingcha") if os.name == "posix" else site_config_path("mingcha", appauthor=False)
) / CONFIG_NAME
ZONE: Final = "Asia/Shanghai"
_LEFT_OUT: Final = "left-out"  # a folder that is not there
PREFIX: Final = "MINGCHA_"
_CONFIG, _HOME = PREFIX + "CONFIG", PREFIX + "HOME"  # of the environment alone
_DAY, _MINUTE = len("2026-01-31"), len("2026-01-31T08:05")
Readers = Literal["machine", "accounts", "open"]
# Who reads without signing in. `closed` is what `accounts` was called before.
_READING: Final[Mapping[str, Readers]] = MappingProxyType(
    {"machine": "machine", "accounts": "accounts", "open": "open", "closed": "accounts"}
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths of one installation; everything below `data` that is not shipped can be moved."""

    data: Path
    archive: Path
    store: Path
    ledger: str
    is_desk_open: bool = False  # may a reader of this very machine give verdicts from the page?
    examples: tuple[str, ...] = ("sample", "demo")  # what is shown of the real and simulated
    county: str = ""  # whose people this installation greets: six digits
    reading: Readers = "machine"  # who reads without signing in
    proxy_header: str = ""  # in which a trusted proxy names who is signed in with it
    proxy_address: str = ""  # the one address whose word about others is taken
    proxy_secret: str = field(default="", repr=False)  # by which that proxy proves that it speaks
    address: str = ""  # what people type to get here: https://mingcha.example
    hosts: tuple[str, ...] = ()  # names that the site may be asked for beside this machine's own
    fetch_hosts: tuple[str, ...] = ()  # that pages may be fetched from beside those that ship
    embed_sites: tuple[str, ...] = ()  # sites that may show one chart in a page of theirs
    api_origins: tuple[str, ...] = ()  # sites whose pages may read the API in a reader's browser
    rates: str = ""  # how often one address may ask, as "pages=1800 files=300 writes=600" a minute
    secret: str = field(default="", repr=False)  # what sessions are signed with; "" makes one
    templates: Path | None = None  # where an office keeps its own templates of letters
    time_zone: str = ZONE  # of the days and hours that people read, and of days of receipt
    log: str = ""  # "json": the service's log as JSON lines; else only what goes wrong, as text
    metrics_token: str = field(default="", repr=False)  # who has it may read /metrics from afar
    workers: str = ""  # a Dask scheduler whose machines read documents; "" reads them here
    metrics_folder: str = ""  # where the workers of one server add up their counts
    said_in: tuple[tuple[str, str], ...] = ()  # names that are set, and the file or "environment"

    @property
    def reference(self) -> Path:
        """Return the folder of divisions and agencies that ships."""
        return self.data / "reference"

    @property
    def published(self) -> Path:
        """Return the folder of facts of real reports that ships; none is there if left out."""
        return self.data / ("published" if "sample" in self.examples else _LEFT_OUT)

    @property
    def demo(self) -> Path:
        """Return the folder of the simulated district's documents that ships, as `published`."""
        return self.data / ("demo" if "demo" in self.examples else _LEFT_OUT)

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone that days and hours are told in."""
        return ZoneInfo(self.time_zone)

    @property
    def shown_ledger(self) -> str:
        """Return the ledger's address without its password."""
        return hidden(self.ledger)

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
        given = {name for name, where in self.said_in if where == str(file)}
        return bool(given & HIDDEN) or ("LEDGER" in given and "***" in self.shown_ledger)

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
        check_value(name, value, file if file and where == str(file) else where)
    words = {name: value for name, (value, _) in given.items() if value}
    data = Path(words.get("DATA", SHIPPED if SHIPPED.exists() else ROOT / "data"))
    home = data if "DATA" in words and not env.get(_HOME) else _home(env)
    return Settings(
        data=data,
        archive=Path(words.get("ARCHIVE", home / "archive")),
        store=Path(words.get("STORE", home / "store")),
        ledger=words.get("LEDGER", f"sqlite:///{(home / 'ledger.sqlite').as_posix()}"),
        examples=tuple(words.get("EXAMPLES", "sample demo").split()),
        county=words.get("COUNTY", ""),
        is_desk_open=words.get("DESK", "") == "open",
        reading=_READING[words.get("READING", "machine")],
        proxy_header=words.get("PROXY_HEADER", ""),
        proxy_address=words.get("PROXY_ADDRESS", ""),
        proxy_secret=words.get("PROXY_SECRET", ""),
        address=words.get("ADDRESS", "").rstrip("/"),
        hosts=tuple(words.get("HOSTS", "").lower().split()),
        fetch_hosts=tuple(words.get("FETCH_HOSTS", "").lower().split()),
        embed_sites=tuple(words.get("EMBED_SITES", "").lower().split()),
        api_origins=tuple(words.get("API_ORIGINS", "").lower().split()),
        rates=words.get("RATES", ""),
        secret=words.get("SECRET", ""),
        templates=Path(words["TEMPLATES"]) if "TEMPLATES" in words else None,
        time_zone=words.get("TIME_ZONE", ZONE),
        log=words.get("LOG", ""),
        metrics_token=words.get("METRICS_TOKEN", ""),
        workers=words.get("WORKERS", ""),
        metrics_folder=env.get("PROMETHEUS_MULTIPROC_DIR", ""),
        said_in=tuple((name, where) for name, (_, where) in given.items()),
    )


def use(home: Path | None = None, *, opens_desk: bool = False) -> None:
    """Let this process, and those it starts, work on the installation in a folder.

    Args:
        home: the folder; None leaves it as it is.
        opens_desk: who reads on this machine decides as well, unless a setting says otherwise.
    """
    env = os.environ  # noqa: TID251 - the one place
    if home is not None:
        env[_HOME] = str(home.expanduser().absolute())
    if opens_desk and not settings().source("DESK"):
        env[PREFIX + "DESK"] = "open"


def config_file() -> Path | None:
    """Return the file of settings that is read, None where there is none."""
    return _file(os.environ)  # noqa: TID251 - the one place


def _file(env: Mapping[str, str]) -> Path | None:
    named = env.get(_CONFIG)
    if named is not None:
        return Path(named) if named else None
    own = _home(env) / CONFIG_NAME
    places = (own,) if env.get(_HOME) else (CONFIG, own)
    return next((one for one in places if os.path.lexists(one) or not _may_look(one.parent)), None)


def _home(env: Mapping[str, str]) -> Path:
    """Return the folder of what one installation keeps where no setting says otherwise."""
    if named := env.get(_HOME):
        return Path(named).expanduser().absolute()
    return user_data_path("mingcha", appauthor=False) if SHIPPED.exists() else ROOT / "data"


def cache_folder() -> Path:
    """Return the folder of what this user's commands may keep for the next, and can do without."""
    return user_cache_path("mingcha", appauthor=False)


def _may_look(folder: Path) -> bool:
    return not os.path.lexists(folder) or os.access(folder, os.X_OK)


def _of_environment(env: Mapping[str, str]) -> dict[str, str]:
    ours = [name for name in env if name.upper().startswith(PREFIX)]  # a name in small ones too
    given = {name[len(PREFIX) :]: env[name] for name in ours}
    for apart in (_CONFIG, _HOME):
        given.pop(apart.removeprefix(PREFIX), None)
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
        raise wrong(name, str(value), file, "text", "give a text, or a list of texts")
    return " ".join(items)


def _unknown(name: str, known: list[str], where: object) -> SettingsError:
    bare = name.upper().removeprefix(PREFIX)
    nearest = {one.upper().removeprefix(PREFIX): one for one in known}
    near = nearest[get_close_matches(bare, nearest, 1, 0.0)[0]]
    said = f"{where}: {name} is no setting; did you mean {near}?"
    return SettingsError(said, "setting_unknown", where=where, word=name, near=near)
