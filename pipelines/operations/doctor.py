"""What is well and what is not with an installation: looked at, never changed."""

import csv
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryFile
from typing import Final

from pipelines.accounts.book import Accounts
from pipelines.accounts.key import check, ledger_file
from pipelines.agencies import Agencies
from pipelines.catalogue.load import catalogue
from pipelines.documents.archive import Archive
from pipelines.errors import AccountError, MingchaError, is_full
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.table import may_others
from pipelines.operations import kept_data
from pipelines.operations.answering import answers
from pipelines.operations.kept_data import FAIL, OK, WARN, Check
from pipelines.operations.last_backup import last_backup
from pipelines.settings import Settings, config_file

_SHIPPED: Final = ("reference/divisions.csv", "reference/agencies.csv", "reference/hosts.csv")
_FACTS: Final = ("published/reports.csv", "published/figures.csv")
_TIGHT, _FULL = 2 * 2**30, 200 * 2**20
_EVERYBODY: Final = 0o007
_STALE: Final = timedelta(days=2)  # a backup is made every night


def examined(settings: Settings, *, is_whole: bool = False) -> Iterator[Check]:
    """Yield every check in turn; one that cannot be made says why and stops no other.

    Args:
        settings: of the installation.
        is_whole: check the bytes of every document, not of a sample.
    """
    checks: tuple[tuple[str, Callable[[Settings], Iterator[Check]]], ...] = (
        ("folders", _folders),
        ("disk", _disk),
        ("reference", _reference),
        ("archive", lambda given: kept_data.archive(given, is_whole=is_whole)),
        ("ledger", kept_data.ledger),
        ("belonging", kept_data.belonging),
        ("store", kept_data.store),
        ("builds", kept_data.builds),
        ("accounts", _accounts),
        ("settings", _settings),
        ("backup", _backup),
        ("site", _site),
    )
    for subject, look in checks:
        try:
            yield from look(settings)
        except MingchaError as error:
            yield Check(subject, FAIL, "fault", {"why": str(error)}, error)
        except (OSError, ValueError, KeyError) as error:
            yield Check(subject, FAIL, "fault", {"why": f"{type(error).__name__}: {error}"})


def glanced(settings: Settings) -> Iterator[Check]:
    """Yield the checks that cost a moment: they read neither store nor archive through."""
    looks = (_disk, kept_data.builds, _accounts, _settings, _backup)
    for look in looks:
        try:
            yield from look(settings)
        except MingchaError as error:
            yield Check("settings", FAIL, "fault", {"why": str(error)}, error)


def worst(checks: list[Check]) -> int:
    """Return 0 where all is well, 1 where something should be seen to, 2 where it must be."""
    states = {one.state for one in checks}
    return 2 if FAIL in states else 1 if WARN in states else 0


def _folders(settings: Settings) -> Iterator[Check]:
    places = [settings.archive, settings.store]
    ledger = ledger_file(settings)
    places += [ledger.parent] if ledger else []
    for place in dict.fromkeys(places):
        home = next(one for one in (place, *place.parents) if one.exists())
        try:
            with TemporaryFile(dir=home) as file:
                file.write(b"1")
        except OSError as error:
            code = "disk_is_full" if is_full(error) else "unwritable"
            yield Check("folders", FAIL, code, {"path": home, "why": error.strerror})
        else:
            yield Check("folders", OK, "writable", {"path": place})


def _disk(settings: Settings) -> Iterator[Check]:
    home = next(one for one in (settings.store, *settings.store.parents) if one.exists())
    free = shutil.disk_usage(home).free
    state = FAIL if free < _FULL else WARN if free < _TIGHT else OK
    parts = {"path": home, "free": f"{free / 2**30:.1f}"}
    yield Check("disk", state, "space" if state == OK else "no_space", parts)


def _reference(settings: Settings) -> Iterator[Check]:
    wanted = (*_SHIPPED, *(_FACTS if "sample" in settings.examples else ()))
    missing = [name for name in wanted if not (settings.data / name).is_file()]
    manifest = settings.demo / "manifest.csv"
    if manifest.exists():
        with manifest.open(encoding="utf-8", newline="") as file:
            paths = [line["path"] for line in csv.DictReader(file)]
        missing += [f"demo/{path}" for path in paths if not (settings.demo / path).is_file()]
    if missing:
        parts = {"count": len(missing), "first": settings.data / missing[0]}
        yield Check("reference", FAIL, "not_shipped", parts)
        return
    divisions = Agencies.load(settings.reference).regions.by_code
    if settings.county and settings.county not in divisions:
        yield Check("reference", FAIL, "county_unknown", {"county": settings.county})
    count = len(divisions)
    parts = {"count": count, "indicators": len(catalogue().indicators)}
    yield Check("reference", OK if count else FAIL, "shipped", parts)


def _accounts(settings: Settings) -> Iterator[Check]:
    try:
        check(settings)
    except AccountError as error:
        yield Check("accounts", FAIL, "keyless", {"why": str(error)}, error)
    accounts = Accounts(settings.ledger).all() if Ledger(settings.ledger).revision() else []
    able = [one for one in accounts if not one.is_disabled]
    if not able:
        yield Check("accounts", OK, "no_accounts")
    elif not any(one.role == "administrator" for one in able):
        yield Check("accounts", WARN, "no_administrator", {"count": len(able)})
    else:
        yield Check("accounts", OK, "accounts", {"count": len(able)})


def _settings(settings: Settings) -> Iterator[Check]:
    file = config_file()
    if file is not None and may_others(file, _EVERYBODY) and settings.has_secrets_in(file):
        yield Check("settings", FAIL, "config_open", {"path": file})
    proxy = (settings.proxy_address, settings.proxy_secret)
    if settings.proxy_header and not all(proxy):
        yield Check("settings", FAIL, "proxy_unknown", {"header": settings.proxy_header})
    where = settings.source("READING")
    code = f"reading_{settings.reading}{'' if where else '_default'}"
    yield Check("settings", OK, code, {"where": where})


def _backup(settings: Settings) -> Iterator[Check]:
    made = last_backup(settings)
    if made is None:
        has_something = not Archive(settings.archive).is_empty() or (
            not Ledger(settings.ledger).is_empty()
        )
        yield Check(
            "backup",
            WARN if has_something else OK,
            "backup_never" if has_something else "backup_needless",
        )
        return
    age = datetime.now(UTC) - made.made_at
    parts = {
        "days": age.days,
        "path": made.path,
        "at": f"{made.made_at.astimezone(settings.zone):%Y-%m-%d %H:%M}",
    }
    state, code = (WARN, "backup_old") if age > _STALE else (OK, "backup_made")
    yield Check("backup", state, code, parts)


def _site(settings: Settings) -> Iterator[Check]:
    """Ask the site as visitors do: what its proxy passes on shows in no file."""
    if not settings.address:
        yield Check("site", OK, "site_unasked")
        return
    for code, is_well, parts in answers(settings):
        yield Check("site", OK if is_well else FAIL, code, parts)
