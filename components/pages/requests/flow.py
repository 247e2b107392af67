"""From applicants to outcomes: how many requests went which way."""

from functools import partial

import pandas as pd

from components import theme
from components.charts.text import shown
from components.figures import dimensions
from components.figures.doors import behind_outcome, with_door
from components.figures.outcome_stack import COLOURS, group_words
from components.figures.pictures import SMALL, Picture, TableQuestion, in_words, listed
from components.numbers import plain, share
from components.pages.requests.chart_flow import FlowBand, FlowNode, flow_chart
from components.tables import Table, TableCell, TableColumn
from components.theme import Chart
from components.view import View
from components.words import say
from pipelines.store.store import Store


def flow_part(store: Store, asked: TableQuestion, flows: pd.DataFrame) -> Picture | None:
    """Set the flow, or nothing where no report has every column readable."""
    if not flows["value"].sum():
        return None
    view, language = asked.view, asked.view.language
    labels = applicants(store, view)
    wide = flows.pivot_table(index="member", columns="group", values="value", aggfunc="sum")
    wide = wide.reindex(index=list(labels), columns=list(COLOURS))
    return Picture(
        name="flow",
        title=say("requests.flow", language),
        sentence=_sentence(view, labels, wide),
        coverage=say("requests.flow_reports", language, reports=int(flows["report_count"].iloc[0])),
        make_chart=partial(_chart, view, labels, wide),
        notes=_notes(asked, labels, wide),
        make_table=partial(_table, view, labels, wide),
    )


def applicants(store: Store, view: View) -> dict[str, str]:
    """Return the kinds of applicant in the form's order, without the total column."""
    rows = dimensions.members(store)
    rows = rows[(rows["dimension"] == "applicant") & (rows["member"] != "total")]
    rows = rows.sort_values("position")
    return dict(zip(rows["member"], rows[f"label_{view.language}"], strict=True))


def _sentence(view: View, labels: dict[str, str], wide: pd.DataFrame) -> str:
    by = wide.sum(axis=1)
    top, whole = str(by.idxmax()), float(by.sum())
    base = float(by[top])
    granted = float(wide[["granted", "partial"]].sum(axis=1)[top])
    return say(
        "requests.flow_small" if base < SMALL else "requests.flow_sentence",
        view.language,
        whole=plain(whole),
        top=labels[top],
        count=plain(base),
        share=share(base, whole),
        open=plain(granted),
        openshare=share(granted, base),
    )


def _notes(asked: TableQuestion, labels: dict[str, str], wide: pd.DataFrame) -> tuple[str, ...]:
    """Say how to read the bands, and name what nothing comes from or goes to."""
    view = asked.view
    notes = [say("requests.flow_note", view.language)]
    if len(set(asked.cells["report_year"])) > 1 and wide["carried_out"].sum():
        notes.append(say("requests.flow_years", view.language))
    names = [labels[str(key)] for key, value in wide.sum(axis=1).items() if not value]
    names += [group_words(str(g), view.language) for g, v in wide.sum().items() if not v]
    if names:
        words = listed(names, view, len(names))
        notes.append(say("requests.flow_none", view.language, names=words))
    return tuple(notes)


def _chart(
    view: View,
    labels: dict[str, str],
    wide: pd.DataFrame,
    is_narrow: bool,  # noqa: FBT001 - bound by partial
) -> Chart:
    rows, columns = wide.sum(axis=1), wide.sum()
    values = {key: row.to_dict() for key, row in wide.iterrows()}
    whole = float(rows.sum())
    lefts = [
        FlowNode(str(key), labels[str(key)], theme.ACCENT, in_words(float(value), whole))
        for key, value in rows.items()
        if value
    ]
    rights = [
        FlowNode(
            str(key),
            group_words(str(key), view.language),
            COLOURS[str(key)],
            plain(float(value)),  # its share of the concluded stands over the page, on another base
        )
        for key, value in columns.items()
        if value
    ]
    bands = [
        _band(view, left, right, value, float(rows[left.key]))
        for left in lefts
        for right in rights
        if (value := float(values[left.key][right.key]))
    ]
    return flow_chart(lefts, rights, bands, is_narrow=is_narrow)


def _band(view: View, left: FlowNode, right: FlowNode, value: float, base: float) -> FlowBand:
    """Return the band between two nodes; a click on it leads to the figures it adds up."""
    href = behind_outcome(view, right.key, left.key)
    hover = with_door(_hover(view, left, right, value, base), href, view)
    return FlowBand(left.key, right.key, value, hover, href)


def _hover(view: View, left: FlowNode, right: FlowNode, value: float, base: float) -> str:
    return say(
        "requests.flow_hover_small" if base < SMALL else "requests.flow_hover",
        view.language,
        applicant=shown(left.name),
        outcome=shown(right.name),
        count=plain(value),
        base=plain(base),
        share=share(value, base),
    )


def _table(view: View, labels: dict[str, str], wide: pd.DataFrame) -> Table:
    language = view.language
    unit = say("requests.unit", language)
    columns = (
        TableColumn(say("mix.applicant", language)),
        *(TableColumn(group_words(str(group), language), "number", unit) for group in wide.columns),
    )
    rows = tuple(
        (
            TableCell(labels[str(key)]),
            *(TableCell(plain(float(value)), float(value)) for value in row),
        )
        for key, row in wide.iterrows()
    )
    return Table(columns, rows)
