"""Short texts in whole reports: what a case says stands in its section, all else is without fault.

A case is a line of JSON: `text` gives the sentences of each section (0 stands above the first),
`cells` the printed cells that are not 0, `prior` the same for the year before, `rules` what a
careful reader finds. `keep` leaves the sentences of the report without fault where they are.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from pipelines.agencies import Agencies
from pipelines.catalogue.load import catalogue
from pipelines.model import Reading, Report
from pipelines.parse import parse
from pipelines.read import read
from pipelines.validate.judgement import Judgement
from pipelines.validate.run import judge
from pipelines.validate.surroundings import surroundings
from tests.forms.sheets import Sheet, blank

HERE = Path(__file__).parent
REFERENCE = HERE.parents[1] / "data" / "reference"
FRAME = tomllib.loads((HERE / "excerpts.toml").read_text(encoding="utf-8"))
SECTIONS = range(7)
Case = Mapping[str, Any]


@lru_cache(maxsize=1)
def register() -> Agencies:
    """Return the agencies that a check knows."""
    return Agencies.load(REFERENCE)


def cases(name: str) -> Iterator[Case]:
    """Yield the cases of a file beside this one."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def judged(case: Case) -> list[Judgement]:
    """Read, parse and judge a case, with its year before where it has one; return what fails."""
    year = case.get("year", 2023)
    pages = [page(case, year)]
    if "prior" in case:
        shared = {key: case[key] for key in ("level", "name") if key in case}
        pages.append(page(shared | case["prior"], year - 1))
    readings: dict[str, Reading] = {}
    reports: list[Report] = []
    for text in pages:
        reading = read(text.encode(), "page.html", "https://www.example.gov.cn/art/1.html")
        readings[reading.sha256] = reading
        reports += parse(reading, catalogue(), register())
    around = surroundings(REFERENCE, register(), reports)
    mine = {report.sha256 for report in reports[:1]}
    found = judge(reports, readings, surroundings=around)
    return [one for one in found if one.status == "fail" and one.sha256 in mine]


def page(case: Case, year: int) -> str:
    """Return a report as a page of a portal."""
    level = case.get("level", "township")
    frame = FRAME["level"][level]
    name = case.get("name", frame["name"])
    holes = {"name": name, "me": frame["me"], "year": year, "next": year + 1, "prior": year - 1}
    title = case.get("title", FRAME["title"]).format(**holes)
    published = case.get("published", f"{year + 1}-01-18")
    parts = [f"<h1>{title}</h1>", f"<div>{FRAME['published'].format(day=published)}</div>"]
    for number in SECTIONS:
        parts += [f"<p>{escape(line, quote=False)}</p>" for line in _section(case, number, holes)]
        if number in {2, 3, 4} and number not in case.get("without", ()):
            parts.append(_table(case, str(number), "2019" if year in {2019, 2020} else "2021"))
    body = "\n".join(parts)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'


def _section(case: Case, number: int, holes: Mapping[str, Any]) -> Iterable[str]:
    heading = [FRAME["heading"][number - 1]] if number else []
    usual = [line.format(**holes) for line in FRAME["text"].get(str(number), ())]
    told = case.get("text", {}).get(str(number))
    if told is None:
        return [*heading, *usual]
    keeps = number in case.get("keep", (0, 1, 5, 6))
    return [*heading, *(usual if keeps else ()), *told]


def _table(case: Case, number: str, form: str) -> str:
    cells = case.get("cells", {})
    rows = []
    for row in _filled(blank(number, form), cells).rows:
        boxes = [
            f"<td{_span('rowspan', box.rows)}{_span('colspan', box.columns)}>{box.text}</td>"
            for box in row
        ]
        rows.append(f"<tr>{''.join(boxes)}</tr>")
    return f"<table border='1'>{''.join(rows)}</table>"


def _filled(sheet: Sheet, cells: Mapping[str, Any]) -> Sheet:
    for row in sheet.rows:
        for at, box in enumerate(row):
            if box.slot:
                indicator, member = box.slot
                key = f"{indicator}[{member}]" if member else indicator
                row[at] = replace(box, text=str(cells.get(key, 0)))
    return sheet


def _span(name: str, count: int) -> str:
    return f' {name}="{count}"' if count > 1 else ""
