"""Which function draws which page, and what it binds to the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from dash import Dash
from dash.development.base_component import Component

from components.context import Ask, Desk
from components.pages.about.view import draw_about
from components.pages.compare.view import draw_compare
from components.pages.compliance.view import draw_compliance
from components.pages.data.view import draw_data
from components.pages.find.view import draw_find
from components.pages.findings.binding import bind as bind_findings
from components.pages.findings.view import draw_findings
from components.pages.history.view import draw_history
from components.pages.importing.binding import bind as bind_import
from components.pages.importing.view import draw_import
from components.pages.overview.view import draw_overview
from components.pages.report.view import bind as bind_report
from components.pages.report.view import draw_report
from components.pages.requests.view import draw_requests
from components.pages.reviews.view import draw_reviews
from components.pages.rollup.view import draw_rollup
from components.pages.similarity.view import draw_similarity
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
