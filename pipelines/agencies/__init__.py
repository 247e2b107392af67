"""Who reports: names of agencies resolved against the divisions, or left open."""

from pipelines.agencies.register import Agencies, AgencyRow, body_of

__all__ = ["Agencies", "AgencyRow", "body_of"]
