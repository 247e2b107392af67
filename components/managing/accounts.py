"""What an administrator does to accounts: add, role, disable, let in again, send a link."""

from collections.abc import Mapping
from dataclasses import dataclass

from components.managing.invitations import invitation
from pipelines.accounts.book import Accounts
from pipelines.accounts.roles import Account, check_counties
from pipelines.agencies import Agencies
from pipelines.errors import AccountError
from pipelines.settings import Settings


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the key of the sentence, and the link that is shown once."""

    key: str
    name: str
    link: str = ""


def act(settings: Settings, accounts: Accounts, sent: Mapping[str, str], *, by: str) -> Done:
    """Do what a form asks for.

    Raises:
        AccountError: it cannot be.
        LedgerError: the accounts cannot be written.
    """
    name, what = sent.get("name", ""), sent.get("act", "")
    if what in {"add", "role"}:
        counties = tuple(sent.get("counties", "").replace(",", " ").split())
        check_counties(counties, Agencies.load(settings.reference).regions.by_code)
        role = sent.get("role", "")
        if what == "role":
            accounts.set_role(name, role, counties, by=by)
            return Done("manage.changed", name)
        accounts.add(Account(0, name, sent.get("shown", ""), role, counties), None, by=by)
        return Done("manage.added", name, invitation(settings, accounts, name))
    if what in {"disable", "enable"}:
        accounts.set_disabled(name, is_disabled=what == "disable", by=by)
        return Done("manage.changed", name)
    if what == "reset":
        accounts.set_password(name, None, by=by)
        return Done("manage.reset", name, invitation(settings, accounts, name))
    raise AccountError(f"{what!r} is nothing that can be done", "account_act", word=what[:20])
