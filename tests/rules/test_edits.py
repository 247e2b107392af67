"""A page with one edit: read, parsed and judged, the edit is found and nothing was found before."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

from pipelines.agencies import Agencies
from pipelines.catalogue.load import catalogue
from pipelines.model import Agency
from pipelines.parse import parse
from pipelines.read import read
from pipelines.validate.folding import every
from pipelines.validate.run import judge

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "data" / "demo" / "documents" / "990101003" / "2023.html"
EDITS = tomllib.loads((Path(__file__).parent / "edits.toml").read_text(encoding="utf-8"))["edit"]
REGISTER = Agencies.load(ROOT / "data" / "reference")


def edited(edit):
    page = PAGE.read_text(encoding="utf-8")
    pattern, put = edit.get("find"), edit["put"]
    if "after" in edit:
        pattern, put = f"({edit['after']}</[^>]+>)", rf"\1<p>{put}</p>"
    changed = re.sub(pattern, put, page, flags=re.DOTALL)
    assert changed != page
    return changed


def found(page):
    reading = read(page.encode(), "page.html")
    (report,) = parse(reading, catalogue(), REGISTER)
    agency = Agency(report.agency.name, "990101003", None, "township")
    kept = tuple(f for f in report.findings if f.rule != "R-ID-03")
    report = replace(report, agency=agency, findings=kept)
    return [j for j in judge([report], {reading.sha256: reading}) if j.status == "fail"]


def test_an_edit_of_a_page_is_found():
    said = [(edit["rule"], {j.rule for j in every(found(edited(edit)))}) for edit in EDITS]
    assert [(rule, rules) for rule, rules in said if rule not in rules] == []


def test_the_page_before_the_edits_has_no_error_and_no_warning():
    assert not [j for j in found(PAGE.read_text(encoding="utf-8")) if j.severity != "info"]
