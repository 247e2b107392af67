"""The official tables on paper: printed cells with spans, and the shapes that copying leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import FormTable

Truth = Mapping[tuple[str, str], str]  # (indicator, member) → what is printed
TITLES = {"2": "二、主动公开政府信息情况", "3": "三、收到和处理政府信息公开申请情况"}
TITLES["4"] = "四、政府信息公开行政复议、行政诉讼情况"
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


@dataclass(frozen=True)
class Ink:
    text: str
    down: int = 1
    right: int = 1
    is_value: bool = False


Rows = list[list[Ink]]


def paper(form_id: str, truth: Truth) -> dict[str, Rows]:
    """Return the three tables of a form with a truth filled in."""
    form = catalogue().template(form_id)
    by_number = {table.number: table for table in form.table}
    return {
        "2": _two(by_number["2"], truth),
        "3": _three(by_number["3"], truth),
        "4": _four(by_number["4"], truth),
    }


def slots(form_id: str) -> list[tuple[str, str]]:
    form = catalogue().template(form_id)
    return [slot for table in form.table for slot in table.slots()]


def _two(table: FormTable, truth: Truth) -> Rows:
    rows: Rows = []
    for block in table.block:
        rows.append([Ink(block.heading, right=4)])
        width = len(block.columns)
        spread = [1] * (width - 1) + [4 - width]  # the last column fills the line
        rows.append(
            [Ink("信息内容")]
            + [Ink(c.label, right=s) for c, s in zip(block.columns, spread, strict=True)]
        )
        for row in block.row:
            values = [
                Ink(truth[one, ""], right=s, is_value=True)
                for one, s in zip(row.indicators, spread, strict=True)
            ]
            rows.append([Ink(row.label), *values])
    return rows


def _three(table: FormTable, truth: Truth) -> Rows:
    block = table.block[0]
    rows: Rows = [
        [
            Ink("(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)", 3, 3),
            Ink("申请人情况", right=7),
        ],
        [Ink("自然人", down=2), Ink("法人或其他组织", right=5), Ink("总计", down=2)],
        [Ink(c.label) for c in block.columns[1:6]],
    ]
    for n, row in enumerate(block.row):
        line: list[Ink] = []
        above = block.row[n - 1].group if n else ()
        for depth, group in enumerate(row.group):
            if row.group[: depth + 1] != above[: depth + 1]:
                same = sum(r.group[: depth + 1] == row.group[: depth + 1] for r in block.row)
                line.append(Ink(group, down=same))
        line.append(Ink(row.label, right=3 - len(row.group)))
        line += [Ink(truth[row.indicators[0], c.member], is_value=True) for c in block.columns]
        rows.append(line)
    return rows


def _four(table: FormTable, truth: Truth) -> Rows:
    ids = table.block[0].row[0].indicators
    return [
        [Ink("行政复议", right=5), Ink("行政诉讼", right=10)],
        [Ink(r, down=2) for r in RESULTS]
        + [Ink("未经复议直接起诉", right=5), Ink("复议后起诉", right=5)],
        [Ink(r) for r in RESULTS * 2],
        [Ink(truth[one, ""], is_value=True) for one in ids],
    ]


def _page(tables: Mapping[str, Rows], draw: Callable[[Rows], str]) -> str:
    parts = [
        "甲县乙镇人民政府2023年政府信息公开工作年度报告",
        "一、总体情况",
        "全年主动公开政府信息56条，其中规章0件。",
    ]
    for number, rows in tables.items():
        parts += [TITLES[number], draw(rows)]
    parts += [
        "五、存在的主要问题及改进情况",
        "一是公开不够及时，2项待改进。",
        "六、其他需要报告的事项",
        "无",
    ]
    return "\n".join(parts)


def html(tables: Mapping[str, Rows]) -> str:
    """A page with real tables."""

    def draw(rows: Rows) -> str:
        lines = []
        for row in rows:
            cells = "".join(
                f'<td rowspan="{c.down}" colspan="{c.right}">'
                f"<p>{escape(c.text) or '&nbsp;'}</p></td>"
                for c in row
            )
            lines.append(f"<tr>{cells}</tr>")
        return f"<table>{''.join(lines)}</table>"

    body = "".join(
        part if part.startswith("<table") else f"<p>{part}</p>"
        for part in _page(tables, draw).split("\n")
    )
    return f"<html><head><meta charset='utf-8'><title>t</title></head><body>{body}</body></html>"


def blank_line_cells(tables: Mapping[str, Rows]) -> str:
    return _page(tables, lambda rows: "\n\n".join(c.text for row in rows for c in row if c.text))


def pipe_rows(tables: Mapping[str, Rows]) -> str:
    return _page(
        tables,
        lambda rows: "\n".join("".join(f"{c.text} | " for c in row).rstrip() for row in rows),
    )


def padded_pipe_rows(tables: Mapping[str, Rows]) -> str:
    def line(row: list[Ink]) -> str:
        text = "".join(f"{c.text} | " for c in row).rstrip()
        return text + (
            " " + "|" * sum(c.right - 1 for c in row) if any(c.right > 1 for c in row) else ""
        )

    return _page(tables, lambda rows: "\n".join(line(row) for row in rows))


def markdown(tables: Mapping[str, Rows]) -> str:
    return _page(
        tables,
        lambda rows: "\n".join("| " + " | ".join(c.text for c in row) + " |" for row in rows),
    )


def trailing_pipe_cells(tables: Mapping[str, Rows]) -> str:
    def row(cells: list[Ink]) -> str:
        lines = [f"{c.text} |".lstrip() for c in cells]
        pads = sum(c.right - 1 for c in cells)
        return "\n".join(lines + (["|" * pads] if pads > 1 else []))

    return _page(tables, lambda rows: "\n".join(row(r) for r in rows))


def leading_pipe_cells(tables: Mapping[str, Rows]) -> str:
    return _page(
        tables,
        lambda rows: "\n".join(
            "|\n" + "\n".join(f"{c.text} |".lstrip() for c in row) for row in rows
        ),
    )


def newline_in_pipes(tables: Mapping[str, Rows]) -> str:
    def row(cells: list[Ink]) -> str:
        return "| " + " ".join(f"\n {c.text}  |" for c in cells) + ("|" * (cells[-1].right - 1))

    return _page(tables, lambda rows: "\n".join(row(r) for r in rows))


def bare_pipes(tables: Mapping[str, Rows]) -> str:
    return _page(tables, lambda rows: "\n|\n".join(c.text for row in rows for c in row))


def double_space_pipes(tables: Mapping[str, Rows]) -> str:
    return _page(
        tables, lambda rows: "\n".join("".join(f"{c.text}  | " for c in row) for row in rows)
    )


def tabs(tables: Mapping[str, Rows]) -> str:
    return _page(tables, lambda rows: "\n".join("\t".join(c.text for c in row) for row in rows))


def spaces(tables: Mapping[str, Rows]) -> str:
    return _page(tables, lambda rows: "\n".join(" ".join(c.text for c in row) for row in rows))


def one_line(tables: Mapping[str, Rows]) -> str:
    return _page(tables, lambda rows: " ".join(c.text for row in rows for c in row)).replace(
        "\n", " "
    )


def giant_pipes(tables: Mapping[str, Rows]) -> str:
    return "标题 |\n" + "|" * 400 + "\n" + one_line(tables) + " | " + "|" * 600


def glued(tables: Mapping[str, Rows]) -> str:
    return _page(tables, lambda rows: "\n".join("".join(c.text for c in row) for row in rows))


def deduplicated(tables: Mapping[str, Rows]) -> str:
    lines = blank_line_cells(tables).replace("\n\n", "\n").split("\n")
    return "\n".join(dict.fromkeys(lines))


def empty(tables: Mapping[str, Rows]) -> str:
    return _page(tables, lambda _rows: "")


KEEPING = {
    "html": html,
    "pipe_rows": pipe_rows,
    "padded_pipe_rows": padded_pipe_rows,
    "markdown": markdown,
    "trailing_pipe_cells": trailing_pipe_cells,
    "leading_pipe_cells": leading_pipe_cells,
    "newline_in_pipes": newline_in_pipes,
    "bare_pipes": bare_pipes,
    "double_space_pipes": double_space_pipes,
    "tabs": tabs,
}
LOSING = {
    "blank_line_cells": blank_line_cells,
    "spaces": spaces,
    "one_line": one_line,
    "giant_pipes": giant_pipes,
}
DESTROYING = {"glued": glued, "deduplicated": deduplicated, "empty": empty}
