"""The page of tasks as HTML: what is to be mended, one opened with its form, and the list's way."""

from dataclasses import replace
from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.answers import Empty
from components.context import PageRequest
from components.layout.attributes import attributes
from components.layout.heading import heading
from components.layout.links import facet
from components.layout.panel import badge, download_row
from components.layout.states import empty
from components.pages.importing.view import pages_of
from components.pages.tasks.answer import Row, TaskBoard, beside, task_board
from components.pages.tasks.form import task_form
from components.pages.tasks.gate import sees
from components.pages.tasks.missing import missing_form
from components.view import Language, View
from components.words import say
from pipelines.desk.task_list_file import MOST_BYTES
from pipelines.desk.task_rows import state_words
from pipelines.papers.missing import RULE as MISSING

_MOST_LISTS = 6
_COLUMNS = ("what", "due_on", "state", "last")
_DROP = ("choose", "folder", "drop", "sending", "reading", "failed", "too_large", "empty")


def draw_tasks(ask: PageRequest) -> Component:
    """Draw the page of tasks."""
    board = task_board(ask)
    if isinstance(board, Empty):
        return empty(board)
    view, language = board.view, ask.language
    has_any = bool(board.shown or dict(view.more).keys() - {"level"})
    return html.Article(
        [
            heading(board.question, board.scope, board.sentence),
            *badge(view),
            *([_opened(ask, board, board.opened)] if board.opened else []),
            *(_facets(board, language) if has_any else []),
            *([_table(board)] if board.shown else []),
            *missing_form(ask),
            *pages_of(board.pages, view),
            *([download_row(view)] if has_any else []),
            _back(ask, board),
        ],
        className="panel findings tasks",
    )


def _facets(board: TaskBoard, language: Language) -> list[Component]:
    """Set what tasks can be narrowed by, and how many fit."""
    facets = [facet(say(f"tasks_facet.{name}", language), values) for name, values in board.facets]
    found = html.P(board.found, className="found", role="status")
    return [html.Div(facets, className="facets"), found]


def _table(board: TaskBoard) -> html.Div:
    language = board.view.language
    heads = [html.Th(say("tasks_column.unit", language), scope="col")]
    heads += [html.Th(say(f"tasks_column.{name}", language), scope="col") for name in _COLUMNS]
    caption = say("tasks.caption", language)
    table = html.Table(
        [
            html.Caption(caption, className="unseen"),
            html.Thead(html.Tr(heads)),
            html.Tbody([_row(row, board) for row in board.shown]),
        ]
    )
    label = attributes(aria_label=caption)
    return html.Div(table, className="table grid", tabIndex=0, role="region", **label)


def _row(row: Row, board: TaskBoard) -> html.Tr:
    language = board.view.language
    is_opened = bool(board.opened and board.opened["task"] == row["task"])
    who = [
        html.Span(row["agency"], className="who"),
        html.Span(str(row["report_year"]), className="year"),
    ]
    title = row[f"title_{language}"] or row["rule"]
    href = board.view.with_own(at=row["task"]).href
    what = [
        dcc.Link(title, href=href, className="message"),
        html.P(row[f"message_{language}"], className="why"),
    ]
    note = beside(row, language)
    style = "overdue" if row["days_over"] else "why"
    state = [
        html.Span(state_words(row["state"], language), className=f"task-{row['state']}"),
        *([html.P(note, className=style)] if note else []),
    ]
    last = " ".join(filter(None, (row["by"], row["at"].replace("T", " "))))
    cells = (("due_on", row["due_on"]), ("state", state), ("last", last))
    return html.Tr(
        [
            html.Th(who, scope="row"),
            html.Td(what, className="what"),
            *(
                html.Td(
                    inside or "—",
                    className="side",
                    **attributes(data_label=say(f"tasks_column.{name}", language)),
                )
                for name, inside in cells
            ),
        ],
        className="is-opened" if is_opened else "",
    )


def _opened(ask: PageRequest, board: TaskBoard, row: Row) -> html.Section:
    language = ask.language
    message = row[f"message_{language}"] or row[f"title_{language}"]
    kicker = " · ".join(
        filter(
            None,
            (row["agency"], str(row["report_year"]), state_words(row["state"], language)),
        )
    )
    facts = (
        ("due_on", row["due_on"] or say("tasks.no_day", language)),
        ("beside", beside(row, language)),
        ("feedback", row["feedback"]),
        ("review", row["review"]),
        ("reason", row["reason"]),
        ("basis", row[f"basis_{language}"]),
        ("rule", "" if row["rule"] == MISSING else f"{row['rule']} {row[f'title_{language}']}"),
        ("task", html.Code(row["task"])),
    )
    pairs = [
        part
        for name, inside in facts
        if inside
        for part in (html.Dt(say(f"tasks_part.{name}", language)), html.Dd(inside))
    ]
    addresses = {"close": board.view.with_own(at="").href}
    if row["rule"] == MISSING:
        years = (row["report_year"], row["report_year"])
        filing = View("compliance", language, board.view.dataset, years=years)
        addresses = {"to_filing": replace(filing, agencies=(row["agency_id"],)).href} | addresses
    elif row["finding"]:
        finding = View("findings", language, board.view.dataset, agencies=(row["agency_id"],))
        addresses = {"to_finding": finding.with_own(at=row["finding"]).href} | addresses
    links = [
        dcc.Link(say(f"tasks.{name}", language), href=href, className="button")
        for name, href in addresses.items()
    ]
    return html.Section(
        [
            html.P(kicker, className="kicker"),
            html.H2(message),
            html.Dl(pairs),
            html.P(links, className="opened-links"),
            _history(board, language),
            task_form(ask, row),
        ],
        className="opened axis-agency",
        **attributes(aria_label=message),
    )


def _history(board: TaskBoard, language: Language) -> html.Div:
    items = [
        html.Li(
            [
                html.Strong(entry.state),
                html.Span(" · ".join(entry.texts)),
                " · ".join(filter(None, (entry.by, entry.at))),
            ]
        )
        for entry in board.entries
    ]
    title = html.H3(say("tasks.history", language))
    return html.Div([title, html.Ol(items)], className="history")


def to_tasks(ask: PageRequest) -> list[Component]:
    """Set the link from another page to the tasks, for who may see them."""
    if not sees(ask):
        return []
    href = View("tasks", ask.language, ask.view.dataset, agencies=ask.view.agencies).href
    words = say("tasks.to_tasks", ask.language)
    return [html.P(dcc.Link(f"{words} →", href=href), className="enter")]


def _lists(ask: PageRequest, board: TaskBoard) -> list[Component]:
    """Set the links to the lists of issues of the counties whose tasks are shown."""
    view, language = board.view, board.view.language
    counties = dict.fromkeys(str(row["county_code"]) for row in board.rows if row["county_code"])
    agencies = ask.store.agencies(view.dataset)
    names = dict(zip(agencies["county_code"], agencies["county"], strict=True))
    links = []
    for county in list(counties)[:_MOST_LISTS]:
        pairs = [("county", county), ("dataset", view.dataset), ("lang", language)]
        words = say("tasks.list_of", language, county=names.get(county) or county)
        href = f"/papers/issues.xlsx?{urlencode(pairs)}"
        links.append(html.A(words, href=href, download="", className="button"))
    return [html.P(links, className="opened-links")] if links else []


def _back(ask: PageRequest, board: TaskBoard) -> html.Section:
    """Set the lists that go out, and the place where a filled-in one is dropped."""
    language = board.view.language
    to = f"/tasks/list{View('tasks', language, board.view.dataset).search()}"
    words = {f"data_{word}": say(f"importing_drop.{word}", language) for word in _DROP}
    label = say("tasks.back", language)
    drop = html.Div(
        id=ids.Importing.DROP,
        className="drop",
        role="group",
        **attributes(aria_label=label, data_post=to, data_limit=str(MOST_BYTES), **words),
    )
    inside = [html.H2(label), html.P(say("tasks.back_how", language), className="scope")]
    inside += [*_lists(ask, board), drop]
    return html.Section(inside, className="bring")
