"""Reports side by side as HTML: the answer, the grid, what can be added, and two texts."""

from dash import dcc, html
from dash.development.base_component import Component

from components.answers import Empty
from components.context import PageRequest
from components.layout.heading import question_heading
from components.layout.panel import download_row, sources_fold, toggle_row
from components.layout.states import empty
from components.pages.compare.answer import Compare, compare, toggles
from components.pages.compare.columns import of_pair
from components.pages.compare.grid import grid
from components.pages.compare.words import answer_words, notes, question, scope_words
from components.report.texts_view import texts_table
from components.words import say


def draw_compare(ask: PageRequest) -> Component:
    """Draw two to six reports side by side, or what stands in their place."""
    page = compare(ask)
    return empty(page) if isinstance(page, Empty) else _page(page)


def _page(page: Compare) -> html.Article:
    return html.Article(
        [
            _heading(page),
            toggle_row(toggles(page), say("panel.ways", page.view.language)),
            *_beside(page),
            grid(page),
            *_pages(page),
            html.Ul([html.Li(note) for note in notes(page)], className="notes"),
            download_row(page.view.with_own(show="", n="")),
            _texts(page),
            sources_fold(page.held.sources, page.view),
        ],
        className="panel compare",
    )


def _heading(page: Compare) -> html.Div:
    return html.Div(
        [
            question_heading(question(page)),
            html.P(scope_words(page), className="scope"),
            html.P(answer_words(page), className="answer"),
        ],
        className="heading",
    )


def _beside(page: Compare) -> list[Component]:
    if not page.held.beside:
        return []
    links = [dcc.Link(step.label, href=step.href) for step in page.held.beside]
    head = html.Span(say("compare.beside", page.view.language), className="label")
    return [html.P([head, *links], className="onward")]


def _pages(page: Compare) -> list[Component]:
    if page.pages < 2:
        return []
    language = page.view.language
    words = say("compare.page_of", language, page=page.page, pages=page.pages)
    links = [
        dcc.Link(say(f"compare.page_{key}", language), href=page.view.with_own(n=str(to)).href)
        for key, to in (("before", page.page - 1), ("after", page.page + 1))
        if 1 <= to <= page.pages
    ]
    return [html.P([html.Span(words, className="label"), *links], className="onward")]


def _texts(page: Compare) -> html.Section:
    language, opened = page.view.language, page.opened
    base = page.base
    others = [side for side in page.held.chosen.reported if side is not base]
    pair = (opened.left, opened.right) if opened else (None, None)
    keys = {f"{text.agency_id}:{text.year}" for text in pair if text}
    links = [
        dcc.Link(
            say("compare.text_open", language, left=base.title, right=other.title),
            href=of_pair(page.view, base, other).href,
            className="is-on" if {base.key, other.key} == keys else "",
        )
        for other in others
    ]
    inside: list[Component] = [
        html.H2(say("compare.text_title", language)),
        html.P(say("compare.text_why", language), className="scope"),
        html.Div(links, className="toggle"),
    ]
    if opened is not None:
        holes = {
            "n": opened.passages,
            "letters": f"{opened.shared:,}",
            "pale": f"{opened.template:,}",
        }
        key = f"why_{opened.why}" if opened.why else "shared"
        inside.append(html.P(say(f"similarity.{key}", language, **holes), className="lead"))
        if opened.rows:
            inside.append(texts_table(opened, language))
    return html.Section(inside, className="beside two-texts", id="texts")
