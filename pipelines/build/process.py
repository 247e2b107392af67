"""The process that builds (`python -m pipelines.build.process`); standard input says where."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TextIO

from pipelines.build.queue import work
from pipelines.build.run import build
from pipelines.settings import Settings


def main(told: TextIO) -> int:
    """Build what is asked for and return how many builds were made."""
    places = json.load(told)
    data, archive, store = (Path(places[name]) for name in ("data", "archive", "store"))
    return work(Settings(data, archive, store, str(places["ledger"])), build)


if __name__ == "__main__":
    main(sys.stdin)
