"""Which installation a command acts on: where it lies, who may read, and whose it is."""

import getpass
import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from pipelines.accounts.key import key_file, ledger_file
from pipelines.documents.archive import Archive
from pipelines.errors import MingchaError, SettingsError
from pipelines.settings import Settings, config_file


def whereabouts(settings: Settings) -> dict[str, str]:
    """Return what this installation is, by name; passwords and secrets are not in it."""
    file = key_file(settings)
    key = str(file) if file else ""
    return {
        "version": version("mingcha"),
        "config": str(config_file() or ""),
        "installation": _id(settings),
        "archive": str(settings.archive.absolute()),
        "ledger": settings.shown_ledger,
        "store": str(settings.store.absolute()),
        "data": str(settings.data.absolute()),
        "reading": settings.reading,
        "reading_source": settings.source("READING"),
        "desk": "open" if settings.is_desk_open else "closed",
        "address": settings.address,
        "hosts": " ".join(settings.hosts),
        "proxy_address": settings.proxy_address,
        "proxy_header": settings.proxy_header,
        "proxy_secret": settings.source("PROXY_SECRET"),
        "secret": settings.source("SECRET") or key,
        "examples": " ".join(settings.examples),
        "county": settings.county,
        "time_zone": settings.time_zone,
        "user": _user(_me()),
    }


def check_reach(settings: Settings, *, writes: bool) -> None:
    """See to it that whoever runs this may work on this installation.

    A folder that may not be looked into seems empty, and what root writes there the service cannot
    change afterwards: neither may pass for a success.

    Raises:
        SettingsError: it is another user's.
    """
    for path in _places(settings):
        try:
            owner = path.stat().st_uid
        except FileNotFoundError:
            continue
        except OSError as error:
            raise _another(path, _owner_above(path), error.strerror or "") from error
        needed = os.R_OK | (os.X_OK if path.is_dir() else 0) | (os.W_OK if writes else 0)
        is_roots = _me() == 0 and owner != 0 and writes
        if is_roots or not os.access(path, needed):
            raise _another(path, _user(owner), "")


def _places(settings: Settings) -> Iterator[Path]:
    yield from (settings.archive, settings.store)
    file = ledger_file(settings)
    if file is not None:
        yield file


def _id(settings: Settings) -> str:
    try:
        return Archive(settings.archive).owner().installation
    except (MingchaError, OSError):
        return ""


def _owner_above(path: Path) -> str:
    """Return whose the folder is that shuts a path off."""
    for folder in path.parents:
        try:
            return _user(folder.stat().st_uid)
        except OSError:
            continue
    return "?"


def _me() -> int:
    """Return the number of whoever runs this; -1 on Windows, where nobody has one."""
    return os.geteuid() if hasattr(os, "geteuid") else -1


def _user(number: int) -> str:
    try:
        import pwd  # noqa: PLC0415 - Windows has none
    except ImportError:
        return getpass.getuser()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _another(path: Path, owner: str, why: str) -> SettingsError:
    user = _user(_me())
    said = f"{path} is {owner}'s and you are {user} {why}: run this as {owner}"
    return SettingsError(said, "settings_another", path=path, owner=owner, user=user)
