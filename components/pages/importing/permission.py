"""What the present visitor may see of the desk, and may decide there."""

from components.access.gate import why_not
from components.access.visitor import visitor
from components.context import PageRequest
from pipelines.accounts.roles import ADMINISTRATOR, may, may_see
from pipelines.desk.inspection import Inspection
from pipelines.identities import AgencyId
from pipelines.ledger.desk_book import EVERYTHING, Reach


def refused(ask: PageRequest, county: str | None = None) -> str:
    """Return why the present request may not import in a county; "" where it may."""
    return why_not("import", county, is_desk_open=ask.desk.installation.is_desk_open)


def sees(ask: PageRequest) -> bool:
    """Tell whether the present request may read what lies on the desk: reading needs no origin."""
    return refused(ask) in {"", "foreign"}


def heads_of(look: Inspection) -> frozenset[str]:
    """Return the places a document's reports are of, none while they are open."""
    return frozenset(
        AgencyId(one.report.agency.id).area for one in look.parts if one.report.agency.id
    )


def refusal_of(ask: PageRequest, look: Inspection, also: frozenset[str] = frozenset()) -> str:
    """Return why the present request may not act on a document; "" where it may.

    Every county that its reports are of, or are said to be of (`also`), must be one's own. What
    does not say itself whose it is, is for those who brought it in, and for administrators: that
    somebody names a county of his own makes it no county's.
    """
    heads = heads_of(look)
    why = next((no for head in sorted(heads | also) if (no := refused(ask, head))), "")
    if heads or why:
        return why
    account = visitor().account
    is_own = look.draft_state is not None and account is not None
    if (
        is_own
        and look.draft_state
        and account
        and look.draft_state.received_by == account.signature
    ):
        return refused(ask)
    return refused(ask, "")


def may_look(ask: PageRequest, look: Inspection) -> bool:
    """Tell whether a document may be looked at; deciding on it may be another's."""
    account = visitor().account
    if account is None:
        return sees(ask)
    received_by = look.draft_state.received_by if look.draft_state else ""
    return may_see(account, heads_of(look), received_by)


def reach(ask: PageRequest) -> Reach:  # noqa: ARG001 - as every question here
    """Return what the visitor may see of the desk; without accounts that is everything."""
    account = visitor().account
    if account is None or account.role == ADMINISTRATOR:
        return EVERYTHING
    codes = account.counties if may(account, "import") else ()
    return Reach(codes=codes, signature=account.signature if codes else "")
