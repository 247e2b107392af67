"""The words of a page as a reader sees them: what its components hold, one after another."""

from components.context import PageRequest, SiteContext
from components.pages.routing import body
from components.view import View
from pipelines.settings import Settings


def texts(node: object) -> list[str]:
    """Return every word under a component, in the order it stands."""
    if isinstance(node, str | int | float):
        return [str(node)]
    if isinstance(node, list | tuple):
        return [word for part in node for word in texts(part)]
    inside = getattr(node, "children", None)
    return texts(inside) if inside is not None else []


def page_of(store, view: View, installation: Settings):
    """Draw the middle of a page."""
    ask = PageRequest(SiteContext(store, installation), view, store.info().digest)
    return body(ask)


def page_text(store, view: View, installation: Settings) -> str:
    """Return the words of the middle of a page."""
    return " ".join(texts(page_of(store, view, installation)))
