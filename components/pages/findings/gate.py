"""Who may give a verdict from the page: an officer of the county, or the desk of this machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components.access.gate import why_not
from components.context import PageRequest
from pipelines.identities import AgencyId


def refused(ask: PageRequest, county: str | None = None) -> str:
    """Return why the present request may not give a verdict, as the key of a message."""
    why = why_not("verdict", county, is_desk_open=ask.desk.installation.is_desk_open)
    return f"findings_desk.{why}" if why else ""


def county_of(record: Mapping[str, Any]) -> str:
    """Return whose county a finding is of; of a city's own agency the city's code."""
    county = record.get("county_code")
    if isinstance(county, str) and county:
        return county
    place = AgencyId(record.get("agency_id") or "").place
    return place if place.isdigit() else ""
