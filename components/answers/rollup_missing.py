"""Who is missing from a district's sum: no report, another form, or a table that gave nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from components.answers.figures import form_words
from components.answers.records import Record, records
from components.view import View
from components.words import say


@dataclass(frozen=True, slots=True)
class Missing:
    """One agency that the sum lacks, wholly or in part: what is missing and where to look."""

    agency_id: str
    name: str
    kind: str  # no_report | other_form | table
    reason: str
    href: str = ""


def missing_of(
    parts: pd.DataFrame, filing: pd.DataFrame, template: str, year: int, view: View
) -> tuple[Missing, ...]:
    """Return who is missing, those without a report first."""
    states = {str(k): str(v) for k, v in zip(filing["agency_id"], filing["state"], strict=True)}
    at = replace(view, years=(year, year), more=())
    found = [_missing(row, states, template, at) for row in records(parts)]
    order = ("no_report", "other_form", "table")
    return tuple(sorted(filter(None, found), key=lambda one: order.index(one.kind)))


def _missing(row: Record, states: dict[str, str], template: str, view: View) -> Missing | None:
    agency, name, language = str(row["agency_id"]), str(row["short_name"]), view.language
    if not row["has_report"]:
        state = states.get(agency, "")
        key = state if state in {"missing", "unreadable"} else "not_held"
        board = View("compliance", language, view.dataset, agencies=(agency,))
        return Missing(agency, name, "no_report", say(f"rollup.why_{key}", language), board.href)
    report = View("report", language, view.dataset, agencies=(agency,), years=view.years)
    if row["source"] == "excerpt":
        return Missing(agency, name, "table", say("rollup.why_excerpt", language), report.href)
    if row["template"] != template:
        form = form_words(row["template"], language)
        reason = say("rollup.why_other_form", language, form=form)
        return Missing(agency, name, "other_form", reason, report.href)
    gaps = [
        say(f"table_name.{number}", language)
        for number in ("2", "3", "4", "2014")
        if row.get(f"table_{number}") in {"absent", "unrecoverable", "partial", "excerpt"}
    ]
    if not gaps:
        return None
    reason = say("rollup.why_table", language, tables=say("rollup.comma", language).join(gaps))
    return Missing(agency, name, "table", reason, report.href)
