"""Rows as CSV: a mark for Excel, names in the first line; lines about it where they are asked for.

A program reads it as it stands: a column of numbers holds numbers alone, and what a page says in
the place of one, or that one is approximate, stands in a column of its own. `described` tells the
same of it in the form of CSV on the Web.
"""

import csv
import io
import json

from components.downloads.about import Export, about
from components.tables import TableCell, headings
from components.words import say
from pipelines.export.safe import as_text
from pipelines.export.terms import LICENCE


def csv_bytes(export: Export, *, has_comments: bool = False) -> bytes:
    """Write the rows of a file below the names of their columns."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    if has_comments:
        writer.writerows([f"# {name}", as_text(words)] for name, words in about(export))
    names, rows = _table(export)
    writer.writerow([as_text(name) for name in names])
    writer.writerows([as_text(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def described(export: Export, address: str) -> bytes:
    """Return what the CSV at an address is and what its columns are, as JSON."""
    kinds = [column.kind for column in export.table.columns]
    heads = [column.heading for column in export.table.columns]
    names = _table(export)[0]
    columns = [
        {
            "titles": name,
            "datatype": "number" if at < len(kinds) and kinds[at] == "number" else "string",
            **({"dc:title": heads[at]} if at < len(heads) and heads[at] != name else {}),
        }
        for at, name in enumerate(names)
    ]
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": export.answer.view.language}],
        "url": address,
        "dc:title": export.answer.question,
        "dc:license": {"@id": LICENCE.path},
        "dc:identifier": export.digest,
        "dc:issued": export.published_on.isoformat(),
        "notes": dict(about(export)),
        "tableSchema": {"columns": columns},
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _table(export: Export) -> tuple[list[str], list[list[object]]]:
    """Return names and rows; a page's own table says of which data it is, as other rows do."""
    table, view = export.table, export.answer.view
    named = [column.name for column in table.columns]
    names = named if all(named) else headings(table)
    numbers = [at for at, column in enumerate(table.columns) if column.kind == "number"]
    rows: list[list[object]] = [[cell.code or cell.content for cell in row] for row in table.rows]
    if "dataset" not in names:
        names = [*names, say("filters.dataset", view.language)]
        rows = [[*row, say(f"filters.{view.dataset}", view.language)] for row in rows]
    remarks = []
    for row, cells in zip(rows, table.rows, strict=True):
        worded = {names[at]: cells[at].text for at in numbers if _needs_words(cells[at])}
        remarks.append("; ".join(f"{name}: {words}" for name, words in worded.items() if words))
        for at in numbers:
            value = cells[at].value
            row[at] = "" if value is None else value
    if not any(remarks):
        return names, rows
    return [*names, say("export.notes", view.language)], [
        [*row, words] for row, words in zip(rows, remarks, strict=True)
    ]


def _needs_words(cell: TableCell) -> bool:
    """Tell whether the number of a cell, or that there is none, does not say all."""
    return cell.value is None or cell.is_approximate
