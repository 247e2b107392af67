"""The verbs by which a person decides: whose a report is, and what a figure means."""

import getpass
from typing import Annotated

import typer

from pipelines.agencies import Agencies
from pipelines.cli import places
from pipelines.cli.arguments import check_indicator, check_year, subject
from pipelines.cli.options import By, Year
from pipelines.cli.words import say
from pipelines.desk import recording
from pipelines.errors import MingchaError
from pipelines.identities import Subject
from pipelines.settings import settings


def assign(report: str, agency: str, year: Year = None, by: By = "") -> None:
    """Record which agency a waiting report is of, and its year when that is open too."""
    check_year(year)
    sha256, part = subject(report)
    agency_id = places.known_agency(Agencies.load(settings().reference), agency)
    who = person(by)
    number = recording.assign(settings(), (sha256, part), agency_id, year, by=who)
    parts = {"number": number, "report": report, "agency": agency_id}
    typer.echo(say("agency.assigned", **parts))


def correct(  # noqa: PLR0913, PLR0917 - each is a part of what is said
    report: str,
    indicator: str,
    expected: Annotated[str | None, typer.Argument()] = None,
    value: Annotated[str | None, typer.Argument()] = None,
    member: Annotated[str, typer.Option("--member")] = "",
    label: Annotated[str, typer.Option("--label")] = "",
    reason: Annotated[str, typer.Option("--reason")] = "",
    source: Annotated[str, typer.Option("--source")] = "",
    *,
    withdraw: Annotated[bool, typer.Option("--withdraw")] = False,
    by: By = "",
) -> None:
    """Record that a figure printed as EXPECTED means VALUE; the printed one stays visible."""
    check_indicator(indicator)
    sha256, part = subject(report)
    who = person(by)
    if withdraw:
        figure = Subject(sha256, part, indicator, member, label)
        number = recording.withdraw_correction(settings(), figure, reason, by=who)
        typer.echo(say("agency.withdrawn", number=number))
        return
    if expected is None or value is None:
        raise MingchaError(say("fault.no_value"))
    one = recording.Correction(
        sha256, part, indicator, member, label, expected, value, reason, source=source
    )
    number = recording.correct(settings(), one, by=who)
    typer.echo(say("agency.corrected", number=number))


def person(by: str) -> str:
    """Return who decides: --by, or who is logged in."""
    try:
        return by or getpass.getuser()
    except (OSError, KeyError) as error:
        raise MingchaError(say("agency.nobody")) from error
