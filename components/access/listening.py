"""Where the server may listen: beyond this machine only once there are accounts."""

from __future__ import annotations

from collections.abc import Sequence

from components.access.caller import is_loopback
from components.words import say
from pipelines.accounts.book import Accounts
from pipelines.errors import MingchaError
from pipelines.settings import Settings


def refusal(addresses: Sequence[object], installation: Settings) -> str:
    """Return in one sentence why a server may not listen at these addresses; "" where it may.

    An address is (host, port), the path of a socket, or an open descriptor; a descriptor may lead
    anywhere.
    """
    beyond = [_words(one) for one in addresses if not _is_here(one)]
    if not beyond:
        return ""
    accounts = Accounts(installation.ledger)
    try:
        return "" if accounts.has_any() else say("account.beyond", "en", where=beyond[0])
    except MingchaError as error:
        return str(error)
    finally:
        accounts.close()  # what is open now would be shared by every worker


def _is_here(address: object) -> bool:
    if isinstance(address, str):
        return True  # a socket in the file system
    host = address[0] if isinstance(address, tuple) and address else ""
    return host == "localhost" or is_loopback(str(host))


def _words(address: object) -> str:
    return ":".join(map(str, address)) if isinstance(address, tuple) else str(address)
