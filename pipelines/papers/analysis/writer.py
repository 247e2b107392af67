"""An analysis from the store and the ledger: what is selected, gathered and written."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal

import pandas as pd

from pipelines.papers.analysis.compose import analysis_of
from pipelines.papers.analysis.document import analysis_document
from pipelines.papers.analysis.slides import analysis_slides
from pipelines.papers.analysis.study import SPAN, Study
from pipelines.papers.analysis.wording import say
from pipelines.papers.writer import Named, PaperRequest, PaperWriter, named_file, year_of

Ending = Literal["docx", "pptx"]
_WRITERS: Final = {"docx": analysis_document, "pptx": analysis_slides}


def analysis(writer: PaperWriter, order: PaperRequest, ending: Ending = "docx") -> Named | None:
    """Return the analysis of a selection's year, None where nothing is known of it.

    The year is the last one asked for, else the last that has a report.
    """
    study = study_of(writer, order)
    composed = analysis_of(study) if study else None
    if study is None or composed is None:
        return None
    name = say("title.file", place=study.heading.county, year=study.year)
    return named_file(name, ending, _WRITERS[ending](composed, study.heading))


def study_of(writer: PaperWriter, order: PaperRequest) -> Study | None:
    """Return what a selection's analysis is computed from, None where nobody is selected."""
    store, dataset = writer.store, order.dataset
    agencies = selected(store.agencies(dataset), order)
    if agencies.empty:
        return None
    ids = tuple(map(str, agencies["agency_id"]))
    year = year_of(order, store.filing(dataset, ids))
    if year is None:
        return None
    material = writer.material(replace(order, years=(year - SPAN + 1, year)), ids)
    heading = writer.heading(order, (year, year), place_words(agencies, order))
    heading = replace(heading, chosen=len(order.agencies))
    two = (year - 1, year)
    return Study(
        heading=heading,
        query=_query(order),
        site=order.site,
        agencies=agencies,
        material=material,
        totals=store.glance(dataset, ids, (year - SPAN + 1, year)),
        requests=store.request_reports(dataset, ids, two),
        reviews=store.review_cases(dataset, ids, two),
        indicators=_indicators(store.indicators()),
    )


def selected(agencies: pd.DataFrame, order: PaperRequest) -> pd.DataFrame:
    """Return the agencies of an order: those chosen, else all of its narrowest place."""
    if order.agencies:
        return agencies[agencies["agency_id"].isin(order.agencies)]
    level, code = _narrowest(order)
    return agencies[agencies[f"{level}_code"].astype(str) == code] if code else agencies.iloc[:0]


def place_words(agencies: pd.DataFrame, order: PaperRequest) -> str:
    """Name a selection by its place; agencies chosen out of one, by their number."""
    if not order.agencies:
        level, code = _narrowest(order)
        return next((name for name in agencies[level].dropna().astype(str) if name), code)
    if len(agencies) == 1:
        return str(agencies["name"].iloc[0])
    counties = {str(name) for name in agencies["county"]} - {""}
    if len(counties) != 1:
        return say("title.several", count=len(agencies))
    return say("title.chosen", county=counties.pop(), count=len(agencies))


def _narrowest(order: PaperRequest) -> tuple[str, str]:
    """Return level and code of the narrowest place of an order, no code where it has none."""
    codes = {
        "county": order.county_code,
        "city": order.city_code,
        "province": order.province_code,
    }
    return next((pair for pair in codes.items() if pair[1]), ("county", ""))


def _query(order: PaperRequest) -> tuple[tuple[str, str], ...]:
    """Return a selection as the pages' addresses have it."""
    pairs = [("a", agency) for agency in order.agencies] or [_narrowest(order)]
    return (*pairs, *([("dataset", order.dataset)] if order.dataset != "real" else []))


def _indicators(rows: pd.DataFrame) -> Mapping[str, Mapping[str, str]]:
    """Return label, unit and grade of comparability of every indicator."""
    kept = rows.drop_duplicates("id").set_index("id")[["label_zh", "unit", "comparable"]]
    return {
        str(name): {str(key): str(value) for key, value in row.items()}
        for name, row in kept.to_dict("index").items()
    }
