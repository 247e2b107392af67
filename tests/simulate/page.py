"""The county portal around a report: chrome, breadcrumb, metadata, six sections, colophon."""

from __future__ import annotations

from html import escape
from typing import Any

from tests.simulate import prose
from tests.simulate.district import place, words
from tests.simulate.printed import Printed
from tests.simulate.tables import table

STYLE = (
    "body{font:16px/1.7 serif;margin:0;color:#222}.bar{background:repeating-linear-gradient(45deg,"
    "#fff3d6 0 12px,#ffe7ad 12px 24px);padding:6px 16px;text-align:center}.in{max-width:960px;"
    "margin:auto;padding:0 16px}h1{font-size:24px;text-align:center}.official{border-collapse:"
    "collapse;width:100%;font-size:13px;text-align:center}.meta td{padding:2px 12px}"
)


def address(report: Printed) -> str:
    """Return where the invented portal would publish the report."""
    day, agency = report.published_on, report.agency
    folder = f"{day:%Y%m}/t{day:%Y%m%d}_{agency.id[-6:]}{report.year.year}.html"
    return f"{place()['host']}/zwgk/nb/{agency.id}/{folder}"


def page(report: Printed) -> str:
    """Return the whole HTML page of one report."""
    said = words()["page"]
    title = said["title"].format(name=report.agency.name, year=report.year.year)
    portal = said["portal"].format(**place())
    body = "\n".join(
        [_chrome(said, portal), _meta(said, report), f"<h1>{title}</h1>", _body(report)]
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}_{portal}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<div class="bar">{said["ribbon"]}</div>\n<div class="in">\n{body}\n{_footer(said)}\n'
        "</div>\n</body>\n</html>\n"
    )


def _chrome(said: dict[str, Any], portal: str) -> str:
    short = place()["county"]
    menu = "".join(f'<a href="#">{item.format(short_county=short)}</a> ' for item in said["menu"])
    crumbs = " &gt; ".join(f'<a href="#">{crumb}</a>' for crumb in said["crumbs"])
    return (
        f'<div class="head"><strong>{portal}</strong></div>\n<div class="menu">{menu}</div>\n'
        f'<div class="crumbs">{crumbs}</div>'
    )


def _meta(said: dict[str, Any], report: Printed) -> str:
    labels, day = said["labels"], report.published_on.isoformat()
    index = f"{report.agency.id[:6]}-{report.year.year}-{report.published_on:%m%d}"
    pairs = [
        (labels["index"], index),
        (labels["issuer"], report.agency.name),
        (labels["signed"], day),
        (labels["published"], day),
        (labels["kind"], said["kind"]),
        (labels["theme"], said["theme"]),
    ]
    rows = [pairs[0:2], pairs[2:4], pairs[4:6]]
    colon = said["colon"]
    cells = ["".join(f"<td>{k}{colon}</td><td>{v}</td>" for k, v in row) for row in rows]
    lines = "".join(f"<tr>{row}</tr>" for row in cells)
    return f'<table class="meta">{lines}</table>'


def _footer(said: dict[str, Any]) -> str:
    share = " ".join(f"[{word}]" for word in said["share"])
    lines = "".join(f"<p>{line.format(**place())}</p>" for line in said["footer"])
    return f'<div class="share">{share}</div>\n<div class="foot">{lines}</div>'


def _body(report: Printed) -> str:
    titles = words()["heading"]["titles"]
    lines = [_heading(titles[0])]
    for heading, sentences in prose.overview(report):
        lines += [f"<p><b>{heading}</b></p>"] if heading else []
        lines += [_paragraph(sentence) for sentence in sentences]
    is_old = report.form.id == "2014"
    for number, title in zip("234", titles[1:4], strict=True):
        lines += [_heading(title), _prose_of(report, number) if is_old else _table(report, number)]
    lines += [_heading(titles[4]), *(_paragraph(text) for text in prose.problems(report))]
    lines += [_heading(titles[5]), _paragraph(prose.others(report)), *_signature(report)]
    return "\n".join(lines + (_annex(report) if is_old else []))


def _prose_of(report: Printed, number: str) -> str:
    if number == "2":
        return _paragraph(prose.issued(report))
    if number == "3":
        return _paragraph(dict(prose.overview(report))[words()["heading"]["parts"][1]][0])
    return _paragraph(prose.disputes(report))


def _table(report: Printed, number: str) -> str:
    if number in report.pictures:
        name = words()["page"]["picture"]
        return f'<p><img src="t{number}.png" alt="{name}"></p>'
    return table(report, number)


def _annex(report: Printed) -> list[str]:
    said = words()["heading"]
    unit = said["annex_unit_filled"].format(name=report.agency.name)
    head = said["annex"] + said["annex_year"].format(year=report.year.year)
    return [_heading(head), _paragraph(unit), table(report, "2014")]


def _signature(report: Printed) -> list[str]:
    day, said = report.published_on, words()["page"]
    date = said["date"].format(year=day.year, month=day.month, day=day.day)
    name = said["colophon"].format(name=report.agency.name)
    return [f'<p align="right">{name}</p>', f'<p align="right">{date}</p>']


def _heading(text: str) -> str:
    return f"<h2>{text}</h2>"


def _paragraph(text: str) -> str:
    return f"<p>{words()['page']['indent']}{escape(text, quote=False)}</p>"
