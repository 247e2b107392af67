"""The verbs `filing …`: what became of each report that is due, and what is noted of it."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import pandas as pd
import typer

from pipelines.cli import places
from pipelines.cli.arguments import check_year, day_of
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
)
from pipelines.cli.roster import known_id
from pipelines.cli.words import language, say
from pipelines.desk import filing as desk
from pipelines.desk.json_lines import frame_lines, text
from pipelines.errors import MingchaError
from pipelines.filing.deadlines import state_words
from pipelines.filing.states import State
from pipelines.filing.tally import tally
from pipelines.settings import settings

GOOD = frozenset({State.ON_TIME, State.NOT_JUDGED})

filing_app = Verbs(invoke_without_command=True)


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
    check_year(year)
    agency_id = known_id(agency)
    notes: dict[str, date | str | None] = {
        "filed_on": day_of(filed, "roster.date"),
        "returned_on": day_of(returned, "roster.date"),
        "mended_on": day_of(mended, "roster.date"),
        "sha256": desk.document(settings(), document) if document else "",
    }
    if not any(notes.values()):
        raise MingchaError(say("filing.nothing_noted"))
    number = desk.note_filing(settings(), agency_id, year, notes, by=person(by))
    typer.echo(say("filing.noted", number=number))


def _filing(agency: str | None, year: int | None, dataset: str, county: str) -> pd.DataFrame:
    store, chosen, years = places.choice(agency, year, dataset)
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
