"""Pages of words and grids: which function makes the sheet that their downloads carry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from components.context import Ask
from components.figures.answer import Sheet
from components.pages.about import answer as about
from components.pages.compare.sheet import sheet as compare_sheet
from components.pages.compliance.sheet import sheet as compliance_sheet
from components.pages.findings.sheet import sheet as findings_sheet
from components.pages.history.answer import sheet as history_sheet
from components.pages.report.sheet import sheet as report_sheet
from components.pages.requests.answer import requests_sheet
from components.pages.reviews.answer import reviews_sheet
from components.pages.rollup.sheet import sheet as rollup_sheet
from components.pages.similarity.sheet import sheet as similarity_sheet
from components.view import Page

SHEETS: Final[Mapping[Page, Callable[[Ask], Sheet | None]]] = {
    "about": about.sheet,
    "compliance": compliance_sheet,
    "findings": findings_sheet,
    "history": history_sheet,
    "similarity": similarity_sheet,
    "requests": requests_sheet,
    "reviews": reviews_sheet,
    "rollup": rollup_sheet,
    "compare": compare_sheet,
    "report": report_sheet,
}
