"""The records as HTML: who decided what and when, in order, each with a way to take it back."""

from urllib.parse import parse_qsl

from dash import dcc, html
from dash.development.base_component import Component

from components.context import PageRequest
from components.layout.attributes import attributes
from components.layout.heading import heading
from components.layout.links import facet
from components.layout.panel import download_row
from components.layout.sending import field, form, hidden, name_field, submit
from components.pages.history.answer import HistoryEntry, Records, kind_words, records_of
from components.pages.importing.permission import refused
from components.pages.importing.view import pages_of
from components.view import Language, View
from components.words import say


def draw_history(ask: PageRequest) -> Component:
    """Draw the page of the records."""
    entries = records_of(ask)
    view, language = entries.view, ask.language
    may_act = refused(ask) in {"", "foreign"}
    is_chosen = bool(view.agencies or dict(view.more).keys() - {"level"})
    has_any = bool(entries.total or is_chosen)  # there is nothing to choose among nothing
    return html.Article(
        [
            heading(entries.question, entries.scope, entries.sentence),
            *(_list(entries, language, may_act=may_act) if has_any else []),
        ],
        className="panel ledger",
    )


def _list(entries: Records, language: Language, *, may_act: bool) -> list[Component]:
    """Set what the records can be narrowed by, the records, and their files."""
    return [
        *(name_field(language) if may_act else []),
        html.Div(
            [
                facet(say("history_facet.kind", language), entries.kinds),
                facet(say("history_facet.who", language), entries.people),
                facet(say("history_facet.agency", language), entries.agencies),
                _days(entries),
            ],
            className="facets",
        ),
        html.P(say("history.found", language, n=entries.total), className="found", role="status"),
        html.Ol(
            [_word(one, entries, may_act=may_act) for one in entries.words], className="entries"
        ),
        *pages_of(entries.pages, entries.view),
        download_row(entries.view),
    ]


def _days(entries: Records) -> html.Form:
    """Return the form of the days between: sent, it is the address of what it finds."""
    view, language = entries.view, entries.view.language
    search = view.with_own(since="", until="", q="", n="").search().removeprefix("?")
    filters = [
        dcc.Input(type="hidden", name=name, value=value) for name, value in parse_qsl(search)
    ]
    label = say("history_facet.days", language)
    return html.Form(
        [
            *filters,
            html.Span(label, className="name"),
            field("q", say("history.words", language), view.own("q"), 40),
            field("since", say("history.since", language), entries.since, 10),
            field("until", say("history.until", language), entries.until, 10),
            html.Button(say("history.go", language), type="submit", className="button"),
        ],
        action=view.path,
        method="get",
        className="facet days",
        **attributes(aria_label=label),
    )


def _word(entry: HistoryEntry, entries: Records, *, may_act: bool) -> html.Li:
    language = entries.view.language
    about = " · ".join(filter(None, (entry.agency, entry.year, entry.document)))
    link = [dcc.Link(about or "→", href=entry.href)] if entry.href else [html.Span(about)]
    replaced = (
        []
        if entry.is_standing
        else [html.Span(say("history.replaced", language), className="gone")]
    )
    because = say("history.because", language, reason=entry.reason) if entry.reason else ""
    number = f"#{entry.number}" if entry.number is not None else ""
    name = entry.by or say("history.nobody", language)
    return html.Li(
        [
            html.P(
                [
                    html.Time(entry.at, dateTime=entry.at.replace(" ", "T")),
                    html.Span(name, className="who"),
                    html.Span(
                        kind_words(entry.kind, language), className=f"kind kind-{entry.kind}"
                    ),
                    html.Span(number, className="number"),
                    *replaced,
                ],
                className="when",
            ),
            html.P(entry.said + because, className="what"),
            *([html.P(entry.cells, className="cells")] if entry.cells else []),
            *([html.P(link, className="about")] if about else []),
            *(_back(entry, entries.view) if may_act and entry.is_reversible else []),
        ],
        className="" if entry.is_standing else "is-replaced",
    )


def _back(entry: HistoryEntry, view: View) -> list[Component]:
    """Set the form that takes an entry back, folded; its answer stands in it."""
    language = view.language
    line = html.Div(
        [field("reason", say("history.reason", language)), submit(say("history.back", language))],
        className="line",
    )
    inside = [*hidden(id=str(entry.number), search=view.search()), line]
    back = form("/history/back", inside, language)
    return [html.Details([html.Summary(say("history.take_back", language)), back], className="way")]
