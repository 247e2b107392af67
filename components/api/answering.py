"""A question to its answer: rows from the store, a part of them or all, as one of the endings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import Response

from components.api.fields import HOME, PAGES, Route
from components.api.figures import Row, every_row, rows_of, some_rows, wanted_of
from components.api.lists import LISTS, figure_scope
from components.api.question import Question
from components.api.refusal import RefusalError
from components.api.writing import TYPES, csv_pieces, json_pieces, jsonl_pieces, with_places
from components.context import PageRequest

_START: Final = (0, 0)


@dataclass(frozen=True, slots=True)
class RowPage:
    """Some rows, and after which place the next part begins, "" where this is the last."""

    rows: Iterable[Row]
    after: str = ""


def answered(
    ask: PageRequest, route: Route, question: Question, ending: str, stamp: str
) -> Response:
    """Return the answer as a stream of pieces."""
    is_large = route.name == "figures"
    part = _figures(ask, question, stamp) if is_large else _list(ask, route, question, stamp)
    further = f"{HOME}/{route.name}.{ending}{question.further(part.after)}" if part.after else None
    names = [field.name for field in question.fields]
    pieces: Iterator[str]
    if ending == "csv":
        pieces = csv_pieces(names, part.rows)
    else:
        rows = with_places(part.rows, question.fields)
        head = _head(ask, route, question, further)
        pieces = jsonl_pieces(rows) if ending == "jsonl" else json_pieces(head, rows)
    reply = Response((piece.encode() for piece in pieces), content_type=TYPES[ending])
    if further:
        reply.headers["Link"] = f'<{further}>; rel="next"'
    return reply


def _head(
    ask: PageRequest, route: Route, question: Question, further: str | None
) -> dict[str, Any]:
    """Return what stands before the rows: what they are and where they come from."""
    page = PAGES.get(route.name)
    has_data_set = any(one.name == "dataset" for one in route.parameters)
    return {
        "route": route.name,
        **({"dataset": ask.view.dataset, "simulated": ask.view.is_demo} if has_data_set else {}),
        "store": ask.digest,
        "page": f"{page}{question.view.search()}" if page else None,
        "next": further,
    }


def _figures(ask: PageRequest, question: Question, stamp: str) -> RowPage:
    view = replace(question.view, page="data")
    agencies, _ = figure_scope(ask)
    wanted = wanted_of(view, agencies)
    if not question.limit and not question.after:
        return RowPage(every_row(ask.store, wanted, question.fields, view.language))
    place = _place(question.after, stamp, 2) or _START
    rows, last = some_rows(
        ask.store,
        wanted,
        question.fields,
        view.language,
        question.limit or _all(),
        (place[0], place[1]),
    )
    return RowPage(rows, f"{stamp}-{last[0]}-{last[1]}" if last else "")


def _list(ask: PageRequest, route: Route, question: Question, stamp: str) -> RowPage:
    frame = LISTS[route.name](ask)
    if any(field.name == "dataset" for field in question.fields):
        frame = frame.assign(dataset=ask.view.dataset)
    place = _place(question.after, stamp, 1)
    first = place[0] if place else 0
    last = first + question.limit if question.limit else len(frame)
    rows = rows_of(frame.iloc[first:last], question.fields, ask.language)
    return RowPage(rows, f"{stamp}-{last}" if last < len(frame) else "")


def _place(after: str, stamp: str, numbers: int) -> tuple[int, ...] | None:
    """Return where to go on; a place in another publication leads nowhere any more."""
    if not after:
        return None
    made, *place = after.split("-")
    if len(place) != numbers:
        raise RefusalError("wrong_value", "after", "next")
    if made != stamp:
        raise RefusalError("store_changed")
    return tuple(map(int, place))


def _all() -> int:
    return 1_000_000_000
