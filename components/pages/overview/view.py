"""The first page as HTML: one year in six blocks; drawn with lines and bars, without a chart."""

from dataclasses import replace

from dash import dcc, html
from dash.development.base_component import Component

from components.answers import Empty
from components.context import PageRequest
from components.layout.attributes import attributes
from components.layout.heading import question_heading
from components.layout.marks import shape
from components.layout.panel import badge
from components.layout.states import empty
from components.layout.years_overview import years_overview
from components.pages.county.answer import county
from components.pages.overview.answer import Overview, YearLink, overview
from components.pages.overview.landing_view import draw_landing
from components.pages.overview.parts import Block, Lines, Number, OverviewLine
from components.pages.overview.today_view import today_section
from components.view import Language, View
from components.words import say


def draw_overview(ask: PageRequest) -> Component:
    """Draw one year of a place, or say that there is none; with nothing chosen, the first page."""
    if ask.view.is_start:
        return _own_county(ask) if ask.own_county else draw_landing(ask)
    page = overview(ask)
    return empty(page) if isinstance(page, Empty) else overview_page(page)


def _own_county(ask: PageRequest) -> html.Div:
    """Greet with what waits and with the reader's county: its agencies over their years."""
    page = county(replace(ask, view=View("county", ask.language, county=ask.own_county)))
    return html.Div([*today_section(ask), years_overview(page)])


def overview_page(page: Overview) -> html.Article:
    """Set the first page: the answer, the years, six blocks, and the entry for newcomers."""
    return html.Article(
        [
            _heading(page),
            _years(page),
            html.Div([_block(block, page) for block in page.blocks], className="glance"),
            *_analysis(page),
            _start(page),
        ],
        className="panel overview",
    )


def _heading(page: Overview) -> html.Div:
    return html.Div(
        [
            html.P(say("site.motto", page.view.language), className="motto"),
            question_heading(page.question),
            html.P(page.scope, className="scope"),
            html.P(page.sentence, className="answer"),
            html.P(page.caution, className="caution"),
        ],
        className="heading",
    )


def _years(page: Overview) -> html.Div:
    """Set the years as columns as high as the reports held; each leads to its year."""
    words = say("overview.years", page.view.language)
    most = max(year.reports for year in page.years)
    return html.Div(
        [
            html.Span(words, className="label"),
            html.Ol([_year(year, most, page.view.language) for year in reversed(page.years)]),
        ],
        className="years",
        role="group",
        **attributes(aria_label=words),
    )


def _year(year: YearLink, most: int, language: Language) -> html.Li:
    column = html.Span(className="column", style={"height": f"{round(34 * year.reports / most)}px"})
    inside = [column, html.Span(str(year.year), className="year"), html.Span(str(year.reports))]
    hint = say("overview.year_link", language, year=year.year, n=year.reports)
    if not year.reports:
        return html.Li(html.Span(inside, title=hint), className="is-empty")
    link = dcc.Link(inside, href=year.href, title=hint)
    return html.Li(link, className="is-on" if year.is_on else "")


def _block(block: Block, page: Overview) -> html.Section:
    language = page.view.language
    return html.Section(
        [
            html.P(say(f"page.{block.page}", language), className="kicker"),
            html.H2(dcc.Link(block.title, href=block.href)),
            *badge(page.view),
            html.P(block.lead, className="lead"),
            *([_numbers(block)] if block.numbers else []),
            *(part for one in block.lists for part in _list(one)),
            *(
                [html.Ul([html.Li(note) for note in block.notes], className="left-out")]
                if block.notes
                else []
            ),
            html.P(
                dcc.Link(
                    [
                        say("overview.open", language),
                        html.Span(block.title, className="unseen"),
                        " →",
                    ],
                    href=block.href,
                ),
                className="enter",
            ),
        ],
        className=f"block block-{block.page}",
    )


def _list(one: Lines) -> tuple[Component, Component]:
    return html.H3(one.heading), html.Ul([_line(line) for line in one.lines], className="lines")


def _numbers(block: Block) -> html.Dl:
    return html.Dl([_number(number) for number in block.numbers], className="numbers")


def _number(number: Number) -> html.Div:
    mark = [shape(number.mark)] if number.mark else []
    base = [html.Span(number.note, className="base")] if number.note else []
    label = html.Dt([*mark, number.label, *base])
    value = html.Dd(dcc.Link(number.text, href=number.href) if number.href else number.text)
    return html.Div([label, value], className="number is-main" if number.is_main else "number")


def _line(line: OverviewLine) -> html.Li:
    bar = []
    if line.length is not None:
        style = {"width": f"{max(100 * line.length, 0.6):.1f}%"}
        style |= {"background": line.colour} if line.colour else {}
        bar = [html.Span(html.Span(style=style), className="bar")]
    note = [html.Span(line.note, className="base")] if line.note else []
    return html.Li(
        [
            html.Span(line.label, className="what"),
            *bar,
            html.Span([dcc.Link(line.text, href=line.href), *note], className="much"),
        ]
    )


def _analysis(page: Overview) -> list[Component]:
    """Set the analysis of the year as files, where a place or agencies are chosen."""
    view = page.view
    if not (view.province or view.city or view.county or view.agencies or view.is_demo):
        return []
    year = next(year.year for year in page.years if year.is_on)
    search = replace(view, years=(year, year)).search()
    links = [
        html.A(
            say(f"overview.analysis_{ending}", view.language, year=year),
            href=f"/papers/analysis.{ending}{search}",
            className="button",
        )
        for ending in ("docx", "pptx")
    ]
    return [html.P(links, className="paper-links")]


def _start(page: Overview) -> html.Div:
    """Set what a newcomer needs: what this is, the other data, one's own reports."""
    language = page.view.language
    about = View("about", language, page.view.dataset)
    return html.Div(
        [
            _entry(
                "what",
                say("overview.what", language),
                say("overview.what_line", language),
                about.href,
                say("overview.what_link", language),
            ),
            *_other(page),
            _own(page),
        ],
        className="start",
        role="group",
        **attributes(aria_label=say("overview.start", language)),
    )


def _entry(name: str, title: str, line: str, href: str, words: str) -> html.Section:
    link = dcc.Link(f"{words} →", href=href, className="button")
    return html.Section([html.H2(title), html.P(line), link], className=name)


def _other(page: Overview) -> list[Component]:
    """Lead to the other data set, where it is held."""
    language = page.view.language
    if page.other is None:
        return []
    title = say("filters.real" if page.view.is_demo else "filters.demo", language)
    line = say(f"overview.other_why_{page.view.dataset}", language)
    return [_entry("other", title, line, page.other.href, page.other.label)]


def _own(page: Overview) -> html.Section:
    language = page.view.language
    desk = View("import", language, page.view.dataset)
    return _entry(
        "own",
        say("overview.own", language),
        say("overview.own_line", language),
        desk.href,
        say("landing.door_import", language),
    )
