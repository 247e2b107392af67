"""Pages of words and grids: which function makes the sheet that their downloads carry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from components.answers import about
from components.answers.findings_sheet import sheet as findings_sheet
from components.answers.model import Sheet
from components.desk import Ask
from components.view import Page

SHEETS: Final[Mapping[Page, Callable[[Ask], Sheet | None]]] = {
    "about": about.sheet,
    "findings": findings_sheet,
}
