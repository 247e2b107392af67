"""Figures and views of a store read a part at a time: nothing is held that need not be."""

from collections.abc import Iterator, Sequence
from typing import Final

import duckdb
import pandas as pd

from pipelines.sql import statement
from pipelines.store.questions import FigureQuery, FigureSlice, about_figures

_STREAMED: Final = 40  # reports read at a time: some ten thousand figures
_STREAMED_OF_FEW: Final = 400  # where only some figures of each are asked for
MOST_FIGURES: Final = 1_000_000_000
_NAMES: Final = {  # of the question about figures, as the view `figures` has them
    **{
        f"{name}_{language}": f"{name}_label_{language}"
        for name in ("indicator", "member", "unit")
        for language in ("zh", "en")
    },
    "row_key": "position",
}


def figure_frames(
    cursor: duckdb.DuckDBPyConnection, wanted: FigureQuery, after: tuple[int, int] = (0, 0)
) -> Iterator[pd.DataFrame]:
    """Yield figures by batches of reports; the cursor keeps to the file it was opened on."""
    given = wanted.scope | wanted.filters | {"words": wanted.words}
    is_few = any(wanted.filters.values()) or bool(wanted.words)
    size = _STREAMED_OF_FEW if is_few else _STREAMED
    with cursor:
        scope = wanted.scope | {"first_report": after[0]}
        rows = cursor.execute(statement("query", "figure_reports"), scope).fetchall()
        reports = [int(row[0]) for row in rows]
        for first in range(0, len(reports), size):
            some = reports[first : first + size]
            part = FigureSlice(MOST_FIGURES, after=after, reports=(some[0], some[-1]))
            told = given | part.parameters | part.span
            frame = cursor.execute(about_figures("figures"), told).df()
            if len(frame):
                yield frame


def view_frames(
    cursor: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str], wanted: FigureQuery
) -> Iterator[pd.DataFrame]:
    """Yield the rows of one of the file's views that belong to a selection."""
    if name == "figures":
        for frame in figure_frames(cursor, wanted):
            yield frame.rename(columns=_NAMES)[list(columns)]
        return
    where: list[str] = []
    given: dict[str, object] = {}
    if "dataset" in columns:
        where.append("dataset = $dataset")
        given["dataset"] = wanted.dataset
    if "agency_id" in columns:
        own = "list_contains($agencies::VARCHAR[], agency_id)"
        where.append(f"(len($agencies::VARCHAR[]) = 0 OR {own})")
        given["agencies"] = list(wanted.agencies)
    if "year" in columns:
        where.append("year BETWEEN $first_year AND $last_year")
        given |= {key: wanted.scope[key] for key in ("first_year", "last_year")}
    with cursor:
        query = f"SELECT * FROM main.{name} WHERE {' AND '.join(where) or 'true'}"  # noqa: S608 - ours
        yield cursor.execute(query, given).df()
