"""The verbs `roster …`: who must report, recorded, taken back, listed, proposed."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.agencies import Agencies
from pipelines.build.rosters import Roster
from pipelines.cli import places
from pipelines.cli.decisions import person
from pipelines.cli.options import (
    By,
    County,
    Dataset,
    Json,
    Verbs,
    Year,
    show,
)
from pipelines.cli.proposed_roster import First, Last, propose
from pipelines.cli.words import say
from pipelines.desk import filing as desk
from pipelines.errors import MingchaError
from pipelines.filing.roster import FIRST_YEAR, RosterEntry, expected
from pipelines.filing.roster_table import LAST_YEAR, LineError, Resolve, known, whole_years
from pipelines.settings import settings

FAR = LAST_YEAR
_SHOWN = 20  # faulty lines said one by one

roster_app = Verbs(no_args_is_help=True)


@roster_app.command("import")
def import_roster(
    path: Path,
    *,
    county: County = "",
    year: Year = None,
    first: First = None,
    last: Last = None,
    by: By = "",
) -> None:
    """Record who must report from an XLSX, XLS, ET or CSV table: code or name, and when.

    Columns may stand in any order, below a title; docs/filing.md lists how they may be called.
    """
    resolve = _resolver(county)
    try:
        entries, bad = desk.read_roster(
            path.read_bytes(), path.name, resolve, _years(year, first, last)
        )
    except LineError as fault:
        raise MingchaError(f"{path}: {say(fault.key, **fault.parts)}") from fault
    for line, wrong in bad[:_SHOWN]:
        reason = say(wrong.key, **wrong.parts)
        typer.echo(say("roster.bad_line", number=line, reason=reason), err=True)
    if bad:
        raise MingchaError(say("roster.nothing_kept", count=len(bad)))
    subject = f"list:{path.name}"
    number = desk.expect(settings(), entries, subject, by=person(by))
    typer.echo(say("roster.recorded", number=number, count=len(entries)))


@roster_app.command("add")
def add(
    agency: str,
    *,
    year: Year = None,
    first: First = None,
    last: Last = None,
    after: Annotated[str, typer.Option("--after")] = "",
    by: By = "",
) -> None:
    """Record that an agency must report: for one --year, or --from a year on."""
    one = _entry(agency, after, _years(year, first, last))
    number = desk.expect(settings(), [one], one.agency_id, by=person(by))
    typer.echo(say("roster.recorded", number=number, count=1))


@roster_app.command("remove")
def remove(
    agency: str,
    *,
    year: Year = None,
    first: First = None,
    last: Last = None,
    by: By = "",
) -> None:
    """Record that an agency need not report: for one --year, or --from a year on (else ever)."""
    years = _years(year, first, last) or (FIRST_YEAR, None)
    one = _entry(agency, "", years, is_expected=False)
    number = desk.expect(settings(), [one], one.agency_id, by=person(by))
    typer.echo(say("roster.removed", number=number, agency=one.name))


@roster_app.command("retract")
def retract(number: int, by: By = "") -> None:
    """Take back one decision about the roster, by its number."""
    done = desk.retract(settings(), number, by=person(by))
    typer.echo(say("roster.retracted", number=done, of=number))


@roster_app.command("list")
def list_roster(
    *,
    year: Year = None,
    county: County = "",
    dataset: Dataset = "real",
    as_json: Json = False,
) -> None:
    """List who must report, as recorded; with --year only those of that year."""
    show(_listed(dataset, year, county), _roster_line, as_json=as_json)


def _roster_line(line: Mapping[str, Any]) -> Iterator[str]:
    shown = {"predecessors": line["predecessors"] or "—", "years": _span(line["years"])}
    yield say("roster.line", **{**line, **shown})


def _listed(dataset: str, year: int | None, county: str) -> Iterator[dict[str, Any]]:
    shipped = Roster.load(settings().demo / "roster.csv")
    entries = list(shipped.entries()) if dataset == "demo" else desk.roster(settings())
    years: dict[str, list[int]] = {}
    last: dict[str, RosterEntry] = {}
    for (agency_id, of_year), entry in sorted(expected(entries, FAR).items()):
        years.setdefault(agency_id, []).append(of_year)
        last[agency_id] = entry
    for agency_id, entry in last.items():
        is_wanted = year is None or year in years[agency_id]
        if is_wanted and agency_id.startswith(county):
            yield {
                "agency_id": agency_id,
                "name": entry.name,
                "level": entry.level,
                "years": _runs(years[agency_id]),
                "predecessors": " ".join(entry.predecessors),
            }


def _runs(years: list[int]) -> list[dict[str, int | None]]:
    """Return years as runs; a run without end has none."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [{"from": run[0], "to": None if run[-1] == FAR else run[-1]} for run in runs]


def _span(runs: list[dict[str, int | None]]) -> str:
    sides = [(run["from"], "" if run["to"] is None else run["to"]) for run in runs]
    return " ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in sides)


def _resolver(county: str) -> Resolve:
    agencies = Agencies.load(settings().reference)
    code = places.known_agency(agencies, county) if county else ""
    return desk.resolver(agencies, code)


def _entry(
    words: str,
    after: str,
    years: tuple[int, int | None] | None,
    *,
    is_expected: bool = True,
) -> RosterEntry:
    resolve = _resolver("")
    try:
        if years is None:
            raise LineError("roster.which_year")
        first, last = whole_years(*years)
        named = known(words, resolve)
        before = tuple(known(word, resolve).id for word in after.split())
    except LineError as fault:
        raise MingchaError(say(fault.key, **fault.parts)) from fault
    return RosterEntry(
        agency_id=named.id,
        name=named.name or words,
        level=named.level or "",
        valid_from=first,
        valid_to=last,
        predecessors=before,
        is_named=True,
        is_expected=is_expected,
    )


def known_id(words: str) -> str:
    """Return the id of the agency that a code or a name means, never a guess."""
    try:
        return known(words, _resolver("")).id
    except LineError as fault:
        raise MingchaError(say(fault.key, **fault.parts)) from fault


def _years(year: int | None, first: int | None, last: int | None) -> tuple[int, int | None] | None:
    if year is not None:
        return year, year
    return (first, last) if first is not None else None


roster_app.command()(propose)
