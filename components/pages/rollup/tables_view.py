"""The official tables of a district's sum, the agencies behind a cell, and its own report."""

from dash import dcc, html
from dash.development.base_component import Component

from components.figures.form import Slot
from components.figures.records import Record
from components.figures.sums import CellSum
from components.layout.attributes import attributes
from components.layout.links import agency_link
from components.layout.table import html_table
from components.numbers import plain, signed
from components.pages.rollup.answer import Rollup
from components.pages.rollup.tables import state_words
from components.pages.rollup.words import cell_words, listed, own_words, standing
from components.report.tables_view import sheet
from components.tables import Table, TableCell, columns_of
from components.view import View
from components.words import say


def tables(page: Rollup) -> list[Component]:
    """Set the tables of the year's form, each cell the sum of the agencies."""
    return [
        sheet(form, lambda slot: _cell(slot, page), standing(page, form), page.view.language)
        for form in page.forms
    ]


def _cell(slot: Slot, page: Rollup) -> html.Td:
    cell, language = page.sums.cells[slot.key], page.view.language
    text = say("rollup.unknown", language) if cell.value is None else plain(cell.value)
    inside: list[Component] = [
        dcc.Link(text, href=page.view.with_own(cell=slot.key).href, title=_title(cell, page))
    ]
    if not cell.is_complete:
        words = say("rollup.given", language, given=cell.given, expected=cell.expected)
        inside.append(html.Span(words, className="second"))
    return html.Td(inside, colSpan=slot.columns, className=" ".join(_classes(cell, page)))


def _title(one: CellSum, page: Rollup) -> str:
    what = cell_words(one.key, page)
    if one.is_complete:
        return say("rollup.open_cell", page.view.language, what=what, expected=one.expected)
    return say(
        "rollup.lacks",
        page.view.language,
        what=what,
        given=one.given,
        expected=one.expected,
        names=listed([page.name(agency) for agency in one.missing], page),
    )


def _classes(one: CellSum, page: Rollup) -> list[str]:
    return [
        "sum",
        *(["is-zero"] if one.value == 0 else []),
        *(["is-unknown"] if one.value is None else []),
        *([] if one.is_complete else ["is-partial"]),
        *(["is-unequal"] if one.difference else []),
        *(["is-lit"] if one.key == page.chosen else []),
    ]


def contributions(page: Rollup) -> list[Component]:
    """Return what each agency gave to the chosen cell, nothing where none is chosen."""
    if not page.chosen:
        return []
    cell, language = page.sums.cells[page.chosen], page.view.language
    words = {"what": cell_words(cell.key, page), "given": cell.given, "expected": cell.expected}
    value = "" if cell.value is None else plain(cell.value)
    key = "contributions_none" if cell.value is None else "contributions_head"
    rows = [_given(row, page) for row in page.sums.contributions(cell.key)]
    label = say("rollup.contributions", language)
    close = dcc.Link(
        say("rollup.close", language), href=page.view.with_own(cell="").href, className="quiet"
    )
    return [
        html.Section(
            [
                html.Div([html.H2(label), close], className="source-head"),
                html.P(say(f"rollup.{key}", language, value=value, **words), className="what"),
                html.Div(
                    html.Table([html.Caption(label, className="unseen"), html.Tbody(rows)]),
                    className="source-body given",
                    tabIndex=0,
                    role="region",
                    **attributes(aria_label=label),
                ),
            ],
            className="source",
        )
    ]


def _given(row: Record, page: Rollup) -> html.Tr:
    agency, state, language = str(row["agency_id"]), str(row["state"]), page.view.language
    words: Component | str = state_words(row, language)
    if row["has_report"]:
        report = View(
            "report",
            language,
            page.view.dataset,
            agencies=(agency,),
            years=(page.year, page.year),
        )
        cell = page.chosen if row["template"] == page.template else ""
        words = dcc.Link(words, href=report.with_own(cell=cell).href)
    tag = [html.Span(say("rollup.derived", language), className="second")]
    return html.Tr(
        [
            html.Th(agency_link(agency, page.name(agency), page.view), scope="row"),
            html.Td([words, *(tag if row["is_derived"] else [])], className=f"figure is-{state}"),
        ]
    )


def own_section(page: Rollup) -> list[Component]:
    """Set the cells in which the district's own report differs from the sum."""
    own, language = page.own, page.view.language
    if own is None:
        return []
    unequal = [one for one in page.sums.cells.values() if one.difference]
    title = say("rollup.own_title", language)
    body: list[Component] = [html.H2(title), html.P(own_words(page), className="scope")]
    if own.about["published_on"]:
        day = str(own.about["published_on"])[:10]
        body.append(html.P(say("rollup.own_published", language, day=day), className="scope"))
    if unequal:
        body.append(html_table(_differences(unequal, page), title, language))
    return [html.Section(body, className="official-table own")]


def _differences(unequal: list[CellSum], page: Rollup) -> Table:
    language = page.view.language
    keys = ("cell", "own", "sum", "difference", "given", "missing")
    columns = columns_of("rollup.column_", keys, language, keys[1:-1])
    rows = tuple(
        (
            TableCell(cell_words(cell.key, page), href=page.view.with_own(cell=cell.key).href),
            TableCell(plain(cell.own or 0), cell.own),
            TableCell(plain(cell.value or 0), cell.value),
            TableCell(signed(cell.difference or 0), cell.difference),
            TableCell(f"{cell.given}/{cell.expected}"),
            TableCell(listed([page.name(agency) for agency in cell.missing], page)),
        )
        for cell in unequal
    )
    return Table(columns, rows)
