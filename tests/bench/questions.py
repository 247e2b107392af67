"""What a question to the store costs, beside the cheapest question there is, in the same run.

`python -m tests.bench.questions` asks the published store; answers that are kept are not counted.
Five questions of the pages are held against the least statement that answers each on the same file,
and against pandas reading the figures from that file.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import pandas as pd

from pipelines.settings import settings
from pipelines.store.served import READING
from pipelines.store.store import Store

TIMES = 15
MOST_OF_LEAST, LEAST_OF_PANDAS = 3, 10  # times
_TOTAL = "disclosure.total"
_FIGURES = "SELECT {} FROM raw.figure_by_indicator WHERE dataset = 'real' AND scope = 'year'"
_YEAR = " AND report_year = 2023"


@dataclass(frozen=True, slots=True)
class Held:
    """A question as pages ask it, the least statement, and what pandas does with all figures."""

    ours: Callable[[Store], object]
    least: str
    alone: Callable[[pd.DataFrame], object]


def milliseconds(ask: Callable[[], object], times: int = TIMES) -> float:
    """Return the median processor time of a question."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        ask()
        spent.append(time.process_time() - start)
    return statistics.median(spent) * 1000


def anew(store: Store, ask: Callable[[], object]) -> Callable[[], object]:
    """Return a question that is answered anew each time."""

    def asked() -> object:
        store._kept.clear()
        return ask()

    return asked


def five(store: Store) -> dict[str, Held]:
    """Return five questions, of the county and the province that most agencies are of."""
    everyone = store.agencies("real")
    counties, provinces = everyone["county_code"], everyone["province_code"]
    county = str(counties[counties != ""].mode().iloc[0])
    province = str(provinces[provinces != ""].mode().iloc[0])
    of_county = everyone.loc[counties == county, "agency_id"].tolist()
    of_province = everyone.loc[provinces == province, "agency_id"].tolist()
    one = f" AND indicator = '{_TOTAL}'"
    named, year = {"indicator": _TOTAL}, (2023, 2023)

    def known(all_: pd.DataFrame, indicator: str = _TOTAL) -> pd.DataFrame:
        return all_[(all_["indicator"] == indicator) & (all_["status"] == "number")]

    def in_year(all_: pd.DataFrame) -> pd.DataFrame:
        return all_[all_["report_year"] == year[0]]

    return {
        "a county by years": Held(
            lambda s: s.cells("real", _TOTAL, agencies=of_county),
            _FIGURES.format("agency_id, report_year, value")
            + one
            + f" AND starts_with(agency_id, '{county}')",
            lambda f: known(f[f["agency_id"].str.startswith(county)]),
        ),
        "a province's ranking": Held(
            lambda s: s.cells("real", **named, agencies=of_province, years=year),
            _FIGURES.format("agency_id, value")
            + one
            + f" AND starts_with(agency_id, '{province}'){_YEAR} ORDER BY value DESC",
            lambda f: known(in_year(f[f["agency_id"].str.startswith(province)])).sort_values(
                "value"
            ),
        ),
        "the nation's mix": Held(
            lambda s: s.mix("real", "category", "disclosure.by_category", years=year),
            _FIGURES.format("member, sum(value)")
            + " AND indicator = 'disclosure.by_category'"
            + f"{_YEAR} GROUP BY member",
            lambda f: known(in_year(f), "disclosure.by_category").groupby("member")["value"].sum(),
        ),
        "quartiles": Held(
            lambda s: s.cells("real", **named, years=year)["value"].quantile([0.25, 0.5, 0.75]),
            _FIGURES.format("quantile_cont(value, [0.25, 0.5, 0.75])") + one + _YEAR,
            lambda f: known(in_year(f))["value"].quantile([0.25, 0.5, 0.75]),
        ),
        "table three of the nation": Held(
            lambda s: s.request_outcomes("real"),
            _FIGURES.format("template, indicator, member, sum(value)")
            + " AND table_number = '3' GROUP BY ALL",
            lambda f: (
                f[f["table_number"] == "3"]
                .groupby(["template", "indicator", "member"])["value"]
                .sum()
            ),
        ),
    }


def print_five(store: Store) -> None:
    """Print the five questions with both ratios."""
    file = duckdb.connect(str(store.file()), read_only=True, config=READING)  # noqa: TID251 - least
    print(f"{'milliseconds':26s} {'ours':>8s} {'least':>8s} {'pandas':>8s}   ours to both")
    for name, held in five(store).items():
        ours = milliseconds(anew(store, lambda held=held: held.ours(store)))  # type: ignore[misc]
        least = milliseconds(lambda held=held: file.execute(held.least).df())  # type: ignore[misc]
        alone = milliseconds(
            lambda held=held: held.alone(file.execute(_FIGURES.format("*")).df()),  # type: ignore[misc]
            3,
        )
        times = f"{ours / least:5.1f} times the least; pandas {alone / ours:5.1f} times ours"
        print(f"{name:26s} {ours:8.1f} {least:8.1f} {alone:8.1f}  {times}", flush=True)
    print(f"asked for: at most {MOST_OF_LEAST} times, at least {LEAST_OF_PANDAS} times")


def main() -> None:
    """Print the cost of every kind of question, then the five."""
    store = Store(settings().store)
    agencies = store.agencies("demo")["agency_id"].tolist()
    first = agencies[0]
    questions: dict[str, Callable[[], object]] = {
        "members (the cheapest)": store.members,
        "cells, a county": lambda: store.cells("demo", "request.received", agencies=agencies),
        "cells, the whole sample": lambda: store.cells("real", _TOTAL),
        "mix, a county": lambda: store.mix(
            "demo", "category", "disclosure.by_category", agencies=agencies
        ),
        "reports, a county": lambda: store.reports("demo", agencies),
        "agencies": lambda: store.agencies("real"),
        "search": lambda: store.find_agencies("real", first[:4]),
        "one report explained": lambda: store.explain(first, 2022),
    }
    print(f"load {os.getloadavg()[0]:.1f}")
    for name, ask in questions.items():
        print(f"{name:26s} {milliseconds(anew(store, ask)):6.1f} ms")
    print_five(store)


if __name__ == "__main__":
    main()
