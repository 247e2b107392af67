"""The verbs of accounts: who may sign in, as what, and where. A password is never an argument."""

import sys
from typing import Annotated

import typer

from pipelines.accounts.book import Accounts
from pipelines.accounts.passwords import SHORTEST
from pipelines.accounts.roles import READER, Account, check_counties
from pipelines.agencies import Agencies
from pipelines.cli.decisions import person
from pipelines.cli.options import By, Json, Verbs
from pipelines.cli.words import name_of, say
from pipelines.desk.json_lines import text
from pipelines.errors import AccountError
from pipelines.settings import settings

users_app = Verbs(no_args_is_help=True)
Role = Annotated[str, typer.Option("--role")]
County = Annotated[list[str] | None, typer.Option("--county")]
Changes = Annotated[bool, typer.Option("--changes")]
Shown = Annotated[str, typer.Option("--shown")]


@users_app.command()
def add(
    name: str,
    role: Role = READER,
    county: County = None,
    shown: Shown = "",
    by: By = "",
) -> None:
    """Add an account; the password is asked for, or is the first line of the standard input."""
    who = person(by)
    _check_counties(county)
    new = Account(0, name, shown, role, tuple(county or ()))
    _book().add(new, _password(), by=who)
    typer.echo(say("users.added", name=name, role=name_of("role", role)))


@users_app.command("list")
def listed(*, as_json: Json = False, changes: Changes = False) -> None:
    """List accounts, or with --changes who changed what in them and when."""
    if changes:
        for change in _book().changes():
            entry = {"at": change.made_at.isoformat(timespec="seconds"), "by": change.made_by}
            entry |= {"name": change.name, "what": change.what, **change.body}
            line = " ".join(_words(value) for value in entry.values())
            typer.echo(text(entry) if as_json else line)
        return
    for account in _book().all():
        entry = {"name": account.name, "shown": account.shown, "role": account.role}
        details = {"counties": list(account.counties), "is_disabled": account.is_disabled}
        words = {
            "name": account.signature,
            "role": name_of("role", account.role),
            "counties": " ".join(account.counties) or "-",
            "state": name_of("role", "disabled" if account.is_disabled else "enabled"),
        }
        typer.echo(text(entry | details) if as_json else say("users.line", **words))


@users_app.command()
def role(name: str, role: str, county: County = None, by: By = "") -> None:
    """Give an account another role, and an officer other counties; it must sign in anew."""
    _check_counties(county)
    _book().set_role(name, role, tuple(county or ()), by=person(by))
    typer.echo(say("users.changed", name=name))


@users_app.command()
def password(name: str, by: By = "") -> None:
    """Give an account another password: asked for, or the first line of the standard input."""
    who = person(by)
    _book().set_password(name, _password(), by=who)
    typer.echo(say("users.changed", name=name))


@users_app.command()
def disable(name: str, by: By = "") -> None:
    """Shut an account out at once; what it decided stays."""
    _book().set_disabled(name, is_disabled=True, by=person(by))
    typer.echo(say("users.changed", name=name))


@users_app.command()
def enable(name: str, by: By = "") -> None:
    """Let an account in again, also one that failed to sign in too often."""
    _book().set_disabled(name, is_disabled=False, by=person(by))
    typer.echo(say("users.changed", name=name))


def _book() -> Accounts:
    return Accounts(settings().ledger)


def _check_counties(county: list[str] | None) -> None:
    if county:
        check_counties(county, Agencies.load(settings().reference).regions.by_code)


def _words(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _password() -> str:
    """Return the new password, typed twice where a person types."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = str(typer.prompt(say("users.ask", n=SHORTEST), hide_input=True))
    if first != str(typer.prompt(say("users.again"), hide_input=True)):
        raise AccountError("the two differ", "account_differ")
    return first
