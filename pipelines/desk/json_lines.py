"""Values as JSON lines: the contract of `mingcha parse --json` and of every listing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from pipelines.catalogue.load import catalogue
from pipelines.documents.differences import Difference
from pipelines.model import Figure, Finding, Link, Particular, Rejection, Report
from pipelines.store.rows import place_mapping

if TYPE_CHECKING:
    import pandas as pd

SCHEMA: Final = 1
Line = dict[str, Any]


def report_line(file: str, report: Report) -> Line:
    """Return one report as an object of schema 1.

    `figures` are of the report's own year. What the text states of other times (cumulative, the
    year before) stands apart in `other_periods`, so that nobody adds the two by mistake.
    """
    own = [figure for figure in report.figures if figure.scope == "year"]
    others = [figure for figure in report.figures if figure.scope != "year"]
    return {
        "schema": SCHEMA,
        "file": file,
        "sha256": report.sha256,
        "part": report.part,
        "title": report.title,
        "agency": {
            "name": report.agency.name,
            "code": report.agency.code,
            "level": report.agency.level,
            "id": report.agency.id or None,
            "candidates": list(report.agency.candidates),
        },
        "report_year": report.report_year,
        "published_on": report.published_on.isoformat() if report.published_on else None,
        "signed_on": report.signed_on.isoformat() if report.signed_on else None,
        "particulars": [particular_object(particular) for particular in report.particulars],
        "template": report.template,
        "tables": {
            number: {"status": str(table.status), "expected": table.expected, "read": table.read}
            for number, table in sorted(report.tables.items())
        },
        "figures": [figure_object(figure) for figure in own],
        "other_periods": [figure_object(figure) for figure in others],
        "findings": [finding_object(finding) for finding in report.findings],
    }


def particular_object(particular: Particular) -> Line:
    """Return what a report says of itself as an object: read or not, as printed, and where."""
    return {
        "name": particular.name,
        "value": particular.value or None,
        "status": str(particular.status),
        "raw": particular.raw,
        "source": particular.source,
        "place": place_mapping(particular.place),
    }


def rejection_line(file: str, rejection: Rejection, language: str) -> Line:
    """Return why a file gave no report as an object of schema 1."""
    return {
        "schema": SCHEMA,
        "file": file,
        "sha256": rejection.sha256,
        "rejected": rejection_sentence(rejection, language),
        "code": rejection.code,
        **({"links": [_link(one) for one in rejection.links]} if rejection.links else {}),
    }


def _link(link: Link) -> Line:
    return {"text": link.text, "address": link.address}


def rejection_sentence(rejection: Rejection, language: str) -> str:
    """Return the sentence of a rejection with its details filled in."""
    text = _words_of(rejection.code, language)
    why = rejection.detail.get("why", "")
    detail = {**rejection.detail, "why": _words_of(f"why.{why}", language, why)}
    return text.format_map(_Details(detail))


def _words_of(key: str, language: str, otherwise: str = "") -> str:
    words = catalogue().rejections.get(key)
    if words is None:
        return otherwise or key
    return words.spoken(language)


def figure_object(figure: Figure) -> Line:
    """Return one figure as an object; `label` stands where a category or channel has words."""
    line: Line = {
        "indicator": figure.indicator,
        "member": figure.member,
        "value": number(figure.value),
        "status": str(figure.status),
        "unit": figure.unit,
        "raw": figure.raw,
        "is_approximate": figure.is_approximate,
        "place": place_mapping(figure.place),
        "table": figure.table,
        "scope": figure.scope,
        "method": figure.method,
    }
    if figure.label or figure.indicator.startswith("disclosure.by_"):
        line["label"] = figure.label
    if figure.is_partial:
        line["is_partial"] = True
    if figure.sentence:
        line["sentence"] = figure.sentence
    return line


def finding_object(finding: Finding) -> Line:
    """Return one finding as an object."""
    line: Line = {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "status": finding.status,
        "left": finding.left,
        "right": finding.right,
        "place": place_mapping(finding.place),
    }
    return line | ({"member": finding.member} if finding.member else {})


def difference_object(difference: Difference) -> Line:
    """Return one difference of two versions as an object."""
    return {
        "table": difference.table,
        "indicator": difference.indicator,
        "member": difference.member,
        "label": difference.label,
        "scope": difference.scope,
        "left": figure_object(difference.left) if difference.left else None,
        "right": figure_object(difference.right) if difference.right else None,
    }


def number(value: Decimal | None) -> int | float | None:
    """Return a value as JSON prints it: a whole number without a point, None where unknown."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def frame_lines(frame: pd.DataFrame) -> Iterator[Line]:
    """Yield the rows of a frame as objects; what is missing is null."""
    for row in frame.to_dict(orient="records"):
        yield {str(name): _plain(value) for name, value in row.items()}


def text(line: Mapping[str, Any]) -> str:
    """Return an object as one line of JSON."""
    return json.dumps(line, ensure_ascii=False)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a frame holds
    import pandas as pd  # noqa: PLC0415 - who has a frame has loaded it; `parse` has none

    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, float):
        return None if value != value else int(value) if value.is_integer() else value  # noqa: PLR0124
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


class _Details(dict[str, str]):
    """Details of a rejection; one that is missing shows its name and breaks nothing."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
