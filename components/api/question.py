"""A query string as a question: every parameter checked against its table, none passed over."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, urlencode

from components.api.fields import MOST_ROWS, MOST_WORDS, OF_PAGES, Field, Parameter, Route
from components.api.figures import NOBODY, chosen_fields
from components.api.refusal import RefusalError
from components.figures import dimensions
from components.figures.scope import Scope, scope_of
from components.view import View
from pipelines.catalogue.rates import rates
from pipelines.export.selection import indicators_named
from pipelines.store.store import Store

_MOST_PARAMETERS: Final = 700  # as many agencies as a view keeps: none is dropped unsaid
EVERY_RATE: Final = "rate.*"
_ONLY_HERE: Final = frozenset({"columns", "limit", "after", "header", "empty"})
_PLACES: Final = {"province": "province_code", "city": "city_code", "county": "county_code"}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the view, as a page would read it, the columns, which part, how written.

    `indicators` are as they were asked for: several, and groups such as outcome.denied.*.
    """

    view: View
    fields: tuple[Field, ...]
    limit: int = 0  # 0 means everything
    after: str = ""
    indicators: tuple[str, ...] = ()
    header: str = "names"
    empty: str = ""
    pairs: tuple[tuple[str, str], ...] = field(default=())

    def further(self, after: str) -> str:
        """Return the query string of the next part."""
        kept_pairs = [pair for pair in self.pairs if pair[0] != "after"]
        return "?" + urlencode([*kept_pairs, ("after", after)])


def question_of(route: Route, query: str) -> Question:
    """Read a query string; a parameter that is unknown, repeated or wrong is refused."""
    pairs = _pairs(query)
    known = {parameter.name: parameter for parameter in route.parameters}
    seen: set[str] = set()
    for name, value in pairs:
        parameter = known.get(name)
        if parameter is None:
            code = "page_parameter" if name in OF_PAGES else "unknown_parameter"
            raise RefusalError(code if known else "no_parameter", name, ", ".join(known))
        if name in seen and not parameter.is_many:
            raise RefusalError("repeated_parameter", name)
        seen.add(name)
        _check(parameter, value)
    given = dict(pairs)
    wanted = tuple(dict.fromkeys(value for name, value in pairs if name == "i"))
    kept_out = _ONLY_HERE | ({"i"} if len(wanted) > 1 else set())
    view = View.parse("/data", urlencode([p for p in pairs if p[0] not in kept_out]))
    limit = int(given.get("limit", "0"))
    if limit > MOST_ROWS:
        raise RefusalError("wrong_value", "limit", _allowed(known["limit"]))
    return Question(
        view=view,
        fields=_fields(given.get("columns", ""), route),
        limit=limit,
        after=given.get("after", ""),
        indicators=wanted,
        header=given.get("header", "names"),
        empty=given.get("empty", ""),
        pairs=tuple(pairs),
    )


def indicators_of(store: Store, question: Question) -> tuple[str, ...]:
    """Return the indicators asked for, a group being all that belong to it; () means all."""
    known = dimensions.indicators(store)
    indicators: list[str] = []
    for name in question.indicators:
        named = indicators_named(known, name)
        known_value("i", name, [name] if named else [], "/api/v1/indicators")
        indicators += named
    return tuple(dict.fromkeys(indicators))


def rates_of(question: Question) -> tuple[str, ...]:
    """Return the rates asked for: by their names, or all as rate.*; others are refused."""
    known = tuple(rates())
    for name in question.indicators:
        known_value("i", name, (*known, EVERY_RATE), ", ".join(known))
    return known if EVERY_RATE in question.indicators else question.indicators


def agencies_of(store: Store, view: View) -> tuple[tuple[str, ...], Scope]:
    """Return the agencies to ask for; () means everybody, codes that nobody has are refused."""
    everyone = dimensions.agencies(store, view.dataset)
    for name, column in _PLACES.items():
        code = str(getattr(view, name))
        if code and code not in set(everyone[column].astype(str)):
            raise RefusalError("unknown_value", name, "/api/v1/agencies")
    scope = scope_of(store, view)
    if scope.strangers:
        raise RefusalError("unknown_value", "a", "/api/v1/agencies")
    level = view.own("level")
    if not (level or view.province or view.city or view.county or scope.chosen):
        return (), scope
    within = everyone[everyone["agency_id"].isin(scope.shown_asked)]
    if level:
        within = within[within["level"] == level]
    return tuple(map(str, within["agency_id"])) or NOBODY, scope


def known_value(name: str, value: str, known: Sequence[str], where: str) -> None:
    """Refuse a value that is well written but not in the data."""
    if value and value not in known:
        raise RefusalError("unknown_value", name, where)


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
    except ValueError as error:
        raise RefusalError("too_long") from error
    return [(name, value) for name, value in pairs if value]  # empty means unset, as in a form


def _check(parameter: Parameter, value: str) -> None:
    if parameter.name == "columns":
        return  # compared with the list's own columns
    if parameter.allowed:
        is_right = value in parameter.allowed
    elif parameter.pattern:
        is_right = re.fullmatch(parameter.pattern, value, re.ASCII) is not None
    else:
        is_right = value.isprintable() and len(value) <= MOST_WORDS
    if not is_right:
        raise RefusalError("wrong_value", parameter.name, _allowed(parameter))


def _allowed(parameter: Parameter) -> str:
    if parameter.allowed:
        return ", ".join(parameter.allowed)
    if parameter.name == "limit":
        return f"1..{MOST_ROWS}"
    return " ".join(filter(None, (parameter.example, parameter.pattern))) or f".{{1,{MOST_WORDS}}}"


def _fields(names: str, route: Route) -> tuple[Field, ...]:
    unknown = [name for name in names.split(",") if name and name not in route.names]
    if unknown:
        raise RefusalError("wrong_value", "columns", ", ".join(route.names))
    return chosen_fields(names, route.fields)
