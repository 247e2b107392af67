"""HTML in the states it is met in: clean, pasted from Word, nested, unclosed, in capitals."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.accuracy.compose import Draft, Part
from tests.forms.chance import Chance
from tests.forms.markup import EMPTY, spans, wrapped, written
from tests.forms.sheets import Box, Sheet

SCRIPT = (
    '<script type="text/javascript">var hits=[1,2,3];document.write("<td>99</td>");'
    "function f(a){return a<5&&a>2}</script>\n<style>td{width:12px}.x{margin:0 1px}</style>\n"
)
CELL = Callable[[Box, Chance], str]


def page(made: Draft, style: str) -> str:
    """Return one report as a page in one style."""
    return document(body(made, style), made.parts[0].text, style)


def body(made: Draft, style: str) -> str:
    """Return the parts of a report as markup."""
    parts = "\n".join(_part(part, made.chance, style) for part in made.parts)
    if style == "nested":
        return (
            '<table width="980" border="0"><tr><td width="200"><table><tr><td>栏目导航</td></tr>'
            "<tr><td><a href='#'>政策文件</a></td></tr></table></td><td>"
            f'<table class="main"><tr><td>{parts}</td></tr></table></td></tr></table>'
        )
    return parts


def document(inner: str, title: str, style: str, charset: str = "utf-8") -> str:
    """Wrap markup into a page."""
    if style == "bare":
        return inner
    meta = f'<meta charset="{charset}">' if charset else ""
    if style == "capitals":
        meta = f'<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={charset}">'
        return f"<HTML><HEAD><TITLE>{title}</TITLE>{meta}</HEAD><BODY>{inner}</BODY></HTML>"
    return (
        f"<!DOCTYPE html>\n<html><head>{meta}<title>{escape(title)}</title>\n{SCRIPT}</head>\n"
        f"<body>\n<!-- <table><tr><td>规章</td><td>77</td></tr></table> -->\n{inner}\n"
        f"{SCRIPT}</body></html>"
    )


def _part(part: Part, chance: Chance, style: str) -> str:
    if part.kind == "image":
        return '<p style="text-align:center"><img src="/upload/bg.png" border="0" /></p>'
    if part.sheet:
        return table(part.sheet, chance, style)
    text = escape(part.text, quote=False)
    if style == "word":
        return _word_paragraph(text, part.kind)
    if style == "capitals":
        return f"<P ALIGN=left>{text}"
    tag = {"title": "h1", "h1": "h2" if chance.often(0.5) else "p", "meta": "div"}.get(
        part.kind, "p"
    )
    if part.kind == "meta" and chance.often(0.4):
        cells = "".join(f"<td>{bit}</td>" for bit in text.split("  ") if bit.strip())
        return f"<table><tr>{cells}</tr></table>"
    return f"<{tag}>{text}</{tag}>" if style != "unclosed" else f"<p>{text}"


def _word_paragraph(text: str, kind: str) -> str:
    style = "margin:0cm 0cm 0pt;text-indent:32pt;mso-char-indent-count:2.0"
    face = "font-size:16pt;font-family:仿宋_GB2312;mso-hansi-font-family:宋体"
    run = f'<span style="{face}">{text}</span>'
    if kind in {"h1", "title"}:
        run = f"<b style='mso-bidi-font-weight:normal'>{run}</b>"
    return f'<p class="MsoNormal" style="{style}">{run}<span lang="EN-US"><o:p></o:p></span></p>'


def table(sheet: Sheet, chance: Chance, style: str) -> str:
    """Return one table in one style."""
    draw: CELL = {"word": _word_cell, "unclosed": _open_cell, "capitals": _loud_cell}.get(
        style, _plain_cell
    )
    lines = [list(row) for row in sheet.rows]
    if sheet.number == "4" and chance.often(0.15):
        # header cells left empty below instead of spanning two rows
        lines[1][:5] = [Box(box.text) for box in lines[1][:5]]
        lines[2] = [Box("") for _ in range(5)] + lines[2]
    rows = [_row(boxes, draw, chance, style) for boxes in lines]
    opened = '<table border="1" cellspacing="0" cellpadding="0" style="border-collapse:collapse">'
    if style == "capitals":
        return "<TABLE BORDER=1>" + "\n".join(rows) + "</TABLE>"
    if style == "grouped" and sheet.number != "4":
        return f"{opened}<thead>{rows[0]}</thead><tbody>{''.join(rows[1:])}</tbody></table>"
    return opened + "<tbody>" + "\n".join(rows) + "</tbody></table>"


def _row(boxes: list[Box], draw: CELL, chance: Chance, style: str) -> str:
    cells = "".join(draw(box, chance) for box in boxes)
    if style == "unclosed":
        return "<tr>" + cells
    if style == "capitals":
        return f"<TR>{cells}</TR>"
    return f"<tr>{cells}</tr>"


def _plain_cell(box: Box, chance: Chance) -> str:
    return wrapped(box, escape(box.text, quote=False) or chance.pick(["", EMPTY]))


def _open_cell(box: Box, chance: Chance) -> str:
    return f"<td{spans(box)}>{written(box)}"


def _loud_cell(box: Box, chance: Chance) -> str:
    loud = spans(box).replace('"', "").upper()
    return f"<TD{loud} NOWRAP><FONT SIZE=2>{written(box)}</FONT></TD>"


def _word_cell(box: Box, chance: Chance) -> str:
    style = "width:62.0pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt;height:2.0cm"
    text = escape(box.text, quote=False)
    if not text:
        inner = (
            '<p class="MsoNormal" align="center"><span lang="EN-US"><o:p>&nbsp;</o:p></span></p>'
        )
    elif box.slot is None and len(text) > 5 and chance.often(0.3):
        at = chance.between(2, len(text) - 2)
        breaks = chance.pick(["<br />", "</span><span>", "</p>\n<p class='MsoNormal'>"])
        if "p>" in breaks:
            inner = f"<p class='MsoNormal'>{text[:at]}{breaks}{text[at:]}</p>"
        else:
            inner = f'<p align="center"><span>{text[:at]}{breaks}{text[at:]}</span></p>'
    elif box.slot and len(text) > 1 and text.isdigit() and chance.often(0.3):
        inner = f'<p><span lang="EN-US">{text[:1]}</span><span lang="EN-US">{text[1:]}</span></p>'
    else:
        inner = f'<p class="MsoNormal" align="center"><span lang="EN-US">{text}</span></p>'
    return f'<td{spans(box)} nowrap="nowrap" style="{style}">\n{inner}\n</td>'
