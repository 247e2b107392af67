"""A Data Package: a selection with its schemas, lists of codes, terms and source, in one folder.

`datapackage.json` follows the Frictionless standard; each table is a CSV or Parquet file beside it.
"""

import csv
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pandas as pd

from pipelines.export.safe import csv_value
from pipelines.export.terms import ABOUT, LICENCE, WORDS, cited
from pipelines.store.meanings import OPEN_LISTS, codes, meaning, tables
from pipelines.store.parquet import write_parquet
from pipelines.store.questions import FigureQuery
from pipelines.store.store import Store

RESOURCES: Final = (
    *("figures", "reports", "agencies", "findings", "filings", "indicators", "members"),
    *("rules", "codes"),
)
FORMATS: Final = ("csv", "parquet")
NO_MEMBER: Final = "-"  # in figures: what is not broken down
_LINKS: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "figures": (("report_id", "reports"), ("agency_id", "agencies")),
    "reports": (("agency_id", "agencies"),),
    "filings": (("agency_id", "agencies"),),
}
_KEYS: Final = frozenset({"reports", "rules"})  # keys of which no part is ever empty
_FIRST: Final = datetime(1980, 1, 1, tzinfo=UTC)  # the same rows make the same archive


@dataclass(frozen=True, slots=True)
class Package:
    """What is packed: the store, which figures, the words of the selection, the form of files."""

    store: Store
    wanted: FigureQuery
    selection: str
    form: str = "csv"


def write_folder(package: Package, folder: Path) -> None:
    """Write every table and the description into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    described = []
    for name in RESOURCES:
        columns = package.store.view_columns(name)
        frames = package.store.view_rows(name, package.wanted)
        count = _write(package.form, folder / f"{name}.{package.form}", name, columns, frames)
        described.append(_resource(name, columns, package.form, count))
    text = json.dumps(description(package, described), ensure_ascii=False, indent=1)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def write_zip(package: Package, path: Path) -> None:
    """Write the same as one ZIP; the same rows of the same build make the same entries."""
    with TemporaryDirectory(prefix="mingcha-", dir=path.parent) as scratch:
        folder = Path(scratch)
        write_folder(package, folder)
        whole = folder / "whole.zip"
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in ("datapackage.json", *(f"{one}.{package.form}" for one in RESOURCES)):
                entry = zipfile.ZipInfo(name, _FIRST.timetuple()[:6])
                entry.compress_type = zipfile.ZIP_DEFLATED
                with archive.open(entry, "w") as target, (folder / name).open("rb") as source:
                    while piece := source.read(1 << 20):
                        target.write(piece)
        whole.replace(path)


def description(package: Package, resources: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the description of a package as the standard has it."""
    digest, born = package.store.alive()
    dataset = package.wanted.dataset
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"mingcha-{dataset}-{digest}",
        "title": ABOUT["title"],
        "description": f"{WORDS['zh']}\n\n{WORDS['en']}",
        "version": digest,
        "created": born.isoformat("T", "seconds"),
        "licenses": [{"name": LICENCE.name, "title": LICENCE.title, "path": LICENCE.path}],
        "sources": [{"title": ABOUT["source"]}],
        "keywords": list(ABOUT["keywords"]),
        "dataset": dataset,
        "simulated": dataset == "demo",
        "selection": package.selection,
        "citation": cited(digest, born.date(), dataset),
        "resources": list(resources),
    }


def schema_of(name: str, columns: Sequence[str]) -> dict[str, Any]:
    """Return the Table Schema of a view: kinds, words, units, codes, keys."""
    schema: dict[str, Any] = {
        "fields": [_field(name, column) for column in columns],
        "missingValues": [""],
    }
    if name in _KEYS:
        schema["primaryKey"] = list(tables()[name]["key"])
    links = [
        {"fields": [field], "reference": {"resource": other, "fields": [field]}}
        for field, other in _LINKS.get(name, ())
    ]
    return schema | ({"foreignKeys": links} if links else {})


def _resource(name: str, columns: Sequence[str], form: str, count: int) -> dict[str, Any]:
    words = tables()[name]
    plain: dict[str, Any] = {"mediatype": "text/csv", "encoding": "utf-8"}
    other = {"mediatype": "application/vnd.apache.parquet"}
    return {
        "name": name,
        "path": f"{name}.{form}",
        "format": form,
        **(plain if form == "csv" else other),
        "title": f"{words['zh']} / {words['en']}",
        "rows": count,
        "schema": schema_of(name, columns),
    }


def _field(name: str, column: str) -> dict[str, Any]:
    words = meaning(name, column)
    field: dict[str, Any] = {"name": column, "type": words.kind, "description": words.both}
    if words.unit:
        field["unit"] = words.unit
    if words.codes:
        field["codes"] = words.codes
        if words.codes not in OPEN_LISTS:
            field["constraints"] = {"enum": list(codes()[words.codes])}
    return field


def _write(
    form: str, path: Path, name: str, columns: Sequence[str], frames: Iterator[pd.DataFrame]
) -> int:
    count = 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal count
        for frame in frames:
            for values in zip(*(frame[column] for column in columns), strict=True):
                count += 1
                row = dict(zip(columns, map(_plain, values), strict=True))
                yield row | ({"member": row["member"] or NO_MEMBER} if name == "figures" else {})

    if form == "parquet":
        kinds = {column: meaning(name, column).kind for column in columns}
        write_parquet(kinds, rows(), path, f"mingcha {name}")
        return count
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([csv_value(value) for value in row.values()] for row in rows())
    return count


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a frame holds
    """Return a value of a frame as text, number, truth or None: unknown is None, never 0."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124 - not a number
            return None
        return int(value) if value.is_integer() else value
    return value
