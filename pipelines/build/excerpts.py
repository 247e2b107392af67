"""Excerpts of real reports that ship: what was visible of a report, with its public address."""

import csv
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from pipelines.build.filing_rows import excerpt_filing
from pipelines.catalogue.bounds import within
from pipelines.catalogue.load import catalogue
from pipelines.errors import StoreError
from pipelines.identities import unit_of
from pipelines.model import Agency, Figure, Report, Status
from pipelines.parse.vocabulary import category_of
from pipelines.store.rows import EXCERPT, TABLES, Row, Rows


def excerpt_rows(folder: Path, units: Collection[int] | None) -> Rows:
    """Return the rows of the excerpts of some units, of all where none are named.

    Nothing of an excerpt is complete, so nothing is implied.
    """
    rows = Rows()
    keys: dict[str, int] = {}
    for key, line in enumerate(_report_lines(folder)):
        if units is None or unit_of("real", line["agency_id"], int(line["report_year"])) in units:
            keys[line["report"]] = key
            rows.filing.append(excerpt_filing(key, line, _day(line)))
            rows.report.append(_report_row(key, line))
    for position, line in enumerate(_figure_lines(folder) if keys else ()):
        if line["report"] in keys:
            rows.figure.append(_figure_row(keys[line["report"]], position, line))
    return rows


def excerpt_reports(folder: Path) -> Iterator[tuple[int, Report]]:
    """Yield each excerpt as a report, with the key of its row: facts without text or tables."""
    figures: dict[str, list[Figure]] = {}
    for line in _figure_lines(folder):
        figures.setdefault(line["report"], []).append(_figure(line))
    for key, line in enumerate(_report_lines(folder)):
        yield (
            key,
            Report(
                sha256=line["report"],
                name=line["report"],
                part=0,
                title="",
                agency=Agency(line["agency"], line["agency_id"], None, line["level"]),
                report_year=int(line["report_year"]),
                published_on=_day(line),
                signed_on=None,
                template=line["template"],
                tables={},
                figures=tuple(figures.get(line["report"], ())),
                address=line["address"],
            ),
        )


def _figure(line: dict[str, str]) -> Figure:
    value = within(line["indicator"], line["value"])
    return Figure(
        indicator=line["indicator"],
        member=line["member"],
        value=value,
        status=Status.LOST if value is None else Status.NUMBER,
        raw=line["value"],
        place=None,
        table=_tables()[line["indicator"]],
        label=line["label"],
        is_approximate=line["is_approximate"] == "1",
    )


def _report_row(key: int, line: dict[str, str]) -> Row:
    return (
        key,
        "real",
        line["agency_id"],
        line["agency"],
        line["level"],
        "",
        int(line["report_year"]),
        line["template"],
        _day(line),
        EXCERPT,
        line["address"],
        "",
        "",
        0,
        "",
        *(EXCERPT for _ in TABLES),
    )


def _figure_row(key: int, position: int, line: dict[str, str]) -> Row:
    member, label = line["member"], line["label"]
    if label and not member:
        member = category_of(label)
    is_approximate = line["is_approximate"] == "1"
    value = within(line["indicator"], line["value"])
    return (
        key,
        position,
        line["indicator"],
        member,
        label,
        None if value is None else float(value),
        str(Status.LOST if value is None else Status.NUMBER),
        "",
        is_approximate,
        False,
        "year",
        "read",
        _tables()[line["indicator"]],
        line["value"],
        None,
        "",
        None,
        None,
        None,
    )


def _day(line: dict[str, str]) -> date | None:
    return date.fromisoformat(line["published_on"]) if line["published_on"] else None


@lru_cache(maxsize=1)
def _tables() -> dict[str, str]:
    """Return where each indicator stands: prose before the forms, new forms before old."""
    table_of: dict[str, str] = {}
    for one in catalogue().indicators:
        if one.indicator not in table_of or one.table == "narrative":
            table_of[one.indicator] = one.table
    return table_of


def _report_lines(folder: Path) -> list[dict[str, str]]:
    return _lines(folder / "reports.csv", "report", "agency_id", "report_year")


def _figure_lines(folder: Path) -> list[dict[str, str]]:
    return _lines(folder / "figures.csv", "report", "indicator", "value")


def _lines(path: Path, *needed: str) -> list[dict[str, str]]:
    """Return the lines of a file that ships; one without its columns would read as an empty one."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if not set(needed) <= set(reader.fieldnames or ()):
            raise StoreError(f"{path} has lost its header", "published_damaged", path=path)
        return list(reader)
