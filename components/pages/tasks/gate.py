"""Who sees the tasks and says how one stands: officers of the county, or an open desk's own."""

from components.access.gate import why_not
from components.context import PageRequest
from pipelines.identities import AgencyId


def refused(ask: PageRequest, agency_id: str | None = None) -> str:
    """Return why the present request may not act on tasks of an agency, as the key of a message."""
    area = None if agency_id is None else AgencyId(agency_id).area
    why = why_not("task", area, is_desk_open=ask.desk.installation.is_desk_open)
    return f"tasks_desk.{why}" if why else ""


def sees(ask: PageRequest, agency_id: str | None = None) -> bool:
    """Tell whether the visitor may read tasks, or act on an agency's from a page of this site.

    Work of the office; a page that is read has no origin, what a form sends has one (`refused`).
    """
    return refused(ask, agency_id) in {"", "tasks_desk.foreign"}
