"""Rows as CSV: a mark for Excel, the lines about them where the reader wants them, the table."""

import csv
import io

from components.downloads.about import Export, about
from components.downloads.safe import as_text


def csv_bytes(export: Export, *, has_header: bool = True) -> bytes:
    """Write the rows of a file; without the lines above, the columns' names come first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    if has_header:
        for name, words in about(export):
            writer.writerow([f"# {name}", as_text(words)])
    table = export.table
    writer.writerow([as_text(column.heading) for column in table.columns])
    writer.writerows([as_text(cell.content) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")
