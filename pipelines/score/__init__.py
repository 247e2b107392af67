"""The score card of a report: points by item, each traced to findings. Pure."""

from pipelines.score.card import score_card, totals
from pipelines.score.open_findings import OpenFindings, open_findings
from pipelines.score.scheme import Scheme, scheme

__all__ = ["OpenFindings", "Scheme", "open_findings", "scheme", "score_card", "totals"]
