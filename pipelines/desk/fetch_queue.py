"""Addresses fetched in the background: asked for in a queue, one after another, with progress.

A request is a file beside the store; a process of its own takes the requests in turn and writes
after each address what became of it. Who asked may stop it: what was fetched until then stays.
"""

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from pipelines.build import background
from pipelines.desk.collected import InstallationDesk, collected_words
from pipelines.desk.fetched import fetch_into, fetcher_of
from pipelines.desk.inbox import Inbox
from pipelines.desk.received import DraftReceipt, InboxError
from pipelines.fetch.policy import policy
from pipelines.settings import Settings

WAITING, RUNNING, DONE, STOPPED = "waiting", "running", "done", "stopped"
MOST_WAITING: Final = 10  # requests of all people that are not done
LONGEST: Final = 3_600.0  # seconds for one request; what is left then is not fetched
MOST_WORDS: Final = 300  # of a column's reports that are shown, the last ones
KEPT: Final = 20  # requests that are done and still shown
_PROCESS: Final = "pipelines.desk.fetch_process"
_FOLDER: Final = "fetching"
_LOCK: Final = ".lock"
_STOP: Final = ".stop"


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """Addresses one person asked for, and a word for each page that came of them.

    With `is_columns` they are columns of portals: each is collected, and a report has its word.
    """

    key: str
    by: str
    addresses: tuple[str, ...]
    state: str = WAITING
    done: int = 0  # addresses that were tried
    words: tuple[dict[str, Any], ...] = field(default_factory=tuple)
    is_columns: bool = False
    kept: int = 0  # pages that were kept

    @property
    def is_open(self) -> bool:
        """Tell whether something may still come of it."""
        return self.state in {WAITING, RUNNING}


def enqueue(
    settings: Settings,
    addresses: Sequence[str],
    *,
    by: str,
    is_columns: bool = False,
    start: bool = True,
) -> str:
    """Ask for pages, or for all that columns list, and return the key of the request at once.

    Raises:
        InboxError: there are too many addresses, or too many requests wait already.
    """
    limit = policy().addresses
    wanted = tuple(dict.fromkeys(addresses))
    if len(wanted) > limit:
        raise InboxError("too many", "too_many", limit=limit)
    known = requests(settings)
    if sum(one.is_open for one in known) >= MOST_WAITING:
        raise InboxError("busy", "fetching_busy", limit=MOST_WAITING)
    _forget(settings, known)
    key = f"{time.time_ns():020d}-{uuid4().hex[:12]}"
    _write(settings, FetchRequest(key, by, wanted, is_columns=is_columns))
    if start:
        background.start(_PROCESS, settings)
    return key


def requests(settings: Settings) -> list[FetchRequest]:
    """Return the requests that are known, the newest first.

    One whose process was killed waits again: `resume` takes it up.
    """
    is_at_work = background.is_held(_folder(settings) / _LOCK)
    known = [one for path in _files(settings) if (one := _read(path)) is not None]
    return [
        replace(one, state=WAITING) if one.state == RUNNING and not is_at_work else one
        for one in reversed(known)
    ]


def stop(settings: Settings, key: str) -> None:
    """Ask that no further address of a request is fetched; the one under way ends by itself."""
    if any(one.key == key and one.is_open for one in requests(settings)):
        (_folder(settings) / f"{key}{_STOP}").touch()


def resume(settings: Settings) -> bool:
    """Start the process where a request waits that nobody works on; return whether one did."""
    is_waiting = any(one.state == WAITING for one in requests(settings))
    if is_waiting and not background.is_held(_folder(settings) / _LOCK):
        background.start(_PROCESS, settings)
        return True
    return False


def work(
    settings: Settings, fetch: Callable[[str, str], Iterator[DraftReceipt]] | None = None
) -> int:
    """Do what is asked for until nothing is, and return how many requests were taken up.

    `fetch(address, by)` yields what becomes of one address; the site's own way where none is given.
    """
    fetch = fetch or _fetching(settings)
    count = 0
    while any(request.is_open for request in requests(settings)):
        with background.alone(_folder(settings) / _LOCK) as is_mine:
            if not is_mine:
                return count
            for path in _files(settings):
                request = _read(path)
                if request is not None and request.is_open:
                    _done(settings, request, fetch)
                    count += 1
    return count


def _done(
    settings: Settings, request: FetchRequest, fetch: Callable[[str, str], Iterator[DraftReceipt]]
) -> None:
    """Fetch what is left of a request, address by address, writing down how far it is."""
    sign, until = _folder(settings) / f"{request.key}{_STOP}", time.monotonic() + LONGEST
    request = replace(request, state=RUNNING)

    def is_over() -> bool:
        return sign.exists() or time.monotonic() > until

    for address in request.addresses[request.done :]:
        if is_over():
            request = replace(request, state=STOPPED)
            break
        _write(settings, request)
        for word in _words(settings, request, address, fetch):
            request = _said(request, word)
            if request.is_columns and is_over():
                request = replace(request, state=STOPPED)
                break
            if request.is_columns and word is not None:
                _write(settings, request)
        if request.state == STOPPED:
            break
        request = replace(request, done=request.done + 1)
    _write(settings, request if request.state == STOPPED else replace(request, state=DONE))
    sign.unlink(missing_ok=True)


def _words(
    settings: Settings,
    request: FetchRequest,
    address: str,
    fetch: Callable[[str, str], Iterator[DraftReceipt]],
) -> Iterator[dict[str, Any] | None]:
    """Yield a word for each page of an address, None where a step of a column has none."""
    if request.is_columns:
        desk = InstallationDesk(settings, by=request.by)
        yield from collected_words(settings, address, desk)
    else:
        yield from map(_result, fetch(address, request.by))


def _said(request: FetchRequest, word: dict[str, Any] | None) -> FetchRequest:
    if word is None:
        return request
    words = (*request.words, word)[-MOST_WORDS:] if request.is_columns else (*request.words, word)
    return replace(request, words=words, kept=request.kept + bool(word["is_kept"]))


def _fetching(settings: Settings) -> Callable[[str, str], Iterator[DraftReceipt]]:
    inbox, fetcher = Inbox(settings), fetcher_of(settings)

    def _fetch(address: str, by: str) -> Iterator[DraftReceipt]:
        for _, received in fetch_into(inbox, fetcher, [address], by=by):
            yield received

    return _fetch


def _result(received: DraftReceipt) -> dict[str, Any]:
    return {
        "name": received.name,
        "state": received.state,
        "sha256": received.sha256,
        "is_kept": received.is_kept and received.rejection is None,
        "zh": received.sentence("zh"),
        "en": received.sentence("en"),
    }


def _folder(settings: Settings) -> Path:
    return settings.store / _FOLDER


def _files(settings: Settings) -> list[Path]:
    return sorted(_folder(settings).glob("[0-9]*.json"))


def _forget(settings: Settings, known: Sequence[FetchRequest]) -> None:
    for one in [one for one in known if not one.is_open][KEPT:]:
        (_folder(settings) / f"{one.key}.json").unlink(missing_ok=True)


def _read(path: Path) -> FetchRequest | None:
    """Read a request; what an earlier version wrote besides is passed over."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        said |= {name: tuple(said[name]) for name in ("addresses", "words")}
        known = {one.name for one in fields(FetchRequest)} & said.keys()
        return FetchRequest(**{name: said[name] for name in known})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write(settings: Settings, request: FetchRequest) -> None:
    folder = _folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{request.key}.{os.getpid()}"
    partial.write_text(json.dumps(asdict(request), ensure_ascii=False), encoding="utf-8")
    os.replace(partial, folder / f"{request.key}.json")  # noqa: PTH105 - the atomic call, by its name
