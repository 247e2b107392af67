"""One finding opened, above the grid: everything that is known of it, and the verdict's form."""

from dash import dcc, html
from dash.development.base_component import Component

from components.context import PageRequest
from components.figures.evidence import VerdictEntry
from components.figures.findings import FORMER
from components.layout.attributes import attributes
from components.pages.findings.opened import FindingPlace, OpenedFinding
from components.pages.findings.row import FindingRow, difference_words
from components.pages.findings.verdict import verdict_form
from components.pages.tasks.form import finding_task
from components.view import Language
from components.words import messages, say


def opened_panel(ask: PageRequest, opened: OpenedFinding) -> html.Section:
    """Set the opened finding; one that is not here any more says so."""
    language, row = ask.language, opened.row
    close = dcc.Link(say("findings.close", language), href=opened.close, className="button")
    if row is None:
        lost = [html.H2(say("findings.gone", language)), html.P(say("findings.gone_why", language))]
        return html.Section([*lost, html.P(close)], className="opened")
    return html.Section(
        [
            html.P(_kicker(row, language), className="kicker"),
            html.H2(row.message),
            _sides(row, language),
            html.Dl([part for pair in _facts(row, opened, language) for part in pair]),
            _links(row, close, language),
            _history(opened.history, language),
            verdict_form(ask, opened) if row.status == "fail" else html.Div(),
            *(_task(ask, row) if row.axis == "agency" and row.status in {"fail", *FORMER} else []),
        ],
        className=f"opened axis-{row.axis}",
        **attributes(aria_label=row.message),
    )


def _task(ask: PageRequest, row: FindingRow) -> list[Component]:
    year = int(row.year) if row.year else 0
    return finding_task(ask, row.fingerprint, row.agency_id, year, can_be=row.status == "fail")


def _kicker(row: FindingRow, language: Language) -> str:
    words = [row.agency, row.year, say(f"findings_axis.{row.axis}", language)]
    words.append(say(f"grade.{row.severity}", language))
    return " · ".join(filter(None, words))


def _sides(row: FindingRow, language: Language) -> Component:
    if not row.has_sides:
        return html.Div()
    heads = [say(f"findings_column.{key}", language) for key in ("left", "right", "difference")]
    heads[0], heads[1] = row.left_note or heads[0], row.right_note or heads[1]
    pairs = zip(heads, (row.left, row.right, difference_words(row.difference)), strict=True)
    return html.Dl(
        [html.Div([html.Dt(head), html.Dd(text)]) for head, text in pairs],
        className="sides",
    )


def _facts(
    row: FindingRow, opened: OpenedFinding, language: Language
) -> list[tuple[Component, Component]]:
    assumed = say("findings.assumed", language) if opened.is_assumed else ""
    facts: list[tuple[str, str | list[Component]]] = [
        ("formula", "" if opened.formula in row.message else opened.formula),
        ("member", opened.member),
        ("why", row.explanation),
        ("cells", " · ".join(opened.cells)),
        ("note", " ".join(filter(None, (row.note, assumed)))),
        ("sentence", [_spot(spot) for spot in opened.spots]),
        ("progress", row.progress),
        ("basis", row.basis),
        ("rule", f"{row.rule} {row.title}"),
        ("fingerprint", [html.Code(row.fingerprint)]),
    ]
    return [
        (html.Dt(say(f"findings_part.{key}", language)), html.Dd(inside))
        for key, inside in facts
        if inside
    ]


def _spot(spot: FindingPlace) -> Component:
    words = dcc.Link(spot.where, href=spot.href) if spot.href else spot.where
    where = html.Span(words, className="where")
    return html.P([where, html.Q(spot.raw)] if spot.raw else [where])


def _links(row: FindingRow, close: Component, language: Language) -> Component:
    links = [close]
    if row.source_href:
        words = say("findings.open_source", language)
        links.insert(0, dcc.Link(words, href=row.source_href, className="button"))
    return html.P(links, className="opened-links")


def _history(words: tuple[VerdictEntry, ...], language: Language) -> Component:
    if not words:
        return html.P(say("findings.no_verdict", language), className="history")
    items = []
    for word in words:
        key = f"findings_verdict.{word.verdict}"
        verdict = say(key, language) if key in messages() else word.verdict
        items.append(
            html.Li(
                [
                    html.Strong(verdict),
                    html.Span(word.reason),
                    " · ".join(filter(None, (word.by, word.at))),
                ]
            )
        )
    return html.Div(
        [html.H3(say("findings.history", language)), html.Ol(items)], className="history"
    )
