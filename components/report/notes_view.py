"""What was noticed in a report, and its versions, as HTML."""

from dash import dcc, html
from dash.development.base_component import Component

from components.layout.links import outside
from components.layout.marks import grade
from components.numbers import plain
from components.report.answer import ReportPage
from components.report.notes import Note, NotedFigure
from components.report.versions import Version
from components.view import Language
from components.words import say

_SHORT = 12
_MOST_SPOTS = 12


def findings_aside(page: ReportPage) -> list[Component]:
    """Set the findings beside the tables: what fails first, what could not be judged folded."""
    language = page.view.language
    failing = [note for note in page.notes if note.status == "fail"]
    unjudged = [note for note in page.notes if note.status != "fail"]
    head = html.H2(say("report.findings", language, n=len(failing)))
    if not failing:
        key = "report.no_findings_excerpt" if page.is_excerpt else "report.no_findings"
        first: Component = html.P(say(key, language), className="scope")
    else:
        first = html.Ol([_note(note, page) for note in failing], className="report-notes")
    folded = []
    if unjudged:
        items = [html.Li([html.Code(note.rule), f" {note.message}"]) for note in unjudged]
        words = say("report.unjudged", language, n=len(unjudged))
        folded = [html.Details([html.Summary(words), html.Ul(items)], className="fold")]
    return [html.Section([head, first, *folded], className="report-findings", id="findings")]


def _note(note: Note, page: ReportPage) -> html.Li:
    language = page.view.language
    standing = note.severity if note.is_open else "closed"
    return html.Li(
        [
            html.P(
                [
                    html.Span(str(note.number), className=f"mark is-{standing}"),
                    html.Strong(note.title),
                    html.Span(_kind(note, language), className="kind"),
                ],
                className="title",
            ),
            html.P(note.message),
            *_sides(note, language),
            *_more(note, language),
            *_spots(note, page),
        ],
        id=f"note-{note.number}",
        value=str(note.number),
        className=f"is-{standing}",
    )


def _kind(note: Note, language: Language) -> list[Component | str]:
    words = [say("report.axis_reading", language)] if note.axis == "reading" else []
    words += [say(f"report.verdict_{note.verdict}", language)] if note.verdict else []
    return [grade(note.severity, language), " · ".join([note.rule, *words])]


def _sides(note: Note, language: Language) -> list[Component]:
    if note.published is None or note.recomputed is None:
        return []
    sides = {"published": plain(note.published), "recomputed": plain(note.recomputed)}
    return [html.P(say("report.sides", language, **sides), className="sides")]


def _more(note: Note, language: Language) -> list[Component]:
    lines = [note.explanation, note.doubt]
    basis = [html.P(say("report.basis", language, basis=note.basis), className="basis")]
    return [*(html.P(line) for line in lines if line), *(basis if note.basis else [])]


def _spots(note: Note, page: ReportPage) -> list[Component]:
    """Return the figures of a finding as links to their source."""
    if not note.spots:
        return []
    shown: list[Component] = [_spot(one, page) for one in note.spots[:_MOST_SPOTS]]
    left = len(note.spots) - len(shown)
    if left > 0:
        shown.append(html.Span(say("report.more_spots", page.view.language, n=left)))
    return [html.P(shown, className="spots")]


def _spot(one: NotedFigure, page: ReportPage) -> Component:
    language = page.view.language
    value = "" if one.value is None else f" {plain(one.value)}"
    words = (one.words or say("report.in_text", language)) + value
    return dcc.Link(words, href=one.href, className="is-on" if one.key == page.chosen else "")


def versions_section(page: ReportPage) -> list[Component]:
    """Set the versions of the report, and how an earlier one differs."""
    language = page.view.language
    if not page.held.versions:
        return []
    return [
        html.Section(
            [
                html.H2(say("report.versions", language, n=len(page.held.versions))),
                *(_version(one, page) for one in page.held.versions),
            ],
            className="versions",
            id="versions",
        )
    ]


def _version(one: Version, page: ReportPage) -> html.Div:
    language = page.view.language
    facts = [
        say(f"report.standing_{one.standing}", language),
        say(f"source.{one.kind}", language),
        say("report.version_published", language, day=one.published_on) if one.published_on else "",
        say("report.version_received", language, day=one.received_at) if one.received_at else "",
        one.sha256[:_SHORT],
    ]
    line = " · ".join(filter(None, facts))
    link = (
        []
        if page.view.is_demo or not one.address
        else [outside(one.address, one.address, language)]
    )
    return html.Div([html.P([line, " ", *link]), *_changes(one, language)], className="version")


def _changes(one: Version, language: Language) -> list[Component]:
    if one.change_count is None:
        return []
    if not one.change_count:
        return [html.P(say("report.no_changes", language))]
    head = [say(f"report.{key}", language) for key in ("figure", "before", "now")]
    rows = [
        html.Tr([html.Th(change.words, scope="row"), html.Td(change.before), html.Td(change.now)])
        for change in one.changes
    ]
    table = html.Table(
        [
            html.Caption(say("report.changes", language, n=one.change_count)),
            html.Thead(html.Tr([html.Th(words, scope="col") for words in head])),
            html.Tbody(rows),
        ]
    )
    return [html.Div(table, className="table")]
