"""Whether the words around a number say that it is all an agency disclosed."""

import re
from collections.abc import Mapping
from functools import lru_cache

from pipelines.catalogue.load import lexicon
from pipelines.parse.prose.sentences import Count
from pipelines.parse.vocabulary import without_brackets

_PLACE = re.compile(r"<([a-z]+)>")


def says_all(count: Count) -> bool:
    """Tell whether the words before a number, or those around it, name all that was disclosed."""
    if leads_to_all(count.lead) or _finds("heading", count.span):
        return True
    if _shapes("behind")["noun"].search(count.after):
        return _shapes("behind")["verb"].search(count.lead) is not None
    if _finds("led", count.lead):
        return leads_to_all(count.span.removesuffix(count.lead)[:-1].rpartition(",")[2])
    return _finds("bare", count.lead) and _shapes("behind")["end"].match(count.after) is not None


@lru_cache(maxsize=4096)
def leads_to_all(lead: str) -> bool:
    """Tell whether words name all information that was disclosed: a verb, what, how many."""
    return _finds("all", without_brackets(lead)) or _finds("bare", lead)


def _finds(table: str, text: str) -> bool:
    return any(shape.search(text) for shape in _shapes(table).values())


@lru_cache(maxsize=8)
def _shapes(table: str) -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(_filled(shape)) for name, shape in lexicon("phrases")[table].items()}


def _filled(shape: str) -> str:
    """Return a shape with the words of its places, which may hold places themselves."""
    words = lexicon("phrases")["words"]
    while _PLACE.search(shape):
        shape = _PLACE.sub(lambda place: f"(?:{'|'.join(words[place[1]])})", shape)
    return shape
