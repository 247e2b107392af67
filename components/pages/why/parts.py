"""Into what a change is parted: the agencies, or the categories, channels, applicants, results."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd

from components.answers import Definition
from components.figures import dimensions
from components.figures.outcome_stack import group_words
from components.figures.parts import INDICATORS
from components.view import View
from pipelines.aggregate.requests import GROUPS
from pipelines.catalogue.indicator_ids import (
    DISCLOSURE_PUBLISHED,
    DISCLOSURE_TOTAL,
    OUTCOME_TOTAL,
)
from pipelines.store.store import Store

Per = Literal["agency", "category", "channel", "applicant", "result"]
_APPLICANT: Final = "applicant"
_WORDED: Final = "="  # before a part that the text words and no member stands for


@dataclass(frozen=True, slots=True)
class ChangeParts:
    """The parts of some agencies in two years: rows, and the words and cells of their keys."""

    rows: pd.DataFrame  # agency_id, report_year, key, value
    words: Mapping[str, str]
    cells: Mapping[str, str]  # the printed or stated cell that a key names, "" where it is several


def ways_of(store: Store, definition: Definition, *, is_several: bool) -> tuple[Per, ...]:
    """Return the ways to part an indicator, the usual one first."""
    ways: list[Per] = ["agency"] if is_several else []
    if definition.indicator in (DISCLOSURE_PUBLISHED, DISCLOSURE_TOTAL):
        ways += ["category", "channel"]
    if definition.indicator == OUTCOME_TOTAL:
        ways.append("result")
    known = dimensions.indicators(store)
    if (known.loc[known["id"] == definition.indicator, "dimension"] == _APPLICANT).any():
        ways.append("applicant")
    return tuple(ways)


def parts_of(
    store: Store, view: View, per: Per, definition: Definition, agencies: list[str]
) -> ChangeParts:
    """Ask for the parts of some agencies; a report that does not state them has none."""
    if per == "result":
        return _results(store, view, agencies)
    indicator = INDICATORS["category" if per == "category" else "channel"]
    if per == _APPLICANT:
        indicator = definition.indicator
    mix = store.mix(view.dataset, per, indicator, agencies, view.years)
    mix = mix[(mix["member"] != "") | (mix["label"] != "")]
    key = mix["member"].where(mix["member"] != "", _WORDED + mix["label"])
    members = dimensions.members(store)
    named = members[members["dimension"] == per]
    labels = dict(zip(named["member"], named[f"label_{view.language}"], strict=True))
    words = {one: labels.get(one, one.removeprefix(_WORDED)) for one in key.unique()}
    cells = {one: f"{indicator}[{one}]" for one in words if not one.startswith(_WORDED)}
    return ChangeParts(
        mix.assign(key=key)[["agency_id", "report_year", "key", "value"]], words, cells
    )


def _results(store: Store, view: View, agencies: list[str]) -> ChangeParts:
    """Part the outcomes into their groups; a report with an unknown one has none."""
    reports = store.request_reports(view.dataset, agencies, view.years)
    reports = reports[reports["is_known"]]
    rows = reports.melt(["agency_id", "report_year"], list(GROUPS), var_name="key")
    words = {group: group_words(group, view.language) for group in GROUPS}
    return ChangeParts(rows, words, {})
