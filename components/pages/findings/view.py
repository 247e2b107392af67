"""The findings' page as HTML: doubt about our reading first, then what the agencies got wrong."""

from collections import Counter
from dataclasses import replace
from itertools import groupby
from urllib.parse import parse_qsl

from dash import dcc, html
from dash.development.base_component import Component

from components.answers import Empty
from components.context import PageRequest
from components.figures.findings import FORMER, SORTS, sort_of
from components.layout.attributes import attributes
from components.layout.heading import heading
from components.layout.links import agency_link, pager, value_link
from components.layout.marks import GRADES, grade, tally
from components.layout.panel import badge, download_row
from components.layout.states import empty
from components.pages.findings.answer import FindingFacet, FindingSection, FindingsPage, findings
from components.pages.findings.opened_view import opened_panel
from components.pages.findings.row import FindingRow, difference_words
from components.pages.tasks.view import to_tasks
from components.view import Language, View
from components.words import say

_SEARCH = "findings-search"
_COLUMNS = ("what", "left", "right", "difference", "verdict", "source")


def draw_findings(ask: PageRequest) -> Component:
    """Draw the page of an address."""
    page = findings(ask)
    if isinstance(page, Empty):
        return empty(page)
    view = page.view
    pages = pager(
        page.page,
        page.pages,
        lambda n: view.with_own(n=str(n), at="").href,
        say("findings.pages", view.language),
    )
    return html.Article(
        [
            heading(page.question, page.scope, page.sentence),
            *to_tasks(ask),
            *([opened_panel(ask, page.opened)] if page.opened else []),
            _filters(page),
            html.P(page.found, className="found", role="status"),
            *badge(view),
            *(_section(section, page) for section in page.sections),
            pages,
            html.Ul([html.Li(note) for note in page.notes], className="notes"),
            download_row(view),
        ],
        className="panel findings",
    )


def _filters(found: FindingsPage) -> html.Div:
    language = found.view.language
    facets = [facet for facet in found.facets if facet.values or facet.clear]
    first = [_facet(facet, language) for facet in facets if facet.name == "severity"]
    rest = [facet for facet in facets if facet.name != "severity"]
    more = html.Details(
        [
            html.Summary(say("findings.more_filters", language)),
            _search(found.view),
            *(_facet(facet, language) for facet in rest),
        ],
        className="more-filters",
        open=bool(found.view.own("q")) or any(facet.clear for facet in rest),
    )
    return html.Div([*first, more], className="facets")


def _search(view: View) -> html.Form:
    """Return the search box; sent, it is the address of what it finds, the filters kept."""
    pairs = parse_qsl(view.with_own(q="", n="", at="").search().removeprefix("?"))
    hidden = [dcc.Input(type="hidden", name=name, value=value) for name, value in pairs]
    label = say("findings.search", view.language)
    box = dcc.Input(
        id=_SEARCH,
        type="search",
        name="q",
        value=view.own("q"),
        maxLength=120,
        className="field",
        autoComplete="off",
    )
    return html.Form(
        [
            *hidden,
            html.Label(label, htmlFor=_SEARCH),
            box,
            html.Button(say("findings.find", view.language), type="submit", className="button"),
        ],
        action=view.path,
        method="get",
        className="search",
        role="search",
        **attributes(aria_label=label),
    )


def _facet(facet: FindingFacet, language: Language) -> html.Div:
    name = say(f"findings_facet.{facet.name}", language)
    links = [value_link(label, href, n, is_on=is_on) for label, n, href, is_on in facet.values]
    clear = [dcc.Link(say("findings.clear", language), href=facet.clear, className="clear")]
    inside = [*links, *(clear if facet.clear else [])]
    if facet.name == "rule":
        body = html.Details(
            [
                html.Summary(say("findings.rules", language, n=len(facet.values))),
                html.Div(inside, className="rules"),
            ],
            open=bool(facet.clear),
        )
        return html.Div([html.Span(name, className="name"), body], className="facet")
    head = html.Span(name, className="name")
    return html.Div([head, *inside], className="facet", role="group", **attributes(aria_label=name))


def _section(section: FindingSection, found: FindingsPage) -> html.Section:
    view, language = found.view, found.view.language
    head = html.H2(say(f"findings.head_{section.axis}", language, n=section.total))
    lead = html.P(say(f"findings.lead_{section.axis}", language), className="lead")
    body: list[Component] = [head, lead]
    if section.rows:
        body.append(_grid(section, found))
    more = section.total - len(section.rows)
    if section.axis == "reading" and more > 0 and view.own("axis") != "reading":
        words = say("findings.more_doubts", language, n=section.total)
        body.append(html.P(dcc.Link(words, href=view.with_own(axis="reading", n="", at="").href)))
    return html.Section(body, className=f"axis axis-{section.axis}")


def _grid(section: FindingSection, found: FindingsPage) -> html.Div:
    view = found.view
    language = view.language
    caption = say(f"findings.head_{section.axis}", language, n=section.total)
    table = html.Table(
        [
            html.Caption(caption, className="unseen"),
            html.Thead(html.Tr(_head(view))),
            html.Tbody(_rows(section, found)),
        ]
    )
    return html.Div(
        table,
        className="table grid",
        tabIndex=0,
        role="region",
        **attributes(aria_label=caption),
    )


def _rows(section: FindingSection, found: FindingsPage) -> list[Component]:
    """Set the rows, the report they are of once before them where they come report by report."""
    is_grouped = sort_of(found.view) == "severity"
    rows: list[Component] = []
    for _, group in groupby(section.rows, key=lambda row: (row.agency_id, row.year)):
        of_report = list(group)
        if is_grouped:
            rows.append(_report_head(of_report, found.view))
        rows += [_row(row, found, is_grouped=is_grouped) for row in of_report]
    return rows


def _report_head(rows: list[FindingRow], view: View) -> html.Tr:
    """Name a report with the number of findings of each grade among those below."""
    first, language = rows[0], view.language
    counts = Counter("na" if row.status == "na" else row.severity for row in rows)
    tallies = [
        tally(kind, counts[kind], f"{say(f'grade.{kind}', language)} {counts[kind]}")
        for kind in GRADES
        if counts[kind]
    ]
    inside: list[Component] = [
        html.Span(agency_link(first.agency_id, first.agency, view), className="who"),
        html.Span(first.year, className="year"),
        html.Span(tallies, className="tallies"),
    ]
    if first.year:
        year = int(first.year)
        report = replace(view, page="report", agencies=(first.agency_id,), years=(year, year))
        words = say("findings.of_report", language)
        inside.append(dcc.Link(words, href=replace(report, more=()).href, className="to-report"))
    return html.Tr(
        html.Th(inside, colSpan=len(_COLUMNS) + 1, scope="rowgroup"), className="report-head"
    )


def _head(view: View) -> list[Component]:
    """Return the heads; those that sort are links, the other way round when chosen again."""
    who = html.Th([_sort("agency", view), " ", _sort("year", view)], scope="col")
    heads: list[Component] = [who]
    for name in _COLUMNS:
        is_number = name in {"left", "right", "difference"}
        inside: list[Component] = [html.Span(say(f"findings_column.{name}", view.language))]
        if name == "what":
            inside = [_sort("severity", view), html.Span(" · "), _sort("rule", view)]
        elif name == "difference":
            inside = [_sort("difference", view)]
        heads.append(html.Th(inside, scope="col", className="figure" if is_number else ""))
    return heads


def _sort(name: str, view: View) -> Component:
    current = sort_of(view)
    assert name in SORTS  # noqa: S101 - a head that sorts by nothing is a fault of ours
    is_here = current.removeprefix("-") == name
    turned = f"-{name}" if current == name else name
    arrow = ("↑" if current.startswith("-") else "↓") if is_here else ""
    words = say(f"findings_column.{name}", view.language)
    wanted = "" if turned == "severity" else turned
    return dcc.Link(
        f"{words} {arrow}".strip(),
        href=view.with_own(sort=wanted, n="", at="").href,
        className="sort is-on" if is_here else "sort",
    )


def _row(row: FindingRow, found: FindingsPage, *, is_grouped: bool) -> html.Tr:
    view = found.view
    language = view.language
    is_opened = bool(found.opened and found.opened.fingerprint == row.fingerprint)
    place = (
        [dcc.Link(say("findings.open_source", language), href=row.source_href)]
        if row.source_href
        else [say("findings.no_source", language)]
    )
    sides = [
        html.Td(
            [text, html.Span(note, className="unit")] if note else text,
            className="figure side",
            **attributes(data_label=say(f"findings_column.{name}", language)),
        )
        for name, text, note in (
            ("left", row.left, row.left_note),
            ("right", row.right, row.right_note),
            ("difference", difference_words(row.difference), ""),
        )
    ]
    return html.Tr(
        [
            html.Th(
                html.Span(f"{row.agency} {row.year}", className="unseen")
                if is_grouped
                else [
                    html.Span(agency_link(row.agency_id, row.agency, found.view), className="who"),
                    html.Span(row.year, className="year"),
                ],
                scope="row",
            ),
            html.Td(_what(row, language), className="what"),
            *sides,
            html.Td(verdict_mark(row.verdict, language)),
            html.Td(place),
        ],
        className="is-opened" if is_opened else "",
    )


def _what(row: FindingRow, language: Language) -> list[Component]:
    parts: list[Component] = [
        severity_mark(row, language),
        dcc.Link(row.title or row.message, href=row.opened_href, className="message"),
    ]
    folded: list[Component] = [html.P(row.message)] if row.message != row.title else []
    if row.explanation:
        tag = html.Span(say("findings.why", language), className="tag")
        folded.append(html.P([tag, row.explanation], className="why"))
    if row.note:
        folded.append(html.P(row.note, className="why"))
    if row.progress:
        parts.append(html.P(row.progress, className="why"))
    folded.append(html.P(f"{row.rule} · {row.basis}" if row.basis else row.rule, className="basis"))
    summary = html.Summary(say("findings.formula", language))
    return [*parts, html.Details([summary, *folded], className="formula")]


def severity_mark(row: FindingRow, language: Language) -> Component:
    """Return the grade by shape and word; what is not judged has a mark of its own."""
    if row.status in FORMER:  # of an earlier version: no grade of today
        return html.Span(say(f"findings_status.{row.status}", language), className="grade grade-na")
    return grade("na" if row.status == "na" else row.severity, language)


def verdict_mark(verdict: str, language: Language) -> Component:
    """Return a person's word on a finding."""
    return html.Span(say(f"findings_verdict.{verdict}", language), className=f"verdict-{verdict}")
