"""The verb `interim`: ledgers of quarters and half-years against each other and the year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pipelines.agencies import Agencies
from pipelines.catalogue.load import catalogue
from pipelines.cli.arguments import check_dataset
from pipelines.cli.options import (
    FINDINGS,
    FINE,
    Dataset,
    Json,
    fault,
    fault_sentence,
)
from pipelines.cli.words import language, say
from pipelines.desk.json_lines import text
from pipelines.documents.collect import files, shown
from pipelines.documents.preview import preview_with_readings
from pipelines.errors import CollectError
from pipelines.parse.interim import InterimLedger, parse_interim
from pipelines.settings import settings
from pipelines.store.store import Store

if TYPE_CHECKING:
    from pipelines.desk.interim import PeriodCheck
    from pipelines.desk.interim_words import Labels


def interim(paths: list[Path], *, dataset: Dataset = "real", as_json: Json = False) -> None:
    """Add up ledgers of quarters and half-years and set them against the year. Nothing is kept."""
    from pipelines.desk.interim import set_against  # noqa: PLC0415 - no other verb waits for it
    from pipelines.desk.interim_words import labels  # noqa: PLC0415

    check_dataset(dataset)
    ledgers: list[InterimLedger] = []
    left_out: list[dict[str, str]] = []
    for name, ledger in _ledgers(paths):
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
        sentence = say(f"interim.{stray['problem']}", **stray)
        typer.echo(text(stray | {"said": sentence}) if as_json else sentence)
    named = labels(store, language())
    for check in checks:
        for line in _lines(check, named) if not as_json else [text(_object(check))]:
            typer.echo(line)
    is_wrong = bool(left_out) or any(check.problem or check.differences for check in checks)
    raise typer.Exit(FINDINGS if is_wrong else FINE)


def _ledgers(paths: list[Path]) -> Iterator[tuple[str, InterimLedger | None]]:
    """Yield each file with its ledger; one that cannot be opened says so and is left out."""
    agencies = Agencies.load(settings().reference)
    for path in paths:
        try:
            for file in files([path]):
                for name, _, reading in preview_with_readings(file, agencies):
                    yield name, parse_interim(reading, catalogue()) if reading else None
        except CollectError as error:
            fault(fault_sentence(error))
            yield shown(path), None


def _lines(check: PeriodCheck, named: Labels) -> Iterator[str]:
    """Yield what is to be said of one period, a line each."""
    from pipelines.desk.interim_words import (  # noqa: PLC0415 - as above
        check_words,
        difference_words,
        number_words,
        sum_words,
    )

    sentence = check_words(check, language())
    yield say("interim.line", agency=check.agency, year=check.year, said=sentence)
    for cell in check.differences:
        yield say(
            "interim.cell",
            table=cell.table,
            label=named.get((cell.indicator, cell.member), cell.indicator),
            sum=sum_words(cell),
            value=number_words(cell.value),
            difference=difference_words(cell),
        )


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
        "cells": len(check.cells),
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
