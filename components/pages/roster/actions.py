"""What becomes of a line of the proposed roster that a person confirms."""

from components.access.visitor import visitor
from components.context import PageRequest
from components.pages.roster.answer import county_of, doubtful_words, refused
from components.posted import Reply, line, number, refusal, sent, signature
from pipelines.build import queue as builds
from pipelines.desk.proposed_roster import confirm, proposal
from pipelines.errors import LedgerError
from pipelines.filing.proposal import ProposedLine

_MOST_NAME = 60
_EVERY = "all"
_Change = tuple[int, int | None, tuple[str, ...]]


def confirm_lines(ask: PageRequest) -> Reply:
    """List one agency as a person has it, or all that are left and that nobody doubts."""
    language, county = ask.language, county_of(ask)
    if why := refused(ask, county):
        return refusal(why, language, 403)
    lines = proposal(ask.desk.installation, county) if county else []
    lack, chosen, changes = _sent(lines)
    if lack == "all_listed" and (doubtful := doubtful_words(lines, language)):
        return {"said": doubtful}, 422
    if lack:
        return refusal(f"roster_desk.{lack}", language, 404 if lack == "gone" else 422)
    try:
        confirm(ask.desk.installation, chosen, changes, by=signature())
    except LedgerError as error:
        if error.code != "roster_years":
            raise
        return refusal("roster_desk.bad", language, 422)
    builds.enqueue_for_entry(ask.desk.installation)
    left = doubtful_words(lines, language) if sent("agency") == _EVERY else ""
    return {"href": ask.view.href} | ({"said": left} if left else {}), 200


def _sent(lines: list[ProposedLine]) -> tuple[str, list[ProposedLine], dict[str, _Change]]:
    """Return what is lacking, or the lines that were sent and how a person changed them."""
    wanted = sent("agency")
    chosen = [proposed for proposed in lines if wanted in {proposed.agency_id, _EVERY}]
    if not (visitor().signature or line(sent("by"), _MOST_NAME)):
        return "no_name", [], {}
    if not chosen:
        return "gone", [], {}
    if wanted == _EVERY:
        ready = [proposed for proposed in chosen if proposed.is_ready]
        return ("" if ready else "all_listed"), ready, {}
    change = _change(lines)
    return ("", chosen, {wanted: change}) if change else ("bad", [], {})


def _change(lines: list[ProposedLine]) -> _Change | None:
    """Return the years and predecessors that were sent, None where they cannot be."""
    first, last = number("since"), number("until")
    before = tuple(sent("before").replace(",", " ").split())
    known = {one.agency_id for one in lines}
    if first is None or (last is None and sent("until")) or not set(before) <= known:
        return None
    return first, last, before
