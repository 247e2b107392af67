"""Frames of the contract with one row each; a test names only what it is about."""

from datetime import date

import pandas as pd

from pipelines.papers.facts import Material
from pipelines.papers.heading import Heading

MADE_ON = date(2026, 11, 20)
DIGEST = "0123456789abcdef"
TOWN = "990101001"
FINDING = {
    "agency_id": TOWN,
    "agency": "清岚县鹤汀镇人民政府",
    "level": "township",
    "county_code": "990101",
    "report_year": 2023,
    "report_id": 7,
    "sha256": "a" * 64,
    "part": 0,
    "rule": "R-T3-03",
    "family": "t3",
    "title_zh": "总计列与各申请人列之和不符",
    "title_en": "The total column differs",
    "basis_zh": "表三“总计”列的含义",
    "basis_en": "What the total column means",
    "severity": "error",
    "status": "fail",
    "axis": "agency",
    "member": "request.received",
    "left_side": "61",
    "right_side": "60",
    "is_assumed": False,
    "reason": "",
    "fingerprint": "f" * 16,
    "formula_zh": "本年新收·总计 61 ≠ 自然人 60",
    "formula_en": "New, total 61 ≠ natural persons 60",
    "message_zh": "本年新收·总计 61 ≠ 自然人 60，相差 1",
    "message_en": "New, total 61 ≠ natural persons 60, a difference of 1",
    "explanation_kind": "",
    "explanation_zh": "",
    "explanation_en": "",
    "explanation_cells": "[]",
    "note_zh": "",
    "note_en": "",
    "places": "[]",
    "place": "",
    "where": "",
    "verdict": "",
    "verdict_reason": "",
    "verdict_by": "",
    "verdict_at": "",
}
FILING = {
    "agency_id": TOWN,
    "agency": "清岚县鹤汀镇人民政府",
    "short_name": "鹤汀镇",
    "level": "township",
    "county_code": "990101",
    "county": "清岚县",
    "city_code": "9901",
    "city": "虚舟市",
    "report_year": 2023,
    "state": "on_time",
    "days_late": pd.NA,
    "due_on": pd.Timestamp(2024, 1, 31),
    "published_on": pd.Timestamp(2024, 1, 10),
    "deadline_zh": "地方通知",
    "deadline_en": "Local notice",
    "severity": "",
    "reason_zh": "",
    "reason_en": "",
    "is_expected": True,
    "report_id": 7,
    "source": "document",
}
MISSING = {
    "state": "missing",
    "report_id": pd.NA,
    "published_on": pd.NaT,
    "source": "",
    "severity": "warning",
}
DOUBT = {"axis": "reading", "rule": "R-PARSE-01", "family": "reading", "formula_zh": ""}
LATE = {
    "rule": "R-TIME-01",
    "family": "timing",
    "title_zh": "迟发",
    "severity": "warning",
    "left_side": "2024-02-10",
    "right_side": "2024-01-31",
    "formula_zh": "",
    "message_zh": "2024-02-10 公布，期限 2024-01-31，迟 10 天",
    "fingerprint": "e" * 16,
}


def findings(*rows) -> pd.DataFrame:
    """Return findings: the usual one with what each row says otherwise."""
    return pd.DataFrame([FINDING | row for row in rows], columns=list(FINDING))


def filing(*rows) -> pd.DataFrame:
    """Return filings: on time, with what each row says otherwise."""
    frame = pd.DataFrame([FILING | row for row in rows], columns=list(FILING))
    return frame.astype({"days_late": "Int64", "report_id": "Int64"})


def material(found=({},), filed=({},), score=None) -> Material:
    """Return the frames of a paper."""
    return Material(findings(*found), filing(*filed), score)


def heading(**parts) -> Heading:
    """Return the heading of a real paper of one year."""
    usual = {"dataset": "real", "years": (2023, 2023), "made_on": MADE_ON, "digest": DIGEST}
    return Heading(**(usual | {"county": "清岚县", "office": "清岚县政务公开办"} | parts))


def card(agency_id, points, out_of=2.0, **row) -> dict:
    """Return one item of a score card."""
    return {
        "agency_id": agency_id,
        "agency": agency_id,
        "report_year": 2023,
        "item": "tables",
        "title_zh": "表内勾稽",
        "title_en": "Tables add up",
        "out_of": out_of,
        "points": points,
        "is_judged": True,
        "fingerprints": [],
        "taken": [],
    } | row
