"""Pages of words and grids: which function makes the sheet that their downloads carry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from components.answers import about
from components.answers.compare_sheet import sheet as compare_sheet
from components.answers.compliance_sheet import sheet as compliance_sheet
from components.answers.findings_sheet import sheet as findings_sheet
from components.answers.history import sheet as history_sheet
from components.answers.model import Sheet
from components.answers.report_sheet import sheet as report_sheet
from components.answers.requests import requests_sheet
from components.answers.reviews import reviews_sheet
from components.answers.rollup_sheet import sheet as rollup_sheet
from components.answers.similarity_sheet import sheet as similarity_sheet
from components.desk import Ask
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
