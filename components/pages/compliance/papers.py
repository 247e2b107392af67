"""The papers an office sends of what is shown: their words and their addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode

from dash import dcc, html

from components.downloads.papers import MOST_LETTERS
from components.ids import PaperHead
from components.pages.compliance.answer import Board
from components.view import Language
from components.words import say

_OF_SELECTION: Final = (("analysis", "analysis.docx"), ("analysis_slides", "analysis.pptx"))
_OF_COUNTY: Final = (("issues", "issues.xlsx"), ("circular", "circular.docx"), *_OF_SELECTION)
_WIDE: Final = ("city", "province")  # the narrowest first
_PREFIX: Final = "paper-"
_MOST_YEARS: Final = 8
_WRONG: Final = ("late", "early", "missing", "unreadable")


@dataclass(frozen=True, slots=True)
class PaperLink:
    """One paper: its words and its address."""

    label: str
    href: str
    kind: str
    year: int


def papers(board: Board) -> tuple[PaperLink, ...]:
    """Return the papers of the chosen agency, else of the county or the choice, newest first."""
    view = board.view
    years = _years(board, is_one=len(board.scope_of.chosen) == 1)
    dataset = [("dataset", view.dataset)] if view.is_demo else []
    if len(board.scope_of.chosen) == 1:
        agency = board.scope_of.chosen[0]
        return tuple(
            _paper("rectification", "rectification.docx", year, [("a", agency), *dataset], board)
            for year in years
        )
    counties = {str(code) for code in board.scope_of.within["county_code"]} - {""}
    kinds = _OF_COUNTY if len(counties) == 1 else _OF_SELECTION
    if board.scope_of.chosen:  # lists and circulars are of a county, whatever is chosen in it
        place = [("a", agency) for agency in board.scope_of.chosen]
    elif len(counties) == 1:
        place = [("county", counties.pop())]
    else:
        place = [(name, code) for name in _WIDE if (code := getattr(view, name))][:1]
    if not place:
        return ()
    return tuple(
        _paper(key, file, year, [*place, *dataset], board) for year in years for key, file in kinds
    )


def _years(board: Board, *, is_one: bool) -> list[int]:
    """Return the years of which a paper has something to say, the newest first."""
    rows = board.rows
    if is_one:
        asked = (rows[["errors", "warnings", "doubts"]].fillna(0) > 0).any(axis=1)
        rows = rows[asked | rows["state"].isin(_WRONG)]
    return sorted({int(year) for year in rows["report_year"]}, reverse=True)[:_MOST_YEARS]


def _paper(key: str, file: str, year: int, pairs: list[tuple[str, str]], board: Board) -> PaperLink:
    label = say(f"compliance.paper_{key}", board.view.language)
    href = f"/papers/{file}?{urlencode([*pairs, ('y', str(year))])}"
    return PaperLink(label, href, key, year)


def picker(found: Sequence[PaperLink], language: Language) -> html.Form:
    """Set one choice of the year for all papers, and a button a paper: a form without a script."""
    years = list(dict.fromkeys(paper.year for paper in found))
    firsts = {paper.kind: paper for paper in reversed(found)}
    pairs = [pair for pair in parse_qsl(found[0].href.partition("?")[2]) if pair[0] != "y"]
    label = html.Label(
        [
            say("compliance.paper_year", language),
            " ",
            html.Select([html.Option(str(y), value=str(y)) for y in years], name="y"),
        ]
    )
    hidden = [dcc.Input(name=name, value=value, type="hidden") for name, value in pairs]
    buttons = [
        html.Button(
            paper.label,
            type="submit",
            formAction=paper.href.partition("?")[0],
            className="button",
        )
        for paper in reversed(firsts.values())
    ]
    inside = [label, *hidden, *buttons, _head(language)]
    return html.Form(inside, method="GET", className="paper-links")


def _head(language: Language) -> html.Details:
    """Set what a letter is headed with: asked for once, remembered in this browser."""
    fields = [
        html.Label(
            [
                say(f"compliance.head_{name}", language),
                dcc.Input(
                    id=part,
                    name=name,
                    type="text",
                    maxLength=MOST_LETTERS,
                    placeholder=say(f"compliance.head_{name}_like", language),
                    persistence=True,
                    persistence_type="local",
                ),
            ]
        )
        for part in PaperHead
        for name in (part.value.removeprefix(_PREFIX),)
    ]
    words = [html.P(say("compliance.head_why", language), className="lead")]
    return html.Details(
        [html.Summary(say("compliance.head", language)), *words, html.Div(fields)],
        className="paper-head",
    )
