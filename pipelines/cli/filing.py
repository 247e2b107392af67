"""The verbs of the office's desk: who must report, what came of it, and what it is worth."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from pipelines.agencies import Agencies
from pipelines.build.rosters import Roster
from pipelines.cli import lookups
from pipelines.cli.decisions import person
from pipelines.cli.options import (
    FINDINGS,
    FINE,
    By,
    County,
    Dataset,
    Day,
    Json,
    Verbs,
    Year,
    in_language,
    show,
)
from pipelines.cli.proposed_roster import propose
from pipelines.cli.score import score
from pipelines.cli.words import language, say
from pipelines.desk import filing as desk
from pipelines.desk.json_lines import frame_lines, text
from pipelines.errors import MingchaError
from pipelines.filing.deadlines import state_words
from pipelines.filing.roster import FIRST_YEAR, RosterEntry, expected
from pipelines.filing.roster_table import LAST_YEAR, LineError, Resolve, known, whole_years
from pipelines.filing.states import State
from pipelines.filing.tally import tally
from pipelines.settings import settings

GOOD = frozenset({State.ON_TIME, State.NOT_JUDGED})
FAR = LAST_YEAR
_SHOWN = 20  # faulty lines said one by one

First = Annotated[int | None, typer.Option("--from")]
Last = Annotated[int | None, typer.Option("--to")]

roster_app = Verbs(no_args_is_help=True)
filing_app = Verbs(invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the command."""
    roster_app.command()(propose)
    app.add_typer(roster_app, name="roster")
    app.add_typer(filing_app, name="filing")
    app.command()(score)


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


@filing_app.callback()
@in_language
def filing(  # noqa: PLR0913 - each is an option
    context: typer.Context,
    *,
    county: County = "",
    agency: Annotated[str | None, typer.Option("--agency")] = None,
    year: Year = None,
    state: Annotated[str, typer.Option("--state")] = "",
    dataset: Dataset = "real",
    as_json: Json = False,
) -> None:
    """Say of each agency and year what became of its report; exit code 1 when one is at fault."""
    if context.invoked_subcommand:
        return
    frame = _filing(agency, year, dataset, county)
    shown = _in_state(frame, state)
    for row in frame_lines(shown):
        typer.echo(text(row) if as_json else _line(row))
    if not as_json:
        for sentence in _sums(frame):
            typer.echo(sentence, err=True)
    is_fine = set(shown["state"]) <= {str(state) for state in GOOD}
    raise typer.Exit(FINE if is_fine else FINDINGS)


@filing_app.command("note")
def note(  # noqa: PLR0913 - each is an option
    agency: str,
    year: int,
    *,
    filed: Day = None,
    returned: Day = None,
    mended: Day = None,
    document: Annotated[str, typer.Option()] = "",
    by: By = "",
) -> None:
    """Record when a report was filed with the office, sent back, or brought again mended."""
    lookups.check_year(year)
    agency_id = _known(agency)
    notes: dict[str, date | str | None] = {
        "filed_on": lookups.day_of(filed, "roster.date"),
        "returned_on": lookups.day_of(returned, "roster.date"),
        "mended_on": lookups.day_of(mended, "roster.date"),
        "sha256": desk.document(settings(), document) if document else "",
    }
    if not any(notes.values()):
        raise MingchaError(say("filing.nothing_noted"))
    number = desk.note_filing(settings(), agency_id, year, notes, by=person(by))
    typer.echo(say("filing.noted", number=number))


def _filing(agency: str | None, year: int | None, dataset: str, county: str) -> pd.DataFrame:
    store, chosen, years = lookups.choice(agency, year, dataset)
    frame = store.filing(dataset, chosen, years)
    if not county:
        return frame
    names = ("county_code", "county", "city_code", "city")
    is_inside = frame[list(names)].isin([county]).any(axis=1)
    if not is_inside.any() and not store.filing(dataset)[list(names)].isin([county]).any(axis=None):
        raise MingchaError(say("filing.no_county", text=county))
    return frame[is_inside]


def _in_state(frame: pd.DataFrame, state: str) -> pd.DataFrame:
    if not state:
        return frame
    for one, words in state_words().items():
        if state in {one, words.zh, words.en}:
            return frame[frame["state"] == one]
    raise MingchaError(say("filing.bad_state", text=state, states=" ".join(state_words())))


def _line(row: dict[str, Any]) -> str:
    said = row | {"state": state_words()[row["state"]].spoken(language())}
    return say("filing.line", **said, detail=_detail(row))


def _detail(row: dict[str, Any]) -> str:
    """Return what is known of one filing: the reason, the days, the register."""
    holes = row | {"deadline": row[f"deadline_{language()}"]}
    parts = [row[f"reason_{language()}"]]
    if row["days_late"]:
        parts.append(say("filing.late", **holes))
    elif row["published_on"] and row["due_on"]:
        parts.append(say("filing.dated", **holes))
    elif row["due_on"]:
        parts.append(say("filing.due", **holes))
    if row["filed_on"]:
        parts.append(say("filing.filed", **holes))
    if row["is_unmended"]:
        parts.append(say("filing.returned", **holes))
    if row["version_count"] > 1:
        parts.append(say("filing.versions", **holes))
    if row["judged_report_id"] != row["report_id"]:
        parts.append(say("filing.first_version"))
    return "; ".join(part for part in parts if part)


def _sums(frame: pd.DataFrame) -> Iterator[str]:
    """Yield the sums of each county and year that has a roster, and say where there is none."""
    names = dict(zip(frame["county_code"], frame["county"], strict=True))
    unlisted = 0
    for row in frame_lines(tally(frame)):
        unlisted += row["unlisted"]
        if row["expected"]:
            yield say("filing.tally", county=names[row["county_code"]], **row)
    if unlisted:
        yield say("filing.no_roster", count=unlisted)


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
    code = lookups.known_agency(agencies, county) if county else ""
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


def _known(words: str) -> str:
    try:
        return known(words, _resolver("")).id
    except LineError as fault:
        raise MingchaError(say(fault.key, **fault.parts)) from fault


def _years(year: int | None, first: int | None, last: int | None) -> tuple[int, int | None] | None:
    if year is not None:
        return year, year
    return (first, last) if first is not None else None
