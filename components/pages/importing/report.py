"""One report of the desk as the page of a report: what was read, before anybody counts it."""

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from components.context import PageRequest
from components.figures.evidence import ledger
from components.figures.form import forms
from components.report.answer import PublishedReport, ReportPage, particulars, source_of
from components.report.cells import printed
from components.report.facts import facts
from components.report.notes import known, notes
from components.report.source import SourceDocument, place_at
from components.tables import web_address
from components.view import Language
from components.words import say
from pipelines.build.finding_rows import finding_row
from pipelines.catalogue.model import Words
from pipelines.desk.inspection import InspectedReport, Inspection
from pipelines.ledger.decisions import DecidedReport, PrintedFigure
from pipelines.ledger.verdicts import current, with_verdicts
from pipelines.model import Figure, Report
from pipelines.store.rows import TABLES, Origin, place_text, report_rows
from pipelines.validate.judgement import NOTHING, Judgement
from pipelines.validate.rulebook import rulebook

_ROW: Final = (
    *("report_id", "dataset", "agency_id", "report_year", "position", "rule", "severity"),
    *("status", "axis", "member", "left_side", "right_side", "is_assumed", "reason"),
    *("fingerprint", "formula_zh", "formula_en", "message_zh", "message_en"),
    *("explanation_kind", "explanation_zh", "explanation_en", "explanation_cells"),
    *("note_zh", "note_en", "places", "place"),
)
_FIGURE: Final = (
    *("dataset", "table", "indicator", "member", "label", "value", "status", "unit"),
    *("is_approximate", "is_implied", "scope", "method", "raw", "place", "sentence"),
    *("printed_value", "printed_raw", "decision_id"),
)
_RULE: Final = ("title_zh", "title_en", "basis_zh", "basis_en")
_STANDINGS: Final = slice(-len(TABLES), None)  # of a report's row: how whole its tables are
_WORTH_SAYING: Final = frozenset({"fail", "na"})


def page_of(ask: PageRequest, look: Inspection, part: InspectedReport) -> ReportPage:
    """Return a report of the desk as the value that every page of a report is drawn from."""
    view, report = ask.view, part.report
    about = _about(part.settled, look.document.address)
    said = _said(part.settled)
    tables = printed(forms(report.template, view.language), about, said, report, view)
    groups = facts(said, view)
    figures = known(tables, groups, view.language)
    address = web_address(about["address"])
    document = SourceDocument(look.document.sha256, report.part, address, is_excerpt=False)
    shown_report = PublishedReport(
        question=title_of(report, view.language),
        scope="",
        about=about,
        agency={"level": report.agency.level or ""},
        document=document,
        signed_on=report.signed_on,
        particulars=particulars(report, about),
        tables=tables,
        facts=groups,
        figures=figures,
        filing={},
        versions=(),
        years=(),
    )
    judgements = with_verdicts(_findings(part), current(ledger(ask)))
    return ReportPage(
        view, shown_report, notes(judgements, figures, view), source_of(ask, shown_report)
    )


def title_of(report: Report, language: Language) -> str:
    """Name a report by agency and year; what is open is said to be open."""
    agency = report.agency.name or say("importing.no_agency", language)
    year = report.report_year or say("importing.no_year", language)
    return say("importing.title_of", language, agency=agency, year=year)


def figure_at(report: Report, key: str) -> tuple[int, Figure] | None:
    """Return the figure that a key of the page names and its position, None where it is none."""
    place = place_at(key)
    for position, figure in enumerate(report.figures):
        name = f"{figure.indicator}[{figure.member}]" if figure.member else figure.indicator
        is_here = figure.place == place if place else name == key and figure.table != "narrative"
        if is_here:
            return position, figure
    return None


def _about(settled: DecidedReport, address: str) -> dict[str, Any]:
    report = settled.report
    row = report_rows(settled, 0, Origin("real", address=address)).report[0]
    standings = dict(zip(TABLES, row[_STANDINGS], strict=True))
    return {
        "agency_id": report.agency.id,
        "agency": report.agency.name,
        "template": report.template,
        "published_on": report.published_on,
        "address": report.address or address,
        **{f"table_{number}": state for number, state in standings.items()},
    }


def _said(settled: DecidedReport) -> pd.DataFrame:
    """Return the figures of a report as the store would give them."""
    rows = [
        _figure(one, settled.printed.get(position))
        for position, one in enumerate(settled.report.figures)
    ]
    return pd.DataFrame(rows, columns=list(_FIGURE))


def _figure(figure: Figure, before: PrintedFigure | None) -> dict[str, object]:
    return {
        "dataset": "real",
        "table": figure.table,
        "indicator": figure.indicator,
        "member": figure.member,
        "label": figure.label,
        "value": float("nan") if figure.value is None else float(figure.value),
        "status": str(figure.status),
        "unit": figure.unit,
        "is_approximate": figure.is_approximate,
        "is_implied": False,
        "scope": figure.scope,
        "method": figure.method,
        "raw": figure.raw,
        "place": place_text(figure.place),
        "sentence": figure.sentence,
        "printed_value": float(before.value) if before and before.value is not None else None,
        "printed_raw": before.raw if before else "",
        "decision_id": before.decision_id if before else None,
    }


def _findings(part: InspectedReport) -> pd.DataFrame:
    rows = [
        dict(zip(_ROW, finding_row("real", 0, n, one), strict=True)) | _rule(one)
        for n, one in enumerate(_worth_saying(part))
    ]
    return pd.DataFrame(rows, columns=[*_ROW, *_RULE])


def _worth_saying(part: InspectedReport) -> Iterator[Judgement]:
    yield from (one for one in part.judgements if one.status in _WORTH_SAYING)


def _rule(judgement: Judgement) -> dict[str, Any]:
    rule = rulebook().by_id.get(judgement.rule)
    title = rule.title if rule else Words(zh=judgement.rule, en=judgement.rule)
    basis = rule.basis if rule else NOTHING
    return dict(zip(_RULE, (title.zh, title.en, basis.zh, basis.en), strict=True))


def reasons_of(page: ReportPage) -> tuple[str, ...]:
    """Return what an agency is told when its report goes back: what fails, in one language."""
    return tuple(one.message for one in page.open_notes if one.severity != "info")
