"""Where a finding stands: its places as the store keeps them, and their addresses in the source."""

import json
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from components.report.source import spot
from components.view import View
from pipelines.model import Place

MOST: Final = 8
_PARTS: Final = ("block", "start", "end", "row", "column", "line", "page")


def places_of(record: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """Read the places of a finding; the first alone where no list was kept."""
    listed, first = record.get("places"), record.get("place")
    found = [one for one in listed_in(listed) if isinstance(one, dict)]
    if not found and isinstance(first, str):
        found = [one for one in listed_in(f"[{first}]") if isinstance(one, dict)]
    return tuple(found[:MOST])


def place_of(said: Mapping[str, Any]) -> Place:
    """Read one place."""
    return Place(**{key: said.get(key) for key in _PARTS})  # type: ignore[arg-type]


def source_href(record: Mapping[str, Any], view: View, place: Mapping[str, Any] | None) -> str:
    """Return the address of the report with a place highlighted, "" where there is no report."""
    agency, year = record.get("agency_id"), record.get("report_year")
    if not isinstance(agency, str) or not agency or pd.isna(year) or pd.isna(record["report_id"]):
        return ""
    report = View(
        page="report",
        language=view.language,
        dataset=view.dataset,
        agencies=(agency,),
        years=(int(str(year)), int(str(year))),
    )
    is_former = record.get("progress") in {"resolved", "unjudged"}  # its place is in another file
    return report.with_own(at=spot(place_of(place)) if place and not is_former else "").href


def listed_in(said: object) -> list[Any]:
    """Read a list kept as JSON; what is none is empty."""
    try:
        found = json.loads(said) if isinstance(said, str) and said else []
    except ValueError:
        return []
    return found if isinstance(found, list) else []
