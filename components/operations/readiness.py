"""Whether an installation can serve: its store, its ledger and its disk, each in a word or two.

Whoever asks may be anybody, so no path, address or reason is told: `mingcha doctor` tells those.
"""

import os
import shutil
from pathlib import Path
from typing import Final

from components.context import SiteContext
from pipelines.errors import MingchaError
from pipelines.ledger.ledger import Ledger
from pipelines.settings import Settings
from pipelines.store.condition import DAMAGED, EARLIER, condition

OK: Final = "ok"
_EARLIER: Final = "an earlier store serves"
_ROOM: Final = 200 * 2**20  # bytes: with fewer nothing can be taken in


def readiness(desk: SiteContext) -> tuple[dict[str, str], bool]:
    """Return how store, ledger and disk are, and whether all of them will do."""
    state, digest = _store(desk)
    ledger, disk = _ledger(desk.installation), _disk(desk.installation)
    is_ready = state in {OK, _EARLIER} and ledger == disk == OK
    if state == OK and not is_ready:
        state = "the ledger is down" if ledger != OK else disk
    said = {"state": state, "ledger": ledger, "disk": disk}
    return said | ({"store": digest} if digest else {}), is_ready


def _store(desk: SiteContext) -> tuple[str, str]:
    held = condition(desk.installation.store)
    try:
        digest, _ = desk.store.alive()
    except MingchaError:
        return "no store can be read", ""
    words = {DAMAGED: "the store is damaged", EARLIER: _EARLIER}
    return words.get(held.state, OK), digest


def _ledger(installation: Settings) -> str:
    try:
        Ledger(installation.ledger).count()
    except MingchaError:
        return "down"
    return OK


def _disk(installation: Settings) -> str:
    for place in (installation.archive, installation.store):
        home = next(one for one in (place, *place.absolute().parents) if one.exists())
        if shutil.disk_usage(home).free < _ROOM:
            return "the disk is full"
        if not _may_write(home):
            return "the disk cannot be written"
    return OK


def _may_write(folder: Path) -> bool:
    if hasattr(os, "statvfs") and os.statvfs(folder).f_flag & os.ST_RDONLY:
        return False
    return os.access(folder, os.W_OK)
