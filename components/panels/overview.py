"""The first page as HTML."""

from __future__ import annotations

from dash import dcc, html

from components.answers.overview import Door, Overview
from components.layout.panel import badge, graph
from components.view import Language
from components.words import say

_COMMAND = ".venv/bin/mingcha ingest {folder}"


def overview_page(page: Overview) -> html.Article:
    """Set the first page: the answer, how much there is, three ways in, one's own reports."""
    language = page.view.language
    return html.Article(
        [
            html.Div([_hero(page), _aside(page)], className="hero"),
            html.Div([_door(door, page) for door in page.doors], className="doors"),
            html.Section(
                [
                    html.H2(say("overview.coverage", language)),
                    *badge(page.view),
                    graph(page.coverage, language, say("overview.coverage", language)),
                ],
                className="coverage",
            ),
        ],
        className="panel overview",
    )


def _hero(page: Overview) -> html.Div:
    counts = [
        html.Div([html.Dd(count.value), html.Dt(count.label)], className="count")
        for count in page.counts
    ]
    return html.Div(
        [
            html.P(say("site.motto", page.view.language), className="motto"),
            html.H1(page.title),
            html.P(page.scope, className="scope"),
            html.P(page.sentence, className="answer"),
            html.P(page.caution, className="caution"),
            html.Dl(counts, className="counts"),
        ],
        className="heading",
    )


def _aside(page: Overview) -> html.Div:
    return html.Div([_other(page), _own(page.view.language)], className="aside")


def _door(door: Door, page: Overview) -> html.Section:
    language = page.view.language
    picture = [*badge(page.view), graph(door.chart, language, door.line)] if door.chart else []
    return html.Section(
        [
            html.P(say(f"page.{door.page}", language), className="kicker"),
            html.H2(dcc.Link(door.question, href=door.href)),
            html.P(door.line, className="line"),
            *picture,
            dcc.Link(say("overview.enter", language) + " →", href=door.href, className="enter"),
        ],
        className="door",
    )


def _other(page: Overview) -> html.Section:
    language = page.view.language
    return html.Section(
        [
            html.H2(say("filters.real" if page.view.is_demo else "filters.demo", language)),
            html.P(say(f"overview.other_why_{page.view.dataset}", language)),
            dcc.Link(page.other.label + " →", href=page.other.href, className="button"),
        ],
        className="other",
    )


def _own(language: Language) -> html.Section:
    folder = say("overview.own_folder", language)
    line = _COMMAND.format(folder=folder)
    return html.Section(
        [
            html.H2(say("overview.own", language)),
            html.P(say("overview.own_how", language)),
            html.Pre(html.Code(line)),
        ],
        className="own",
    )
