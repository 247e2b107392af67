"""What each setting may be (setting_values.toml), and what is wanted, in one sentence."""

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pipelines.errors import SettingsError
from pipelines.resources import toml

SHORTEST: Final = 32  # characters of a secret that nobody guesses
HIDDEN: Final = frozenset({"SECRET", "PROXY_SECRET", "METRICS_TOKEN"})
_SHOWN: Final = 40  # characters of a value in a sentence
_HOST: Final = re.compile(r"(?!-)[\w-]+(\.[\w-]+)*", re.ASCII)
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
    sentence, kind = _WANTED[name]
    if value and not _is_right(value, kind):
        raise wrong(name, value, where, sentence, kind["wanted"].format(shortest=SHORTEST))


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


def _is_secret(text: str) -> bool:
    return len(text) >= SHORTEST and bool(_VISIBLE.fullmatch(text))


_CHECKS: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {
        "path": _is_path,
        "secret": _is_secret,
        "address": _is_address,
        "origin": _is_origin,
        "host": _is_host,
        "domain": lambda text: _is_host(text.removeprefix(".")),
        "number": _is_number,
        "zone": _is_zone,
    }
)
_WANTED: Final = {
    name: (sentence, kind)
    for sentence, kind in toml("pipelines", "setting_values.toml").items()
    for name in kind["names"]
}
NAMES: Final = tuple(_WANTED)


def _is_right(value: str, kind: Mapping[str, Any]) -> bool:
    items = value.split() if kind.get("is_list") else [value]
    if "words" in kind:
        return set(items) <= set(kind["words"])
    if "check" in kind:
        return all(map(_CHECKS[kind["check"]], items))
    return all(re.fullmatch(kind["pattern"], item, re.ASCII) for item in items)
