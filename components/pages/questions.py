"""The one way to ask: a view to its answer; page and downloads ask the same."""

from typing import Final

from components.answers import Answer, Empty
from components.cache import kept_for_publication
from components.pages.counts.answer import counts
from components.pages.mix.answer import mix
from components.pages.trends.answer import trends
from components.view import View
from pipelines.store.store import Store

ASKED: Final = {"counts": counts, "mix": mix, "trends": trends}


@kept_for_publication
def answer(store: Store, view: View) -> Answer | Empty:
    """Answer a view of one of the three questions: page, table and files ask the same thing."""
    return ASKED[view.page](store, view)
