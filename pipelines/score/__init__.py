"""The score card of a report: points by item, each traced to findings. Pure."""

from pipelines.score.card import score_card, totals
from pipelines.score.scheme import Scheme, scheme

__all__ = ["Scheme", "scheme", "score_card", "totals"]
