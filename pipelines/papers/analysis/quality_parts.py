"""Parts of an analysis: the reports' quality, who stands out, what is wrong, what is asked."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pipelines.aggregate.changes import LEAST_BASE
from pipelines.aggregate.movers import largest, pairs
from pipelines.catalogue.indicator_ids import CARRIED_OUT, DISCLOSURE_TOTAL, REQUESTS_RECEIVED
from pipelines.papers.analysis.amounts import of_agencies
from pipelines.papers.analysis.blocks import (
    AnalysisParagraph,
    AnalysisPart,
    Chart,
    ChartSeries,
    PaperTable,
)
from pipelines.papers.analysis.study import Study
from pipelines.papers.analysis.wording import named, numeral, say
from pipelines.papers.district import District, problem_lines, request_lines
from pipelines.papers.facts import Row, class_of, classes, is_read
from pipelines.papers.words import joined, percent, table

_MOST_TIED: Final = 3
_MOST_CLEAN: Final = 12
_COLOURS: Final = {"error": 1, "warning": 4}


def graded(district: District) -> tuple[int, int]:
    """Return how many errors and warnings there are, filing left to its own part."""
    errors = sum(row["severity"] == "error" for row in district.content)
    return errors, len(district.content) - errors


def read_count(district: District) -> int:
    """Return how many whole reports were read and checked."""
    return sum(is_read(row) for row in district.filed)


def quality_section(study: Study) -> AnalysisPart:
    """Return what was found in the reports, by class and grade, beside the year before."""
    reports = read_count(study.now)
    errors, warnings = graded(study.now)
    holes = {"reports": reports, "errors": errors, "warnings": warnings}
    answer = say("quality.answer" if reports else "quality.answer_none", **holes)
    grid, chart = _classes(study)
    return AnalysisPart(
        key="quality",
        title=say("heading.quality"),
        answer=answer,
        paragraphs=[AnalysisParagraph("".join(_quality(study, answer)))],
        charts=[chart] if len(chart.categories) > 1 else [],  # one bar compares nothing
        grids=[grid] if grid.rows else [],
        sources=[study.source("findings", years=(study.year - 1, study.year))],
    )


def _quality(study: Study, answer: str) -> Iterator[str]:
    yield f"{answer}{say('quality.stop')}"
    if not read_count(study.now):
        return
    if before := read_count(study.before):
        errors, warnings = graded(study.before)
        yield say("quality.change", reports=before, errors=errors, warnings=warnings)
    else:
        yield say("quality.change_none")
    for key, rows in (("doubts", study.now.found.doubts), ("hints", study.now.found.hints)):
        if rows:
            yield say(f"quality.{key}", count=len(rows))


def _classes(study: Study) -> tuple[PaperTable, Chart]:
    rows: dict[str, list[Row]] = {}
    for row in study.now.content:
        rows.setdefault(class_of(row["rule"], row["family"])[0], []).append(row)
    named_ = [(name, rows[key]) for key, name in classes() if key in rows]
    words = table("analysis")["quality"]
    lines = [[name, *_counts(own)] for name, own in named_]
    if lines:
        lines.append([words["total"], *_counts(study.now.content)])
    grid = PaperTable(
        say("quality.table", year=study.year), words["columns"], lines, words["widths"]
    )
    series = [
        ChartSeries(
            say(f"quality.{grade}s"),
            [float(sum(row["severity"] == grade for row in own)) for _, own in named_],
            _COLOURS[grade],
        )
        for grade in ("error", "warning")
    ]
    title = say("quality.chart", year=study.year)
    return grid, Chart("stacked_bars", title, [name for name, _ in named_], series)


def _counts(rows: Sequence[Row]) -> list[str]:
    errors = sum(row["severity"] == "error" for row in rows)
    agencies = {row["agency_id"] for row in rows}
    return [str(errors), str(len(rows) - errors), str(len(agencies))]


def standing_section(study: Study) -> AnalysisPart:
    """Return who stands out and why; the number that makes it so stands beside each name."""
    lines = [line for line in _standing(study) if line]
    key = "answer" if lines else "answer_none"
    return AnalysisPart(
        key="standing",
        title=say("heading.standing"),
        answer=say(f"standing.{key}", count=len(lines)),
        paragraphs=[AnalysisParagraph(text) for text in lines or [say("standing.none")]],
        sources=[study.source("trends", years=(study.year - 1, study.year))],
    )


def _standing(study: Study) -> Iterator[str]:
    late = {
        str(row["agency_id"]): float(row["days_late"])
        for row in study.now.of_state("late", all_filed=True)
        if row["days_late"] is not None
    }
    yield _largest(study, late, "late")
    if missing := [str(row["agency_id"]) for row in study.now.of_state("missing")]:
        yield say("standing.missing", names=named(missing, study.names))
    yield from _movers(study)
    yield _load(study)
    yield _largest(study, _year_of(study, CARRIED_OUT), "carried")
    yield _corrected(study)
    issues = Counter(str(row["agency_id"]) for row in study.now.content)
    yield _largest(study, {one: float(count) for one, count in issues.items()}, "found")
    yield _clean(study)


def _year_of(study: Study, indicator: str) -> dict[str, float]:
    return of_agencies(study.sums, indicator, study.year, study.units)


def _largest(study: Study, values: Mapping[str, float], key: str) -> str:
    """Name who has the largest value; nothing where that is 0, or too many share it."""
    most = max(values.values(), default=0)
    first = sorted(one for one, value in values.items() if value == most)
    if not most or len(first) > _MOST_TIED:
        return ""
    return say(f"standing.{key}", names=named(first, study.names), value=numeral(most))


def _movers(study: Study) -> Iterator[str]:
    """Yield whose disclosure rose and fell most, from a base of ten; of several only."""
    rows = study.sums[study.sums["indicator"] == DISCLOSURE_TOTAL]
    rows = rows[rows["agency_id"].isin(study.units)]
    paired = pairs(rows, study.year, study.grades)
    if len(paired) < 2:
        return
    for key, moved in (
        ("up", paired[paired["change"] > 0]),
        ("down", paired[paired["change"] < 0]),
    ):
        for row in largest(moved, 1).to_dict("records"):
            yield say(
                f"standing.{key}",
                name=study.names[str(row["agency_id"])],
                before=numeral(float(row["previous"])),
                now=numeral(float(row["value"])),
                share=percent(abs(float(row["change_share"]))),
            )


def _load(study: Study) -> str:
    """Say who has a great part of all requests."""
    values = _year_of(study, REQUESTS_RECEIVED)
    total = sum(values.values())
    if len(values) < 2 or total < LEAST_BASE:
        return ""
    first = min(values, key=lambda one: (-values[one], one))
    if 100 * values[first] < table("analysis")["standing"]["least_load"] * total:
        return ""
    return say(
        "standing.load",
        name=study.names[first],
        count=numeral(values[first]),
        known=len(values),
        total=numeral(total),
        share=percent(values[first] / total),
    )


def _corrected(study: Study) -> str:
    rows = study.courses[study.courses["report_year"] == study.year]
    counts = rows.groupby("agency_id")["corrected"].sum()
    ordered = sorted((-float(count), str(one)) for one, count in counts.items() if count)
    listed = [
        say("standing.one", name=study.names[one], count=numeral(-count)) for count, one in ordered
    ]
    return say("standing.corrected", names=joined(listed)) if listed else ""


def _clean(study: Study) -> str:
    wrong = {str(row["agency_id"]) for row in study.now.content}
    clean = [
        str(row["agency_id"])
        for row in study.now.filed
        if row["state"] == "on_time" and is_read(row) and str(row["agency_id"]) not in wrong
    ]
    if not clean:
        return ""
    key = "clean" if len(clean) <= _MOST_CLEAN else "clean_some"
    names = joined([study.names[one] for one in clean])
    return say(f"standing.{key}", count=len(clean), names=names)


def problems_section(study: Study) -> AnalysisPart:
    """Return what is wrong, class by class, with the units named."""
    lines = list(problem_lines(study.now))
    errors, warnings = graded(study.now)
    holes = {"errors": errors, "warnings": warnings}
    return AnalysisPart(
        key="problems",
        title=say("heading.problems"),
        answer=say("problems.answer" if errors + warnings else "problems.answer_none", **holes),
        paragraphs=[AnalysisParagraph(text, lead) for lead, text in lines],
        sources=[study.source("findings")],
    )


def request_section(study: Study) -> AnalysisPart:
    """Return what is asked of the units, as far as there is a reason."""
    lines = list(request_lines(study.now, say("request.paper")))
    return AnalysisPart(
        key="request",
        title=say("heading.request"),
        answer=say("request.answer"),
        paragraphs=[AnalysisParagraph(text) for text in lines],
    )
