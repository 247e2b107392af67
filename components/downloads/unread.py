"""Refuses a file whose address says what cannot be read: nobody reads a notice beside a file."""

from collections.abc import Collection, Mapping

from flask import Response

from components.unread import NO_VALUES, unread
from components.view import View
from components.words import say


def refusal_of(
    view: View,
    search: str,
    own: Collection[str] = frozenset(),
    values: Mapping[str, Collection[str]] = NO_VALUES,
) -> Response | None:
    """Return the sentence that stands in the place of a file; None where all could be read.

    It names the parameters and not their values: nothing of an address gets into what is saved.
    `own` are parameters that are no part of a view: who serves the file reads them. `values` are
    those that the closed filters of a page know.
    """
    asked = [name for name, _ in unread(view.path, search, values) if name not in own]
    names = [name if name.isidentifier() else "…" for name in asked]
    if not names:
        return None
    named = say("scope.comma", view.language).join(dict.fromkeys(names))
    words = say("scope.unread_file", view.language, items=named)
    return Response(f"{words}\n", 400, mimetype="text/plain")
