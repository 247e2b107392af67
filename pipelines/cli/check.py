"""The verb `check`: what is wrong with documents, before anything is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipelines.agencies import Agencies
from pipelines.build.rosters import Roster
from pipelines.cli.options import (
    FINDINGS,
    FINE,
    Json,
    fault,
    fault_sentence,
    show_rejection,
)
from pipelines.cli.words import say
from pipelines.desk.json_lines import text
from pipelines.settings import settings

if TYPE_CHECKING:
    from pipelines.desk.preview import Draft
    from pipelines.model import Report
    from pipelines.validate.judgement import Judgement


def check(paths: list[Path], *, as_json: Json = False) -> None:
    """Judge documents by every rule, beside each other too. Nothing is kept."""
    # The rules take a fifth of a second to load: no other verb waits for them.
    from pipelines.desk.preview import drafts, judged  # noqa: PLC0415

    reference, roster = settings().reference, Roster.load(settings().demo / "roster.csv")
    agencies = Agencies.load(reference)
    read = list(drafts(paths, agencies, roster))
    judgements = judged(read, reference, agencies, roster)
    tally: Counter[str] = Counter()
    code = FINE
    for draft in read:
        code = max(code, _refused(draft, as_json=as_json))
        for report in draft.reports:
            verdict = judgements[report.sha256, report.part]
            tally.update(_print(draft.name, report, verdict, as_json=as_json))
    if not as_json:
        done = {name: tally[name] for name in ("reports", "errors", "warnings", "infos")}
        rejected = sum(draft.rejection is not None for draft in read)
        typer.echo(say("check.done", rejected=rejected, **done), err=True)
    grave = tally["errors"] + tally["warnings"]
    raise typer.Exit(max(code, FINDINGS if grave else FINE))


def _refused(draft: Draft, *, as_json: bool) -> int:
    """Say why a file gave no report, where it gave none, and return the exit code for it."""
    if draft.fault is not None:
        return fault(fault_sentence(draft.fault))
    if draft.rejection is not None:
        show_rejection(draft.name, draft.rejection, as_json=as_json)
        return FINDINGS
    return FINE


def _print(
    name: str, report: Report, found: Sequence[Judgement], *, as_json: bool
) -> dict[str, int]:
    """Print one report with its findings and return what to count."""
    from pipelines.cli.judged import counts, judged_line, judged_text  # noqa: PLC0415

    lines: Iterator[str] = judged_text(name, report, found)
    if as_json:
        lines = iter([text(judged_line(name, report, found))])
    for line in lines:
        typer.echo(line)
    return counts(found) | {"reports": 1}
