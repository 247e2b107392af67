"""The tables of a report of the district as HTML; the statistics table is in its own words."""

from __future__ import annotations

from functools import lru_cache

from pipelines.catalogue.load import catalogue
from tests.forms.markup import plain, rows
from tests.forms.sheets import Box, Sheet, blank, filled
from tests.simulate.district import words
from tests.simulate.printed import Printed


def table(report: Printed, number: str) -> str:
    """Return one table of the report's form as an HTML table."""
    form = _annex() if number == "2014" else blank(number, report.form.id)
    sheet = filled(form, lambda slot: report.cells[slot][0])
    lines = "\n".join(rows(sheet, plain))
    return f'<table border="1" cellspacing="0" class="official">\n{lines}\n</table>'


@lru_cache(maxsize=1)
def _annex() -> Sheet:
    heading, lines = words()["heading"], words()["annex"]
    (form,) = catalogue().template("2014").table
    printed = [[Box(label) for label in heading["annex_columns"]]]
    seen: set[str] = set()
    for row, slot in zip(form.block[0].row, form.slots(), strict=True):
        if slot[0] in lines and slot[0] not in seen:
            printed.append([Box(lines[slot[0]], columns=3)])
        seen.add(slot[0])
        label = row.label.split(heading["annex_family_mark"])[-1]
        printed.append([Box(label), Box(row.unit), Box("", slot=slot)])
    return Sheet("2014", printed)
