"""The desk as HTML: where reports are brought in, what lies there, and the one looked at."""

from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.answers import Empty, Step
from components.context import PageRequest
from components.layout.attributes import attributes
from components.layout.sending import name_field
from components.layout.states import empty
from components.pages.importing.answer import Desktop, DraftRow, desktop, why_words
from components.pages.importing.build import tick, work_words
from components.pages.importing.counted import COUNTED
from components.pages.importing.forms import bring_in, many_form
from components.pages.importing.report_view import opened_panel
from components.pages.roster.answer import sees as sees_roster
from components.view import Language, View
from components.words import say

_COLUMNS = ("who", "year", *COUNTED, "state", "name", "by", "day")


def draw_import(ask: PageRequest) -> Component:
    """Draw the desk, or say why it is not for the one who asks."""
    desk = desktop(ask)
    view, language = desk.view, ask.language
    if desk.why and desk.why != "foreign":
        return empty(_closed(desk))
    opened = [opened_panel(desk.opened, ask)] if desk.opened else []
    gone = [html.P(say("importing.gone", language), className="said", role="alert")]
    return html.Article(
        [
            html.Div(
                [
                    html.H1(desk.question),
                    html.P(desk.scope, className="scope"),
                    html.P(desk.sentence, id=ids.Importing.SENTENCE, className="answer"),
                ],
                className="heading",
            ),
            *name_field(language),
            html.Div(work_words(ask), id=ids.Importing.BUILD, role="status", className="build"),
            tick(ask),
            html.Button(id=ids.Importing.REFRESH, hidden=True, n_clicks=0),
            *(gone if desk.is_gone else []),
            *opened,
            bring_in(ask, is_folded=bool(opened)),
            *_to_roster(ask),
            html.Div(list_of(desk), id=ids.Importing.LIST),
        ],
        className="panel import",
        **attributes(data_page=view.path),
    )


def _to_roster(ask: PageRequest) -> list[Component]:
    """Lead from what was brought in to who has to report, for those who may confirm it."""
    if not sees_roster(ask):
        return []
    view = View("roster", ask.language, county=ask.view.county)
    link = dcc.Link(say("roster.to_roster", ask.language), href=view.href)
    return [html.P(link, className="onward")]


def list_of(found: Desktop) -> list[Component]:
    """Set everything that lies on the desk, by how it stands."""
    language = found.view.language
    if not found.rows and not any(is_on and "?" in href for _, href, is_on in found.tabs):
        return []
    tabs = [
        dcc.Link(words, href=href, className="is-on" if is_on else "")
        for words, href, is_on in found.tabs
    ]
    label = say("importing.list", language)
    return [
        html.H2(label),
        html.Div(tabs, className="toggle", role="group", **attributes(aria_label=label)),
        _table(found, label),
        *pages_of(found.pages, found.view),
    ]


def pages_of(pages: tuple[int, int], view: View) -> list[Component]:
    """Set the links to the pages of a long list, nothing where it has one."""
    number, last = pages
    if last == 1:
        return []
    near = [n for n in (1, number - 1, number, number + 1, last) if 1 <= n <= last]
    links = [
        dcc.Link(
            str(n),
            href=view.with_own(n="" if n == 1 else str(n)).href,
            className="is-on" if n == number else "",
        )
        for n in dict.fromkeys(near)
    ]
    label = say("importing.pages", view.language)
    return [html.Nav([html.Span(label), *links], className="pager", **attributes(aria_label=label))]


def _table(found: Desktop, caption: str) -> Component:
    language = found.view.language
    if not found.rows:
        return html.P(say("importing.none_here", language), className="scope")
    may_file = any(row.may_file for row in found.rows)
    heads = [
        html.Th(
            say(f"importing_column.{name}", language),
            scope="col",
            className="figure" if name in COUNTED else "",
        )
        for name in _COLUMNS
    ]
    if may_file:
        heads.insert(0, html.Th(say("importing_many.choose", language), scope="col"))
    table = html.Table(
        [
            html.Caption(caption, className="unseen"),
            html.Thead(html.Tr(heads)),
            html.Tbody([_row(row, language, may_file=may_file) for row in found.rows]),
        ]
    )
    region = html.Div(
        table,
        className="table drafts",
        tabIndex=0,
        role="region",
        **attributes(aria_label=caption, data_counted="/import/counted"),
    )
    return many_form(region, language, found.today) if may_file else region


def _row(row: DraftRow, language: Language, *, may_file: bool) -> html.Tr:
    box = [html.Td(_choice(row, language))] if may_file else []
    reason = [html.Span(row.said, className="said-of")] if row.said else []
    return html.Tr(
        [
            *box,
            html.Th([dcc.Link(row.who, href=row.href), *reason], scope="row"),
            html.Td(row.year),
            *_counts(row, language),
            html.Td(html.Span(row.state_words, className=f"standing standing-{row.state}")),
            html.Td(row.name, className="name"),
            html.Td(row.by),
            html.Td(row.day),
        ],
        className="is-opened" if row.is_here else "",
        **attributes(data_judge=row.at if row.has_report else ""),
    )


def _counts(row: DraftRow, language: Language) -> list[html.Td]:
    """Return the places of the numbers of errors, warnings and doubts: judged when looked at.

    Each has its name with it: a phone shows no heads of columns.
    """
    waiting = "…" if row.has_report else "–"
    names = {kind: say(f"importing_column.{kind}", language) for kind in COUNTED}
    return [
        html.Td(waiting, className="figure", **attributes(data_count=kind, data_label=name))
        for kind, name in names.items()
    ]


def _choice(row: DraftRow, language: Language) -> list[Component]:
    """Return the box that chooses a row for filing, nothing where it cannot be filed as it is."""
    if not row.may_file:
        return []
    label = say("importing_many.choose_one", language, who=row.who, year=row.year)
    more = attributes(
        aria_label=label, aria_checked="false", data_seen=str(row.seen), data_at=row.at
    )
    return [html.Button(className="choice", role="checkbox", type="button", **more)]


def _closed(found: Desktop) -> Empty:
    """Return why the desk is not for the one who asks, and the next thing to do."""
    view, language = found.view, found.view.language
    query = {"next": view.href} | ({} if language == "zh" else {"lang": language})
    steps = [Step(say("step.home", language), View(language=language, dataset=view.dataset).href)]
    if found.why == "signed_out":
        steps = [Step(say("account.header_in", language), f"/login?{urlencode(query)}"), *steps]
    what = why_words(found.why, language)
    why = say("importing.what_for", language)
    return Empty(view, found.question, found.scope, what, why, tuple(steps))
