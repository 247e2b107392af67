"""Rows of a frame as plain mappings."""

from typing import Any

import pandas as pd

Record = dict[str, Any]


def records(frame: pd.DataFrame) -> list[Record]:
    """Return one mapping a row, by column name."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
