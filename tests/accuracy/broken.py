"""Tables whose own structure is wrong: spans, spare columns, missing and surplus cells."""

from __future__ import annotations

from dataclasses import replace

from tests.accuracy import markup, office, shapes
from tests.accuracy.compose import Draft, draft
from tests.accuracy.truth import DESTROYED, Paper
from tests.forms.chance import Chance
from tests.forms.sheets import Box, Sheet

STYLES = ("plain", "word", "grouped", "capitals")
SHAPES: tuple[shapes.Shape, ...] = (
    shapes.rows_own,
    shapes.markdown,
    shapes.blank_lines,
    shapes.tabs,
    shapes.trailing,
)


def _page(made: Draft, chance: Chance) -> Paper:
    data = markup.page(made, chance.pick(STYLES)).encode()
    return Paper("", "report.html", data, [made.truth])


def _any(made: Draft, chance: Chance) -> Paper:
    if chance.often(0.5):
        return _page(made, chance)
    if chance.often(0.2):
        return Paper("", "report.docx", office.docx(made), [made.truth])
    text = shapes.text(made, chance.pick(SHAPES))
    return Paper("", "report.txt", text.encode(), [made.truth])


def _rows(made: Draft, number: str) -> list[list[Box]]:
    sheet = made.sheet(number).sheet
    return [list(row) for row in (sheet.rows if sheet else [])]


def _put(made: Draft, number: str, rows: list[list[Box]]) -> None:
    made.sheet(number).sheet = Sheet(number, rows)


def wrong_columns(chance: Chance) -> Paper:
    """Column spans that do not add up: labels and values too wide or too narrow."""
    made = draft(chance)
    for number in ("2", "3"):
        rows = _rows(made, number)
        for row in rows:
            for at, box in enumerate(row):
                if box.columns > 1 and chance.often(0.3):
                    row[at] = replace(box, columns=max(1, box.columns + chance.pick([-1, 1])))
        _put(made, number, rows)
    return _page(made, chance)


def wrong_rows(chance: Chance) -> Paper:
    """Row spans of the group labels that are too long or too short."""
    made = draft(chance)
    rows = _rows(made, "3")
    for row in rows[3:]:
        for at, box in enumerate(row):
            if box.rows > 1 and chance.often(0.5):
                row[at] = replace(box, rows=max(1, box.rows + chance.pick([-1, 1])))
    _put(made, "3", rows)
    return _page(made, chance)


def empty_rows_and_columns(chance: Chance) -> Paper:
    """A row of widths without text, empty rows between, an empty column at an edge."""
    made = draft(chance)
    for number in "23":
        rows = _rows(made, number)
        sheet = made.sheet(number).sheet
        width = sheet.width() if sheet else 0
        if chance.often(0.6):
            rows.insert(chance.pick([0, len(rows)]), [Box("") for _ in range(width)])
        if chance.often(0.4):
            rows = [[Box(""), *row] for row in rows]
        elif chance.often(0.4):
            rows = [[*row, Box("")] for row in rows]
        _put(made, number, rows)
    return _page(made, chance)


def subtotal_column(chance: Chance) -> Paper:
    """A column 小计 of the legal persons that the form does not have."""
    made = draft(chance)
    rows = _rows(made, "3")
    head = [replace(box, columns=box.columns + 1) if box.columns >= 5 else box for box in rows[0]]
    legal = [replace(box, columns=6) if box.columns == 5 else box for box in rows[1]]
    rows[0], rows[1], rows[2] = head, legal, [*rows[2], Box("小计")]
    for index in range(3, len(rows)):
        row = rows[index]
        values = [made.truth.cells[box.slot].value for box in row if box.slot]
        subtotal = sum(value or 0 for value in values[1:6])
        rows[index] = [*row[:-1], Box(f"{subtotal}"), row[-1]]
    _put(made, "3", rows)
    _unproven(made)
    return _page(made, chance)


def remark_column(chance: Chance) -> Paper:
    """A column 备注 at the right of table two, mostly empty."""
    made = draft(chance)
    rows = _rows(made, "2")
    for row in rows:
        if len(row) == 1:
            row[0] = replace(row[0], columns=row[0].columns + 1)
        else:
            row.append(Box("备注" if row[0].text == "信息内容" else ""))
    _put(made, "2", rows)
    return _page(made, chance)


def without_heads(chance: Chance) -> Paper:
    """Table three without its three header rows."""
    made = draft(chance)
    _put(made, "3", _rows(made, "3")[3:])
    _unproven(made)
    return _any(made, chance)


def _unproven(made: Draft) -> None:
    """Nothing proves the columns of table three: reading them right or not at all are both fine."""
    for slot in made.truth.slots["3"]:
        made.truth.cells[slot].status = DESTROYED


def a_cell_short(chance: Chance) -> Paper:
    """Some rows have lost one of their cells: which one cannot be told."""
    made = draft(chance)
    rows = _rows(made, "3")
    for index in chance.some(list(range(6, len(rows))), 4):
        values = [at for at, box in enumerate(rows[index]) if box.slot]
        for at in values:
            slot = rows[index][at].slot
            if slot:
                made.truth.cells[slot].status = DESTROYED
        del rows[index][chance.pick(values)]
    _put(made, "3", rows)
    if chance.often(0.5):
        _drop(made, chance)
    return _any(made, chance)


def _drop(made: Draft, chance: Chance) -> None:
    rows = _rows(made, "4")
    del rows[-1][chance.between(0, 14)]
    for slot in made.truth.slots["4"]:
        made.truth.cells[slot].status = DESTROYED
    _put(made, "4", rows)


def a_cell_too_many(chance: Chance) -> Paper:
    """Some rows hold a number more than they have columns."""
    made = draft(chance)
    rows = _rows(made, "3")
    for index in chance.some(list(range(6, len(rows))), 3):
        for box in rows[index]:
            if box.slot:
                made.truth.cells[box.slot].status = DESTROYED
        at = chance.between(len(rows[index]) - 7, len(rows[index]))
        rows[index].insert(at, Box(str(chance.between(1, 90))))
    _put(made, "3", rows)
    return _any(made, chance)


def wrong_ordinals(chance: Chance) -> Paper:
    """Ordinals that jump, repeat or are missing."""
    made = draft(chance)
    changes = chance.some(
        [
            ("（七）总计", "（六）总计"),
            ("（七）总计", "总计"),
            ("（一）予以", "1.予以"),
            ("1.", ""),
            ("四、结转", "五、结转"),
            ("（五）不予处理", "（四）不予处理"),
            ("2.", "1."),
            ("三、", ""),
        ],
        3,
    )
    rows = _rows(made, "3")
    for index in range(3, len(rows)):
        for at, box in enumerate(rows[index]):
            text = box.text
            for old, new in changes:
                text = text.replace(old, new) if not box.slot else text
            rows[index][at] = replace(box, text=text)
    _put(made, "3", rows)
    return _any(made, chance)


def twice(chance: Chance) -> Paper:
    """A row printed twice."""
    made = draft(chance)
    rows = _rows(made, "3")
    plain = [i for i in range(7, len(rows)) if rows[i][0].rows == 1 and len(rows[i]) == 8]
    at = chance.pick(plain)
    copied = [replace(box, slot=None) if not box.slot else box for box in rows[at]]
    rows.insert(at, copied)
    for above in range(at):
        rows[above] = [
            replace(b, rows=b.rows + 1) if b.rows > 1 and above + b.rows > at else b
            for b in rows[above]
        ]
    _put(made, "3", rows)
    return _any(made, chance)
