"""What cards, annex and charts of an analysis show is what the API answers, number by number."""

import io

import docx

from tests.integration.analysis.answers import (
    GROUPS,
    YEARS,
    Answers,
    expected_annex,
    expected_cards,
)
from tests.integration.analysis.shown import charts_of, slide_cards


def test_the_cards_the_annex_and_the_charts_are_what_the_api_answers(client, written):
    wrong = []
    for year in YEARS:
        api = Answers(client, year)
        data = written(year, "docx")
        tables = [
            [[cell.text for cell in row.cells] for row in one.rows[1:]]
            for one in docx.Document(io.BytesIO(data)).tables
        ]
        for row, wanted in zip(tables[0], expected_cards(api), strict=True):
            wrong += [(year, row[0], row[1:], wanted)] if row[1:] != wanted else []
        annex = {row[1]: row[3:-1] for row in tables[-1]}
        wanted_annex = expected_annex(api)
        wrong += [
            (year, name, annex.get(name), row)
            for name, row in wanted_annex.items()
            if annex.get(name) != row
        ]
        assert len(annex) == len(wanted_annex)
        slides = written(year, "pptx")
        charts = charts_of(data)
        assert charts == charts_of(slides), "document and slides draw the same"
        wrong += wrong_charts(api, charts)
        cards = {tuple(row[:4]) for row in tables[0]}
        wrong += [(year, "slide", row) for row in cards ^ set(slide_cards(slides))]
    assert wrong == []


def wrong_charts(api, charts):
    """Return what charts of years, agencies, outcomes and courses show that the API does not."""
    wanted = {
        "主动公开信息": [of_years(api, "disclosure.total"), None],
        "新收": [of_years(api, "request.received")],
        "办结": [of_years(api, "outcome.total")],
        "件数": [sorted(api.groups()[0][group] for group in GROUPS)],
        "结果维持": [sorted(course["upheld"] for course in api.courses()[0].values())],
    }
    wanted["主动公开信息"][1] = sorted(api.of("disclosure.total").values())
    shown = {}
    for name, values in (pair for chart in charts for pair in chart):
        shown.setdefault(name, []).append(sorted(values.values()))
    return [
        (api.year, name, shown.get(name), values)
        for name, values in wanted.items()
        if shown.get(name, [[0.0]]) != values and any(any(one) for one in values)
    ]


def of_years(api, indicator):
    sums = [sum(api.of(indicator, y).values()) for y in range(api.year - 4, api.year + 1)]
    held = [bool(api.of(indicator, y)) for y in range(api.year - 4, api.year + 1)]
    return sorted(value for value, is_held in zip(sums, held, strict=True) if is_held)
