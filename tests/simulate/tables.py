"""The official tables of a form as HTML with spans, generated from the catalogue's own rows."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pipelines.catalogue.model import BlockOfTable, FormRow, FormTable
from tests.simulate.district import words
from tests.simulate.history import Slot
from tests.simulate.printed import Printed


def table(report: Printed, number: str) -> str:
    """Return one table of the report's form as an HTML table."""
    form = next(t for t in report.form.table if t.number == number)
    draw = {"2": _two, "3": _three, "4": _four, "2014": _annex}[number]
    rows = "\n".join(f"<tr>{row}</tr>" for row in draw(report, form))
    return f'<table border="1" cellspacing="0" class="official">\n{rows}\n</table>'


def _two(report: Printed, form: FormTable) -> Iterator[str]:
    width = 1 + max(len(block.columns) for block in form.block)
    for block in form.block:
        yield _cell(block.heading, columns=width)
        spans = _spread(width - 1, len(block.columns))
        labels = [column.label for column in block.columns]
        pairs = zip(labels, spans, strict=True)
        head = _cell(words()["heading"]["content"])
        yield head + "".join(_cell(label, columns=span) for label, span in pairs)
        for row in block.row:
            texts = [_text(report, slot) for slot in _slots(block, row)]
            cells = zip(texts, spans, strict=True)
            yield _cell(row.label) + "".join(_cell(text, columns=span) for text, span in cells)


def _three(report: Printed, form: FormTable) -> Iterator[str]:
    block, said = form.block[0], words()["heading"]
    columns = block.columns
    yield _cell(said["equation"], rows=3, columns=3) + _cell(said["applicants"], columns=7)
    legal = _cell(said["legal_persons"], columns=len(columns) - 2)
    yield _cell(columns[0].label, rows=2) + legal + _cell(columns[-1].label, rows=2)
    yield "".join(_cell(column.label) for column in columns[1:-1])
    seen: set[tuple[str, ...]] = set()
    for row in block.row:
        label = ""
        for depth in range(len(row.group)):
            group = row.group[: depth + 1]
            if group not in seen:
                seen.add(group)
                span = sum(1 for other in block.row if other.group[: depth + 1] == group)
                label += _cell(row.group[depth], rows=span)
        label += _cell(row.label, columns=3 - len(row.group))
        yield label + "".join(_cell(_text(report, slot)) for slot in _slots(block, row))


def _four(report: Printed, form: FormTable) -> Iterator[str]:
    block, said = form.block[0], words()["heading"]
    columns = block.columns
    yield _cell(said["review"], columns=5) + _cell(said["suit"], columns=10)
    review = "".join(_cell(column.label, rows=2) for column in columns[:5])
    paths = [columns[5].group.split("|")[1], columns[10].group.split("|")[1]]
    yield review + "".join(_cell(path, columns=5) for path in paths)
    yield "".join(_cell(column.label) for column in columns[5:])
    yield "".join(_cell(_text(report, slot)) for slot in form.slots())


def _annex(report: Printed, form: FormTable) -> Iterator[str]:
    said = words()
    yield "".join(_cell(label) for label in said["heading"]["annex_columns"])
    seen = set()
    for row in form.block[0].row:
        slot = next(iter(_slots(form.block[0], row)))
        line = said["annex"].get(slot[0])
        if line and slot[0] not in seen:
            yield _cell(line, columns=3)
        seen.add(slot[0])
        label = row.label.split(said["heading"]["annex_family_mark"])[-1]
        yield _cell(label) + _cell(row.unit) + _cell(_text(report, slot))


def _slots(block: BlockOfTable, row: FormRow) -> list[Slot]:
    alone = block.model_copy(update={"row": (row,)})
    return list(FormTable(number="", title="", cells=0, block=(alone,)).slots())


def _text(report: Printed, slot: Slot) -> str:
    return report.cells[slot][0]


def _spread(width: int, count: int) -> list[int]:
    """Spread a width over columns; the last takes what is left."""
    return [1] * (count - 1) + [width - count + 1]


def _cell(text: str, *, rows: int = 1, columns: int = 1) -> str:
    spans = f' rowspan="{rows}"' if rows > 1 else ""
    spans += f' colspan="{columns}"' if columns > 1 else ""
    return f"<td{spans}>{escape(text, quote=False) or '&nbsp;'}</td>"
