"""Two texts side by side as HTML: shared words marked, the template's own words pale."""

from dash import dcc, html
from dash.development.base_component import Component

from components.layout.attributes import attributes
from components.report.texts import ComparedTexts, TextPiece, TextRow, TextSide
from components.view import Language
from components.words import say


def texts_table(opened: ComparedTexts, language: Language) -> html.Div:
    """Set two opened texts beside each other, what they share marked."""
    label = say("similarity.opened", language)
    heads = [html.Th(_head(side, language), scope="col") for side in (opened.left, opened.right)]
    table = html.Table(
        [
            html.Caption(label, className="unseen"),
            html.Thead(html.Tr(heads)),
            html.Tbody([_row(row) for row in opened.rows]),
        ]
    )
    return html.Div(
        table, className="table texts", tabIndex=0, role="region", **attributes(aria_label=label)
    )


def _head(side: TextSide | None, language: Language) -> list[Component | str]:
    if side is None:
        return []
    words = say("findings.open_source", language)
    name = f"{side.agency} {side.year}"
    link = dcc.Link([words, html.Span(f" {name}", className="unseen")], href=side.href)
    return [html.Span(name, className="who"), link]


def _row(row: TextRow) -> html.Tr:
    cells = [html.Td([_piece(one) for one in side]) for side in (row.left, row.right)]
    return html.Tr(cells, className=f"row-{row.state}")


def _piece(piece: TextPiece) -> Component | str:
    if piece.kind == "own":
        return html.Mark(piece.text)
    if piece.kind == "template":
        return html.Span(piece.text, className="template")
    return piece.text
