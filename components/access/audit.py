"""One line a sign-in and a decision: who, as what, from where, and what came of it.

The lines go to the logger "mingcha.audit" and so into the log where it is written as JSON
(`MINGCHA_LOG=json`); as text the log holds what goes wrong alone. A name that is no account's is
not written: people type passwords where names belong.
"""

import logging
from typing import Final

from flask import request

from components.access.caller import client_address
from components.access.visitor import access_of, visitor
from pipelines.accounts.roles import Account

_log: Final = logging.getLogger("mingcha.audit")
_UNKNOWN: Final = "?"


def audit(act: str, outcome: str, account: Account | None = None) -> None:
    """Write down what somebody did; without an account, what the present visitor did."""
    access = access_of()
    proxy = access.installation.proxy_address if access else ""
    who = account or visitor().account
    entry = {
        "act": act,
        "name": who.name if who else _UNKNOWN,
        "role": who.role if who else "",
        "address": client_address(request, proxy),
        "outcome": outcome,
    }
    _log.info("audit", extra={"said": entry})
