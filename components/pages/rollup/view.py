"""A district's sum as HTML: who is missing, the official tables, its own report, the relations."""

from dash import dcc, html
from dash.development.base_component import Component

from components.answers import Empty
from components.context import PageRequest
from components.layout.attributes import attributes
from components.layout.heading import question_heading
from components.layout.links import agency_link
from components.layout.panel import sources_fold, toggle_link
from components.layout.states import empty
from components.pages.rollup.answer import Rollup, rollup
from components.pages.rollup.missing import Missing
from components.pages.rollup.tables_view import contributions, own_section, tables
from components.pages.rollup.words import (
    answer_words,
    notes,
    own_words,
    relation_words,
    scope_words,
)
from components.words import say

_MOST_RELATIONS = 12


def draw_rollup(ask: PageRequest) -> Component:
    """Draw what a district's agencies add up to, or let the reader choose a district."""
    page = rollup(ask)
    if isinstance(page, Empty):
        return html.Div(empty(page), className="rollup-choose")
    return _page(page)


def _page(page: Rollup) -> html.Article:
    return html.Article(
        [
            _heading(page),
            _downloads(page),
            html.Div(
                [
                    html.Div(_sums(page), className="report-main"),
                    html.Div([*contributions(page), *_missing(page)], className="report-aside"),
                ],
                className="report-body",
            ),
            html.Ul([html.Li(note) for note in notes(page)], className="notes"),
            _definition(page),
            sources_fold(page.sources, page.view),
        ],
        className="panel report rollup",
    )


def _sums(page: Rollup) -> list[Component]:
    """Set the tables of the form; where nobody gave a number to any cell, say so and why."""
    language = page.view.language
    if all(one.value is None and one.own is None for one in page.sums.cells.values()):
        return [html.P(say("rollup.nothing_to_add", language), className="sum-legend")]
    legend = html.P(say("rollup.legend", language), className="sum-legend")
    return [legend, *tables(page), *own_section(page), *_relations(page)]


def _heading(page: Rollup) -> html.Div:
    label = say("panel.ways", page.view.language)
    years = html.Nav(
        [toggle_link(one) for one in page.years],
        className="toggle years",
        **attributes(aria_label=label),
    )
    return html.Div(
        [
            question_heading(page.question),
            html.P(scope_words(page), className="scope"),
            years,
            html.P(answer_words(page), className="answer"),
            html.P(own_words(page), className="caution"),
        ],
        className="heading",
    )


def _downloads(page: Rollup) -> html.Div:
    language, view = page.view.language, page.view.with_own(cell="")
    files = [
        html.A(
            say(f"rollup.{ending}", language),
            href=f"/rollup.{ending}{view.search()}",
            download="",
            className="button",
        )
        for ending in ("xlsx", "csv")
    ]
    head = html.Span(say("rollup.downloads", language), className="label")
    return html.Div([head, *files], className="downloads")


def _missing(page: Rollup) -> list[Component]:
    language = page.view.language
    title = html.H2(say(f"rollup.missing_title{page.lack}", language, n=len(page.missing)))
    if not page.missing:
        none = html.P(say("rollup.missing_none", language), className="scope")
        return [html.Section([title, none], className="missing")]
    items = [_lacking(one, page) for one in page.missing]
    return [html.Section([title, html.Ul(items)], className="missing")]


def _lacking(missing: Missing, page: Rollup) -> html.Li:
    kind = page.kind_words(missing.kind)
    return html.Li(
        [
            html.Span(kind, className=f"kind is-{missing.kind}{page.lack}"),
            agency_link(missing.agency_id, missing.name, page.view),
            dcc.Link(missing.reason, href=missing.href, className="reason"),
        ]
    )


def _relations(page: Rollup) -> list[Component]:
    language, relations = page.view.language, page.sums.relations
    title = html.H2(say("rollup.relations_title", language))
    failed = [one for one in relations if not one.holds]
    key = ("relations_fail" if failed else "relations_hold") if relations else "relations_none"
    words = say(f"rollup.{key}", language, n=len(relations), failed=len(failed))
    items = [html.Li(relation_words(one, page)) for one in failed[:_MOST_RELATIONS]]
    more = len(failed) - _MOST_RELATIONS
    if more > 0:
        items.append(html.Li(say("rollup.relations_more", language, n=more)))
    body: list[Component] = [title, html.P(words, className="scope")]
    if items:
        body.append(html.Ul(items, className="relations"))
    return [html.Section(body, className="official-table")]


def _definition(page: Rollup) -> html.Details:
    language = page.view.language
    return html.Details(
        [
            html.Summary(say("panel.definition", language)),
            html.P(say("rollup.definition", language)),
        ],
        className="fold",
    )
