"""When the last backup was made: noted beside the store, so that its age can be watched.

The store may be deleted at any time; then the age is not known until the next backup.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4

from pipelines.settings import Settings

_NAME: Final = "last_backup.json"


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """One backup: when it was made and where it was put."""

    made_at: datetime
    path: str


def last_backup(settings: Settings) -> MadeBackup | None:
    """Return the last backup that was made; None where none is known of."""
    try:
        noted = json.loads((settings.store / _NAME).read_text(encoding="utf-8"))
        return MadeBackup(datetime.fromisoformat(noted["made_at"]), str(noted["path"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note(settings: Settings, made: MadeBackup) -> None:
    """Note a backup; one that was made is none the less one where this cannot be noted."""
    try:
        settings.store.mkdir(parents=True, exist_ok=True)
        partial = settings.store / f".{_NAME}.{uuid4().hex}"
        partial.write_text(json.dumps({"made_at": made.made_at.isoformat(), "path": made.path}))
        partial.replace(settings.store / _NAME)
    except OSError:
        return
