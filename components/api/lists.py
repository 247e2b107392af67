"""The lists that are small enough to hold: each as a frame, its filters applied."""

import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

import pandas as pd

from components.api.fields import ANY, NO_MEMBER, STATES
from components.api.question import agencies_of, known_value
from components.context import PageRequest
from components.figures import dimensions
from components.figures.evidence import formerly_judged, judged
from components.figures.findings import FORMER, STATUSES, VERDICTS, chosen, prepared
from components.figures.scope import Scope
from components.view import View
from pipelines.catalogue.rates import rates as every_rate


def reports(ask: PageRequest) -> pd.DataFrame:
    """Return the current reports of the scope."""
    view = ask.view
    rows = ask.store.reports(view.dataset, _agencies(ask), view.years)
    rows = rows.assign(template=rows["template"].replace("", "unknown"))
    return _of(rows, view, {"form": "template"})


def rates(ask: PageRequest) -> pd.DataFrame:
    """Return the rate asked for, or every one, of each report of the scope.

    Without a number `state` says why: a cell that is unknown, a base that is too small.
    """
    view, known = ask.view, every_rate()
    known_value("i", view.indicator, [*known], ", ".join(known))
    agencies_asked = _agencies(ask)
    parts = [
        ask.store.rates(view.dataset, rate, agencies_asked, view.years).assign(
            indicator=rate.id,
            indicator_zh=rate.label.zh,
            indicator_en=rate.label.en,
            kind=rate.kind,
            least=rate.least,
        )
        for rate in known.values()
        if view.indicator in {"", rate.id}
    ]
    rows = pd.concat(parts, ignore_index=True)
    return rows.assign(template=rows["template"].replace("", "unknown"))


def agencies(ask: PageRequest) -> pd.DataFrame:
    """Return the agencies of the place that have a report or are expected to have one."""
    view = ask.view
    rows, wanted = ask.store.agencies(view.dataset, _words(view.own("q"))), _agencies(ask)
    return rows[rows["agency_id"].isin(wanted)] if wanted else rows


def indicators(ask: PageRequest) -> pd.DataFrame:
    """Return the catalogue."""
    rows, view = dimensions.indicators(ask.store), ask.view
    rows = _of(rows, view, {"table": "table"})
    return _saying(rows, view.own("q"), ["id", "label_zh", "label_en"])


def members(ask: PageRequest) -> pd.DataFrame:
    """Return the members of every dimension."""
    return dimensions.members(ask.store)


def codes(ask: PageRequest) -> pd.DataFrame:
    """Return every list of codes."""
    return ask.store.codes()


def findings(ask: PageRequest) -> pd.DataFrame:
    """Return the findings as their page shows them, people's verdicts laid over.

    Those of earlier versions are given where their status is asked for: "any" is any of today.
    """
    view = ask.view
    _known_rule(ask)
    asked = formerly_judged if view.own("status") in FORMER else judged
    every = prepared(asked(ask, _agencies(ask), view.years))
    statuses = STATUSES if view.own("status") == ANY else (view.own("status"),)
    verdicts = VERDICTS if view.own("verdict") == ANY else (view.own("verdict"),)
    parts = [
        chosen(every, view.with_own(status=status, verdict=verdict))
        for status in statuses
        for verdict in verdicts
    ]
    return pd.concat(parts).sort_index(kind="stable")


def filing(ask: PageRequest) -> pd.DataFrame:
    """Return what became of every report that was due or came."""
    view = ask.view
    rows = ask.store.filing(view.dataset, _agencies(ask), view.years)
    return _of(rows, view, {"state": "state"})


def similar(ask: PageRequest) -> pd.DataFrame:
    """Return pairs of reports that say much in the same words."""
    view = ask.view
    return ask.store.similar(view.dataset, _agencies(ask), view.years)


def rules(ask: PageRequest) -> pd.DataFrame:
    """Return the book of rules."""
    _known_rule(ask)
    rows = ask.store.rules()
    names = {name: name for name in ("axis", "severity", "family", "rule")}
    return _of(rows, ask.view, names)


def info(ask: PageRequest) -> pd.DataFrame:
    """Return what the published file was built from, one row an item."""
    build = ask.store.info()
    rows: list[tuple[str, int | None, str]] = [("digest", None, build.digest)]
    rows.append(("schema", build.schema, ""))
    rows += [(item, count, "") for item, count in sorted(build.built_from.items())]
    frame = pd.DataFrame(rows, columns=["item", "count", "text"])
    return frame.astype({"count": "Int64"})


LISTS: Final[Mapping[str, Callable[[PageRequest], pd.DataFrame]]] = {
    "rates": rates,
    "reports": reports,
    "agencies": agencies,
    "indicators": indicators,
    "members": members,
    "codes": codes,
    "findings": findings,
    "filing": filing,
    "similar": similar,
    "rules": rules,
    "info": info,
}


def figure_scope(ask: PageRequest) -> tuple[tuple[str, ...], Scope]:
    """Return the agencies of a question about figures; names nobody has are refused."""
    view, known = ask.view, dimensions.indicators(ask.store)
    names = {*dimensions.members(ask.store)["member"], *known["member"], NO_MEMBER} - {""}
    known_value("member", view.own("member"), sorted(names), ", ".join(sorted(names)))
    known_value("state", view.own("state"), STATES, ", ".join(STATES))
    return agencies_of(ask.store, view)


def _agencies(ask: PageRequest) -> tuple[str, ...]:
    return agencies_of(ask.store, ask.view)[0]


def _known_rule(ask: PageRequest) -> None:
    book = ask.store.rules()
    for name in ("rule", "family"):
        known_value(name, ask.view.own(name), list(book[name]), "/api/v1/rules")


def _of(rows: pd.DataFrame, view: View, columns: Mapping[str, str]) -> pd.DataFrame:
    """Keep the rows whose columns are what the view's own filters say."""
    for name, column in columns.items():
        if view.own(name):
            rows = rows[rows[column] == view.own(name)]
    return rows


def _words(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return unicodedata.normalize("NFKC", text).lower().split()


def _saying(rows: pd.DataFrame, text: str, columns: list[str]) -> pd.DataFrame:
    """Keep the rows that have every word of a text."""
    texts = pd.Series("", index=rows.index)
    for column in columns:  # one after another: a frame without rows has no way to be joined
        texts = texts + " " + rows[column].fillna("").astype(str).str.lower()
    keep = pd.Series(data=True, index=rows.index)
    for word in _words(text):
        keep &= texts.str.contains(word, regex=False)
    return rows[keep]
