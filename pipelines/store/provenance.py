"""What a published store was built from and by whom: what the next build is held against."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Provenance:
    """The installation whose store it is, and how far the ledger went that it was built from."""

    installation: str = ""
    entry_count: int = 0
    ledger_digest: str = ""  # of the last of those entries


UNKNOWN: Final = Provenance()
