"""The process that fetches: `python -m pipelines.desk.fetch_process`, told where by stdin."""

from __future__ import annotations

import sys

from pipelines.build.background import told_settings
from pipelines.desk.fetch_queue import work

if __name__ == "__main__":
    work(told_settings(sys.stdin))
