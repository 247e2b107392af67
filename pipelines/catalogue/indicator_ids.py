"""Ids of the indicators that code speaks of by name; all that there are: indicators.csv."""

from __future__ import annotations

from typing import Final

DISCLOSURE_PUBLISHED: Final = "disclosure.published"
DISCLOSURE_TOTAL: Final = "disclosure.total"
DISCLOSURE_WEBSITE: Final = "disclosure.website"
DISCLOSURE_BY_CATEGORY: Final = "disclosure.by_category"
DISCLOSURE_BY_CHANNEL: Final = "disclosure.by_channel"
REQUESTS_RECEIVED: Final = "request.received"
REQUESTS_RECEIVED_IN_TEXT: Final = "narrative.request.received"
CARRIED_IN: Final = "request.carried_in"
CARRIED_OUT: Final = "request.carried_out"
CARRIED_OUT_IN_TEXT: Final = "narrative.request.carried_out"
OUTCOME_TOTAL: Final = "outcome.total"
ANSWERED_IN_TEXT: Final = "narrative.request.answered"
OUTCOME_OTHER: Final = "outcome.other"
NO_PAYMENT: Final = "outcome.other.no_payment"
NO_CORRECTION: Final = "outcome.other.no_correction"
REVIEWS: Final = "review.total"
REVIEWS_IN_TEXT: Final = "narrative.review.total"
DIRECT_SUITS: Final = "suit_direct.total"
LATER_SUITS: Final = "suit_after_review.total"
SUITS_IN_TEXT: Final = "narrative.suit.total"
FEE_AMOUNT: Final = "fee.amount"
