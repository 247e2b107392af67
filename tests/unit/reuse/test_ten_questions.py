"""Ten questions of a researcher: pandas asks the API, Polars the Data Package, SQL the store.

Each is asked three times in the words of its tool, and the numbers are the same.
"""

import io
from types import SimpleNamespace

import pandas as pd
import polars as pl
import pytest

from pipelines.export.package import Package, write_folder
from pipelines.export.selection import selected

P = pl.col
OWN = "dataset = 'demo' AND scope = 'year' AND counted"


@pytest.fixture(scope="module")
def api(client):
    def read(name, query):
        body = io.BytesIO(client.get(f"/api/v1/{name}.csv?{query}").data)
        return pd.read_csv(body, dtype={"agency_id": str, "table": str})

    return SimpleNamespace(
        figures=read("figures", "dataset=demo&empty=-").query("scope == 'year' and counted"),
        **{name: read(name, "dataset=demo") for name in ("reports", "findings", "filing")},
    )


@pytest.fixture(scope="module")
def package(store, tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    write_folder(Package(store, selected(store, "dataset=demo"), "dataset=demo"), folder)

    def read(name):
        return pl.read_csv(folder / f"{name}.csv", infer_schema_length=None)

    figures = read("figures").filter(P("scope") == "year", P("counted"))
    names = ("reports", "findings", "filings")
    return SimpleNamespace(figures=figures, **{name: read(name) for name in names})


def trend_pandas(api):
    rows = api.figures.query("indicator == 'disclosure.total' and member == '-'")
    return rows.groupby("year")["value"].agg(["count", "mean", "median"]).reset_index()


def trend_polars(package):
    rows = package.figures.filter(P("indicator") == "disclosure.total", P("member") == "-")
    v = P("value")
    return rows.group_by("year").agg(v.count().alias("n"), v.mean().alias("m"), v.median())


TREND = f"""SELECT year, count(value), avg(value), median(value) FROM figures
WHERE {OWN} AND indicator = 'disclosure.total' AND member = '' GROUP BY year"""


def refusals_pandas(api):
    rows = api.figures.query("group_id == 'outcome.denied' and not is_total")
    return rows.groupby(["indicator", "year"])["value"].sum().reset_index()


def refusals_polars(package):
    rows = package.figures.filter(P("group_id") == "outcome.denied", ~P("is_total"))
    return rows.group_by("indicator", "year").agg(P("value").sum())


REFUSALS = f"""SELECT indicator, year, sum(value) FROM figures
WHERE {OWN} AND group_id = 'outcome.denied' AND NOT is_total GROUP BY ALL"""


def chains_pandas(api):
    total = api.figures[api.figures["member"] == "total"]
    out = total[total["indicator"] == "request.carried_out"]
    came = total[total["indicator"] == "request.carried_in"].assign(year=lambda f: f["year"] - 1)
    pairs = out.merge(came, on=["agency_id", "year"], suffixes=("_out", "_in"))
    pairs = pairs[pairs["value_out"].notna() & pairs["value_in"].notna()]
    broken = pairs[pairs["value_out"] != pairs["value_in"]]
    return broken[["agency_id", "year", "value_out", "value_in"]]


def chains_polars(package):
    total = package.figures.filter(P("member") == "total")
    out = total.filter(P("indicator") == "request.carried_out")
    came = total.filter(P("indicator") == "request.carried_in").with_columns(P("year") - 1)
    pairs = out.join(came, on=["agency_id", "year"], suffix="_in")
    return pairs.filter(P("value") != P("value_in")).select(
        "agency_id", "year", "value", "value_in"
    )


CHAINS = f"""SELECT o.agency_id, o.year, o.value, i.value
FROM (FROM figures WHERE {OWN} AND member = 'total' AND indicator = 'request.carried_out') o
JOIN (FROM figures WHERE {OWN} AND member = 'total' AND indicator = 'request.carried_in') i
    ON i.agency_id = o.agency_id AND i.year = o.year + 1
WHERE o.value <> i.value"""


def growing_pandas(api):
    rows = api.figures[api.figures["indicator"] == "disclosure.by_category"]
    sums = rows.pivot_table(index="member", columns="year", values="value", aggfunc="sum")
    return sums[sums[2024] > sums[2022]][[2022, 2024]].reset_index()


def growing_polars(package):
    rows = package.figures.filter(P("indicator") == "disclosure.by_category")
    sums = rows.group_by("member").agg(
        P("value").filter(P("year") == 2022).sum().alias("then"),
        P("value").filter(P("year") == 2024).sum().alias("now"),
        P("value").filter(P("year") == 2022).count().alias("n"),
    )
    return sums.filter(P("now") > P("then"), P("n") > 0).select("member", "then", "now")


GROWING = f"""SELECT CASE member WHEN '' THEN '-' ELSE member END,
    sum(value) FILTER (year = 2022) AS first, sum(value) FILTER (year = 2024) AS last
FROM figures WHERE {OWN} AND indicator = 'disclosure.by_category'
GROUP BY ALL HAVING last > first"""


def late_pandas(api):
    return api.filing[api.filing["state"] == "late"][["agency_id", "year", "days_late", "due_on"]]


def late_polars(package):
    rows = package.filings.filter(P("state") == "late")
    return rows.select("agency_id", "year", "days_late", "due_on")


LATE = """SELECT agency_id, year, days_late, due_on::VARCHAR FROM filings
WHERE dataset = 'demo' AND state = 'late'"""
REPORT = ["indicator", "member", "value", "place", "page"]


def report_pandas(api):
    rows = api.figures.query("agency_id == '990101001' and year == 2022")
    return rows[rows["place"].notna()][REPORT]


def report_polars(package):
    rows = package.figures.filter(P("agency_id") == "990101001", P("year") == 2022)
    return rows.filter(P("place").is_not_null()).select(REPORT)


ONE_REPORT = f"""SELECT indicator, CASE member WHEN '' THEN '-' ELSE member END, value, place, page
FROM figures WHERE {OWN} AND agency_id = '990101001' AND year = 2022 AND place <> ''"""


def applicants_pandas(api):
    rows = api.figures.query("indicator == 'request.received' and not is_total")
    return rows.groupby("member")["value"].sum().reset_index()


def applicants_polars(package):
    rows = package.figures.filter(P("indicator") == "request.received", ~P("is_total"))
    return rows.group_by("member").agg(P("value").sum())


APPLICANTS = f"""SELECT member, sum(value) FROM figures
WHERE {OWN} AND indicator = 'request.received' AND NOT is_total GROUP BY member"""


def unreadable_pandas(api):
    rows = api.figures[api.figures["state"].isin(["image", "lost"])]
    return rows.groupby(["agency_id", "year", "table"]).size().reset_index()


def unreadable_polars(package):
    rows = package.figures.filter(P("state").is_in(["image", "lost"]))
    return rows.group_by("agency_id", "year", "table").len()


UNREADABLE = f"""SELECT agency_id, year, "table", count(*) FROM figures
WHERE {OWN} AND state IN ('image', 'lost') GROUP BY ALL"""
SIDES = ["fingerprint", "left_value", "operator", "right_value", "difference"]


def findings_pandas(api):
    return api.findings[api.findings["difference"].notna()][SIDES]


def findings_polars(package):
    rows = package.findings.filter(P("status") == "fail", P("difference").is_not_null())
    return rows.select(SIDES)


FINDINGS = f"""SELECT {", ".join(SIDES)} FROM findings
WHERE dataset = 'demo' AND status = 'fail' AND difference IS NOT NULL"""


def chart_pandas(api):
    rows = api.figures.query("indicator == 'outcome.total' and member == 'total' and year == 2023")
    return rows[["agency_id", "value"]]


def chart_polars(package):
    is_own = (P("indicator") == "outcome.total") & (P("member") == "total") & (P("year") == 2023)
    return package.figures.filter(is_own).select("agency_id", "value")


CHART = f"""SELECT agency_id, value FROM figures
WHERE {OWN} AND indicator = 'outcome.total' AND member = 'total' AND year = 2023"""
QUESTIONS = {
    "trend with median": (trend_pandas, trend_polars, TREND),
    "refusals by reason": (refusals_pandas, refusals_polars, REFUSALS),
    "broken chains": (chains_pandas, chains_polars, CHAINS),
    "categories that grow": (growing_pandas, growing_polars, GROWING),
    "late filers": (late_pandas, late_polars, LATE),
    "one report with places": (report_pandas, report_polars, ONE_REPORT),
    "applicants": (applicants_pandas, applicants_polars, APPLICANTS),
    "unreadable tables": (unreadable_pandas, unreadable_polars, UNREADABLE),
    "findings with both values": (findings_pandas, findings_polars, FINDINGS),
    "one chart": (chart_pandas, chart_polars, CHART),
}


def said(rows):
    """Return rows as they compare: numbers to nine places, unknown as nothing, in one order."""
    found = [tuple(_plain(value) for value in row) for row in rows]
    return sorted(found, key=repr)


def _plain(value):
    if value is None or value != value:  # noqa: PLR0124 - not a number
        return None
    if isinstance(value, str):
        return value
    return round(float(value), 9)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_has_one_answer(name, api, package, plain):
    by_pandas, by_polars, by_sql = QUESTIONS[name]
    answers = {
        "API": said(by_pandas(api).itertuples(index=False)),
        "package": said(by_polars(package).iter_rows()),
        "store": said(plain.execute(by_sql).fetchall()),
    }
    assert answers["store"]
    assert answers["API"] == answers["store"]
    assert answers["package"] == answers["store"]


def test_the_chart_is_drawn_of_these_numbers(store, plain):
    cells = store.cells("demo", "outcome.total", years=(2023, 2023))
    drawn = said(cells[["agency_id", "value"]].itertuples(index=False))
    assert drawn == said(plain.execute(CHART).fetchall())
