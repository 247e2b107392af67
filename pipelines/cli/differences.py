"""The verb `diff`: in which cells two files, or the two newest versions of a report, differ."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer

from pipelines.agencies import Agencies
from pipelines.build.assemble import Sources
from pipelines.cli import places
from pipelines.cli.arguments import check_year
from pipelines.cli.options import FINDINGS, FINE, Json
from pipelines.cli.text import difference_text
from pipelines.cli.words import language, say
from pipelines.desk.json_lines import difference_object, frame_lines, rejection_sentence, text
from pipelines.documents.collect import shown
from pipelines.documents.differences import Difference, differences
from pipelines.documents.outcomes import read_outcome
from pipelines.documents.preview import preview
from pipelines.errors import MingchaError
from pipelines.model import Report
from pipelines.settings import Settings, settings
from pipelines.store.store import Store


def diff(left: str, right: str, *, as_json: Json = False) -> None:
    """Compare two files, or, given AGENCY YEAR, the two newest versions of a report."""
    if re.fullmatch(r"\d{4}", right) and not Path(right).exists():
        cells = _of_versions(settings(), left, int(right))
    else:
        cells = _of_files(settings(), Path(left), Path(right))
    for cell in cells:
        typer.echo(text(difference_object(cell)) if as_json else difference_text(cell))
    if not as_json:
        key = "diff.count" if cells else "diff.same"
        typer.echo(say(key, count=len(cells)), err=True)
    raise typer.Exit(FINDINGS if cells else FINE)


def _of_files(settings: Settings, left: Path, right: Path) -> list[Difference]:
    """Return the cells in which the first reports of two files differ."""
    agencies = Agencies.load(settings.reference)
    return differences(_first(left, agencies), _first(right, agencies))


def _first(path: Path, agencies: Agencies) -> Report:
    reason = ""
    for _, outcome in preview(path, agencies):
        if outcome.reports:
            return outcome.reports[0]
        if outcome.rejection is not None:
            reason = rejection_sentence(outcome.rejection, language())
    raise MingchaError(say("diff.no_report", file=shown(path), reason=reason))


def _of_versions(settings: Settings, words: str, year: int) -> list[Difference]:
    """Return the cells in which the newest version of a report differs from the one before."""
    check_year(year)
    store = Store(settings.store)
    agency = places.one_agency(store, words)
    rows = list(frame_lines(store.versions(agency.id, year)))
    documents = [row for row in rows if row["source"] == "document"]
    if len(documents) < 2:
        raise MingchaError(say("diff.one_version", agency=agency.name, year=year))
    sources = Sources(settings)
    newest, before = (_report_of(sources, row) for row in documents[:2])
    return differences(before, newest)


def _report_of(sources: Sources, row: Mapping[str, Any]) -> Report:
    outcome = sources.outcomes.get(row["sha256"])
    if outcome is None:
        document = sources.archive.find(row["sha256"])
        data = sources.archive.open(row["sha256"])
        outcome = read_outcome(data, document.name, document.address, sources.agencies)
    return outcome.reports[int(row["part"])]
