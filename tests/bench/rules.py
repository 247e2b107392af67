"""The whole rule book over 100,000 generated reports, beside the same relations in plain pandas.

`python -m tests.bench.rules` prints times, their ratio and the peak of memory of each side; each
side runs in a process of its own on the same Parquet file.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from pipelines.catalogue.load import applicants, catalogue
from pipelines.validate.formula import Sum
from pipelines.validate.frame import ReportHead
from pipelines.validate.program import CONDITION, LEFT, RIGHT
from pipelines.validate.relations import judge_relations, program
from pipelines.validate.rulebook import matching

REPORTS = 100_000
SLOT = ["indicator", "member"]
YEARS = range(2019, 2026)
COUNTED = ("outcome.granted", "outcome.partial", "outcome.denied.process")
COUNTED += ("outcome.unable.not_held", "outcome.not_processed.petition")


def generate(folder: Path, count: int, seed: int = 7) -> None:
    """Write `figures.parquet` and `reports.parquet`: reports that balance, a few of them broken."""
    dice = np.random.default_rng(seed)
    agencies = -(-count // len(YEARS))
    heads, bodies = [], []
    prior: dict[str, np.ndarray] = {}
    for index, year in enumerate(YEARS):
        template = "2019" if year < 2021 else "2021"
        numbers = np.arange(agencies) + index * agencies
        values = _balanced(dice, agencies, template, prior)
        prior = {"out": values["request.carried_out", "natural_person"]}
        broken = dice.choice(agencies, agencies // 50, replace=False)
        values["outcome.total", "total"][broken] += 1
        heads.append(_heads(numbers, year, template, index, agencies))
        bodies.append(_long(dice, numbers, template, values))
    reports = pd.concat(heads, ignore_index=True)
    with duckdb.connect() as connection:  # noqa: TID251
        connection.register("reports", reports)
        connection.execute(f"COPY reports TO '{folder}/reports.parquet'")
        for index, body in enumerate(bodies):
            connection.register("body", body)
            connection.execute(f"COPY body TO '{folder}/figures-{index}.parquet'")


def _balanced(dice, agencies, template, prior) -> dict:
    values = {slot: np.zeros(agencies) for slot in catalogue().template(template).slots}
    asked = dice.random(agencies) < 0.3
    carried = prior.get("out", np.zeros(agencies))
    for applicant in applicants()[:2]:
        shares = [dice.poisson(2, agencies) * asked for _ in COUNTED]
        for row, share in zip(COUNTED, shares, strict=True):
            values[row, applicant] = share.astype(float)
        decided = np.sum(shares, axis=0).astype(float)
        is_person = applicant == "natural_person"
        carried_in = np.minimum(carried, decided) if is_person else np.zeros(agencies)
        out = (dice.random(agencies) < 0.2) * asked * 1.0 if is_person else np.zeros(agencies)
        values["request.carried_in", applicant] = carried_in
        values["request.carried_out", applicant] = out
        values["outcome.total", applicant] = decided
        values["request.received", applicant] = decided + out - carried_in
    for row in {row for row, member in values if member == "total"}:
        parts = [values[row, applicant] for applicant in applicants()[:-1]]
        values[row, "total"] = np.sum(parts, axis=0)
    values["licence.decisions", ""] = dice.poisson(60, agencies) * 1.0
    values["penalty.decisions", ""] = dice.poisson(9, agencies) * 1.0
    values["review.upheld", ""] = values["review.total", ""] = dice.poisson(0.2, agencies) * 1.0
    return values


def _heads(numbers, year, template, index, agencies) -> pd.DataFrame:
    before = {0: "", 1: "2019", 2: "2019"}.get(index, "2021")
    return pd.DataFrame(
        {
            "report": numbers,
            "template": template,
            "level": "township",
            "report_year": year,
            "prior_template": before,
            "is_whole": True,
            "prior": numbers - agencies if index else -1,
        }
    )


def _long(dice, numbers, template, values) -> pd.DataFrame:
    slots = sorted(catalogue().template(template).slots)
    rows, known = sorted({row for row, _ in slots}), sorted({member for _, member in slots})
    size = len(numbers)
    indicator = np.repeat([rows.index(row) for row, _ in slots], size)
    member = np.repeat([known.index(column) for _, column in slots], size)
    status = np.where(dice.random(size * len(slots)) < 0.001, 1, 0)
    return pd.DataFrame(
        {
            "report": np.tile(numbers, len(slots)),
            "indicator": pd.Categorical.from_codes(indicator, rows),
            "member": pd.Categorical.from_codes(member, known),
            "is_printed": True,
            "value": np.concatenate([values[slot] for slot in slots]) * (status == 0),
            "status": pd.Categorical.from_codes(status, ["number", "blank"]),
        }
    )


def ours(folder: Path) -> int:
    """Judge with the rule book; return how many relations fail or cannot be judged."""
    reports = _reports(folder)
    heads = [ReportHead(*row) for row in reports[list(ReportHead._fields)].itertuples(index=False)]
    lineage = [(report, prior) for report, prior in _pairs(reports) if prior >= 0]
    return sum(1 for _ in judge_relations(heads, folder / "figures-*.parquet", lineage))


def _pairs(reports: pd.DataFrame) -> zip:
    return zip(reports["report"].tolist(), reports["prior"].tolist(), strict=True)


def plain_pandas(folder: Path) -> int:
    """Judge the same relations on the same frame with pandas: pivot once, then column sums."""
    reports, figures = _reports(folder), _figures(folder)
    started = time.perf_counter()
    reports = reports.set_index("report")
    found = 0
    wide = figures.pivot(index="report", columns=SLOT, values="value")  # noqa: PD010
    wide = wide.fillna(0.0)
    figures["doubt"] = figures["status"] != "number"
    doubts = figures.pivot(index="report", columns=SLOT, values="doubt")  # noqa: PD010
    doubts = doubts.eq(True)
    for template in ("2019", "2021"):
        found += _relations(wide, doubts, reports.loc[wide.index], template)
    print(f"seconds {time.perf_counter() - started:.2f}")
    return found


def _relations(
    wide: pd.DataFrame, doubts: pd.DataFrame, reports: pd.DataFrame, template: str
) -> int:
    plan, found = program(), 0
    prior = wide.reindex(reports["prior"]).set_index(wide.index).fillna(0.0)
    for one in plan.instances:
        rule = one.rule
        if template not in rule.templates or rule.family == "narrative":
            continue
        asked = reports["report_year"].between(*rule.years) & (reports["template"] == template)
        asked &= not rule.levels or "township" in rule.levels
        if one.needs_prior:
            asked &= reports["prior_template"].isin(rule.prior_templates)
        sides = {form: 0.0 for form, _, _ in one.forms}
        for form, side, sign in one.forms:
            sides[form] = sides[form] + sign * _sum(side, one, wide, prior)
        for offset, condition in enumerate(one.conditions):
            asked &= _compared(sides[CONDITION + offset], condition.operator, 0.0)
        holds = _compared(sides[LEFT], one.formula.operator, sides[RIGHT])
        failed = asked & ~holds
        found += int(failed.sum())
        _assumed(doubts[failed], one)
    return found


def _sum(side: Sum, one, wide: pd.DataFrame, prior: pd.DataFrame) -> pd.Series:
    total = pd.Series(side.constant, index=wide.index)
    for term in side.terms:
        frame = prior if term.is_prior else wide
        for row in matching(term.indicator, one.rule, catalogue()):
            total = total + term.factor * frame[row, term.member]
    return total


def _assumed(doubts: pd.DataFrame, one) -> pd.Series:
    """Say which of the failed rest on a cell that was tried as 0."""
    rows = {
        (row, term.member)
        for term in one.formula.terms
        for row in matching(term.indicator, one.rule, catalogue())
    }
    return doubts[sorted(rows)].any(axis=1)


def _compared(left, operator: str, right):
    methods = {"=": "eq", "!=": "ne", ">=": "ge", "<=": "le", ">": "gt", "<": "lt"}
    return getattr(left, methods[operator])(right)


def _reports(folder: Path) -> pd.DataFrame:
    return duckdb.read_parquet(str(folder / "reports.parquet")).order("report").df()


def _figures(folder: Path) -> pd.DataFrame:
    figures = duckdb.read_parquet(str(folder / "figures-*.parquet"))
    frame = figures.select("report", "indicator", "member", "value", "status").df()
    return frame.astype({"indicator": "category", "member": "category", "status": "category"})


def _alone(side: str, folder: Path) -> tuple[float, int, float]:
    """Run one side in a process of its own: seconds, findings, peak memory in MB."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.rules", side, str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    said = dict(line.split(maxsplit=1) for line in done.stdout.splitlines() if " " in line)
    return float(said["seconds"]), int(said["found"]), float(said["peak_mb"])


def main() -> None:
    """Print both sides and their ratio, or run one side when asked."""
    if len(sys.argv) == 3:
        folder, side = Path(sys.argv[2]), sys.argv[1]
        started = time.perf_counter()
        found = {"ours": ours, "pandas": plain_pandas}[side](folder)
        if side == "ours":
            print(f"seconds {time.perf_counter() - started:.2f}")
        print(f"found {found}")
        print(f"peak_mb {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")
        return
    count = int(sys.argv[1]) if len(sys.argv) == 2 else REPORTS
    with tempfile.TemporaryDirectory() as name:
        generate(Path(name), count)
        best: dict[str, float] = {}
        for side in ("ours", "pandas", "ours", "pandas"):
            seconds, found, peak = _alone(side, Path(name))
            best[side] = min(seconds, best.get(side, seconds))
            print(f"{side:>7}: {seconds:7.2f} s, {found} found, peak {peak:.0f} MB")
    ratio = best["pandas"] / best["ours"]
    print(f"  ratio: {ratio:.1f} times faster than plain pandas over {count} reports")


if __name__ == "__main__":
    main()
