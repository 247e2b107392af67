"""The process that fetches: `python -m pipelines.desk.fetch_process`, standard input says where."""

import sys

from pipelines.build.background import settings_from
from pipelines.desk.fetch_queue import work

if __name__ == "__main__":
    work(settings_from(sys.stdin))
