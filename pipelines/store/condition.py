"""How the published store was found at its last check, for all processes that serve it."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from pipelines.store.pointer import published

WHOLE, DAMAGED, EARLIER = "whole", "damaged", "earlier"
_FILE: Final = "checked.json"


@dataclass(frozen=True, slots=True)
class Condition:
    """The file that was checked and how it was found; of an earlier one, why it serves."""

    file: str = ""
    state: str = WHOLE  # whole | damaged | earlier: it took the place of one that is damaged
    why: str = ""
    at: str = ""  # UTC, ISO 8601


def note(folder: Path, condition: Condition) -> None:
    """Write down how the published store was found."""
    partial = folder / f".{_FILE}.{os.getpid()}"
    partial.write_text(json.dumps(asdict(condition), ensure_ascii=False), encoding="utf-8")
    os.replace(partial, folder / _FILE)  # noqa: PTH105 - the atomic call, by its name


def condition(folder: Path) -> Condition:
    """Return how what is published now was found, whole where it was not checked yet."""
    try:
        known = Condition(**json.loads((folder / _FILE).read_text(encoding="utf-8")))
        name = published(folder).name
    except (OSError, ValueError, TypeError):
        return Condition()
    return known if known.file == name else Condition(name)
