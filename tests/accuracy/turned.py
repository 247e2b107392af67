"""Tables taken apart: table four in three, rows opened by a pipe, heads letter by letter."""

from __future__ import annotations

from collections.abc import Callable

from tests.accuracy import shapes
from tests.accuracy.compose import Part, draft
from tests.accuracy.truth import Paper
from tests.accuracy.variants import written
from tests.forms.chance import Chance
from tests.forms.sheets import Box, Sheet

KINDS = ("行政复议", "未经复议直接起诉", "复议后起诉")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def disputes_as_rows(chance: Chance) -> Paper:
    """Table four with reviews and suits as its three rows, under one head."""

    def change(sheet: Sheet) -> list[Sheet]:
        head = [Box(""), *map(Box, RESULTS)]
        rows = [[Box(kind), *cells] for kind, cells in zip(KINDS, _fives(sheet), strict=True)]
        return [Sheet("4", [head, *rows])]

    return _changed(chance, change)


def disputes_apart(chance: Chance) -> Paper:
    """Table four as three tables, each under its own name."""

    def change(sheet: Sheet) -> list[Sheet]:
        head = [Box(text) for text in RESULTS]
        pairs = zip(KINDS, _fives(sheet), strict=True)
        return [Sheet("4", [[Box(kind, columns=5)], head, cells]) for kind, cells in pairs]

    return _changed(chance, change)


def opened_rows(chance: Chance) -> Paper:
    """A pipe before the first cell of a row alone, every cell on a line with ` |`."""
    made = draft(chance)
    return Paper("", "report.txt", shapes.text(made, _opened).encode(), [made.truth])


def _opened(sheet: Sheet, chance: Chance) -> shapes.Lines:
    for row in sheet.rows:
        for index, box in enumerate(row):
            yield f"{'' if index else '| '}{box.text} |".lstrip() if box.text else "|"


def stacked_heads(chance: Chance) -> Paper:
    """Table four of a page turned into text line by line: heads in columns of single letters."""
    made = draft(chance, chrome=False)
    return Paper("", "report.txt", shapes.text(made, _stacked).encode(), [made.truth])


def _stacked(sheet: Sheet, chance: Chance) -> shapes.Lines:
    if sheet.number != "4":
        yield from shapes.single_spaces(sheet, chance)
        return
    yield from (
        "行政复议 行政诉讼",
        "未经复议直接起诉 复议后起诉",
        "结 结 其 尚",
        "结 结 其 尚 结 结 其 尚",
    )
    yield from ("果 果 他 未", "总计 果 果 他 未 总 果 果 他 未 总", "维 纠 结 审")
    yield from ("维 纠 结 审 计 维 纠 结 审 计", "持 正 果 结", "持 正 果 结 持 正 果 结")
    yield " ".join(box.text for cells in _fives(sheet) for box in cells)


def _fives(sheet: Sheet) -> list[list[Box]]:
    """Return the values of table four, five of each kind."""
    cells = [box for row in sheet.rows for box in row if box.slot]
    return [cells[start : start + 5] for start in (0, 5, 10)]


def _changed(chance: Chance, change: Callable[[Sheet], list[Sheet]]) -> Paper:
    made = draft(chance)
    parts: list[Part] = []
    for part in made.parts:
        if part.sheet and part.sheet.number == "4":
            parts += [Part("sheet", sheet=sheet) for sheet in change(part.sheet)]
        else:
            parts.append(part)
    made.parts = parts
    return written(made, chance)
