"""The proposed roster of a county as values; without a county, those of which anything is there."""

from collections.abc import Iterable
from dataclasses import dataclass

from components.access.gate import why_not
from components.answers import Empty, PageHead, Step
from components.context import PageRequest
from components.figures.records import records
from components.view import Language, View
from components.words import say
from pipelines.desk.proposed_roster import proposal
from pipelines.filing.proposal import ProposedLine

_FEW = 12  # counties that are offered
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class RosterPage(PageHead):
    """The page of one county's roster."""

    lines: tuple[ProposedLine, ...]  # those that are not listed yet, first
    may_act: bool


def refused(ask: PageRequest, county: str | None = None) -> str:
    """Return why the present request may not change rosters, as the key of a message."""
    why = why_not("roster", county, is_desk_open=ask.desk.installation.is_desk_open)
    return f"roster_desk.{why}" if why else ""


def sees(ask: PageRequest, county: str | None = None) -> bool:
    """Tell whether the visitor may read what is proposed, or confirm it of a county.

    A page that is read has no origin; what a form sends has one (`refused`).
    """
    return refused(ask, county) in {"", "roster_desk.foreign"}


def roster_page(ask: PageRequest) -> RosterPage | Empty:
    """Answer who reports in a county, as far as what is there tells."""
    view, language = ask.view, ask.language
    question, scope = say("roster.question", language), say("roster.scope", language)
    if not sees(ask):
        home = Step(say("step.home", language), View(language=language).href)
        return Empty(view, question, scope, say("roster.closed", language), "", (home,))
    if view.is_demo:
        filed = Step(say("page.compliance", language), View("compliance", language, "demo").href)
        return Empty(view, question, "", say("roster.simulated", language), "", (filed,))
    county = county_of(ask)
    if not county:
        return Empty(view, question, scope, say("roster.which", language), "", _counties(ask))
    lines = proposal(ask.desk.installation, county)
    if not lines:
        step = Step(say("landing.door_import", language), View("import", language).href)
        return Empty(view, question, scope, say("roster.nothing", language), "", (step,))
    listed = sum(line.listed is not None for line in lines)
    own = next((line.name for line in lines if line.agency_id == county), county)
    counts = {"county": own, "n": len(lines), "listed": listed, "left": len(lines) - listed}
    lines.sort(key=lambda line: line.listed is not None)
    return RosterPage(
        view=view,
        question=question,
        scope=scope,
        sentence=say("roster.sentence", language, **counts),
        lines=tuple(lines),
        may_act=sees(ask, county),
    )


def doubtful_words(lines: Iterable[ProposedLine], language: Language) -> str:
    """Say how many lines wait for a person one by one, and why; "" where there is none."""
    n = sum(line.is_doubtful for line in lines)
    return say("roster.doubtful", language, n=n) if n else ""


def county_of(ask: PageRequest) -> str:
    """Return the county looked at: of the address, the officer's one, or the installation's."""
    known = (ask.view.county, ask.own_county)
    return next((code for code in known if len(code) == _DIGITS and code.isdigit()), "")


def _counties(ask: PageRequest) -> tuple[Step, ...]:
    """Offer the counties of which most is held."""
    rows = records(ask.store.choices("real", [], limit=4 * _FEW))
    found = [row for row in rows if row["kind"] == "county"][:_FEW]
    return tuple(
        Step(str(row["name"]), View("roster", ask.language, county=str(row["id"])).href)
        for row in found
    )
