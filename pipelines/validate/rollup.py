"""A county's own report against its agencies, and several reports of one agency and year."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pipelines.catalogue.indicator_ids import (
    CARRIED_IN,
    CARRIED_OUT,
    OUTCOME_TOTAL,
    REQUESTS_RECEIVED,
)
from pipelines.catalogue.model import Words
from pipelines.identities import AgencyId
from pipelines.model import Severity
from pipelines.validate.check_context import CheckContext
from pipelines.validate.judgement import Judgement, identity
from pipelines.validate.naming import cell_name, say

PART_LEVELS = ("township", "department")
FEWEST = 2
SUMMED = (
    ("normative.made", ""),
    ("licence.decisions", ""),
    ("penalty.decisions", ""),
    ("coercion.decisions", ""),
    (REQUESTS_RECEIVED, "total"),
    (CARRIED_IN, "total"),
    (OUTCOME_TOTAL, "total"),
    (CARRIED_OUT, "total"),
    ("review.total", ""),
    ("suit_direct.total", ""),
    ("suit_after_review.total", ""),
)


def rolled_up(contexts: Sequence[CheckContext]) -> Iterator[Judgement]:
    """Yield what only several reports together can show."""
    yield from _repeated(contexts)
    for context in contexts:
        if context.report.agency.level == "county" and context.report.agency.id:
            yield from _county(context, contexts)


def _repeated(contexts: Sequence[CheckContext]) -> Iterator[Judgement]:
    groups: dict[tuple[str, int], list[CheckContext]] = {}
    for context in contexts:
        if context.year and context.report.agency.id:
            groups.setdefault((identity(context.report), context.year), []).append(context)
    for group in groups.values():
        if len(group) > 1:
            yield from group[-1].fail("R-AGG-02", left=str(len(group)))


def _county(county: CheckContext, contexts: Sequence[CheckContext]) -> Iterator[Judgement]:
    """R-AGG-01: the county's cells against the sum of its agencies'."""
    code = AgencyId(county.report.agency.id).county
    parts = {
        identity(d.report): d
        for d in contexts
        if d.year == county.year
        and d.report.agency.level in PART_LEVELS
        and d.report.agency.id.startswith(code)
    }
    if len(parts) < FEWEST:
        return
    expected = county.surroundings.expected_in(code, county.year)
    missing = [name for key, name in expected.items() if key not in parts and key != code]
    for indicator, member in SUMMED:
        yield from _cell(county, parts, indicator, member, missing if expected else None)


def _cell(
    county: CheckContext,
    parts: Mapping[str, CheckContext],
    indicator: str,
    member: str,
    missing: Sequence[str] | None,
) -> Iterator[Judgement]:
    """Judge one cell; a county above its agencies is judged only when all of them are here."""
    whole = county.printed(indicator, member)
    values = {context: context.printed(indicator, member) for context in parts.values()}
    known = {context: value for context, value in values.items() if value is not None}
    total = sum(known.values(), Decimal(0))
    if whole is None or whole == total:
        return
    is_complete = missing is not None and not missing and len(known) == len(values)
    status = "fail" if total > whole or is_complete else "na"
    name = cell_name(indicator, member)
    yield from county.fail(
        "R-AGG-01",
        status=status,
        severity=Severity.WARNING if status == "fail" else Severity.INFO,
        reason="" if status == "fail" else "agencies",
        member=indicator,
        left=whole,
        right=total,
        words={"member": name, "cells": _named(known)},
        note=_gaps(values, missing or ()),
    )


def _named(known: Mapping[CheckContext, Decimal]) -> Words:
    texts = [f"{d.report.agency.name} {value}" for d, value in known.items() if value]
    text = "; ".join(texts)
    return Words(zh=text, en=text)


def _gaps(values: Mapping[CheckContext, Decimal | None], missing: Sequence[str]) -> Words:
    silent = [d.report.agency.name for d, value in values.items() if value is None]
    names = "; ".join([*missing, *silent])
    return say("missing_agencies", names=names) if names else Words(zh="", en="")
