"""What each setting may be: one check a setting, and what is wanted in one sentence. Pure."""

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pipelines.errors import SettingsError

SHORTEST: Final = 32  # characters of a secret that nobody guesses
HIDDEN: Final = frozenset({"SECRET", "PROXY_SECRET", "METRICS_TOKEN"})
_SHOWN: Final = 40  # characters of a value in a sentence
_HOST: Final = re.compile(r"(?!-)[\w-]+(\.[\w-]+)*", re.ASCII)
_TOKEN: Final = re.compile(r"[!#$%&'*+.^`|~\w-]+", re.ASCII)
_LEDGER: Final = re.compile(
    r"sqlite(\+\w+)?:///\S.*|postgresql(\+psycopg)?://\S*/\S+", re.ASCII | re.DOTALL
)
_SCHEDULER: Final = re.compile(r"(tcp|tls)://[\w.\[\]:-]+:\d{1,5}", re.ASCII)
_RATE: Final = re.compile(r"(pages|files|writes)=\d{1,9}", re.ASCII)
_COUNTY: Final = re.compile(r"[1-9]\d{5}", re.ASCII)
_VISIBLE: Final = re.compile(r"[!-~]+")
_PASSWORD: Final = re.compile(r"((?:://[^:/@]*:|[?&]password=))[^@&]*")


def check_value(name: str, value: str, where: Path | str) -> None:
    """See to it that a setting is one that can be; an empty one is not set.

    Args:
        name: in capitals, without `MINGCHA_`.
        value: as the environment holds it: several are parted by blanks.
        where: a file, or "environment".

    Raises:
        SettingsError: it cannot be; its sentence says what is wanted, never a secret.
    """
    kind, is_right, wanted = _WANTED[name]
    if value and not is_right(value):
        raise wrong(name, value, where, kind, wanted)


def wrong(name: str, value: str, where: object, kind: str, wanted: str) -> SettingsError:
    """Return the fault of a setting that cannot be; `kind` names its sentence, fault.setting_…."""
    shown = shortened(name, value)
    word = name.lower() if isinstance(where, Path) else f"MINGCHA_{name.upper()}"
    said = f"{where}: {word} cannot be {shown}: {wanted}"
    parts = {"where": where, "word": word, "value": shown}
    return SettingsError(said, f"setting_{kind}", **parts)


def shortened(name: str, value: str) -> str:
    """Return a value as a sentence may show it: in one line, no password, of a secret nothing."""
    if name.upper() in HIDDEN:
        return f"*** ({len(value)})"
    one_line = " ".join(hidden(value).split())
    return one_line if len(one_line) <= _SHOWN else f"{one_line[:_SHOWN]}…"


def hidden(address: str) -> str:
    """Return the address of a database without its password."""
    return _PASSWORD.sub(r"\1***", address)


def _is_host(text: str) -> bool:
    return bool(_HOST.fullmatch(text)) or _is_number(text.strip("[]"))


def _is_number(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_address(text: str) -> bool:
    """Tell whether a text is scheme, host and perhaps port, with nothing after them."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    rest = (parts.path.rstrip("/"), parts.query, parts.fragment, parts.username or "")
    is_web = parts.scheme in {"http", "https"} and port != 0
    return is_web and _is_host(parts.hostname or "") and not any(rest)


def _is_origin(text: str) -> bool:
    return _is_address(text) and not text.endswith("/")


def _is_zone(text: str) -> bool:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, LookupError):
        return False
    return True


def _is_path(text: str) -> bool:
    return "://" not in text and "\0" not in text and text == text.strip() and bool(PurePath(text))


def _is_list(is_item: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda text: all(is_item(item) for item in text.split())


def _is_secret(text: str) -> bool:
    return len(text) >= SHORTEST and bool(_VISIBLE.fullmatch(text))


def _among(*words: str) -> Callable[[str], bool]:
    return lambda text: text in words


_Wanted = tuple[str, Callable[[str], bool], str]
_PATH: Final[_Wanted] = ("path", _is_path, "give the path of a folder")
_SECRET: Final[_Wanted] = (
    *("secret", _is_secret),
    f"give {SHORTEST} letters, digits or signs of ASCII or more, without blanks",
)
_WANTED: Final[Mapping[str, _Wanted]] = MappingProxyType(
    {
        "DATA": _PATH,
        "ARCHIVE": _PATH,
        "STORE": _PATH,
        "TEMPLATES": _PATH,
        "LEDGER": (
            *("ledger", lambda text: bool(_LEDGER.fullmatch(text))),
            "give sqlite:////PATH/ledger.sqlite or postgresql+psycopg://USER:PASSWORD@HOST/NAME",
        ),
        "EXAMPLES": (
            *("examples", _is_list(_among("sample", "demo", "none"))),
            "give sample, demo, both or none: the national sample, the simulated district",
        ),
        "COUNTY": (
            *("county", lambda text: bool(_COUNTY.fullmatch(text))),
            "give the six digits of one county, as 320813",
        ),
        "READING": (
            *("reading", _among("machine", "accounts", "open", "closed")),
            "give machine, accounts or open",
        ),
        "DESK": ("desk", _among("open", "closed"), "give open or closed"),
        "LOG": ("log", _among("json", "text"), "give json or text"),
        "SECRET": _SECRET,
        "PROXY_SECRET": _SECRET,
        "METRICS_TOKEN": (
            *("token", lambda text: bool(_VISIBLE.fullmatch(text))),
            "give letters, digits or signs of ASCII, without blanks",
        ),
        "WORKERS": (
            *("workers", lambda text: bool(_SCHEDULER.fullmatch(text))),
            "give the address of a Dask scheduler, as tcp://scheduler:8786",
        ),
        "ADDRESS": (
            *("address", _is_address),
            "give https://NAME, with the port where it is not 443, and nothing after it",
        ),
        "HOSTS": (
            *("hosts", _is_list(_is_host)),
            "give names of hosts as mingcha.example, without https:// and without a port",
        ),
        "FETCH_HOSTS": (
            *("fetch_hosts", _is_list(lambda item: _is_host(item.removeprefix(".")))),
            "give names of hosts as www.example.org or .example.org, without https:// or a port",
        ),
        "PROXY_ADDRESS": (
            *("proxy_address", _is_number),
            "give the one IP address that the proxy asks from, as 127.0.0.1",
        ),
        "PROXY_HEADER": (
            *("proxy_header", lambda text: bool(_TOKEN.fullmatch(text))),
            "give the name of one header, as X-Remote-User",
        ),
        "API_ORIGINS": (
            *("api_origins", _is_list(_is_origin)),
            "give sites as https://example.org, with the port and without a path; * is none",
        ),
        "EMBED_SITES": (
            *("api_origins", _is_list(_is_origin)),
            "give sites as https://example.org, with the port and without a path; * is none",
        ),
        "RATES": (
            *("rates", _is_list(lambda item: bool(_RATE.fullmatch(item)))),
            "give pages=N files=N writes=N, requests a minute",
        ),
        "TIME_ZONE": ("time_zone", _is_zone, "give a name as Asia/Shanghai"),
    }
)
NAMES: Final = tuple(_WANTED)
