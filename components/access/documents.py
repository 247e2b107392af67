"""May this visitor see this document? The one question of desk, source, records and exports."""

from functools import lru_cache

from components.access.gate import is_of_the_desk
from components.access.visitor import visitor
from pipelines.accounts.roles import may_see
from pipelines.desk.holdings import DraftHolding, Holdings
from pipelines.settings import Settings


def sees_document(installation: Settings, sha256: str) -> bool:
    """Tell whether the present visitor may see a document, named by the hash of its bytes.

    Raises:
        LedgerError: how it stands cannot be read.
    """
    return sees_held(installation, holdings(installation).held(sha256))


def sees_held(installation: Settings, held: DraftHolding | None) -> bool:
    """Tell the same of a document whose standing is known; None is one that was never a draft."""
    if held is None or held.counts:
        return True
    who = visitor()
    if not who.has_accounts:
        return is_of_the_desk(installation)
    return may_see(who.account, held.places, held.received_by)


def sees_names(installation: Settings) -> bool:
    """Tell whether the present visitor reads who decided: accounts do, and an open desk's own."""
    who = visitor()
    return who.account is not None or (not who.has_accounts and is_of_the_desk(installation))


@lru_cache(maxsize=4)
def holdings(installation: Settings) -> Holdings:
    """Return whose the documents of an installation are; it keeps what it worked out."""
    return Holdings(installation)
