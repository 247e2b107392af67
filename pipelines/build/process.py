"""The process that builds (`python -m pipelines.build.process`); standard input says where.

What builds takes a second to load. One that finds another at work leaves its request to that one
before it loads anything: several that are started one after the other do not slow the first.
"""

import sys
from pathlib import Path
from typing import TextIO

from pipelines.build.background import BUILDING, alone, settings_from
from pipelines.settings import Settings


def main(told: TextIO) -> int:
    """Build what is asked for and return how many builds were made."""
    settings = settings_from(told)
    with alone(settings.store / BUILDING) as is_free:
        if not is_free:
            return 0
    from pipelines.build.queue import QUIET, work  # noqa: PLC0415

    return work(settings, build, quiet=QUIET)


def build(settings: Settings) -> Path:
    """Make one build."""
    from pipelines.build import run  # noqa: PLC0415

    return run.build(settings)


if __name__ == "__main__":
    main(sys.stdin)
