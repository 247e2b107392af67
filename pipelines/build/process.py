"""The process that builds (`python -m pipelines.build.process`); standard input says where."""

import sys
from typing import TextIO

from pipelines.build.background import settings_from
from pipelines.build.queue import QUIET, work
from pipelines.build.run import build


def main(told: TextIO) -> int:
    """Build what is asked for and return how many builds were made."""
    return work(settings_from(told), build, quiet=QUIET)


if __name__ == "__main__":
    main(sys.stdin)
