"""What the rules found in the year's reports, by kind; doubts about our reading stand apart."""

from typing import Final

import pandas as pd

from components.figures.findings import against, doubtful
from components.numbers import plain
from components.pages.overview.parts import Block, Glance, Lines, Number, OverviewLine
from components.words import messages, say

_GRAVE: Final = ("error", "warning")


def findings_block(glance: Glance) -> Block:
    """Count the findings of the year by kind and gravity."""
    listed = glance.findings
    counted = listed[against(listed)]
    judged = int((glance.reports["source"] == "document").sum())
    hit = len(counted[counted["severity"].isin(_GRAVE)].drop_duplicates("agency_id"))
    title, href = glance.say("findings_title"), glance.view("findings").href
    excerpts = int((glance.reports["source"] == "excerpt").sum())
    notes = [glance.say("findings_excerpts", n=excerpts)] if excerpts else []
    excluded = int(((listed["status"] == "fail") & (listed["verdict"] == "excluded")).sum())
    notes += [glance.say("findings_excluded", n=excluded)] if excluded else []
    if listed.empty and not judged:
        return Block("findings", title, href, glance.say("findings_none"), notes=tuple(notes))
    key = "findings_lead" if hit else "findings_lead_zero"
    lead = glance.say(key if judged else "findings_lead_excerpts", n=judged, hit=hit)
    lines = _kinds(glance, counted)
    return Block(
        "findings",
        title,
        href,
        lead,
        _numbers(glance, listed, counted),
        (Lines(glance.say("kinds"), lines),) if lines else (),
        tuple(notes),
    )


def _numbers(glance: Glance, found: pd.DataFrame, counted: pd.DataFrame) -> tuple[Number, ...]:
    numbers = []
    for severity in ("error", "warning", "info"):
        count = int((counted["severity"] == severity).sum())
        view = glance.view("findings", axis="agency", severity=severity)
        words = say(f"grade.{severity}", glance.language)
        href = view.href if count else glance.view("findings").href
        is_main = severity in _GRAVE
        numbers.append(Number(plain(count), words, href, mark=severity, is_main=is_main))
    doubts = int(doubtful(found).sum())
    href = glance.view("findings", axis="reading" if doubts else "").href
    numbers.append(Number(plain(doubts), glance.say("doubts"), href, mark="doubt"))
    return tuple(numbers)


def _kinds(glance: Glance, counted: pd.DataFrame) -> tuple[OverviewLine, ...]:
    """Return one line a kind and gravity, the gravest and most frequent first."""
    grave = counted[counted["severity"].isin(_GRAVE)]
    sizes = grave.groupby(["severity", "family"]).size().reset_index(name="n")
    sizes = sizes.sort_values(["severity", "n"], ascending=[True, False], kind="stable")
    most = int(sizes["n"].max()) if len(sizes) else 1
    lines = []
    for severity, family, count in sizes.itertuples(index=False, name=None):
        key = f"findings_family.{family}"
        words = say(key, glance.language) if key in messages() else str(family)
        grade = say(f"grade.{severity}", glance.language)
        own = {"axis": "agency", "severity": str(severity), "family": str(family)}
        href = glance.view("findings", **own).href
        lines.append(OverviewLine(words, plain(float(count)), href, count / most, note=grade))
    return tuple(lines)
