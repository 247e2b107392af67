"""The verbs of findings: list what the rules say, and record what a person thinks of it."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import pandas as pd
import typer

from pipelines.cli import places
from pipelines.cli.arguments import one_fingerprint
from pipelines.cli.decisions import person
from pipelines.cli.options import (
    FINDINGS,
    FINE,
    By,
    Dataset,
    Json,
    Year,
    show,
)
from pipelines.cli.words import language, name_of, one_line, say, where
from pipelines.desk import recording
from pipelines.desk.json_lines import frame_lines, text
from pipelines.errors import MingchaError
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.verdicts import VERDICTS, Verdict, current, with_verdicts, without_finding
from pipelines.settings import settings
from pipelines.store.store import Store

NONE = "none"  # findings that nobody has judged yet
GRAVE = ("error", "warning")
STANDING = ("open", "reopened")  # what became of a finding that is still so

Rule = Annotated[list[str] | None, typer.Option("--rule")]
Severity = Annotated[list[str] | None, typer.Option("--severity")]
Said = Annotated[list[str] | None, typer.Option("--verdict")]


def findings(  # noqa: PLR0913 - each is a filter of its own
    agency: Annotated[str | None, typer.Option("--agency")] = None,
    year: Year = None,
    rule: Rule = None,
    severity: Severity = None,
    verdict: Said = None,
    *,
    old_verdicts: Annotated[bool, typer.Option("--old-verdicts")] = False,
    resolved: Annotated[bool, typer.Option("--resolved")] = False,
    dataset: Dataset = "real",
    as_json: Json = False,
) -> None:
    """List what the rules say, with verdicts; exit code 1 when an error or a warning stands."""
    store, chosen, years = places.choice(agency, year, dataset)
    verdicts = current(Ledger(settings().ledger))
    if old_verdicts:
        _old(store, verdicts, as_json=as_json)
        return
    asked = store.former_findings if resolved else store.findings
    rows = with_verdicts(asked(dataset, chosen, years), verdicts)
    is_narrow = bool(rule or severity or verdict)
    rows = _chosen(rows, {"rule": rule, "severity": severity, "verdict": verdict})
    has_strays = not (is_narrow or resolved) and dataset == "real"
    stray = list(frame_lines(store.stray_decisions())) if has_strays else []
    show([*frame_lines(rows), *stray], finding_lines, as_json=as_json)
    stands = rows["progress"].isin(STANDING) & (rows["verdict"] != "excluded")
    is_grave = bool((stands & rows["severity"].isin(GRAVE)).any()) or bool(stray)
    raise typer.Exit(FINDINGS if is_grave else FINE)


def verdict(
    fingerprint: str,
    verdict: str,
    reason: Annotated[str, typer.Option("--reason")] = "",
    by: By = "",
    *,
    as_json: Json = False,
) -> None:
    """Record a verdict on a finding: confirmed, excluded, pending, or withdrawn to take it back."""
    who = person(by)
    whole = _fingerprint(fingerprint)
    number = recording.give_verdict(settings(), whole, verdict, reason, by=who)
    said = {"decision": number, "fingerprint": whole, "verdict": verdict, "reason": reason}
    line = say("verdict.recorded", **said | {"verdict": name_of("verdict", verdict)})
    typer.echo(text(said | {"by": who}) if as_json else line)


def finding_lines(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of one finding as a person reads it: both values, why, where, the verdict.

    A decision about a document or report that is not here has one line of its own.
    """
    if "fingerprint" not in row:
        yield say("list.stray", **row)
        return
    tongue = language()
    title, message = row[f"title_{tongue}"], row[f"message_{tongue}"]
    sentence = message if title in message else say("check.titled", title=title, message=message)
    is_judged = row["status"] == "fail"
    head = {name: row[name] for name in ("agency", "report_year", "rule")}
    head |= {"severity": name_of("severity", row["severity"] if is_judged else "na")}
    yield one_line(say("list.finding", **head, message=sentence))
    if row["left_side"] and row["right_side"]:
        yield one_line(say("check.sides", left=row["left_side"], right=row["right_side"]))
    for name in ("explanation", "note"):
        words = row[f"{name}_{tongue}"]
        if words and words != message:
            yield one_line(say(f"check.{name}", text=words))
    if row["axis"] == "reading" and is_judged:
        yield say("check.reading")
    if row["progress"] not in {"", "open"}:
        version = row["progress_version"][:12]
        by = name_of("change", row["progress_by"])
        holes = {"at": row["progress_at"][:10], "version": version, "by": by}
        yield say(f"progress.{row['progress']}", **holes)
    if row["place"]:
        yield say("check.place", where=where(row["place"]))
    yield from _verdict_lines(row)


def _verdict_lines(row: Mapping[str, Any]) -> Iterator[str]:
    if row["verdict"]:
        parts = {name: row[name] for name in ("verdict_reason", "verdict_by", "verdict_at")}
        word = name_of("verdict", row["verdict"])
        yield one_line(say("verdict.given", verdict=word, **parts))
    yield say("verdict.fingerprint", fingerprint=row["fingerprint"])


def _old(store: Store, verdicts: Mapping[str, Verdict], *, as_json: bool) -> None:
    """List the verdicts whose finding is not there any more."""
    there = [one for dataset in ("real", "demo") for one in store.findings(dataset)["fingerprint"]]
    rows = without_finding(verdicts, there)
    show(rows, _old_lines, as_json=as_json)
    raise typer.Exit(FINE)


def _old_lines(row: Mapping[str, Any]) -> Iterator[str]:
    yield one_line(say("verdict.old", **{**row, "message": row[f"message_{language()}"]}))
    yield from _verdict_lines(row)


def _chosen(rows: pd.DataFrame, filters: Mapping[str, list[str] | None]) -> pd.DataFrame:
    known = {"severity": (*GRAVE, "info"), "verdict": (*VERDICTS, NONE)}
    for name, wanted in filters.items():
        unknown = [word for word in wanted or () if word not in known.get(name, (word,))]
        if unknown:
            listed = " ".join(known[name])
            raise MingchaError(say(f"fault.{name}", word=unknown[0], known=listed))
        if wanted:
            rows = rows[rows[name].isin([word.replace(NONE, "") for word in wanted])]
    return rows


def _fingerprint(given: str) -> str:
    """Return the one fingerprint that begins as given: of a finding, or of an earlier verdict."""
    known = {*Store(settings().store).finding_named(given)["fingerprint"]}
    known |= current(Ledger(settings().ledger)).keys()
    return one_fingerprint(given, known)
