"""The cases of a view: bars of results, their colours, rates and words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from components import theme
from components.answers import Key
from components.charts.mix import MixBar, mix_chart
from components.charts.mix import MixPart as Slice
from components.charts.text import shown
from components.figures.doors import behind, with_door
from components.figures.pictures import SMALL
from components.figures.records import Record, records
from components.numbers import plain, share
from components.tables import Table, TableCell, TableColumn
from components.theme import Chart
from components.view import Language, View
from components.words import say
from pipelines.aggregate.reviews import RESULTS

COLOURS: Final = {
    "upheld": "#0072B2",
    "corrected": "#D55E00",
    "other": theme.OTHER,
    "pending": theme.QUIET,
}
Named = tuple[str, Record]  # a bar's name and its row of rates


def named_rows(rows: pd.DataFrame, names: Sequence[str]) -> list[Named]:
    """Join each row of rates with the name of its bar."""
    return list(zip(names, records(rows), strict=True))


def rate_words(row: Record, language: Language) -> str:
    """Write the correction rate with its base, or both counts where the base is too small."""
    key = "end" if row["decided"] >= SMALL else "end_small"
    return say(f"reviews.{key}", language, **counts(row))


def counts(row: Record) -> dict[str, object]:
    """Return the counts of a row as they are written."""
    return {
        "cases": plain(row["cases"]),
        "decided": plain(row["decided"]),
        "corrected": plain(row["corrected"]),
        "pending": plain(row["pending"]),
        "rate": share(row["corrected"], row["decided"]),
        "n": SMALL,
    }


def cases_chart(view: View, bars: Sequence[Named], *, is_narrow: bool) -> Chart:
    """Draw one bar of four results each; its end says corrected of decided."""
    as_share, language = view.measure != "count", view.language
    wholes = [
        MixBar(
            name,
            float(row["cases"]),
            say("reviews.end_small", language, **counts(row))
            if is_narrow
            else rate_words(row, language),
            is_small=as_share and bool(row["cases"] < SMALL),
        )
        for name, row in bars
    ]
    slices = [
        Slice(
            say(f"result.{result}", language),
            COLOURS[result],
            tuple(float(row[result]) for _, row in bars),
            tuple(with_door(_hover(name, row, result, language), "/", view) for name, row in bars),
            tuple(_href(view, row, result) for _, row in bars),
        )
        for result in RESULTS
        if any(row[result] for _, row in bars)
    ]
    chart = mix_chart(wholes, slices, as_share=as_share, is_narrow=is_narrow)
    chart["layout"]["margin"]["r"] = 96 if is_narrow else 170
    return chart


def _href(view: View, row: Record, result: str) -> str:
    """Return where a part leads: to the figures it adds up, of its course, agency or year."""
    course = str(row["course"]) if row.get("course") else ""
    if "agency_id" in row:
        view = replace(view, agencies=(str(row["agency_id"]),))
    if "report_year" in row:
        view = replace(view, years=(int(row["report_year"]), int(row["report_year"])))
    return behind(view, f"{course}.{result}" if course else "", "", "" if course else "4")


def legend(bars: Sequence[Named], language: Language) -> tuple[Key, ...]:
    """Return the results that occur."""
    return tuple(
        Key(say(f"result.{result}", language), COLOURS[result])
        for result in RESULTS
        if any(row[result] for _, row in bars)
    )


def cases_table(head: str, bars: Sequence[Named], language: Language) -> Table:
    """Set the bars as a table: each result, cases, decided, and the rate or both counts."""
    columns = (
        TableColumn(head),
        TableColumn(say("reviews.reports", language), "number"),
        *(TableColumn(say(f"result.{result}", language), "number") for result in RESULTS),
        TableColumn(say("reviews.cases", language), "number"),
        TableColumn(say("reviews.decided", language), "number"),
        TableColumn(say("reviews.rate", language), "number"),
    )
    keys = ("report_count", *RESULTS, "cases", "decided")
    rows = tuple(
        (
            TableCell(name),
            *(TableCell(plain(row[key]), float(row[key])) for key in keys),
            rate_cell(row, language),
        )
        for name, row in bars
    )
    return Table(columns, rows)


def rate_cell(row: Record, language: Language) -> TableCell:
    """Set the rate; of a small base both counts, and no number that could be taken for one."""
    if row["decided"] >= SMALL:
        return TableCell(share(row["corrected"], row["decided"]), float(row["rate"]))
    return TableCell(say("reviews.no_rate", language, **counts(row)))


def _hover(name: str, row: Record, result: str, language: Language) -> str:
    key = "hover" if row["cases"] < SMALL else "hover_share"
    words = say(
        f"reviews.{key}",
        language,
        result=say(f"result.{result}", language),
        count=plain(row[result]),
        share=share(row[result], row["cases"]),
    )
    return f"<b>{shown(name)}</b><br>{words}<br>{rate_words(row, language)}"
