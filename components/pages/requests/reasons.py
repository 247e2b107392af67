"""Why information was not given: the reasons of the form, ranked."""

from functools import partial

import pandas as pd

from components.answers import Key
from components.charts.text import shown
from components.figures.doors import behind
from components.figures.outcome_stack import COLOURS, group_words
from components.figures.pictures import SMALL, Picture, TableQuestion, in_words, listed
from components.numbers import plain, share
from components.pages.requests.chart_reasons import Reason, reasons_chart
from components.tables import Table, TableCell, TableColumn
from components.theme import Chart
from components.view import View
from components.words import say

_WITHHELD = ("denied", "unable", "not_processed", "other")


def reasons_part(
    asked: TableQuestion, ranked: pd.DataFrame, labels: dict[str, str], coverage: str
) -> Picture | None:
    """Set the ranking of reasons, or nothing where nothing was concluded."""
    base = float(ranked["value"].sum())
    if not base:
        return None
    view, language = asked.view, asked.view.language
    withheld = ranked[ranked["group"].isin(_WITHHELD)].reset_index(drop=True)
    keys = withheld["indicator"].mask(withheld["is_derived"], "outcome.other_sum")
    withheld = withheld.assign(label=keys.map(labels).astype(str))
    named = withheld[withheld["value"] > 0]
    return Picture(
        name="reasons",
        title=say("requests.reasons", language),
        sentence=_sentence(view, named, base),
        coverage=coverage,
        make_chart=partial(_chart, view, named) if len(named) else None,
        legend=tuple(
            Key(group_words(g, language), COLOURS[g]) for g in _WITHHELD if g in set(named["group"])
        ),
        notes=_notes(view, withheld),
        make_table=partial(_table, view, withheld, base),
    )


def _sentence(view: View, named: pd.DataFrame, base: float) -> str:
    if named.empty:
        return say("requests.reasons_none", view.language, base=plain(base))
    whole, top = float(named["value"].sum()), named.iloc[0]
    return say(
        "requests.reasons_small" if base < SMALL else "requests.reasons_sentence",
        view.language,
        whole=plain(whole),
        base=plain(base),
        share=share(whole, base),
        top=top["label"],
        count=plain(float(top["value"])),
    )


def _notes(view: View, withheld: pd.DataFrame) -> tuple[str, ...]:
    none = list(withheld.loc[withheld["value"] == 0, "label"])
    key = "reasons_note" if none else "reasons_all"
    notes = [say(f"requests.{key}", view.language, names=listed(none, view, len(none)))]
    if withheld["is_derived"].any():
        notes.append(say("requests.reasons_derived", view.language))
    return tuple(notes)


def _chart(view: View, named: pd.DataFrame, is_narrow: bool) -> Chart:  # noqa: FBT001 - partial
    whole = float(named["value"].sum())
    reasons = [
        Reason(
            str(row.label),
            float(str(row.value)),
            in_words(float(str(row.value)), whole),
            COLOURS[str(row.group)],
            f"<b>{shown(str(row.label))}</b><br>{group_words(str(row.group), view.language)} · "
            f"{in_words(float(str(row.value)), whole)}<br>{say('chart.open_list', view.language)}",
            behind(view, "" if row.is_derived else str(row.indicator), "total", "3"),
        )
        for row in named.itertuples()
    ]
    return reasons_chart(reasons, is_narrow=is_narrow)


def _table(view: View, withheld: pd.DataFrame, base: float) -> Table:
    language = view.language
    columns = (
        TableColumn(say("column.indicator", language)),
        TableColumn(say("mix.category", language)),
        TableColumn(say("column.value", language), "number"),
        TableColumn(say("requests.base", language), "number"),
    )
    rows = tuple(
        (
            TableCell(str(row.label)),
            TableCell(group_words(str(row.group), language)),
            TableCell(in_words(float(str(row.value)), base), float(str(row.value))),
            TableCell(plain(base), base),
        )
        for row in withheld.itertuples()
    )
    return Table(columns, rows)
