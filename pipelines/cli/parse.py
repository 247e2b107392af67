"""The verb `parse`: what documents hold, before anything is kept."""

from pathlib import Path

import typer

from pipelines.agencies import Agencies
from pipelines.cli.options import (
    FINDINGS,
    FINE,
    Json,
    fault,
    fault_sentence,
    show_rejection,
)
from pipelines.cli.text import report_text
from pipelines.desk.json_lines import report_line, text
from pipelines.documents.preview import preview
from pipelines.errors import MingchaError
from pipelines.model import Severity
from pipelines.settings import settings


def parse(paths: list[Path], *, as_json: Json = False) -> None:
    """Say what documents hold: figures with status and place. Nothing is kept."""
    agencies = Agencies.load(settings().reference)
    codes = [_parse(path, agencies, as_json=as_json) for path in paths]
    raise typer.Exit(max(codes))


def _parse(path: Path, agencies: Agencies, *, as_json: bool) -> int:
    code = FINE
    try:
        for name, outcome in preview(path, agencies):
            if outcome.rejection is not None:
                code = max(code, FINDINGS)
                show_rejection(name, outcome.rejection, as_json=as_json)
            for report in outcome.reports:
                grave = any(finding.severity is Severity.ERROR for finding in report.findings)
                code = max(code, FINDINGS if grave else FINE)
                line = text(report_line(name, report)) if as_json else report_text(report)
                typer.echo(line)
    except MingchaError as error:
        code = fault(fault_sentence(error))
    return code
