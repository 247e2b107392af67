"""Whether the counties of an officer exist. Pure."""

from collections.abc import Collection, Iterable
from typing import Final

from pipelines.errors import AccountError

_FICTIONAL: Final = "99"  # the province of the simulated district: in no list of divisions


def check_counties(counties: Iterable[str], known: Collection[str]) -> None:
    """See to it that every code is a county's, or begins one.

    Raises:
        AccountError: nobody could ever be in such a county.
    """
    for code in counties:
        if not code.startswith(_FICTIONAL) and not any(one.startswith(code) for one in known):
            raise AccountError(f"{code} is no county's code", "account_county_unknown", word=code)
