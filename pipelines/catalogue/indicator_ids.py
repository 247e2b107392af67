"""Ids of the indicators that code speaks of by name; all that there are: indicators.csv."""

from __future__ import annotations

from typing import Final

DISCLOSURE_TOTAL: Final = "disclosure.total"
DISCLOSURE_BY_CATEGORY: Final = "disclosure.by_category"
DISCLOSURE_BY_CHANNEL: Final = "disclosure.by_channel"
REQUESTS_RECEIVED: Final = "request.received"
REQUESTS_RECEIVED_IN_TEXT: Final = "narrative.request.received"
CARRIED_IN: Final = "request.carried_in"
CARRIED_OUT: Final = "request.carried_out"
OUTCOME_TOTAL: Final = "outcome.total"
OUTCOME_OTHER: Final = "outcome.other"
NO_PAYMENT: Final = "outcome.other.no_payment"
NO_CORRECTION: Final = "outcome.other.no_correction"
FEE_AMOUNT: Final = "fee.amount"
