"""Rosters in the browser: a table taken in by an officer of its counties, and taken back."""

from flask import Request

from components.view import Language
from components.words import say
from pipelines.accounts.roles import Account, may
from pipelines.agencies import Agencies
from pipelines.cli.words import say_in as cli_words
from pipelines.desk import filing
from pipelines.errors import MingchaError
from pipelines.filing.roster import KIND, RETRACTS
from pipelines.filing.roster_table import LineError
from pipelines.identities import AgencyId
from pipelines.ledger.decisions import Decision
from pipelines.ledger.ledger import Ledger
from pipelines.settings import Settings
from pipelines.values import whole

_SHOWN = 20  # decisions, the newest, and faulty lines
Line = tuple[int, LineError]


class RosterRefused(Exception):  # noqa: N818 - it is no fault of the program
    """A table that is not taken: lines at fault, or agencies of counties that are not one's own."""

    def __init__(self, lines: list[Line], foreign: list[str]) -> None:
        super().__init__("refused")
        self._lines, self._foreign = lines, foreign

    def sentence(self, lang: Language) -> str:
        """Return what is wrong, line by line."""
        words = [
            cli_words(
                "roster.bad_line", lang, number=number, reason=cli_words(one.key, lang, **one.parts)
            )
            for number, one in self._lines[:_SHOWN]
        ]
        if self._foreign:
            names = " ".join(self._foreign[:_SHOWN])
            words.append(say("manage.foreign_county", lang, names=names))
        return " · ".join([say("manage.nothing_taken", lang), *words])


def act(settings: Settings, account: Account, asked: Request) -> int:
    """Do what a form asks for and return the number of the decision.

    Raises:
        RosterRefused: lines are at fault, or not of the account's counties.
        LineError: the table cannot be read.
        LedgerError: nothing is there to be taken back, or the ledger cannot be written.
    """
    if asked.form.get("back"):
        number = whole(asked.form["back"]) or 0
        if number not in {known for known, *_ in decisions(settings, account)}:
            raise RosterRefused([], [asked.form["back"][:12]])
        return filing.retract(settings, number, by=account.signature)
    file = asked.files.get("file")
    if file is None or not file.filename:
        raise LineError("fault.empty_roster")
    agencies = Agencies.load(settings.reference)
    county = account.counties[0] if len(account.counties) == 1 else ""
    resolve = filing.resolver(agencies, county if len(county) == len("370602") else "")
    entries, bad = filing.read_roster(file.stream.read(), file.filename, resolve, _years(asked))
    foreign = [entry.name for entry in entries if not _is_own(account, entry.agency_id)]
    if bad or foreign:
        raise RosterRefused(bad, foreign)
    name = f"list:{file.filename}"
    return filing.expect(settings, entries, name, by=account.signature)


def decisions(settings: Settings, account: Account) -> list[tuple[int, str, str, str, int]]:
    """Return the newest tables that count: number, when, who, name, how many agencies."""
    try:
        about = list(Ledger(settings.ledger).decisions(kind=KIND))
    except MingchaError:
        return []
    gone = {table.body.get(RETRACTS) for table in about}
    own = [table for table in about if table.id not in gone and _are_own(account, table)]
    return [
        (
            table.id,
            settings.local(table.made_at).replace("T", " "),
            table.made_by,
            table.subject.removeprefix("list:"),
            len(table.body["entries"]),
        )
        for table in reversed(own[-_SHOWN:])
    ]


def _are_own(account: Account, decision: Decision) -> bool:
    lines = decision.body.get("entries") or ()
    return bool(lines) and all(_is_own(account, str(line["agency_id"])) for line in lines)


def _is_own(account: Account, agency_id: str) -> bool:
    return may(account, "roster", AgencyId(agency_id).area)


def _years(asked: Request) -> tuple[int, int | None] | None:
    typed = asked.form.get("year", "").strip()
    year = whole(typed)
    if typed and year is None:
        raise LineError("fault.year", year=typed[:_SHOWN])
    return (year, year) if year is not None else None
