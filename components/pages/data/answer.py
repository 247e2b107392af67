"""Every figure in a grid: the sentence, the filters' counts, one page of rows and its files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from components.answers import Empty, PageHead, Sheet, Step
from components.api.fields import FIGURES
from components.api.figures import Row, asked_of, of_filters, page_rows, rows_of, wanted_of
from components.context import PageRequest
from components.figures.rates import indicators_behind
from components.figures.scope import Scope, demo_step, scope_line, scope_of, stranger
from components.numbers import plain
from components.tables import Table
from components.view import Language, View
from components.words import messages, say
from pipelines.store.questions import FigureQuery
from pipelines.values import whole

USUAL: Final = (
    *("agency", "year", "table", "indicator_label", "member_label", "value", "state"),
    *("unit", "method"),
)
FACETS: Final = ("table", "form", "state", "method")
_NAMED: Final = ("indicator", "member")  # the store has their words
SORTS: Final = {
    "agency": "agency",
    "year": "year",
    "indicator_label": "indicator",
    "value": "value",
    "state": "state",
}
_CELLS: Final = 360  # a page of more cells is slow to draw
_LEAST: Final = 18
Value = tuple[str, int, str, bool]


@dataclass(frozen=True, slots=True)
class DataFacet:
    """One filter: its name, each value with words, count and address, and how to unset it."""

    name: str
    values: tuple[Value, ...]
    clear: str


@dataclass(frozen=True, slots=True)
class Data(PageHead):
    """One page of the grid as values."""

    facets: tuple[DataFacet, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int
    size: int
    notes: tuple[str, ...]


def data(ask: PageRequest) -> Data | Empty:
    """Answer which figures there are."""
    view, language = ask.view, ask.language
    scope = scope_of(ask.store, view)
    question = say("data.question", language)
    if scope.strangers:
        return stranger(view, scope, question)
    wanted = wanted_of(view, asked_of(view, scope))
    counts = ask.store.figure_counts(wanted)
    rows_left = passing(counts, view)
    if rows_left.empty:
        return _nothing(view, scope, question)
    number = int(rows_left["figure_count"].sum())
    columns = columns_of(view)
    size = max(_LEAST, min(50, _CELLS // len(columns)))
    pages = -(-number // size)
    page = min(max(1, _number(view.own("n"))), pages)
    return Data(
        view=view,
        question=question,
        scope=scope_line(view, scope, view.years),
        sentence=sentence(rows_left, language),
        facets=_facets(counts, view),
        columns=columns,
        rows=_rows(ask, wanted, page, size),
        total=number,
        page=page,
        pages=pages,
        size=size,
        notes=notes(language),
    )


def sheet(ask: PageRequest) -> Sheet | None:
    """Return what stands above the rows of the page's files; None where nobody is so called.

    What no figure passes is a file of headings alone, as it is in the API.
    """
    page = data(replace(ask, view=ask.view.with_own(n="")))
    language, is_empty = ask.language, isinstance(page, Empty)
    if is_empty and scope_of(ask.store, ask.view).strangers:
        return None
    return Sheet(
        view=ask.view,
        question=page.question,
        scope=page.scope,
        sentence=page.what if isinstance(page, Empty) else page.sentence,
        coverage=say(
            "data.download_line",
            language,
            rows=plain(0 if isinstance(page, Empty) else page.total),
        ),
        table=Table((), ()),
        notes=notes(language),
        definitions=tuple(
            (say(f"data_field.{name}", language), getattr(FIGURES.meaning(name), language))
            for name in FIGURES.names
        ),
    )


def passing(counts: pd.DataFrame, view: View, but: str = "") -> pd.DataFrame:
    """Return the counts that pass the view's filters, one of them left out if `but` names it."""
    passes = pd.Series(data=True, index=counts.index)
    for name, value in of_filters(view).items():
        if value and name != but:
            behind = indicators_behind(value) if name == "indicator" else ()
            passes &= counts[name].isin(behind or (value,))
    return counts[passes]


def sentence(counts: pd.DataFrame, language: Language) -> str:
    """Say how many figures there are, and how many of them are no numbers."""
    number = int(counts["figure_count"].sum())
    known = int(counts.loc[counts["state"] == "number", "figure_count"].sum())
    key = "data.sentence_all" if known == number else "data.sentence"
    said = {"rows": number, "known": known, "unknown": number - known}
    return say(key, language, **{name: plain(n) for name, n in said.items()})


def notes(language: Language) -> tuple[str, ...]:
    """Return what a reader of the rows must know."""
    return tuple(say(f"data.notes_{name}", language) for name in ("zero", "counted", "method"))


def columns_of(view: View) -> tuple[str, ...]:
    """Return the columns shown; names nobody knows are left out, none left means the usual."""
    wanted = view.own("columns").split(",")
    return tuple(name for name in FIGURES.names if name in wanted) or USUAL


def column_toggles(view: View) -> tuple[tuple[str, str, bool], ...]:
    """Return each column with the address that shows or hides it, and whether it is shown."""
    shown = columns_of(view)
    return tuple(
        (name, view.with_own(columns=_columns(name, shown), n="").href, name in shown)
        for name in FIGURES.names
    )


def _columns(turned: str, shown: tuple[str, ...]) -> str:
    names = [n for n in FIGURES.names if (n in shown) != (n == turned)]
    return "" if tuple(names) == USUAL else ",".join(names)


def sort_of(view: View) -> str:
    """Return the view's way of sorting, the store's own where it names none we know."""
    sort = view.own("sort")
    return sort if sort.removeprefix("-") in SORTS.values() else ""


def _rows(ask: PageRequest, wanted: FigureQuery, page: int, size: int) -> tuple[Row, ...]:
    frame = page_rows(ask.store, wanted, sort_of(ask.view), page, size)
    return tuple(rows_of(frame, FIGURES.fields, ask.language))


def _facets(counts: pd.DataFrame, view: View) -> tuple[DataFacet, ...]:
    names = [*FACETS]
    if view.own("table") or view.indicator:
        names.append("indicator")
    if view.indicator or view.own("member"):
        names.append("member")
    return tuple(_facet(name, counts, view) for name in names)


def _facet(name: str, counts: pd.DataFrame, view: View) -> DataFacet:
    rows = passing(counts, view, but=name)
    words = _words(rows, name, view.language)
    numbers = rows.groupby(name, sort=False)["figure_count"].sum()
    here = of_filters(view)[name]
    values = tuple(
        (words(str(key)), int(n), _with(view, name, "" if key == here else str(key)), key == here)
        for key, n in numbers.items()
        if str(key)
    )
    return DataFacet(name, values, _with(view, name, "") if here else "")


def _with(view: View, name: str, value: str) -> str:
    plain_view = view.with_own(n="")
    if name == "indicator":
        return replace(plain_view, indicator=value).with_own(member="").href
    if name == "table" and view.own("table") != value:
        plain_view = replace(plain_view, indicator="").with_own(member="")
    return plain_view.with_own(**{name: value}).href


class _FilterWords:
    """Words of the values of one filter."""

    def __init__(self, name: str, language: Language, words: Mapping[str, str]) -> None:
        self._name, self._language, self._words = name, language, words

    def __call__(self, value: str) -> str:
        return self._words.get(value) or value_words(self._name, value, self._language)


def _words(rows: pd.DataFrame, name: str, language: Language) -> _FilterWords:
    if name not in _NAMED:
        return _FilterWords(name, language, {})
    pairs = rows.drop_duplicates(name)[[name, f"{name}_{language}"]]
    labels = {str(key): str(label) for key, label in pairs.itertuples(index=False)}
    return _FilterWords(name, language, labels)


_GROUPS: Final = {
    "table": "table_name",
    "form": "form",
    "state": "data_state",
    "method": "data_method",
    "dataset": "filters",
    "level": "data_level",
    "source": "source",
    "scope": "data_word",
}


def value_words(name: str, value: object, language: Language) -> str:
    """Return a code of a column in words; one without words stands as it is."""
    if isinstance(value, bool):
        return say("data_word.yes" if value else "data_word.no", language)
    key = f"{_GROUPS.get(name, '-')}.{value}"
    return say(key, language) if key in messages() else str(value)


def _number(text: str) -> int:
    return whole(text, 8) or 1


def _nothing(view: View, scope: Scope, question: str) -> Empty:
    language = view.language
    cleared = View(page="data", language=language, dataset=view.dataset)
    narrow = replace(view, indicator="", more=())
    steps = [Step(say("data.clear_all", language), narrow.href)] if narrow != view else []
    if view.years:
        steps.append(Step(say("step.all_years", language), replace(view, years=None).href))
    if cleared not in (narrow, view):
        steps.append(Step(say("step.everywhere", language), cleared.href))
    steps += demo_step(view, has_demo=scope.has_demo)
    line = scope_line(view, scope, view.years)
    what, why = say("data.none", language), say("data.none_why", language)
    return Empty(view, question, line, what, why, tuple(steps[:3]))
