"""The values that the closed filters of each page know: what is no such value is said to be none.

A filter that many pages read, such as what a table is sorted by, or that looks for what the data
hold, such as a rule, is not closed: whoever reads it compares it with what there is.
"""

from collections.abc import Collection, Mapping
from typing import Final, get_args

from components.api.fields import STATES as STATES_OF_FIGURES
from components.figures.filing import STATES as STATES_OF_FILING
from components.pages.importing.answer import STATES as STATES_OF_DRAFTS
from components.pages.tasks.answer import EVERY, OVERDUE
from components.pages.why.parts import Per
from components.view import Page
from pipelines.desk.history import KINDS
from pipelines.papers.chased import ALL_STATES

_CLOSED: Final = ("state", "kind", "per")  # a page that does not name one knows no value of it
_VALUES: Final[Mapping[Page, Mapping[str, Collection[str]]]] = {
    "tasks": {"state": (*ALL_STATES, EVERY), "show": (OVERDUE, EVERY)},
    "compliance": {"state": STATES_OF_FILING, "show": ("all", "table")},
    "compare": {"state": ("all",)},
    "import": {"state": STATES_OF_DRAFTS},
    "data": {"state": STATES_OF_FIGURES},
    "history": {"kind": KINDS},
    "why": {"per": get_args(Per)},
}


def values_of(page: Page) -> Mapping[str, Collection[str]]:
    """Return the values that a page's closed filters know, by their names in an address."""
    closed: dict[str, Collection[str]] = dict.fromkeys(_CLOSED, ())
    return closed | dict(_VALUES.get(page, {}))
