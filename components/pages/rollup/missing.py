"""Who is missing from a district's sum: no report, another form, or a table that gave nothing."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from components.figures.records import Record, records
from components.figures.text import form_words
from components.view import Language, View
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
    parts: pd.DataFrame,
    filing: pd.DataFrame,
    cells: pd.DataFrame,
    template: str,
    view: View,
) -> tuple[Missing, ...]:
    """Return who is missing, those without a report first."""
    states = {str(k): str(v) for k, v in zip(filing["agency_id"], filing["state"], strict=True)}
    unknown = cells[cells["value"].isna()]
    gaps = {str(agency): Counter(of["state"]) for agency, of in unknown.groupby("agency_id")}
    gone = [
        _missing(row, states, gaps.get(str(row["agency_id"]), Counter()), template, view)
        for row in records(parts)
    ]
    order = ("no_report", "other_form", "table")
    return tuple(sorted(filter(None, gone), key=lambda agency: order.index(agency.kind)))


def _missing(
    row: Record, states: dict[str, str], gaps: Counter[str], template: str, view: View
) -> Missing | None:
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
    if not gaps:
        return None
    words = [
        say("rollup.gap", language, n=count, state=_state(state, language))
        for state, count in gaps.most_common()
    ]
    reason = say("rollup.why_table", language, gaps=say("rollup.comma", language).join(words))
    return Missing(agency, name, "table", reason, report.href)


def _state(state: str, language: Language) -> str:
    return say(f"rollup.state_{state}" if state == "other_unit" else f"state.{state}", language)
