"""What a number of items is: a total, or what a website carried where no total is stated."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from components import theme
from components.answers import Key
from components.figures.records import Record
from components.numbers import span
from components.tables import TableCell, TableColumn
from components.view import Language
from components.words import say
from pipelines.catalogue.indicator_ids import DISCLOSURE_BY_CHANNEL, DISCLOSURE_TOTAL

TOTAL: Final = "total"
WEBSITE: Final = "website"
INDICATORS: Final = {TOTAL: DISCLOSURE_TOTAL, WEBSITE: f"{DISCLOSURE_BY_CHANNEL}[website]"}
_HATCHED: Final = f"repeating-linear-gradient(135deg, {theme.ACCENT} 0 3px, {theme.GROUND} 3px 5px)"


def marked(text: str, row: Mapping[str, Any], language: Language) -> str:
    """Write a number with the mark of what it is, where it is what a website carried."""
    return say("basis.mark", language, n=text) if row.get("basis") == WEBSITE else text


def has_website(frame: pd.DataFrame) -> bool:
    """Tell whether a number of a frame is what a website carried."""
    return bool((_known(frame)["basis"] == WEBSITE).any())


def totals_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are not what a website carried: those a median may be of."""
    return frame[frame["basis"] != WEBSITE] if "basis" in frame else frame


def basis_counts(frame: pd.DataFrame, language: Language) -> str:
    """Say how many numbers are of which kind; nothing where all are totals."""
    return say("basis.both", language, **_counts(frame)) if has_website(frame) else ""


def basis_notes(frame: pd.DataFrame, language: Language) -> list[str]:
    """Say which numbers are no totals, and what is therefore not done with them."""
    return [say("basis.note", language, **_counts(frame))] if has_website(frame) else []


def basis_legend(frame: pd.DataFrame, language: Language) -> tuple[Key, ...]:
    """Return the legend of both kinds where both may be seen."""
    if not has_website(frame):
        return ()
    colours = {TOTAL: theme.ACCENT, WEBSITE: _HATCHED}
    return tuple(Key(say(f"basis.{name}", language), ink) for name, ink in colours.items())


def basis_columns(frame: pd.DataFrame, language: Language) -> tuple[TableColumn, ...]:
    """Return the column that tells the kinds apart; none for indicators without kinds."""
    is_asked = bool((frame["basis"] != "").any())
    return (TableColumn(say("column.basis", language)),) if is_asked else ()


def basis_cells(
    columns: Sequence[TableColumn], rows: Sequence[Record | None], language: Language
) -> tuple[TableCell, ...]:
    """Say of which kind the numbers of one row of a table are: a word, or one a stretch."""
    if not columns:
        return ()
    known = [row for row in filter(None, rows) if row.get("basis") and pd.notna(row["value"])]
    kinds = [(int(row["report_year"]), str(row["basis"])) for row in known]
    stretches: list[tuple[str, list[int]]] = []
    for year, kind in kinds:
        if not stretches or stretches[-1][0] != kind:
            stretches.append((kind, []))
        stretches[-1][1].append(year)
    if len(stretches) == 1:
        return (TableCell(say(f"basis.{stretches[0][0]}", language)),)
    words = [
        say(
            "basis.span",
            language,
            years=span((years[0], years[-1])),
            basis=say(f"basis.{kind}", language),
        )
        for kind, years in stretches
    ]
    return (TableCell(say("basis.comma", language).join(words)),)


def _known(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["value"].notna()]


def _counts(frame: pd.DataFrame) -> dict[str, int]:
    counts = _known(frame)["basis"].value_counts()
    return {name: int(counts.get(name, 0)) for name in (TOTAL, WEBSITE)}
