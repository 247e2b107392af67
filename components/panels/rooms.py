"""Which function draws which page, and what it binds to the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from dash import Dash
from dash.development.base_component import Component

from components.desk import Ask, Desk
from components.panels.about import draw_about
from components.panels.compare import draw_compare
from components.panels.compliance import draw_compliance
from components.panels.data import draw_data
from components.panels.find import draw_find
from components.panels.findings import draw_findings
from components.panels.findings_binding import bind as bind_findings
from components.panels.history import draw_history
from components.panels.importing import draw_import
from components.panels.importing_binding import bind as bind_import
from components.panels.overview import draw_overview
from components.panels.report import bind as bind_report
from components.panels.report import draw_report
from components.panels.requests import draw_requests
from components.panels.reviews import draw_reviews
from components.panels.rollup import draw_rollup
from components.panels.similarity import draw_similarity
from components.view import Page

ROOMS: Final[Mapping[Page, Callable[[Ask], Component]]] = {
    "overview": draw_overview,
    "about": draw_about,
    "data": draw_data,
    "import": draw_import,
    "history": draw_history,
    "find": draw_find,
    "compliance": draw_compliance,
    "findings": draw_findings,
    "similarity": draw_similarity,
    "requests": draw_requests,
    "reviews": draw_reviews,
    "rollup": draw_rollup,
    "compare": draw_compare,
    "report": draw_report,
}
BINDINGS: Final[Sequence[Callable[[Dash, Desk], None]]] = (bind_findings, bind_import, bind_report)
