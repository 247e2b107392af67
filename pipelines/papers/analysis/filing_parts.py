"""Parts of an analysis: who published when, and how much was disclosed."""

from collections.abc import Iterator
from statistics import median
from typing import Final

from pipelines.catalogue.indicator_ids import DISCLOSURE_PUBLISHED, DISCLOSURE_TOTAL
from pipelines.papers.analysis.amounts import Ratio, amount, by_year, of_agencies
from pipelines.papers.analysis.blocks import (
    AnalysisParagraph,
    AnalysisPart,
    Chart,
    ChartSeries,
    PaperTable,
)
from pipelines.papers.analysis.study import Study
from pipelines.papers.analysis.wording import (
    amount_words,
    change_mark,
    named,
    numeral,
    rate_change,
    say,
    stated,
)
from pipelines.papers.district import general_lines
from pipelines.papers.score_words import score_line
from pipelines.papers.words import joined, table
from pipelines.papers.words import say as say_of

_STATES: Final = ("on_time", "late", "early", "missing", "unreadable", "not_judged", "waived")
_COLOURS: Final = {"on_time": 2, "late": 1, "early": 4, "missing": 3, "unreadable": 6}
_QUIET: Final = -1
_FEW: Final = 5  # a median of fewer says little
_MOST_BARS: Final = 15
_MOST_TIED: Final = 3


def filing_section(study: Study) -> AnalysisPart:
    """Return who published in time, late or not at all, beside the year before."""
    now, before = study.on_time(study.now), study.on_time(study.before)
    texts = ["".join(general_lines(study.now))]
    texts.append(_rate_change(now, before))
    texts.append(score_line(study.now, has_score=study.material.score is not None))
    chart = _filing_chart(study)
    span = (study.years[0], study.year)
    return AnalysisPart(
        key="filing",
        title=say("heading.filing"),
        answer=_filing_answer(study),
        paragraphs=[AnalysisParagraph(text) for text in texts if text],
        charts=[chart] if chart.is_known else [],
        sources=[study.source("filing", path="compliance", years=span)],
    )


def _filing_answer(study: Study) -> str:
    district = study.now
    if not district.filed:
        return say("filing.answer_unknown")
    is_all = not district.expected
    count = len(district.filed if is_all else district.expected)
    judged = len(district.judged(all_filed=is_all))
    answer = "answer_known" if is_all else "answer"
    if judged < count:
        answer += "_part" if judged else "_unjudged"
    on_time = len(district.of_state("on_time", all_filed=is_all))
    return say(f"filing.{answer}", count=count, judged=judged, on_time=on_time)


def _rate_change(now: Ratio, before: Ratio) -> str:
    """Say how the rate of those in time changed, or why it is not compared."""
    if not now.due:
        return ""
    unjudged = [key for key, rate in (("now", now), ("before", before)) if rate.is_part]
    if unjudged:
        key = "both" if len(unjudged) > 1 else unjudged[0]
        return say("filing.change_unjudged", years=say(f"filing.unjudged_{key}"))
    if now.share is None:
        return ""
    return rate_change(now, before, "filing.change") or say("filing.change_none")


def _filing_chart(study: Study) -> Chart:
    """Return the states of each year: of those that had to report where that is known."""
    filing = study.material.filing
    filing = filing[filing["report_year"].isin(study.years)]
    expected = filing[filing["is_expected"]]
    counted = expected if len(expected) else filing
    counts = counted.groupby(["report_year", "state"]).size()
    held = set(counts.index.get_level_values(0)) if len(counts) else set()
    series = [
        ChartSeries(
            say_of("shared", f"state.{state}"),
            [float(counts.get((year, state), 0)) if year in held else None for year in study.years],
            _COLOURS.get(state, _QUIET),
        )
        for state in _STATES
        if state in set(counted["state"])
    ]
    return Chart("stacked", say("filing.chart"), [str(y) for y in study.years], series)


def disclosure_section(study: Study) -> AnalysisPart:
    """Return how much was disclosed, by whom, and what table two counts."""
    total = study.amount(DISCLOSURE_TOTAL)
    name, unit = say("disclosure.name"), say("disclosure.unit")
    texts = [amount_words(total, name, unit, study.year, study.names), *_spread(study)]
    site = study.amount(DISCLOSURE_PUBLISHED)
    only = [agency for agency in total.unstated if agency not in set(site.unstated)]
    if only:
        rows = amount(study.sums, DISCLOSURE_PUBLISHED, study.year, only, study.grades)
        texts.append(say("amount.website", known=rows.known, value=stated(rows)))
    holes = {"value": stated(total), "known": total.known, "units": total.units}
    charts = [_years_chart(study), _agencies_chart(study)]
    key = "answer" if total.known else "answer_none"
    grid = _table_two(study)
    return AnalysisPart(
        key="disclosure",
        title=say("heading.disclosure"),
        answer=say(f"disclosure.{key}", **holes),
        paragraphs=[AnalysisParagraph("".join(texts))],
        charts=[chart for chart in charts if chart.is_known],
        grids=[grid] if grid.rows else [],
        sources=[
            study.source("counts"),
            study.source("trends", years=(study.years[0], study.year)),
        ],
    )


def _spread(study: Study) -> Iterator[str]:
    """Yield the median and who discloses most, where enough units state a number."""
    values = of_agencies(study.sums, DISCLOSURE_TOTAL, study.year, study.units)
    if len(values) < _FEW:
        return
    unit, middle = say("disclosure.unit"), numeral(median(values.values()))
    yield say("amount.median", count=len(values), median=middle, unit=unit)
    most = max(values.values())
    first = [one for one, value in sorted(values.items()) if value == most]
    tied = say("amount.tied", count=len(first))
    names = named(first, study.names) if len(first) <= _MOST_TIED else tied
    yield say("amount.most", names=names, value=numeral(most), unit=unit)


def years_axis(study: Study, counts: list[int]) -> list[str]:
    """Return the years with the count of units behind each."""
    return [f"{year} ({count})" for year, count in zip(study.years, counts, strict=True)]


def coverage_note(counts: list[int]) -> str:
    """Say that the years' sums are of different sets, where they are."""
    return say("disclosure.not_same") if len({count for count in counts if count}) > 1 else ""


def _years_chart(study: Study) -> Chart:
    sums = by_year(study.sums, DISCLOSURE_TOTAL, study.years, study.units)
    counts = [count for _, count in sums]
    series = ChartSeries(say("disclosure.series"), [value for value, _ in sums])
    title = say("disclosure.years")
    note = coverage_note(counts)
    return Chart("columns", title, years_axis(study, counts), [series], note)


def _agencies_chart(study: Study) -> Chart:
    values = of_agencies(study.sums, DISCLOSURE_TOTAL, study.year, study.units)
    ordered = sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_BARS]
    key = "agencies" if len(values) <= _MOST_BARS else "agencies_most"
    title = say(f"disclosure.{key}", year=study.year, count=_MOST_BARS)
    names = [study.names.get(one, one) for one, _ in ordered]
    series = ChartSeries(say("disclosure.series"), [value for _, value in ordered])
    return Chart("bars", title, names, [series])


def _table_two(study: Study) -> PaperTable:
    columns = table("analysis")["disclosure"]["columns"]
    holes = {"year": study.year, "before": study.year - 1}
    rows = []
    for indicator in table("analysis")["disclosure"]["indicators"]:
        stated_sum = study.amount(indicator)
        if not stated_sum.known:
            continue
        about = study.indicators[indicator]
        label = say("amount.label", label=about["label_zh"], unit=about["unit"])
        coverage = say("card.coverage", known=stated_sum.known, units=stated_sum.units)
        before = numeral(stated_sum.previous)
        rows.append([label, stated(stated_sum), before, change_mark(stated_sum), coverage])
    widths = table("analysis")["card"]["widths"]
    caption = say("disclosure.table", year=study.year)
    return PaperTable(caption, [text.format(**holes) for text in columns], rows, widths)


def opening_lines(study: Study) -> Iterator[str]:
    """Yield what the analysis speaks of: who reported, who did not, and what is not added."""
    rows = study.now.filed
    reports = [row for row in rows if row["report_id"]]
    excerpts = sum(row["source"] == "excerpt" for row in reports)
    read = sum(row["source"] != "excerpt" and row["state"] != "unreadable" for row in reports)
    yield say(
        "opening.coverage",
        year=study.year,
        units=len(study.involved),
        reports=len(reports),
        read=read,
        excerpts=say("opening.excerpts", count=excerpts) if excerpts else "",
        before=sum(bool(row["report_id"]) for row in study.before.filed),
    )
    sent = {str(row["agency_id"]) for row in reports}
    if absent := [agency for agency in study.involved if agency not in sent]:
        yield say("opening.absent", names=named(absent, study.names))
    if study.beside:
        names = study.agencies.set_index("agency_id")["name"]
        yield say("opening.beside", names=joined([str(names[agency]) for agency in study.beside]))
    if study.heading.is_simulated:
        yield say("opening.simulated")
