"""The figures that a view asks for: what is wanted of the store, and its rows as plain values."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import pandas as pd

from components.api.fields import FIGURES, Field
from components.figures.rates import indicators_behind
from components.figures.scope import Scope
from components.view import View
from pipelines.store.questions import FIRST, FigureQuery, FigureSlice
from pipelines.store.store import Store

Row = dict[str, Any]
Place = tuple[int, int]
NOBODY: Final = ("-",)  # where a choice has no agency: () would be everybody
FILTERS: Final = ("member", "table", "form", "state", "method")


def wanted_of(view: View, agencies: Sequence[str]) -> FigureQuery:
    """Return what a view asks of the figures; free values are compared, never trusted."""
    return FigureQuery(
        dataset=view.dataset,
        agencies=tuple(agencies),
        years=view.years,
        indicator=view.indicator,
        indicators=indicators_behind(view.indicator),
        text=view.own("q"),
        member=view.own("member"),
        table=view.own("table"),
        form=view.own("form"),
        state=view.own("state"),
        method=view.own("method"),
    )


def asked_of(view: View, scope: Scope) -> tuple[str, ...]:
    """Return the agencies to ask for; a place and level nobody chose is everybody.

    A level that no agency of the place has is nobody: pages of charts leave all of them then, but
    who takes figures away asked for those of that level.
    """
    if view.own("level") and not (scope.level or scope.chosen):
        return NOBODY
    is_narrowed = view.province or view.city or view.county or view.own("level")
    return (tuple(scope.shown_asked) or NOBODY) if is_narrowed or scope.chosen else ()


def chosen_fields(names: str, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Return the named columns in their own order; none named means all, the data set stays."""
    wanted = set(names.split(",")) if names else set()
    chosen = tuple(one for one in fields if one.name in wanted)
    if not chosen:
        return fields
    return tuple(one for one in fields if one in chosen or one.name == "dataset")


def rows_of(frame: pd.DataFrame, fields: Sequence[Field], language: str) -> Iterator[Row]:
    """Yield the rows of a frame with only these columns, as values that any file can hold."""
    columns = [[plain_value(v) for v in frame[field.column(language)]] for field in fields]
    names = [field.name for field in fields]
    for values in zip(*columns, strict=True):
        yield dict(zip(names, values, strict=True))


def every_row(
    store: Store, wanted: FigureQuery, fields: Sequence[Field], language: str
) -> Iterator[Row]:
    """Yield all figures wanted, in the store's order, without holding them."""
    for frame in store.figure_batches(wanted):
        yield from rows_of(frame, fields, language)


def some_rows(
    store: Store,
    wanted: FigureQuery,
    fields: Sequence[Field],
    language: str,
    limit: int,
    after: Place,
) -> tuple[list[Row], Place | None]:
    """Return one page of figures, and the place of its last row where there are more."""
    frames: list[pd.DataFrame] = []
    for frame in store.figure_batches(wanted, after):
        frames.append(frame)
        if sum(map(len, frames)) > limit:
            break
    if not frames:
        return [], None
    whole = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    last = whole.iloc[limit - 1] if len(whole) > limit else None
    rows = list(rows_of(whole.head(limit), fields, language))
    return rows, None if last is None else (int(last["report_id"]), int(last["row_key"]))


def page_rows(store: Store, wanted: FigureQuery, sort: str, page: int, size: int) -> pd.DataFrame:
    """Return one page of the grid."""
    return store.figures(
        wanted, FigureSlice(size, offset=(page - 1) * size, sort=sort, after=FIRST)
    )


def figure_fields(view: View) -> tuple[Field, ...]:
    """Return the columns that a view's files carry."""
    return chosen_fields(view.own("columns"), FIGURES.fields)


def plain_value(value: Any) -> Any:  # noqa: ANN401 - whatever a frame holds
    """Return a value of a frame as text, number, truth or None: unknown is None, never 0."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if hasattr(value, "item"):  # a number of the library's own kind
        value = value.item()
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124 - not a number
            return None
        return int(value) if value.is_integer() else value
    return value


def of_filters(view: View) -> Mapping[str, str]:
    """Return the filters of single figures that the view sets."""
    return {"indicator": view.indicator} | {name: view.own(name) for name in FILTERS}
