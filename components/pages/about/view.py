"""The page of definitions and sources as HTML: short tables stand, long ones open by their link."""

from dash import dcc, html
from dash.development.base_component import Component

from components.context import PageRequest
from components.layout.panel import download_row
from components.layout.table import html_table
from components.pages.about.answer import STATES, About, Chapter, about
from components.tables import Table
from components.view import Language, View
from components.words import say


def draw_about(ask: PageRequest) -> Component:
    """Set the page."""
    page = about(ask)
    return html.Article(
        [
            html.Div(
                [html.H1(page.title), html.P(page.sentence, className="answer")],
                className="heading",
            ),
            *_parts(page, ask.view),
            download_row(ask.view),
        ],
        className="panel about",
    )


def _parts(page: About, view: View) -> list[Component]:
    language = view.language
    return [
        _part("coverage", page.coverage, language),
        html.Section(
            [
                html.H2(say("about.states", language)),
                html.P(say("about.states_line", language)),
                html.Ul([html.Li(_state(state, language)) for state in STATES], className="states"),
            ]
        ),
        _part("accuracy", page.accuracy, language, page.accuracy_line),
        html.Section(
            [
                html.H2(say("about.glossary", language, n=page.indicator_count)),
                *(_chapter(chapter, view) for chapter in page.glossary),
            ]
        ),
        _rates(page.rates, language),
        html.Section(
            [
                html.H2(say("about.rules", language, n=page.rule_count)),
                html.P(say("about.rules_line", language)),
                *(_chapter(chapter, view) for chapter in page.rules),
            ]
        ),
        html.Section(
            [
                html.H2(say("about.sources", language)),
                html.Ul([html.Li(line) for line in page.law]),
            ]
        ),
        html.Details(
            [html.Summary(say("about.version", language)), html.P(page.version)], className="fold"
        ),
    ]


def _part(name: str, table: Table, language: Language, line: str = "") -> html.Section:
    title = say(f"about.{name}", language)
    return html.Section(
        [
            html.H2(title),
            html.P(line or say(f"about.{name}_line", language)),
            html_table(table, title, language),
        ]
    )


def _rates(rates: Table, language: Language) -> html.Section:
    """Set what each rate is; the names of the cells it is of stand behind a fold."""
    named = Table(rates.columns[:-1], tuple(row[:-1] for row in rates.rows))
    cells = [html.Li([f"{row[0].text} ", html.Code(row[-1].text)]) for row in rates.rows]
    section = _part("rates", named, language)
    fold = html.Details(
        [html.Summary(rates.columns[-1].label), html.Ul(cells)], className="fold cells"
    )
    section.children.append(fold)
    return section


def _chapter(one: Chapter, view: View) -> html.Section:
    """Set a chapter's link, and its table where the link was followed."""
    is_open = view.own("show") == one.key
    title = f"{one.title} · {len(one.table.rows)}"
    to = view.with_own(show="" if is_open else one.key)
    link = dcc.Link(title, href=to.href, className="is-open" if is_open else "")
    table = [html_table(one.table, one.title, view.language)] if is_open else []
    return html.Section([html.H3(link), *table], className="chapter")


def _state(state: str, language: Language) -> list[Component]:
    shown = "0" if state == "number" else say(f"state.{state}", language)
    return [
        html.B(shown, className=f"state-{state}"),
        html.Span(say(f"about_state.{state}", language)),
    ]
