"""The whole of table four as one sheet: a row per report and kind of cases."""

from collections.abc import Sequence

import pandas as pd

from components.figures.pictures import TableQuestion
from components.figures.records import Record, records
from components.numbers import plain
from components.tables import Table, TableCell, TableColumn
from components.view import Language
from components.words import say
from pipelines.aggregate.reviews import RESULTS


def reviews_table(
    asked: TableQuestion, cases: pd.DataFrame, results: Sequence[str] = RESULTS
) -> Table:
    """Set every report's three kinds: their results, published and recomputed total."""
    language = asked.view.language
    columns = (
        TableColumn(say("column.agency", language)),
        TableColumn(say("column.year", language)),
        TableColumn(say("reviews.course", language)),
        *(TableColumn(say(f"result.{result}", language), "number") for result in results),
        TableColumn(say("reviews.published", language), "number"),
        TableColumn(say("reviews.cases", language), "number"),
    )
    rows = tuple(
        (
            TableCell(asked.name(row["agency_id"], row["agency"])),
            TableCell(str(row["report_year"])),
            TableCell(say(f"course.{row['course']}", language)),
            *(_cell(row, key, language) for key in (*results, "published", "recomputed")),
        )
        for row in records(cases)
    )
    return Table(columns, rows)


def _cell(row: Record, key: str, language: Language) -> TableCell:
    if pd.isna(row[key]):
        return TableCell(say("requests.gap", language), state="not_captured")
    return TableCell(plain(row[key]), float(row[key]))
