"""The forms of the desk: plain posts to this site, sent by import.js, each with its one word."""

from typing import Final, Literal

from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.context import PageRequest
from components.layout.attributes import attributes
from components.layout.sending import field, form, hidden, submit
from components.pages.importing.answer import OpenedDraft
from components.pages.importing.report import reasons_of
from components.view import Language
from components.words import say
from pipelines.desk.fetched import allowed_hosts
from pipelines.desk.received import MAX_FILE
from pipelines.documents.convert import office
from pipelines.parse.kind import PART_OF_YEAR
from pipelines.read.pictures import is_installed

MOST_REASON: Final = 2_000
_MOST_CODE: Final = 40
_MOST_TEXT: Final = 1_000_000
_MANY: Final = ("none", "filing", "filed", "refused")
_WORDS: Final = ("choose", "folder", "drop", "sending", "reading", "failed", "too_large", "empty")


def bring_in(ask: PageRequest, *, is_folded: bool) -> Component:
    """Set the ways in: files, pasted text, addresses."""
    language = ask.language
    lang = "" if language == "zh" else f"?lang={language}"
    words = {f"data_{word}": say(f"importing_drop.{word}", language) for word in _WORDS}
    drop = html.Div(
        id=ids.Importing.DROP,
        className="drop",
        role="group",
        **attributes(
            aria_label=say("importing.bring", language),
            data_post=f"/import/files{lang}",
            data_limit=str(MAX_FILE),
            **words,
        ),
    )
    inside = [
        html.P(_kinds(language), className="scope"),
        drop,
        _paste(language),
        _addresses(ask, "addresses"),
        _addresses(ask, "columns"),
    ]
    title = say("importing.bring", language)
    if is_folded:
        return html.Details([html.Summary(title), *inside], className="fold bring")
    return html.Section([html.H2(title), *inside], className="bring")


def _paste(language: Language) -> Component:
    area = dcc.Textarea(
        id="importing-text", name="text", rows=6, maxLength=_MOST_TEXT, className="area"
    )
    return html.Details(
        [
            html.Summary(say("importing.paste", language)),
            form(
                "/import/text",
                [
                    html.Label(say("importing.paste_text", language), htmlFor="importing-text"),
                    area,
                    field("name", say("importing.paste_name", language)),
                    field("address", say("importing.paste_address", language)),
                    html.P(submit(say("importing.paste_go", language))),
                ],
                language,
            ),
        ],
        className="way",
    )


def _addresses(ask: PageRequest, what: Literal["addresses", "columns"]) -> Component:
    """Set the field for addresses of pages, or of columns whose reports are collected."""
    language = ask.language
    hosts = allowed_hosts(ask.desk.installation)
    if not hosts:
        inside: list[Component] = [html.P(say("importing.no_hosts", language), className="scope")]
    else:
        names = say("importing.comma", language).join(hosts)
        field_id = f"importing-{what}"
        area = dcc.Textarea(id=field_id, name="addresses", rows=3, className="area")
        inside = [
            form(
                f"/import/{what}",
                [
                    html.Label(
                        say(f"importing.{what}_text", language, hosts=names),
                        htmlFor=field_id,
                    ),
                    area,
                    html.P(submit(say(f"importing.{what}_go", language))),
                ],
                language,
            )
        ]
    head = html.Summary(say(f"importing.{what}", language))
    return html.Details([head, *inside], className="way")


def answer_form(opened: OpenedDraft, ask: PageRequest) -> list[Component]:
    """Set the choice of agency and year, open where one of the two is."""
    language, view = ask.language, ask.view
    rejection = opened.look.rejection
    if opened.look.state == "filed" or (rejection and rejection.code == PART_OF_YEAR):
        return []
    report = opened.part.report if opened.part else None
    agency = view.own("who") or (report.agency.id if report else "")
    year = str(report.report_year or "") if report else ""
    is_open = opened.part.is_open if opened.part else True
    names: list[Component] = [
        dcc.Link(
            say("importing.candidate", language, name=name, code=code),
            href=view.with_own(who=code).href,
            className="button",
        )
        for code, name in opened.candidates
    ]
    years: list[Component] = [submit(str(choice), "year", str(choice)) for choice in opened.years]
    head = html.Summary(say("importing.answer_open" if is_open else "importing.answer", language))
    who = [html.P([say("importing.candidates", language), *names])] if names else []
    when = [html.P([say("importing.years", language), *years])] if years else []
    chosen = form(
        "/import/act",
        [
            *hidden_of(opened, act="keep"),
            html.Div(
                [
                    field("agency", say("importing.agency", language), agency, _MOST_CODE),
                    field("year", say("importing.year", language), year, 4),
                    submit(say("importing.answer_go", language)),
                ],
                className="line",
            ),
            *when,
        ],
        language,
    )
    return [html.Details([head, *who, chosen], className="way", open=is_open)]


def act_forms(opened: OpenedDraft, ask: PageRequest) -> list[Component]:
    """Set what may be done with a document as it stands."""
    state = opened.look.state
    forms: list[Component] = []
    if state in {"draft", "returned"}:
        forms.append(_filing(opened, ask))
    if state == "draft":
        forms.append(_returning(opened, ask.language))
    return [*forms, _taking_back(opened, ask.language)]


def _filing(opened: OpenedDraft, ask: PageRequest) -> Component:
    language, today = ask.language, ask.desk.installation.today().isoformat()
    return form(
        "/import/act",
        [
            *hidden_of(opened, act="file"),
            html.Div(
                [
                    field("day", say("importing.filed_on", language), today, 10),
                    submit(
                        say("importing.file", language),
                        is_main=True,
                        wait=say("importing.filing", language),
                    ),
                ],
                className="line",
            ),
        ],
        language,
    )


def many_form(table: Component, language: Language, today: str) -> Component:
    """Set the rows of the desk with one act for those that are chosen; import.js sends each."""
    words = {f"data_{key}": say(f"importing_many.{key}", language, said="{said}") for key in _MANY}
    lang = "" if language == "zh" else f"?lang={language}"
    line = html.Div(
        [
            html.Button(
                say("importing_many.all", language), type="button", className="button every"
            ),
            field("day", say("importing.filed_on", language), today, 10),
            submit(say("importing_many.head", language), is_main=True),
            html.P(className="said", role="status"),
        ],
        className="line many",
    )
    more = attributes(data_many=f"/import/act{lang}", **words)
    return html.Form([table, line], className="many-form", **more)


def _returning(opened: OpenedDraft, language: Language) -> Component:
    reasons = "\n".join(reasons_of(opened.page)) if opened.page else opened.look.rejected(language)
    label = html.Label(say("importing.reasons", language), htmlFor="importing-reasons")
    area = dcc.Textarea(
        id="importing-reasons",
        name="reason",
        value=reasons[:MOST_REASON],
        rows=5,
        maxLength=MOST_REASON,
        className="area",
    )
    inside = [*hidden_of(opened, act="return"), label, area]
    inside.append(html.P(submit(say("importing.return", language))))
    head = html.Summary(say("importing.return_head", language))
    return html.Details([head, form("/import/act", inside, language)], className="way")


def _taking_back(opened: OpenedDraft, language: Language) -> Component:
    """Set what changes how a document stands: kept as a draft, or its last act taken back."""
    state = opened.look.state
    ways: list[Component] = []
    if state != "filed":
        ways.append(submit(say(f"importing.keep_{state}", language), "act", "keep"))
    if state != "withdrawn":
        ways.append(submit(say(f"importing.withdraw_{state}", language), "act", "withdraw"))
    inside = [
        *hidden_of(opened),
        html.Div(
            [
                field("reason", say("importing.reason", language), most=MOST_REASON),
                *ways,
            ],
            className="line",
        ),
    ]
    return form("/import/act", inside, language)


def hidden_of(opened: OpenedDraft, **values: str) -> list[Component]:
    """Return what a form says without showing it: which report, and what its sender saw."""
    return hidden(at=opened.at, seen=str(opened.look.decision_id), **values)


def _kinds(language: Language) -> str:
    """Return what can be read here: more where the optional readers are installed."""
    drawn = "importing.kinds_pictures" if is_installed() else "importing.kinds_no_pictures"
    keys = [*(["importing.kinds_office"] if office() else []), drawn]
    joint = "" if language == "zh" else " "
    first = say("importing.kinds", language, limit=MAX_FILE // 2**20)
    return joint.join([first, *(say(key, language) for key in keys)])
