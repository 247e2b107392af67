"""A report as a file: a page of a portal, a text, a Word document."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from html import escape
from io import BytesIO

import docx

from tests.accuracy.chance import Chance
from tests.accuracy.sheets import Box, Sheet, blank
from tests.rules.pages.figures import Year
from tests.rules.pages.script import write

STYLES = ("plain", "word", "nested", "tabs", "rows", "docx")
Part = tuple[str, str]


def rendered(year: Year, key: object, style: str) -> tuple[str, bytes]:
    """Return the name and the bytes of one report in one style."""
    chance = Chance("text", key)
    parts = [(kind, _swapped(year, text)) for kind, text in write(year, chance)]
    if style == "docx":
        return f"{year.year}.docx", _docx(year, parts)
    if style in {"tabs", "rows"}:
        return f"{year.year}.txt", _text(year, parts, style).encode()
    return f"{year.year}.html", _page(year, parts, style).encode()


def _swapped(year: Year, text: str) -> str:
    for pattern, words in year.swap:
        text = re.sub(pattern, words, text)
    return text


def printed(year: Year, box: Box) -> str:
    """Return what stands in a cell."""
    if box.slot is None:
        return box.text
    value = year.cells.get(box.slot, 0)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def sheet(year: Year, number: str) -> Sheet:
    """Return one table, less the rows that are left out."""
    form = year.said.get("form") or year.form
    found = blank(number, form)
    kept = [not any(b.slot and b.slot[0] in year.drop for b in row) for row in found.rows]
    if all(kept):
        return found
    rows = [
        [replace(box, rows=sum(kept[at : at + box.rows])) for box in row]
        for at, row in enumerate(found.rows)
        if kept[at]
    ]
    return Sheet(number, rows)


def _page(year: Year, parts: list[Part], style: str) -> str:
    inner = "\n".join(_block(year, kind, text, style) for kind, text in parts)
    title = next(text for kind, text in parts if kind == "title")
    if style == "nested":
        inner = (
            '<table width="100%" border="0"><tbody><tr><td class="left"><ul>'
            '<li><a href="#">政策文件</a></li><li><a href="#">政府信息公开年报</a></li>'
            '</ul></td><td class="content">'
            f"{inner}</td></tr></tbody></table>"
        )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-{year.body.county}'
        f"人民政府</title></head>\n<body><div class='wrap'>\n{inner}\n</div></body></html>\n"
    )


def _block(year: Year, kind: str, text: str, style: str) -> str:
    if kind == "table":
        if f"picture {text}" in year.drop:
            return '<p align="center"><img src="/pic/1.png" alt="" /></p>'
        return _table(year, text, style)
    text = escape(text, quote=False)
    if kind == "title":
        return f"<h1 class='t'>{text}</h1>"
    if style == "word":
        bold = f"<strong>{text}</strong>" if kind in {"h1", "h2"} else text
        span = '<span style="font-family:仿宋_GB2312;font-size:21px">'
        return f'<p style="text-indent:43px">{span}{bold}</span></p>'
    return f"<div>{text}</div>" if kind in {"meta", "crumb", "foot"} else f"<p>　　{text}</p>"


def _table(year: Year, number: str, style: str) -> str:
    lines = []
    for row in sheet(year, number).rows:
        cells = "".join(_cell(year, box, style) for box in row)
        lines.append(f"<tr>{cells}</tr>")
    return f'<table border="1" cellspacing="0"><tbody>{"".join(lines)}</tbody></table>'


def _cell(year: Year, box: Box, style: str) -> str:
    spans = f' rowspan="{box.rows}"' if box.rows > 1 else ""
    spans += f' colspan="{box.columns}"' if box.columns > 1 else ""
    text = escape(printed(year, box), quote=False) or "&nbsp;"
    if style == "word":
        text = f'<p style="text-align:center"><span lang="EN-US">{text}</span></p>'
    return f"<td{spans}>{text}</td>"


def _text(year: Year, parts: list[Part], style: str) -> str:
    lines: list[str] = []
    for kind, text in parts:
        if kind != "table":
            lines += [text, ""]
        elif f"picture {text}" not in year.drop:
            lines += _lines(year, sheet(year, text), style)
    return "\n".join(lines)


def _lines(year: Year, table: Sheet, style: str) -> list[str]:
    lines = []
    for row in table.rows:
        texts = [printed(year, box) for box in row]
        lines.append(("\t" if style == "tabs" else " | ").join(texts))
    return [*lines, ""]


def _docx(year: Year, parts: list[Part]) -> bytes:
    made = docx.Document()
    for kind, text in parts:
        if kind == "table":
            if f"picture {text}" not in year.drop:
                _docx_table(made, year, sheet(year, text))
        else:
            made.add_paragraph(text)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _docx_table(made: docx.document.Document, year: Year, table: Sheet) -> None:
    grid = table.grid()
    drawn = made.add_table(rows=len(grid), cols=len(grid[0]))
    cells = [list(row.cells) for row in drawn.rows]
    done: set[int] = set()
    for r, row in enumerate(grid):
        for c, box in enumerate(row):
            if id(box) in done:
                continue
            done.add(id(box))
            cell = cells[r][c]
            if box.rows > 1 or box.columns > 1:
                bottom = min(r + box.rows, len(grid)) - 1
                cell = cell.merge(cells[bottom][min(c + box.columns, len(row)) - 1])
            cell.text = printed(year, box)
