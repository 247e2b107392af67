"""A question to its answer: rows from the store, a part of them or all, as one of the endings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import Response

from components.api.about_data import TERMS, about_answer, citation
from components.api.fields import HOME, PAGES, Route
from components.api.figures import Row, every_row, rows_of, some_rows, wanted_of
from components.api.files import FILES, parquet_of, sent, text_of, workbook_of
from components.api.lists import LISTS, figure_scope
from components.api.question import Question, indicators_of, rates_of
from components.api.refusal import RefusalError
from components.api.writing import (
    TYPES,
    csv_pieces,
    filled,
    json_pieces,
    jsonl_pieces,
    with_places,
)
from components.context import PageRequest
from components.downloads.sheets import Column

_START: Final = (0, 0)


@dataclass(frozen=True, slots=True)
class RowPage:
    """Some rows, and after which place the next part begins, "" where this is the last."""

    rows: Iterable[Row]
    after: str = ""


def answered(
    ask: PageRequest, route: Route, question: Question, ending: str, stamp: str
) -> Response:
    """Return the answer as a stream of pieces, or as a file where it is no text."""
    part = _part(ask, route, question, stamp)
    further = f"{HOME}/{route.name}.{ending}{question.further(part.after)}" if part.after else None
    reply = (
        _file(ask, route, question, ending, part.rows)
        if ending in FILES
        else text_of(_pieces(ask, route, question, ending, (part, further)), TYPES[ending])
    )
    if further:
        reply.headers["Link"] = f'<{further}>; rel="next"'
    return reply


def _part(ask: PageRequest, route: Route, question: Question, stamp: str) -> RowPage:
    is_large = route.name == "figures"
    part = _figures(ask, question, stamp) if is_large else _list(ask, route, question, stamp)
    return RowPage(filled(part.rows, question.empty), part.after) if question.empty else part


def _pieces(
    ask: PageRequest,
    route: Route,
    question: Question,
    ending: str,
    found: tuple[RowPage, str | None],
) -> Iterator[str]:
    part, further = found
    names = [field.name for field in question.fields]
    if ending == "csv":
        above = [(f"# {name}", words) for name, words in about_answer(ask, route, question)]
        is_named = question.header != "none"
        return csv_pieces(
            names if is_named else (), part.rows, above if question.header == "comments" else ()
        )
    rows = with_places(part.rows, question.fields)
    head = _head(ask, route, question, further)
    return jsonl_pieces(rows) if ending == "jsonl" else json_pieces(head, rows)


def _file(
    ask: PageRequest, route: Route, question: Question, ending: str, rows: Iterable[Row]
) -> Response:
    about = about_answer(ask, route, question)
    name = f"mingcha-{route.name}.{ending}"
    if ending == "parquet":
        return sent(parquet_of(question.fields, rows, about), ending, name)
    columns = [
        Column(one.name, one.name, one.kind, route.meaning(one.name).both)
        for one in question.fields
    ]
    return sent(workbook_of(columns, rows, about, ask.language), ending, name)


def _head(
    ask: PageRequest, route: Route, question: Question, further: str | None
) -> dict[str, Any]:
    """Return what stands before the rows: what they are and where they come from."""
    page = PAGES.get(route.name) if len(question.indicators) < 2 else None
    has_data_set = any(one.name == "dataset" for one in route.parameters)
    return {
        "route": route.name,
        **({"dataset": ask.view.dataset, "simulated": ask.view.is_demo} if has_data_set else {}),
        "store": ask.digest,
        "page": f"{page}{question.view.search()}" if page else None,
        "next": further,
        "terms": TERMS,
        "citation": citation(ask),
    }


def _figures(ask: PageRequest, question: Question, stamp: str) -> RowPage:
    view = replace(question.view, page="data")
    agencies, _ = figure_scope(ask)
    indicators = indicators_of(ask.store, question)
    wanted = replace(wanted_of(view, agencies), indicators=indicators)
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
    if question.indicators:
        is_rates = route.name == "rates"
        wanted = rates_of(question) if is_rates else indicators_of(ask.store, question)
        frame = frame[frame["indicator"].isin(wanted)]
    for name, value in question.pairs:
        if name in {"dimension", "list"}:
            frame = frame[frame[name] == value]
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
