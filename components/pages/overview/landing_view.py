"""The landing page as HTML: what the site does with an example, three entrances, real places."""

from dash import dcc, html
from dash.development.base_component import Component

from components.context import PageRequest
from components.layout.attributes import attributes
from components.layout.place import place_box
from components.pages.overview.landing import Bar, Landing, PlaceCard, Trace, landing
from components.pages.overview.today_view import today_section
from components.view import Language, View
from components.words import say
from pipelines.settings import Settings

_COMMAND = ".venv/bin/mingcha ingest {folder}"


def draw_landing(ask: PageRequest) -> Component:
    """Draw the page of who has not chosen anything."""
    page = landing(ask)
    language = ask.language
    return html.Article(
        [
            *today_section(ask),
            html.Section(
                [
                    html.Div(
                        [
                            html.H1(say("landing.promise", language)),
                            html.P(say("landing.lead", language), className="answer"),
                            place_box(is_first=True),
                            _doors(page, ask.desk.installation),
                        ]
                    ),
                    *([_trace(page.trace, language)] if page.trace else []),
                ],
                className="hero",
            ),
            *_places(page),
            *_first(page),
            *([] if ask.desk.installation.is_desk_open else [_own(language)]),
        ],
        className="panel landing",
    )


def _doors(page: Landing, installation: Settings) -> html.Div:
    language = page.view.language
    home = page.places[0].href if page.places else View("find", language).href
    desk = View("import", language).href
    doors = [
        html.A(say("landing.door_mine", language), href=home, **attributes(data_mine_door="yes")),
        dcc.Link(
            say("landing.door_import", language),
            href=desk if installation.is_desk_open else "/about",
        ),
    ]
    if "demo" in installation.examples:
        demo = View(language=language, dataset="demo").href
        doors.append(dcc.Link(say("landing.door_demo", language), href=demo))
    label = say("landing.ways", language)
    return html.Div(doors, className="doors", role="group", **attributes(aria_label=label))


def _trace(trace: Trace, language: Language) -> html.Ol:
    cells = html.Table(
        html.Tbody(
            [
                html.Tr(
                    [
                        html.Th(cell.label, scope="row"),
                        html.Td(
                            dcc.Link(cell.text, href=trace.cell_href) if cell.is_lit else cell.text,
                            className="is-lit"
                            if cell.is_lit
                            else "is-bad"
                            if cell.is_wrong
                            else "",
                        ),
                    ]
                )
                for cell in trace.cells
            ]
        )
    )
    return html.Ol(
        [
            html.Li([html.P(trace.bars_words), _bars(trace.bars)]),
            html.Li([html.P(say("landing.trace_cell", language)), cells]),
            html.Li(
                [
                    html.P(say("landing.trace_wrong", language)),
                    html.P(dcc.Link(trace.says, href=trace.finding_href), className="says"),
                    html.P(trace.why),
                ]
            ),
            html.Li(html.Span(say("site.ribbon", language), className="badge"), className="mark"),
        ],
        className="trace",
    )


def _bars(bars: tuple[Bar, ...]) -> html.Ul:
    return html.Ul(
        [
            html.Li(
                [
                    html.Span(bar.label, className="what"),
                    html.Span(
                        html.Span(style={"width": f"{max(100 * bar.length, 0.6):.1f}%"}),
                        className="bar",
                    ),
                    html.Span(dcc.Link(bar.text, href=bar.href), className="much"),
                ],
                className="is-chosen" if bar.is_chosen else "",
            )
            for bar in bars
        ],
        className="lines",
    )


def _places(page: Landing) -> list[Component]:
    language = page.view.language
    if not page.places:
        return []
    every = [dcc.Link(say("landing.every", language), href=page.every)] if page.every else []
    return [
        html.H2(say("landing.places", language)),
        html.P([f"{page.covered} ", *every], className="scope"),
        html.Ul([_card(card, language) for card in page.places], className="places"),
    ]


def _card(card: PlaceCard, language: Language) -> html.Li:
    most = max(n for _, n in card.years)
    columns = [
        html.Span(
            style={"height": f"{max(round(30 * n / most), 2)}px"}, className="" if n else "none"
        )
        for _, n in card.years
    ]
    ends = [html.Span(str(card.years[0][0])), html.Span(str(card.years[-1][0]))]
    years = say("landing.card", language, list=", ".join(f"{y}: {n}" for y, n in card.years))
    return html.Li(
        dcc.Link(
            [
                html.Strong(card.name),
                html.Small(card.line),
                html.Span(columns, className="columns", title=years),
                html.Span(ends, className="ends"),
            ],
            href=card.href,
        )
    )


def _first(page: Landing) -> list[Component]:
    """Open one of the places: what is covered, the answer, the first bars."""
    if page.first is None:
        return []
    first, language = page.first, page.view.language
    open_words = say("landing.open", language, name=first.question)
    return [
        html.H2(dcc.Link(first.question, href=first.view.href)),
        html.P(first.scope, className="scope"),
        html.P(first.sentence, className="answer"),
        html.Div(_bars(page.bars), className="opened"),
        html.P(dcc.Link(f"{open_words} →", href=first.view.href), className="enter"),
    ]


def _own(language: Language) -> html.Section:
    """Say how reports come in where nobody may bring them in by the browser."""
    line = _COMMAND.format(folder=say("overview.own_folder", language))
    return html.Section(
        [
            html.H2(say("overview.own", language)),
            html.P(say("overview.own_how", language)),
            html.Pre(html.Code(line), tabIndex=0),
        ],
        className="own",
    )
