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


def answer(store: Store, view: View) -> Answer | Empty:
    """Answer a view of one of the three questions."""
    return _answer(store, store.info().digest, view)


@kept_for_publication
def _answer(store: Store, _digest: str, view: View) -> Answer | Empty:
    """Keep what was asked of one publication: page, table and files ask the same thing."""
    return ASKED[view.page](store, view)
