"""A reading becomes reports: identity, sections, tables and stated facts put together."""

import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from pipelines.agencies import Agencies
from pipelines.catalogue.bounds import excess
from pipelines.catalogue.load import lexicon
from pipelines.catalogue.model import Catalogue
from pipelines.model import Completeness, Figure, Reading, Rejection, Report, Status, TableReading
from pipelines.parse.budget import Budget
from pipelines.parse.flow import make_flow
from pipelines.parse.frame import document_of
from pipelines.parse.identity import Identity, identify
from pipelines.parse.kind import refusal
from pipelines.parse.outline import Part, find_parts, sections_of
from pipelines.parse.pages import Span, split
from pipelines.parse.prose.figures import read_prose
from pipelines.parse.tables import Tables, parse_tables
from pipelines.parse.titles import find_title


def parse(
    reading: Reading, catalogue: Catalogue, agencies: Agencies
) -> tuple[Report, ...] | Rejection:
    """Return the reports of a reading, or why there is none."""
    with uncollected():
        return _reports(reading, catalogue, agencies)


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the search for cyclic garbage while values are made that all live until the end.

    A parse makes thousands of values and no cycle (a test counts them), so each search among them
    is in vain. Threads that overlap only shorten each other's stretch: who finds the search held
    already leaves it to the other to let it go again.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _reports(
    reading: Reading, catalogue: Catalogue, agencies: Agencies
) -> tuple[Report, ...] | Rejection:
    reports: list[Report] = []
    refused: Rejection | None = None
    budget = Budget()
    for span in split(reading):
        tables = parse_tables(reading, span.first, span.last, catalogue, budget)
        outcome = _report(reading, span, len(reports), tables, catalogue, agencies)
        if isinstance(outcome, Rejection):
            refused = refused or outcome
        else:
            reports.append(outcome)
    if reports:
        return tuple(reports)
    return refused or Rejection("no_text", sha256=reading.sha256, name=reading.name)


def _report(
    reading: Reading,
    span: Span,
    part: int,
    tables: Tables,
    catalogue: Catalogue,
    agencies: Agencies,
) -> Report | Rejection:
    flow = make_flow(reading, span.first, span.last, tables.covered)
    parts = find_parts(flow)
    document = document_of(flow, parts, reading)
    title = find_title(document.head, reading)
    refused = refusal(reading, flow, parts, title, tables.figures)
    if refused is not None:
        return refused
    identity = identify(reading, flow, parts, agencies, title, document)
    template = tables.template or _template(flow.text, parts, identity, catalogue)
    stated = read_prose(reading, flow, parts, identity.report_year)
    return Report(
        sha256=reading.sha256,
        name=reading.name,
        part=part,
        title=identity.title,
        agency=identity.agency,
        report_year=identity.report_year,
        published_on=identity.published_on,
        signed_on=identity.signed_on,
        template=template,
        tables=_whole(tables.tables, template, catalogue),
        figures=tuple(_bounded(one) for one in (*tables.figures, *stated.figures)),
        findings=(*tables.findings, *identity.findings, *stated.findings),
        sections=sections_of(flow, parts),
        address=reading.address,
        particulars=identity.particulars,
        prose=stated.prose,
    )


def _bounded(figure: Figure) -> Figure:
    """Return a figure as it is, or as lost where its value is beyond what there can be."""
    if not figure.value or not excess(figure.indicator, figure.value):  # most are 0
        return figure
    return replace(figure, value=None, status=Status.LOST)


def _template(text: str, parts: tuple[Part, ...], identity: Identity, catalogue: Catalogue) -> str:
    """Return the form of a report whose tables are missing, as its words tell it."""
    words = lexicon("outline")
    modern = re.search(words["modern"], text) or any(
        part.number == 3 and re.search(words["modern_heading"], part.heading) for part in parts
    )
    form = catalogue.form_of(identity.report_year or 0)
    return form.id if modern and form and form.id in catalogue.table_forms else "narrative"


def _whole(
    tables: Mapping[str, TableReading], template: str, catalogue: Catalogue
) -> dict[str, TableReading]:
    """Name every table of the form: what was not found is absent, with its cells expected."""
    if template == "narrative":
        return dict(tables)
    absent = {
        table.number: TableReading(Completeness.ABSENT, table.cells, 0)
        for table in catalogue.template(template).table
    }
    return {**absent, **tables}
