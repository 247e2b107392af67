"""The whole of table four as one sheet: a row per report and kind of cases."""

from __future__ import annotations

import pandas as pd

from components.figures.pictures import Asked
from components.figures.records import Record, records
from components.numbers import plain
from components.tables import Cell, Column, Table
from components.view import Language
from components.words import say
from pipelines.aggregate.reviews import RESULTS


def reviews_table(asked: Asked, found: pd.DataFrame) -> Table:
    """Set every report's three kinds: four results, published and recomputed total."""
    language = asked.view.language
    columns = (
        Column(say("column.agency", language)),
        Column(say("column.year", language)),
        Column(say("reviews.course", language)),
        *(Column(say(f"result.{result}", language), "number") for result in RESULTS),
        Column(say("reviews.published", language), "number"),
        Column(say("reviews.cases", language), "number"),
    )
    rows = tuple(
        (
            Cell(asked.name(row["agency_id"], row["agency"])),
            Cell(str(row["report_year"])),
            Cell(say(f"course.{row['course']}", language)),
            *(_cell(row, key, language) for key in (*RESULTS, "published", "recomputed")),
        )
        for row in records(found)
    )
    return Table(columns, rows)


def _cell(row: Record, key: str, language: Language) -> Cell:
    if pd.isna(row[key]):
        return Cell(say("requests.gap", language), state="not_captured")
    return Cell(plain(row[key]), float(row[key]))
