"""The verb `interim`: ledgers of quarters and half-years against each other and the year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pipelines.agencies import Agencies
from pipelines.catalogue.load import catalogue
from pipelines.cli import lookups
from pipelines.cli.options import (
    FINDINGS,
    FINE,
    Dataset,
    Json,
    Lang,
    check_language,
    fault,
    fault_sentence,
)
from pipelines.cli.words import say
from pipelines.desk.json_lines import text
from pipelines.documents.collect import files, shown
from pipelines.documents.reception import preview_with_readings
from pipelines.errors import CollectError
from pipelines.parse.interim import InterimLedger, parse_interim
from pipelines.settings import settings
from pipelines.store.store import Store

if TYPE_CHECKING:
    from pipelines.aggregate.interim import Months
    from pipelines.desk.interim import CellDifference, PeriodCheck

_NAMED = {(1, 3): "q1", (4, 6): "q2", (7, 9): "q3", (10, 12): "q4", (1, 6): "h1", (7, 12): "h2"}


def interim(
    paths: list[Path], *, dataset: Dataset = "real", as_json: Json = False, lang: Lang = "zh"
) -> None:
    """Add up ledgers of quarters and half-years and set them against the year. Nothing is kept."""
    from pipelines.desk.interim import set_against  # noqa: PLC0415 - no other verb waits for it

    check_language(lang)
    lookups.check_dataset(dataset, lang)
    ledgers: list[InterimLedger] = []
    left_out: list[dict[str, str]] = []
    for name, ledger in _ledgers(paths, lang):
        if ledger is None:
            left_out.append({"file": name, "agency": "", "problem": "none"})
        else:
            ledgers.append(ledger)
    store = Store(settings().store)
    checks, unplaced = set_against(store, ledgers, dataset)
    left_out += [
        {"file": one.name, "agency": one.agency, "problem": one.problem} for one in unplaced
    ]
    for stray in left_out:
        sentence = say(f"interim.{stray['problem']}", lang, **stray)
        typer.echo(text(stray | {"said": sentence}) if as_json else sentence)
    labels = _labels(store, lang)
    for check in checks:
        for line in _lines(check, labels, lang) if not as_json else [text(_object(check))]:
            typer.echo(line)
    is_wrong = bool(left_out) or any(check.problem or check.differences for check in checks)
    raise typer.Exit(FINDINGS if is_wrong else FINE)


def _ledgers(paths: list[Path], lang: str) -> Iterator[tuple[str, InterimLedger | None]]:
    """Yield each file with its ledger; one that cannot be opened says so and is left out."""
    agencies = Agencies.load(settings().reference)
    for path in paths:
        try:
            for file in files([path]):
                for name, _, reading in preview_with_readings(file, agencies):
                    yield name, parse_interim(reading, catalogue()) if reading else None
        except CollectError as error:
            fault(fault_sentence(error, lang))
            yield shown(path), None


def _lines(check: PeriodCheck, labels: dict[tuple[str, str], str], lang: str) -> Iterator[str]:
    """Yield what is to be said of one period, a line each."""
    joined = say("interim.plus", lang).join(_words(part, lang) for part in check.parts)
    holes = {"agency": check.agency, "year": check.year, "period": _words(check.period, lang)}
    if check.problem:
        missing = say("interim.comma", lang).join(map(str, check.missing))
        yield say(f"interim.{check.problem}", lang, parts=joined, missing=missing, **holes)
        return
    count = len(check.differences)
    key = "differs" if count else "holds"
    yield say(f"interim.{key}", lang, parts=joined, cells=check.cell_count, count=count, **holes)
    for cell in check.differences:
        yield say(
            "interim.cell",
            lang,
            table=cell.table,
            label=labels.get((cell.indicator, cell.member), cell.indicator),
            sum=_sum(cell),
            value=f"{cell.value:g}",
            difference=f"{cell.made_up - cell.value:+g}",
        )


def _sum(one: CellDifference) -> str:
    """Write what the parts come to: added up, or the first's or the last's."""
    parts = "+".join(f"{part:g}" for part in one.parts)
    is_added = sum(one.parts) == one.made_up
    return f"{parts}={one.made_up:g}" if is_added else f"{one.made_up:g}"


def _labels(store: Store, lang: str) -> dict[tuple[str, str], str]:
    """Return the printed words of every cell."""
    members = store.members()
    named = dict(zip(members["member"], members[f"label_{lang}"], strict=True))
    rows = store.indicators().drop_duplicates("id")
    words = dict(zip(rows["id"], rows[f"label_{lang}"], strict=True))
    return {
        (str(one), str(member)): say("interim.label", lang, label=label, member=named[member])
        for one, label in words.items()
        for member in named
    } | {(str(one), ""): str(label) for one, label in words.items()}


def _words(period: Months, lang: str) -> str:
    if period in _NAMED:
        return say(f"interim.{_NAMED[period]}", lang)
    key = "year" if period == (1, 12) else "month" if period[0] == period[1] else "months"
    return say(f"interim.{key}", lang, first=period[0], last=period[1])


def _object(check: PeriodCheck) -> dict[str, Any]:
    """Return a check as a JSON object."""
    return {
        "agency": check.agency,
        "year": check.year,
        "first_month": check.period[0],
        "last_month": check.period[1],
        "parts": [list(part) for part in check.parts],
        "missing": list(check.missing),
        "problem": check.problem,
        "cells": check.cell_count,
        "differences": [
            {
                "table": cell.table,
                "indicator": cell.indicator,
                "member": cell.member,
                "parts": list(cell.parts),
                "made_up": cell.made_up,
                "value": cell.value,
            }
            for cell in check.differences
        ],
    }
