"""A report as a file: a page of a portal, a text, a Word document."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from html import escape

from tests.forms import markup, office
from tests.forms.chance import Chance
from tests.forms.sheets import Box, Sheet, Slot, blank, filled, without
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


def sheet(year: Year, number: str) -> Sheet:
    """Return one table as printed, less the rows that are left out."""
    form = year.said.get("form") or year.form
    return filled(without(blank(number, form), year.drop), partial(_printed, year))


def _printed(year: Year, slot: Slot) -> str:
    value = year.cells.get(slot, 0)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


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
    rows = markup.rows(sheet(year, number), _centred if style == "word" else markup.plain)
    return f'<table border="1" cellspacing="0"><tbody>{"".join(rows)}</tbody></table>'


def _centred(box: Box) -> str:
    text = f'<span lang="EN-US">{markup.written(box)}</span>'
    return markup.wrapped(box, f'<p style="text-align:center">{text}</p>')


def _text(year: Year, parts: list[Part], style: str) -> str:
    lines: list[str] = []
    for kind, text in parts:
        if kind != "table":
            lines += [text, ""]
        elif f"picture {text}" not in year.drop:
            between = "\t" if style == "tabs" else " | "
            lines += [between.join(b.text for b in row) for row in sheet(year, text).rows] + [""]
    return "\n".join(lines)


def _docx(year: Year, parts: list[Part]) -> bytes:
    return office.document(
        office.table(sheet(year, text)) if kind == "table" else office.paragraph(text)
        for kind, text in parts
        if kind != "table" or f"picture {text}" not in year.drop
    )
