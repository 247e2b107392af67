"""Where the server may listen: beyond this machine only once there are accounts."""

from collections.abc import Sequence
from importlib.metadata import version

from components.access.caller import is_loopback
from components.view import Language
from components.words import say
from pipelines.accounts.book import Accounts
from pipelines.accounts.key import check
from pipelines.errors import MingchaError
from pipelines.settings import Settings, config_file


def refusal(addresses: Sequence[object], installation: Settings) -> str:
    """Return in one sentence why a server may not start at these addresses; "" where it may.

    Beyond this machine only once there are accounts; nowhere without a key to sign sessions with.

    An address is (host, port), the path of a socket, or an open descriptor; a descriptor may lead
    anywhere.
    """
    beyond = [_words(one) for one in addresses if not _is_here(one)]
    accounts = Accounts(installation.ledger)
    try:
        check(installation)
        if not beyond:
            return ""
        return "" if accounts.has_any() else say("account.beyond", "en", where=beyond[0])
    except MingchaError as error:
        return str(error)
    finally:
        accounts.close()  # what is open now would be shared by every worker


def start_line(installation: Settings, language: Language) -> str:
    """Return in one line what starts here: which version, who may read and why, which ledger."""
    where = installation.source("READING")
    why = say("start.said", language, where=where) if where else say("start.default", language)
    return say(
        "start.line",
        language,
        version=version("mingcha"),
        who=say(f"start.{installation.reading}", language),
        why=why,
        ledger=installation.shown_ledger,
        config=config_file() or say("start.no_config", language),
    )


def _is_here(address: object) -> bool:
    if isinstance(address, str):
        return True  # a socket in the file system
    host = address[0] if isinstance(address, tuple) and address else ""
    return host == "localhost" or is_loopback(str(host))


def _words(address: object) -> str:
    return ":".join(map(str, address)) if isinstance(address, tuple) else str(address)
