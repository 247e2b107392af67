"""The bar of controls and the one callback that keeps controls and address equal."""

from dataclasses import dataclass, replace
from typing import Any, Final

from dash import Dash, Input, Output, ctx, dcc, html, no_update
from dash.development.base_component import Component

from components import ids
from components.cache import kept_for_publication
from components.figures import dimensions
from components.figures.scope import DEFAULT_INDICATOR, scope_of, year_span
from components.filters import choices
from components.filters.chips import Chip, chips_here, chips_of
from components.filters.options import (
    Option,
    indicator_options,
    level_options,
    year_options,
)
from components.filters.reconcile import chosen_of, reconcile
from components.layout.attributes import attributes
from components.numbers import span as span_words
from components.view import Language, View
from components.words import LANGUAGES, say
from pipelines.store.store import Store

CONTROLS: Final = (
    ids.Filters.LEVEL,
    ids.Filters.FIRST,
    ids.Filters.LAST,
    ids.Filters.INDICATOR,
)
State = dict[str, Any]
Value = str | None


def layout() -> html.Div:
    """Return the bar with empty controls; options arrive with the address."""
    return html.Div(
        [
            html.Button(
                id=ids.Filters.WORDS,
                className="filters-open",
                **attributes(
                    data_act="sheet", aria_expanded="false", aria_controls=ids.Filters.BAR
                ),
            ),
            html.Div(
                [
                    html.Div(id=ids.Filters.DATASET, className="dataset"),
                    html.Div(id=ids.Filters.CHIPS, className="chips"),
                    *(_control(control) for control in CONTROLS),
                    html.Button(
                        both("filters.close"),
                        className="button filters-close",
                        **attributes(data_act="sheet"),
                    ),
                ],
                id=ids.Filters.BAR,
                className="filters-row",
            ),
        ],
        className="filters",
        role="search",
    )


def both(key: str) -> list[html.Span]:
    """Return a word in both languages; the style sheet shows the page's."""
    return [
        html.Span(say(key, language), lang=language, className=f"in-{language}")
        for language in LANGUAGES
    ]


def _control(control: ids.Filters) -> html.Div:
    what = control.value.removeprefix("filters-")
    return html.Div(
        [
            html.Label(both(f"filters.{what}"), htmlFor=control, id=f"{control.value}-label"),
            dcc.Dropdown(
                id=control,
                clearable=False,
                searchable=control not in (ids.Filters.FIRST, ids.Filters.LAST),
                maxHeight=360,
            ),
        ],
        className=f"control control-{what}",
    )


@dataclass(frozen=True, slots=True)
class FilterBar:
    """Everything the bar shows for a view."""

    options: dict[str, list[Option]]
    values: dict[str, str]
    chips: tuple[Chip, ...]
    words: str

    @property
    def lack(self) -> str:
        """Return the class of a bar that has no levels to choose from."""
        return "" if len(self.options[ids.Filters.LEVEL]) > 1 else " is-level"


def bar(store: Store, view: View) -> FilterBar:
    """Work out options and values of every control; a code nobody knows is not a value."""
    return _bar(store, view.choice_on("overview"))


@kept_for_publication
def _bar(store: Store, view: View) -> FilterBar:
    scope = scope_of(store, view)
    years = year_span(dimensions.agencies(store, view.dataset))
    options: dict[str, list[Option]] = {
        ids.Filters.LEVEL: level_options(scope.place, view),
        ids.Filters.FIRST: year_options(years, view),
        ids.Filters.LAST: year_options(years, view),
        ids.Filters.INDICATOR: indicator_options(store, view.language),
    }
    first, last = map(str, view.years) if view.years else ("", "")
    wanted: dict[str, str] = {
        ids.Filters.LEVEL: view.own("level"),
        ids.Filters.FIRST: first,
        ids.Filters.LAST: last,
        ids.Filters.INDICATOR: view.indicator or DEFAULT_INDICATOR,
    }
    values = {
        control: value if value in {o["value"] for o in options[control]} else ""
        for control, value in wanted.items()
    }
    when = span_words(view.years) if view.years else say("filters.all_years", view.language)
    return FilterBar(options, values, chips_of(scope, view), f"{scope.words} · {when}")


def dataset_links(view: View, *, has_demo: bool) -> list[Component]:
    """Return the data sets as links; the other one has other places and agencies.

    Simulated data that is not held (`has_demo`) is not offered.
    """
    return [
        dcc.Link(
            say(f"filters.{name}", view.language),
            href=replace(
                view, dataset=name, province="", city="", county="", agencies=(), years=None
            ).href
            if view.dataset != name
            else view.href,
            className="is-on" if view.dataset == name else "",
        )
        for name in (("real", "demo") if has_demo or view.is_demo else ("real",))
    ]


def _chip(chip: Chip) -> html.Span:
    """Set one part of what is chosen as words, with the way out of it."""
    name = dcc.Link(chip.label, href=chip.href) if chip.href else html.Span(chip.label)
    words = html.Span(chip.leave_words, className="unseen")
    leave = dcc.Link([words, "×"], href=chip.leave, title=chip.leave_words, className="leave")
    return html.Span([name, leave], className="chip")


def labels(language: Language) -> dict[str, str]:
    """Return the words inside the controls."""
    return {
        "search": say("filters.search", language),
        "clear_search": say("filters.clear_search", language),
        "no_options_found": say("filters.none_found", language),
    }


def answer(store: Store, path: str | None, search: str | None, *values: Value) -> State:
    """Return what the bar and the address become after one move."""
    before = View.parse(path, search)
    years = year_span(dimensions.agencies(store, before.dataset))
    moved = ctx.triggered_id if ctx.triggered_id in CONTROLS else None
    after = reconcile(moved, before, chosen_of(values), years)
    shown, was = bar(store, after), bar(store, before) if moved else None
    is_new = {c: was is None or shown.options[c] != was.options[c] for c in CONTROLS}
    return {
        "search": no_update if after == before else after.search(),
        "dataset": dataset_links(after, has_demo=dimensions.is_held(store, "demo")),
        "words": shown.words,
        "class": f"filters-row on-{after.page} is-{after.dataset}{shown.lack}"
        + " is-start" * after.is_start,
        "options": {c.value: shown.options[c] if is_new[c] else no_update for c in CONTROLS},
        "value": {control.value: shown.values[control] for control in CONTROLS},
        "labels": {c.value: no_update if moved else labels(after.language) for c in CONTROLS},
        "chips": [_chip(chip) for chip in chips_here(shown.chips, after)],
    }


def register(app: Dash, store: Store) -> None:
    """Tie controls and address in one callback: a circle is allowed only inside one."""
    choices.register(app.server, store)

    @app.callback(
        output={
            "search": Output(ids.Shell.URL, "search"),
            "dataset": Output(ids.Filters.DATASET, "children"),
            "words": Output(ids.Filters.WORDS, "children"),
            "class": Output(ids.Filters.BAR, "className"),
            "options": {c.value: Output(c, "options") for c in CONTROLS},
            "value": {c.value: Output(c, "value") for c in CONTROLS},
            "labels": {c.value: Output(c, "labels") for c in CONTROLS},
            "chips": Output(ids.Filters.CHIPS, "children"),
        },
        inputs=[
            Input(ids.Shell.URL, "pathname"),
            Input(ids.Shell.URL, "search"),
            *(Input(control, "value") for control in CONTROLS),
        ],
    )
    def _on_move(path: str | None, search: str | None, *values: Value) -> State:
        return answer(store, path, search, *values)
