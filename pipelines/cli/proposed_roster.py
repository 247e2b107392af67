"""The verb `roster propose`: a county's roster from what is there, confirmed line by line."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from pipelines.agencies import Agencies
from pipelines.cli import places
from pipelines.cli.decisions import person
from pipelines.cli.options import By, Json
from pipelines.cli.words import language, say
from pipelines.desk.json_lines import text
from pipelines.errors import MingchaError
from pipelines.filing.proposal import ProposedLine
from pipelines.identities import AgencyId
from pipelines.papers.roster_words import sentences, source_words
from pipelines.papers.words import say as say_paper
from pipelines.settings import settings

Confirm = Annotated[list[str] | None, typer.Option("--confirm")]
ConfirmAll = Annotated[bool, typer.Option("--confirm-all")]
First = Annotated[int | None, typer.Option("--from")]
Last = Annotated[int | None, typer.Option("--to")]
After = Annotated[str, typer.Option("--after")]


def propose(  # noqa: PLR0913 - each is an option
    county: str,
    *,
    confirm: Confirm = None,
    confirm_all: ConfirmAll = False,
    first: First = None,
    last: Last = None,
    after: After = "",
    by: By = "",
    as_json: Json = False,
) -> None:
    """Propose who reports in a county; nothing is written without --confirm or --confirm-all."""
    from pipelines.desk import proposed_roster  # noqa: PLC0415 - loads what the desk needs

    code = places.known_agency(Agencies.load(settings().reference), county)
    lines = proposed_roster.proposal(settings(), AgencyId(code).county)
    if not lines:
        raise MingchaError(say("proposal.nothing", county=county))
    if not confirm and not confirm_all:
        for line in lines:
            typer.echo(text(_object(line)) if as_json else _words(line))
        return
    chosen = [_named(lines, one) for one in confirm or ()]
    chosen += [line for line in lines if confirm_all and line.is_ready and line not in chosen]
    left = _left(lines, chosen) if confirm_all else ""
    if not chosen:
        raise MingchaError(left or say("proposal.all_listed", county=county))
    changes = {}
    if first or last or after:
        if len(chosen) != 1:
            raise MingchaError(say("proposal.one_at_a_time"))
        [line] = chosen
        before = line.predecessors
        if after:
            before = () if after == "-" else (_named(lines, after).agency_id,)
        changes = {line.agency_id: (first or line.since, last, before)}
    number = proposed_roster.confirm(settings(), chosen, changes, by=person(by))
    recorded = say("roster.recorded", number=number, count=len(chosen))
    typer.echo("\n".join(filter(None, (recorded, left))))


def _left(lines: Sequence[ProposedLine], chosen: Sequence[ProposedLine]) -> str:
    """Say which lines wait for a person one by one, and why; "" where there is none."""
    doubtful = [line for line in lines if line.is_doubtful and line not in chosen]
    names = " ".join(f"{line.agency_id} {line.name}" for line in doubtful)
    return say("proposal.doubtful", count=len(doubtful), names=names) if doubtful else ""


def _named(lines: Sequence[ProposedLine], words: str) -> ProposedLine:
    """Return the one line of a code, name or end of a name."""
    exact = [line for line in lines if words in {line.agency_id, line.name}]
    fitting = exact or [line for line in lines if line.name.endswith(words)]
    if len(fitting) != 1:
        names = " ".join(line.agency_id for line in fitting) or "—"
        raise MingchaError(say("proposal.no_line", words=words, names=names))
    return fitting[0]


def _object(line: ProposedLine) -> dict[str, Any]:
    return {
        "agency_id": line.agency_id,
        "name": line.name,
        "level": line.level,
        "since": line.since,
        "predecessors": list(line.predecessors),
        "alike": list(line.alike),
        "years": list(line.years),
        "gaps": list(line.gaps),
        "sources": list(line.sources),
        "is_listed": line.listed is not None,
    }


def _words(line: ProposedLine) -> str:
    tongue = language()
    since = say_paper("roster", "line.since", tongue, year=line.since)
    listed = say_paper("roster", "line.listed", tongue) if line.listed else ""
    head = [line.agency_id, line.name, since, source_words(line, tongue)]
    return " · ".join(filter(None, [*head, *sentences(line, tongue), listed]))
