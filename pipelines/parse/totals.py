"""The total column of table three where the layout lost the blank cells of its rows.

In text cell by cell a row whose zeros are not printed is `5 2 7`: which applicants 5 and 2 are
cannot be known, but 7 is their total where the form's relations hold over all rows of the table.
"""

from collections.abc import Mapping
from decimal import Decimal

from pipelines.catalogue.indicator_ids import (
    CARRIED_IN,
    CARRIED_OUT,
    OUTCOME_TOTAL,
    REQUESTS_RECEIVED,
)
from pipelines.parse.detected_tables import PrintedRow
from pipelines.parse.tokens import Token, TokenKind

RECEIVED = (REQUESTS_RECEIVED, CARRIED_IN)
DECIDED = (OUTCOME_TOTAL, CARRIED_OUT)
_OUTCOME, _TOTAL = "outcome.", OUTCOME_TOTAL


def total_of(row: PrintedRow) -> Token | None:
    """Return the last number of a row that is too short, where it is the sum of those before."""
    filled = [token for token in row.values if token.kind is TokenKind.VALUE]
    if len(filled) < 2 or not all(one.text.isdecimal() and one.text.isascii() for one in filled):
        return None
    *parts, total = (int(token.text) for token in filled)
    return filled[-1] if sum(parts) == total else None


def are_proven(totals: Mapping[str, Decimal | None]) -> bool:
    """Tell whether the totals of all rows satisfy both relations of the form, and say anything.

    A row without any number is None and counts as nothing.
    """
    is_said = all(totals.get(row) for row in (REQUESTS_RECEIVED, _TOTAL))
    return is_said and relations_hold(totals)


def relations_hold(totals: Mapping[str, Decimal | None]) -> bool:
    """Tell whether both relations of the form hold for the rows of one column."""
    given = {row: value or Decimal(0) for row, value in totals.items()}
    outcomes = sum(
        value for row, value in given.items() if row.startswith(_OUTCOME) and row != _TOTAL
    )
    received, decided = (
        sum(given.get(row, Decimal(0)) for row in side) for side in (RECEIVED, DECIDED)
    )
    return received == decided and outcomes == given.get(_TOTAL, Decimal(0))
