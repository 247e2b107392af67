"""The files of the page of figures: every row that fits, under the view's own name."""

from collections.abc import Iterable, Iterator
from typing import Final

from flask import Flask, Response, abort, request

from components.api.caching import kept_tag, marked, tag_of, unchanged
from components.api.fields import FIGURES, Field
from components.api.figures import Row, asked_of, every_row, figure_fields, wanted_of
from components.api.files import parquet_of, sent, text_of, workbook_of
from components.api.writing import TYPES, csv_pieces, json_pieces, jsonl_pieces
from components.context import PageRequest, SiteContext
from components.downloads.about import Export, about, filters
from components.downloads.sheets import Column
from components.downloads.unread import refusal_of
from components.figures.scope import scope_of
from components.pages.data.answer import sheet
from components.pages.values import values_of
from components.view import Language, View
from components.words import say

_ENDINGS: Final = ("csv", "xlsx", "parquet", "json", "jsonl")
_MARK: Final = "\ufeff"  # tells Excel that the text is UTF-8


def register(server: Flask, desk: SiteContext) -> None:
    """Serve the files of the page; a view without rows has none."""

    def _on_file(ending: str) -> Response:
        search = request.query_string.decode("utf-8", "replace")
        view = View.parse("/data", search)
        if (refusal := refusal_of(view, search, values=values_of(view.page))) is not None:
            return refusal
        ask = PageRequest(desk, view, desk.store.info().digest)
        header = request.args.get("header", "")
        tag = tag_of(ask.digest[:12], "file", ending, view.href, header, request.host)
        if kept := kept_tag(tag):
            return unchanged(kept)
        reply = _file(ask, ending)
        if desk.store.info().digest != ask.digest:  # published anew meanwhile: the tag would lie
            abort(409)
        return marked(reply, tag)

    for ending in _ENDINGS:
        server.add_url_rule(
            f"/data.{ending}",
            endpoint=f"file_of_data_{ending}",
            view_func=_on_file,
            defaults={"ending": ending},
        )


def _file(ask: PageRequest, ending: str) -> Response:
    top = sheet(ask)
    if top is None:
        abort(404)
    published, today = ask.store.alive()[1].date(), ask.desk.installation.today()
    link = request.host_url.rstrip("/") + ask.view.href
    export = Export(top, ask.digest, published, today, link)
    wanted = wanted_of(ask.view, asked_of(ask.view, scope_of(ask.store, ask.view)))
    fields, language = figure_fields(ask.view), ask.language
    name = f"{file_name(ask.view)}.{ending}"
    rows = every_row(ask.store, wanted, fields, language)
    heads = about(export)
    if ending == "parquet":
        return sent(parquet_of(fields, rows, heads), ending, name)
    if ending == "xlsx":
        heads += filters(export)
        return sent(workbook_of(_columns(fields, language), rows, heads, language), ending, name)
    header = request.args.get("header", "")
    reply = text_of(_pieces(ending, (ask.view, header), heads, fields, rows), TYPES[ending])
    reply.headers.set("Content-Disposition", "attachment", filename=name)
    return reply


def file_name(view: View) -> str:
    """Name a file after its view."""
    years = "-".join(map(str, dict.fromkeys(view.years))) if view.years else ""
    place = view.county or view.city or view.province
    parts = ("mingcha-data", view.dataset, place, "+".join(view.agencies[:2]), years)
    own = (view.own("table"), view.indicator, view.own("member"), view.own("state"))
    words = [part for part in (*parts, *own) if part]
    return "-".join(_plain(word) for word in words)[:160]


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum() or letter in "._+-")


def _pieces(
    ending: str,
    asked: tuple[View, str],
    said: list[tuple[str, str]],
    fields: tuple[Field, ...],
    rows: Iterable[Row],
) -> Iterator[str]:
    view, header = asked
    if ending == "jsonl":
        yield from jsonl_pieces(rows)
    elif ending == "json":
        head = {"dataset": view.dataset, "simulated": view.is_demo, "about": dict(said)}
        yield from json_pieces(head, rows)
    else:
        above = [[f"# {name}", words] for name, words in said] if header == "comments" else []
        yield _MARK
        yield from csv_pieces([] if header == "none" else [one.name for one in fields], rows, above)


def _columns(fields: tuple[Field, ...], language: Language) -> list[Column]:
    return [
        Column(
            field.name,
            say(f"data_field.{field.name}", language),
            field.kind,
            getattr(FIGURES.meaning(field.name), language),
        )
        for field in fields
    ]
