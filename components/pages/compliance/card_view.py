"""The score card of one chosen agency, each point with the findings it was lost by."""

from dash import dcc, html
from dash.development.base_component import Component

from components.layout.attributes import attributes
from components.numbers import plain
from components.pages.compliance.answer import Board
from components.pages.compliance.card import Card, CardItem, cards
from components.view import Language
from components.words import say


def card(board: Board) -> list[Component]:
    """Return the cards of the chosen agency, newest first; nothing where none is chosen."""
    cards_shown = cards(board)
    if not cards_shown:
        return []
    language = board.view.language
    head = html.H2(say("compliance_card.title", language))
    lead = html.P(say("compliance_card.lead", language), className="lead")
    years = [_year(one, language, is_open=at == 0) for at, one in enumerate(cards_shown)]
    return [html.Section([head, lead, *years], className="score")]


def _year(one: Card, language: Language, *, is_open: bool) -> html.Details:
    said = {"year": one.year, "points": plain(one.points), "of": plain(one.judged_out_of)}
    key = "compliance_card.year" if one.judged_out_of else "compliance_card.year_none"
    total = say(key, language, **said)
    if one.judged_out_of and one.judged_out_of < one.out_of:
        rest = plain(round(one.out_of - one.judged_out_of, 2))
        total += say("compliance_card.rest", language, rest=rest)
    heads = ("item", "points", "out_of", "why")
    table = html.Table(
        [
            html.Caption(total, className="unseen"),
            html.Thead(
                html.Tr(
                    [
                        html.Th(
                            say(f"compliance_card.{name}", language),
                            scope="col",
                            className="figure" if name in {"points", "out_of"} else "",
                        )
                        for name in heads
                    ]
                )
            ),
            html.Tbody([_item(item, language) for item in one.items]),
        ]
    )
    frame = html.Div(
        table, className="table points", tabIndex=0, role="region", **attributes(aria_label=total)
    )
    standing = html.P(_standing(one, language), className="lead")
    return html.Details([html.Summary(total), standing, frame], className="fold", open=is_open)


def _standing(card: Card, language: Language) -> str:
    """Say how many errors and warnings are open, and how many were mended."""
    counts = card.standing
    words = say("compliance_card.open", language, n=counts.open_count)
    for name, count in (
        ("reopened", counts.reopened_count),
        ("resolved", counts.resolved_count),
        ("unjudged", counts.unjudged_count),
    ):
        words += say(f"compliance_card.{name}", language, n=count) if count else ""
    return words


def _item(item: CardItem, language: Language) -> html.Tr:
    points = say("compliance.unknown", language) if item.points is None else plain(item.points)
    links = [dcc.Link(words, href=href) for words, href in item.findings]
    inside: list[Component | str] = [item.reason, *links] if item.reason else list(links)
    return html.Tr(
        [
            html.Th(item.title, scope="row"),
            html.Td(points, className="figure" + (" state-unknown" if item.points is None else "")),
            html.Td(plain(item.out_of), className="figure"),
            html.Td(inside, className="why"),
        ]
    )
