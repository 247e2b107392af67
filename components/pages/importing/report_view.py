"""One report of the desk as HTML: how it stands, what to do with it, and all that was read."""

from typing import Final

from dash import dcc, html
from dash.development.base_component import Component

from components.context import PageRequest
from components.layout.attributes import attributes
from components.layout.marks import grade
from components.layout.sending import field, form, submit
from components.pages.importing.answer import OpenedDraft, why_words
from components.pages.importing.compared import Compared
from components.pages.importing.completion import completion_form
from components.pages.importing.forms import act_forms, answer_form, hidden_of
from components.pages.importing.report import figure_at
from components.pages.report.view import facts_section, identity, legend
from components.report.answer import ReportPage
from components.report.notes_view import findings_aside
from components.report.sheet import answer_words
from components.report.source_view import source_panel
from components.report.tables_view import TableNotes, official
from components.view import Language
from components.words import say

_NAME: Final = "report desk-report"


def opened_panel(opened: OpenedDraft, ask: PageRequest) -> html.Section:
    """Set one report of the desk; the whole text of its document where that is asked for."""
    language, page = ask.language, opened.page
    head = [
        html.P(dcc.Link(say("importing.back", language), href=_back(ask)), className="back"),
        html.H2(opened.title),
        html.P(opened.standing, className="scope"),
        *_parts(opened, language),
    ]
    if page is not None and page.source is not None and page.view.own("show"):
        return html.Section([*head, source_panel(page.source, language)], className=_NAME)
    return html.Section(
        [
            *head,
            *_answer(opened, language),
            *_brief(opened, language),
            *_doing(opened, ask),
            *_compared(opened, language),
            *(_read(page, opened, ask) if page else []),
        ],
        className=_NAME,
    )


def _back(ask: PageRequest) -> str:
    return ask.view.with_own(draft="", at="", cell="", show="", who="").href


def _parts(opened: OpenedDraft, language: Language) -> list[Component]:
    if not opened.parts:
        return []
    label = say("importing.parts", language, n=len(opened.parts))
    links = [dcc.Link(step.label, href=step.href) for step in opened.parts]
    return [html.Nav([label, *links], className="toggle", **attributes(aria_label=label))]


def _answer(opened: OpenedDraft, language: Language) -> list[Component]:
    """Say what was read in one sentence, or why nothing was."""
    if opened.page is None:
        return [html.P(opened.look.rejected(language), className="answer is-refused")]
    silent = opened.part is not None and opened.part.is_silent_change
    more = [html.P(say("importing.silent", language), className="said-of")] if silent else []
    return [html.P(answer_words(opened.page), className="answer"), *more]


def _brief(opened: OpenedDraft, language: Language) -> list[Component]:
    """Say before the buttons what does not add up, each leading to where it is shown in full."""
    if opened.page is None:
        return []
    failing = [note for note in opened.page.notes if note.status == "fail"]
    if not failing:
        return [html.P(say("importing_brief.none", language), className="brief")]
    items = [
        html.Li(
            [
                grade("doubt" if note.axis == "reading" else note.severity, language),
                html.A(note.title, href=f"#note-{note.number}"),
            ]
        )
        for note in failing
    ]
    title = html.H3(say("importing_brief.title", language, n=len(failing)))
    return [html.Section([title, html.Ul(items)], className="brief")]


def _doing(opened: OpenedDraft, ask: PageRequest) -> list[Component]:
    language = ask.language
    if opened.why and opened.why != "foreign":
        return [html.P(why_words(opened.why, language), className="desk-closed")]
    sheet = []
    if opened.look.state in {"draft", "returned"}:
        query = f"?at={opened.at}" + ("" if language == "zh" else f"&lang={language}")
        link = html.A(
            say("importing.sheet", language),
            href=f"/import/return.docx{query}",
            download="",
            className="button",
        )
        sheet = [html.P(link, className="downloads")]
    return [
        html.Div([*answer_form(opened, ask), *act_forms(opened, ask), *sheet], className="doing")
    ]


def _compared(opened: OpenedDraft, language: Language) -> list[Component]:
    pairs = (("earlier", opened.earlier), ("last_year", opened.last_year))
    folds: list[Component] = [
        _beside(name, one, language) for name, one in pairs if one is not None
    ]
    if opened.part is not None and not opened.part.is_open and opened.last_year is None:
        folds.append(html.P(say("importing.no_last_year", language), className="scope"))
    return folds


def _beside(name: str, comparison: Compared, language: Language) -> html.Details:
    """Set how a report differs from another: the earlier version open, the last year folded."""
    summary = say(f"importing.{name}", language, which=comparison.which, n=comparison.count)
    left = comparison.count - len(comparison.changes)
    more = [html.P(say("importing.more_cells", language, n=left))] if left else []
    return html.Details(
        [
            html.Summary(summary),
            *([_changes(comparison, summary, language)] if comparison.count else []),
            *more,
        ],
        className="fold compared",
        open=name == "earlier" and comparison.count > 0,
    )


def _changes(comparison: Compared, caption: str, language: Language) -> html.Div:
    heads = [say(f"importing_change.{key}", language) for key in ("what", "before", "now", "apart")]
    rows = [
        html.Tr(
            [
                html.Th(change.words, scope="row"),
                html.Td(change.before, className="figure"),
                html.Td(change.now, className="figure"),
                html.Td(apart, className="figure"),
            ]
        )
        for change, apart in zip(comparison.changes, comparison.apart, strict=True)
    ]
    head = [
        html.Th(words, scope="col", className="figure" if n else "")
        for n, words in enumerate(heads)
    ]
    table = html.Table(
        [
            html.Caption(caption, className="unseen"),
            html.Thead(html.Tr(head)),
            html.Tbody(rows),
        ]
    )
    return html.Div(
        table, className="table", tabIndex=0, role="region", **attributes(aria_label=caption)
    )


def _read(page: ReportPage, opened: OpenedDraft, ask: PageRequest) -> list[Component]:
    notes = TableNotes.of(page)
    source = [source_panel(page.source, ask.language)] if page.source else []
    return [
        identity(page),
        *completion_form(page, opened, ask),
        html.Div(
            [
                html.Div(
                    [
                        *legend(page),
                        *(official(printed, notes) for printed in page.held.tables),
                        *facts_section(page, notes),
                    ],
                    className="report-main",
                ),
                html.Div(
                    [*_correcting(page, opened, ask), *source, *findings_aside(page)],
                    className="report-aside",
                ),
            ],
            className="report-body",
        ),
    ]


def _correcting(page: ReportPage, opened: OpenedDraft, ask: PageRequest) -> list[Component]:
    """Set the form that corrects the chosen figure; nothing while none is chosen."""
    language = ask.language
    key = page.view.own("cell") or page.view.own("at")
    chosen = figure_at(opened.part.report, key) if opened.part and key else None
    may_act = not opened.why or opened.why == "foreign"
    if chosen is None or opened.part is None or not may_act:
        hint = html.P(say("importing.choose_cell", language), className="scope")
        return [hint] if may_act and not key else []
    position, figure = chosen
    printed = page.held.figures.get(key)
    correction = opened.part.settled.printed.get(position)
    corrected = str(correction.decision_id) if correction else "0"
    value = "" if figure.value is None else f"{figure.value:f}"
    say_value = say("importing_correct.now", language, raw=figure.raw.strip() or "▢")
    takes_back = submit(say("importing_correct.back", language), "act", "withdraw")
    return [
        html.Section(
            [
                html.H2(say("importing_correct.title", language)),
                html.P([html.Strong(printed.words if printed else key), " ", say_value]),
                form(
                    "/import/correct",
                    [
                        *hidden_of(
                            opened,
                            figure=str(position),
                            expected=figure.raw,
                            corrected=corrected,
                        ),
                        field("value", say("importing_correct.value", language), value, 20),
                        field("reason", say("importing_correct.reason", language), most=500),
                        field("source", say("importing_correct.source", language), most=200),
                        html.P(
                            [
                                submit(say("importing_correct.go", language), "act", "correct"),
                                *([takes_back] if correction else []),
                            ]
                        ),
                    ],
                    language,
                ),
            ],
            className="correcting",
            id="correct",
        )
    ]
