"""The archived document as it was read, a place highlighted: text, never its markup."""

from dash import dcc, html
from dash.development.base_component import Component

from components.layout.attributes import attributes
from components.layout.links import outside
from components.report.source import SourcePanel
from components.view import Language
from components.words import say
from pipelines.documents.highlight import (
    HighlightedCell,
    HighlightedGrid,
    HighlightedReading,
    LitBlock,
    TextRun,
)

_SHORT = 12


def source_panel(source: SourcePanel, language: Language) -> html.Section:
    """Set the source of one figure, or say why there is none to show."""
    return html.Section(
        [
            html.Div(
                [
                    html.H2(say("source_panel.title", language)),
                    dcc.Link(
                        say("source_panel.close", language),
                        href=source.close_href,
                        className="quiet close",
                    ),
                ],
                className="source-head",
            ),
            *_about(source, language),
            *_body(source, language),
            html.P(_ways(source, language), className="source-ways"),
        ],
        className=f"source standing-{source.standing}",
        **attributes(aria_label=say("source_panel.title", language), data_at=source.key),
    )


def _about(source: SourcePanel, language: Language) -> list[Component]:
    words = say(f"source_panel.{source.standing}", language)
    raw = [html.Q(source.raw.strip(), className="raw", dir="auto")] if source.raw.strip() else []
    title: list[Component | str] = [html.Strong(source.title), " "] if source.title else []
    return [html.P([*title, *raw], className="what"), html.P(words, className="source-note")]


def _body(source: SourcePanel, language: Language) -> list[Component]:
    if source.shown is None:
        return []
    return [
        html.Div(
            _blocks(source.shown, language),
            className="source-body",
            tabIndex=0,
            role="region",
            lang="zh-CN",
            **attributes(aria_label=say("source_panel.text", language)),
        )
    ]


def _ways(source: SourcePanel, language: Language) -> list[Component]:
    """Return where to go from here: the whole text, the bytes as received, the public page."""
    ways: list[Component] = []
    if source.shown is not None and source.standing != "whole" and not source.shown.is_whole:
        ways.append(dcc.Link(say("source_panel.whole_link", language), href=source.whole_href))
    if source.original_href:
        words = say("source_panel.original", language, sha=source.document.sha256[:_SHORT])
        ways.append(html.A(words, href=source.original_href, download=""))
    if source.document.address:
        ways.append(
            outside(say("source_panel.public", language), source.document.address, language)
        )
    return ways


def _blocks(shown: HighlightedReading, language: Language) -> list[Component]:
    before = [_left_out("blocks", shown.before, language)] if shown.before else []
    after = [_left_out("blocks", shown.after, language)] if shown.after else []
    blocks: list[Component] = []
    page = None
    for block in shown.blocks:
        if block.page is not None and block.page != page:
            page = block.page
            blocks.append(
                html.P(say("source_panel.page", language, n=page), className="page-break")
            )
        blocks.append(_block(block, language))
    return [*before, *blocks, *after]


def _block(block: LitBlock, language: Language) -> Component:
    if isinstance(block, HighlightedGrid):
        return _grid(block, language)
    return html.P(_pieces(block.pieces, language), dir="auto")


def _grid(grid: HighlightedGrid, language: Language) -> Component:
    rows = [html.Tr([_cell(cell, language) for cell in row]) for row in grid.rows]
    above = [_left_out("rows", grid.above, language)] if grid.above else []
    below = [_left_out("rows", grid.below, language)] if grid.below else []
    return html.Div([*above, html.Table(html.Tbody(rows)), *below], className="source-grid")


def _cell(cell: HighlightedCell, language: Language) -> html.Td:
    inside = _pieces(cell.pieces, language)
    if cell.is_image:
        inside.append(html.Span(say("source_panel.image", language), className="shape"))
    elif cell.is_lit and not any(piece.text.strip() for piece in cell.pieces):
        inside.append(html.Span(say("state.blank", language), className="shape"))
    return html.Td(
        inside,
        rowSpan=cell.row_span,
        colSpan=cell.column_span,
        className="lit-cell" if cell.is_lit else None,
    )


def _pieces(pieces: tuple[TextRun, ...], language: Language) -> list[Component | str]:
    return [_piece(piece, language) for piece in pieces]


def _piece(piece: TextRun, language: Language) -> Component | str:
    if piece.kind == "lit":
        return html.Mark(piece.text, className="lit")
    if piece.kind == "cut":
        return _left_out("letters", piece.left_out, language)
    return piece.text


def _left_out(what: str, count: int, language: Language) -> Component:
    words = say(f"source_panel.left_out_{what}", language, n=f"{count:,}")
    return html.Span(words, className="left-out")
