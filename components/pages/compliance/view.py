"""The board of filing and findings as HTML: agencies by years, five states by five shapes."""

from itertools import groupby

from dash import dcc, html
from dash.development.base_component import Component

from components.answers import Empty
from components.context import PageRequest
from components.layout.attributes import attributes
from components.layout.heading import heading
from components.layout.links import agency_link, pager
from components.layout.marks import shape, tally
from components.layout.panel import badge, download_row, toggle_row
from components.layout.states import empty
from components.layout.table import html_table
from components.numbers import plain
from components.pages.compliance.answer import AgencyLine, Board, Square, compliance
from components.pages.compliance.card_view import card
from components.pages.compliance.exceptions import exceptions_list
from components.pages.compliance.papers import PaperLink, papers, picker
from components.pages.compliance.sheet import page_table, year_table
from components.view import View
from components.words import say


def draw_compliance(ask: PageRequest) -> Component:
    """Draw the page of an address."""
    board = compliance(ask)
    if isinstance(board, Empty):
        return empty(board)
    view, language = board.view, board.view.language
    pages = pager(
        board.page,
        board.pages,
        lambda n: view.with_own(n=str(n)).href,
        say("findings.pages", language),
    )
    return html.Article(
        [
            heading(board.question, board.scope, board.sentence),
            *exceptions_list(board),
            *_papers(papers(board), board),
            toggle_row([board.toggles], say("compliance.sorting", language)),
            html.Div(
                [
                    *badge(view),
                    _legend(board),
                    *([_grid(board)] if board.lines else []),
                    *_aside(board),
                    pages,
                ],
                className="board",
            ),
            html.Ul([html.Li(note) for note in board.notes], className="notes"),
            *card(board),
            _years(board),
            download_row(view),
            _table(board),
        ],
        className="panel compliance",
    )


def _legend(board: Board) -> html.Ul:
    return html.Ul(
        [
            html.Li(
                dcc.Link(
                    [shape(state), f"{words} ", html.Span(plain(n), className="n")],
                    href=href,
                    className="is-on" if is_on else "",
                )
            )
            for state, words, n, href, is_on in board.legend
        ],
        className="legend states",
        **attributes(aria_label=say("compliance.legend", board.view.language)),
    )


def _grid(board: Board) -> html.Div:
    language = board.view.language
    caption = f"{board.question} {board.scope}"
    heads = [html.Th(say("compliance_column.agency", language), scope="col")]
    heads += [
        html.Th(dcc.Link(year, href=href), scope="col", className="year")
        for year, href in board.years
    ]
    table = html.Table(
        [
            html.Caption(caption, className="unseen"),
            html.Thead(html.Tr(heads)),
            html.Tbody([_line(line, board.view) for line in board.lines]),
        ]
    )
    return html.Div(
        table,
        className="table squares",
        tabIndex=0,
        role="region",
        **attributes(aria_label=caption),
    )


def _line(line: AgencyLine, view: View) -> html.Tr:
    card_words = say("compliance.card_link", view.language)
    name = [
        agency_link(line.agency_id, line.name, view),
        dcc.Link(
            [html.Span(f"{line.name} ", className="unseen"), say("page.findings", view.language)],
            href=line.href,
            title=say("compliance.to_findings", view.language),
            className="to-findings",
        ),
        dcc.Link(
            [html.Span(f"{line.name} ", className="unseen"), card_words],
            href=line.card_href,
            className="to-card",
        ),
    ]
    return html.Tr(
        [
            html.Th(name, scope="row"),
            *_cells(line, view),
        ]
    )


def _cells(line: AgencyLine, view: View) -> list[html.Td]:
    """Return the squares; years without anything are one empty cell, for there are many."""
    cells: list[html.Td] = []
    for is_there, group in groupby(line.squares, key=lambda square: square is not None):
        squares = list(group)
        if is_there:
            cells += [html.Td(_square(one, view), className="square") for one in squares if one]
        else:
            cells.append(html.Td(colSpan=len(squares), className="nothing"))
    return cells


def _square(one: Square, view: View) -> Component:
    counts = [
        tally(name, n, say(f"compliance.count_{name}", view.language, n=n))
        for name, n in (("error", one.errors), ("warning", one.warnings), ("doubt", one.doubts))
        if n
    ]
    is_quiet = one.state == "on_time"
    words = html.Span(one.words, className="unseen" if is_quiet else "word")
    inside = [shape(one.state), words, html.Span(one.name, className="unseen")]
    if counts:
        inside.append(html.Span(counts, className="tallies", **attributes(aria_hidden="true")))
    return dcc.Link(
        inside,
        href=one.href,
        title=one.title,
        className=f"cell cell-{one.state}" + (" is-pale" if one.is_pale else ""),
    )


def _aside(board: Board) -> list[Component]:
    """Say in a line each who has no line, and lead to all of them; or back to the exceptions."""
    view, language = board.view, board.view.language
    words = [
        say(f"compliance.{name}", language, n=len(agencies))
        for name, agencies in (("quiet", board.quiet), ("unjudged_rest", board.unjudged))
        if agencies
    ]
    if words:
        every = dcc.Link(say("compliance.show_all", language), href=view.with_own(show="all").href)
        return [html.P([" ".join(words), " ", every], className="aside")]
    if view.own("show") == "all":
        href = view.with_own(show="", n="").href
        return [
            html.P(dcc.Link(say("compliance.show_few", language), href=href), className="aside")
        ]
    return []


def _papers(found: tuple[PaperLink, ...], board: Board) -> list[Component]:
    """Return the papers an office may send of what is shown, or the one step to them."""
    language = board.view.language
    head = html.H2(say("compliance.papers", language))
    if not found:
        body: Component = html.P(say("compliance.papers_how", language), className="lead")
        return [html.Section([head, body], className="papers")]
    level = [html.P(say("compliance.papers_whole", language), className="lead")]
    return [
        html.Section(
            [head, picker(found, language), *(level if board.scope_of.level else [])],
            className="papers",
        )
    ]


def _years(board: Board) -> html.Section:
    language = board.view.language
    title = say("compliance.by_year", language)
    table = html_table(year_table(board.by_year, board.view), title, language)
    return html.Section([html.H2(title), table], className="by-year")


def _table(board: Board) -> html.Section:
    """Return the table of the agencies in sight, or the link that shows it."""
    view, language = board.view, board.view.language
    is_shown = view.own("show") == "table"
    words = say("compliance.hide_table" if is_shown else "panel.table", language)
    link = dcc.Link(words, href=view.with_own(show="" if is_shown else "table").href)
    if not is_shown:
        return html.Section(html.P(link), className="by-table")
    table = page_table(board)
    note = say("compliance.table_note", language, n=len(table.rows))
    inside = [html.P([link, f" {note}"]), html_table(table, board.question, language)]
    return html.Section(inside, className="by-table")
