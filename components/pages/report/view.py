"""One report as HTML: identity, official tables, what its text says, findings, versions."""

from dataclasses import replace
from typing import Final

from dash import ClientsideFunction, Dash, Input, dcc, html
from dash.development.base_component import Component

from components import ids
from components.answers import Empty
from components.context import PageRequest, SiteContext
from components.figures.form import cell_key
from components.figures.text import NUMBER
from components.layout.attributes import attributes
from components.layout.heading import question_heading
from components.layout.links import outside
from components.layout.states import empty
from components.report.answer import ReportPage, ReportYear, report
from components.report.context import LEAST_PEERS
from components.report.facts import StatedNumber, StatedNumbers
from components.report.notes_view import findings_aside, versions_section
from components.report.sheet import answer_words, terms
from components.report.source import spot
from components.report.source_view import source_panel
from components.report.tables_view import TableNotes, around, official
from components.view import Language
from components.words import say

_LONGEST_SENTENCE: Final = 400
_FILES: Final = ("csv", "xlsx")


def draw_report(ask: PageRequest) -> Component:
    """Draw one report, or say what is missing."""
    page = report(ask)
    return empty(page) if isinstance(page, Empty) else _page(page)


def bind(app: Dash, desk: SiteContext) -> None:  # noqa: ARG001 - every binding has this shape
    """Bring the highlighted place into sight when a page is drawn."""
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("report", "light"), Input(ids.Shell.MAIN, "children")
    )


def _page(page: ReportPage) -> html.Article:
    language = page.view.language
    if page.source is not None and page.view.own("show"):
        return html.Article([_heading(page), source_panel(page.source, language)], className=_NAME)
    notes = TableNotes.of(page)
    source = [source_panel(page.source, language)] if page.source else []
    return html.Article(
        [
            _heading(page),
            identity(page),
            _downloads(page),
            html.Div(
                [
                    html.Div(
                        [
                            *legend(page),
                            *(official(printed, notes) for printed in page.held.tables),
                            *facts_section(page, notes),
                            *versions_section(page),
                        ],
                        className="report-main",
                    ),
                    html.Div([*source, *findings_aside(page)], className="report-aside"),
                ],
                className="report-body",
            ),
        ],
        className=_NAME,
    )


_NAME: Final = "panel report"


def _heading(page: ReportPage) -> html.Div:
    language = page.view.language
    label = say("report.years", language)
    years = html.Nav(
        [_year(one) for one in page.held.years],
        className="toggle years",
        **attributes(aria_label=label),
    )
    return html.Div(
        [
            question_heading(page.held.question),
            html.P(
                [
                    page.held.scope,
                    " · ",
                    dcc.Link(
                        say("report.own_page", language),
                        href=replace(page.view, page="agency", years=None, more=()).href,
                    ),
                ],
                className="scope",
            ),
            years,
            html.P(answer_words(page), className="answer"),
        ],
        className="heading",
    )


def _year(one: ReportYear) -> Component:
    return dcc.Link(str(one.year), href=one.href, className="is-on" if one.is_here else "")


def identity(page: ReportPage) -> html.Dl:
    """Set who reports, in which form, when and where it was published."""
    language = page.view.language
    pairs: list[Component] = []
    for key, words in terms(page):
        place = _placed(page, key, words)
        pairs.append(html.Div([html.Dt(say(f"report.{key}", language)), html.Dd(place)]))
    return html.Dl([*pairs, *_where(page)], className="identity")


def _placed(page: ReportPage, key: str, words: str) -> Component | str:
    """Return a term's words, as a door to where the document says so."""
    particular = page.held.particulars.get(key)
    if particular is None or particular.place is None:
        return words
    language = page.view.language
    what = say(f"report.{key}", language)
    title = say("report.open_source", language, what=what, raw=particular.raw.strip()[:80])
    href = page.view.with_own(at=spot(particular.place), cell="", show="").href
    return dcc.Link(words, href=href, title=title)


def _where(page: ReportPage) -> list[Component]:
    """Return where the report was published, and the bytes that were received."""
    language, document = page.view.language, page.held.document
    places: list[Component] = []
    printed = str(page.held.about["address"] or "")
    if printed:
        address = outside(printed, document.address, language)
        pair = [html.Dt(say("report.address", language)), html.Dd(address)]
        places.append(html.Div(pair, className="wide"))
    if document.sha256:
        inside = [
            html.Code(document.sha256),
            dcc.Link(
                say("report.open_text", language),
                href=page.view.with_own(show="source", cell="", at="").href,
            ),
        ]
        pair = [html.Dt(say("report.document", language)), html.Dd(inside)]
        places.append(html.Div(pair, className="wide"))
    return places


def _downloads(page: ReportPage) -> html.Div:
    language, view = page.view.language, page.view.with_own(cell="", at="", show="")
    files = [
        html.A(
            say(f"panel.{ending}", language),
            href=f"{view.path}.{ending}{view.search()}",
            download="",
            className="button",
        )
        for ending in _FILES
    ]
    head = html.Span(say("panel.download", language), className="label")
    return html.Div([head, *files], className="downloads")


def legend(page: ReportPage) -> list[Component]:
    """Return what each shape in the tables means, for the shapes that stand there."""
    language = page.view.language
    states = {entry.state for table in page.held.tables for entry in table.entries.values()}
    shown = [state for state in _STATES if state in states]
    if not shown and not page.held.context:
        return []
    items = [
        html.Li(
            [
                html.Span(_shape(state, language), className=f"state-{state}"),
                say(f"report.legend_{state}", language),
            ]
        )
        for state in shown
    ]
    return [html.Ul([*items, *_around(page)], className="states")]


def _around(page: ReportPage) -> list[Component]:
    """Say what the small lines beside the numbers are, where there are any."""
    if not page.held.context:
        return []
    words = say("report.legend_around", page.view.language, n=LEAST_PEERS)
    return [html.Li(words, className="of-context")]


def _shape(state: str, language: Language) -> str:
    key = f"report.cell_{state}" if state in {"image", "lost", "absent"} else f"state.{state}"
    return say(key, language)


_STATES: Final = ("blank", "slash", "dash", "none_word", "image", "lost", "absent", "not_captured")


def facts_section(page: ReportPage, notes: TableNotes) -> list[Component]:
    """Set what the text says, its numbers beside their sentences."""
    if not page.held.facts:
        return []
    language = page.view.language
    return [
        html.Section(
            [
                html.H2(say("report.facts", language)),
                html.P(say("report.facts_why", language), className="scope"),
                *_groups(page.held.facts, notes),
            ],
            className="facts",
            id="facts",
        )
    ]


def _groups(groups: tuple[StatedNumbers, ...], notes: TableNotes) -> list[Component]:
    """Set the numbers that stand alone in one table, then the lists in one each."""
    alone = [group for group in groups if len(group.facts) == 1 and not group.facts[0].member]
    lists = [group for group in groups if group not in alone]
    words = say("report.facts_alone", notes.language)
    facts = [(group.title, group.facts[0]) for group in alone]
    return [
        *([_fact_table(words, facts, notes)] if facts else []),
        *(_fact_table(one.title, [("", fact) for fact in one.facts], notes) for one in lists),
    ]


def _fact_table(title: str, rows: list[tuple[str, StatedNumber]], notes: TableNotes) -> html.Div:
    facts = tuple(fact for _, fact in rows)
    body = [_fact(name, fact, facts, n, notes) for n, (name, fact) in enumerate(rows)]
    return html.Div(
        html.Table([html.Caption(title), html.Tbody(body)]),
        className="table fact-table",
        tabIndex=0,
        role="region",
        **attributes(aria_label=title),
    )


def _fact(
    name: str, fact: StatedNumber, of: tuple[StatedNumber, ...], place: int, notes: TableNotes
) -> html.Tr:
    return html.Tr(
        [
            html.Th(_worded(name, fact), scope="row"),
            html.Td(_value(fact, notes), className=f"figure state-{fact.state}{_lit(fact, notes)}"),
            *_sentence(of, place),
        ]
    )


def _lit(fact: StatedNumber, beside: TableNotes) -> str:
    return " is-lit" if fact.key == beside.chosen else ""


def _worded(name: str, fact: StatedNumber) -> list[Component | str]:
    """Return a part as the text words it, and the member it was counted under."""
    own = name or fact.label or fact.canonical
    is_other = bool(not name and fact.label and fact.canonical and fact.canonical != fact.label)
    canonical = [html.Span(f"→ {fact.canonical}", className="gloss")] if is_other else []
    remarks = [html.Span(remark, className="gloss") for remark in fact.remarks]
    return [own, *canonical, *remarks]


def _value(fact: StatedNumber, notes: TableNotes) -> list[Component | str]:
    language = notes.language
    title = say("report.open_source", language, what=fact.label, raw=fact.raw.strip()[:80])
    number = dcc.Link(fact.text, href=fact.href, title=title)
    should = notes.recomputed.get(fact.key, "")
    second = [say("report.recomputed", language, value=should)] if should else []
    second += [say("report.corrected", language, value=fact.published)] if fact.published else []
    unit = [html.Span(f" {fact.unit}", className="unit")] if fact.unit else []
    context = notes.around("narrative", cell_key(fact.indicator, fact.member))
    own = context if context and context.value == fact.value and fact.state == NUMBER else None
    beside = around(own, notes)
    return [number, *unit, *(html.Span(line, className="second") for line in second), *beside]


def _sentence(of: tuple[StatedNumber, ...], place: int) -> list[Component]:
    """Return the sentence of a fact, once for the facts in a row that share it."""
    sentence = of[place].sentence
    if place and of[place - 1].sentence == sentence:
        return []
    rows = 1
    while place + rows < len(of) and of[place + rows].sentence == sentence:
        rows += 1
    words = sentence[:_LONGEST_SENTENCE] + ("…" if len(sentence) > _LONGEST_SENTENCE else "")
    return [html.Td(words, rowSpan=rows, className="sentence", lang="zh-CN", dir="auto")]
