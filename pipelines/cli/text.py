"""What the command line says of reports, figures and differences, in either language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pipelines.cli.words import form_name, name_of, say, where
from pipelines.documents.differences import Difference
from pipelines.model import Figure, Report, Status
from pipelines.store.rows import place_mapping

if TYPE_CHECKING:
    import pandas as pd


def identity_text(report: Report) -> str:
    """Return who reports on which year, in which form, published when."""
    agency = report.agency.name
    if not report.agency.id:
        agency = say("parse.open_agency", name=agency)
    return say(
        "parse.head",
        agency=agency,
        year=report.report_year or "?",
        template=form_name(report.template),
        published=report.published_on or "?",
    )


def report_text(report: Report) -> str:
    """Return what a document says as a person reads it: identity, tables, counts, findings."""
    lines = [identity_text(report)]
    for number, one in sorted(report.tables.items()):
        status = name_of("status", str(one.status))
        parts = {"number": number, "status": status, "expected": one.expected, "read": one.read}
        lines.append(say("parse.table", **parts))
    unread = {Status.LOST, Status.IMAGE}
    counts = {
        "figures": len(report.figures),
        "stated": sum(figure.table == "narrative" for figure in report.figures),
        "lost": sum(figure.status in unread for figure in report.figures),
        "findings": len(report.findings),
    }
    lines.append(say("parse.counts", **counts))
    for found in report.findings:
        severity = name_of("severity", str(found.severity))
        parts = {"severity": severity, "rule": found.rule, "left": found.left, "right": found.right}
        place = where(place_mapping(found.place))
        lines.append(say("finding.line", where=place, **parts))
    return "\n".join(lines)


def report_head(row: pd.Series[Any]) -> Iterator[str]:
    """Yield the lines that name a report and its document."""
    yield say(
        "explain.report",
        agency=row["agency"],
        id=row["agency_id"],
        year=row["report_year"],
        template=form_name(row["template"]),
        source=name_of("source", row["source"]),
    )
    if row["document"]:
        yield say("explain.document", document=row["document"], sha256=row["sha256"])
    if row["address"]:
        yield say("explain.address", address=row["address"])


def figure_lines(row: pd.Series[Any]) -> Iterator[str]:
    """Yield the lines of one explained figure."""
    import pandas as pd  # noqa: PLC0415 - the row is of a frame; `parse` has none

    place = row["place"] if isinstance(row["place"], str) else None
    yield say(
        "explain.figure",
        indicator=figure_name(row["indicator"], row["member"], row["label"]),
        value="—" if pd.isna(row["value"]) else f"{row['value']:.15g}",
        unit=row["unit"],
        status=_status(row["status"]),
        where=where(place),
        raw=row["raw"] if isinstance(row["raw"], str) else "",
    )
    if pd.notna(row["decision_id"]):
        said = {"raw": row["printed_raw"], "decision": int(row["decision_id"])}
        said |= {"by": row["corrected_by"], "at": row["corrected_at"]}
        said |= {"reason": row["correction_reason"] or say("place.unknown")}
        yield say("explain.corrected", **said)
    if row["sentence"] and isinstance(row["sentence"], str):
        yield say("explain.sentence", sentence=row["sentence"])


def _status(status: str) -> str:
    """Return a status as the data have it and, where that differs, as a person says it."""
    said = name_of("status", status)
    return status if said == status else f"{status} {said}"


def figure_name(indicator: str, member: str, label: str) -> str:
    """Return `indicator[member] label` without the parts that are empty."""
    inner = f"[{member}]" if member else ""
    return f"{indicator}{inner} {label}".strip()


def blanks(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row whose missing values are empty text."""
    return {name: "" if value is None else value for name, value in row.items()}


def difference_text(one: Difference) -> str:
    """Return one cell that differs, both sides."""
    name = figure_name(one.indicator, one.member, one.label)
    sides = {"left": _side(one.left), "right": _side(one.right)}
    return say("diff.cell", indicator=name, **sides)


def _side(figure: Figure | None) -> str:
    if figure is None:
        return name_of("status", "absent")
    if figure.status is not Status.NUMBER or figure.value is None:
        return name_of("status", str(figure.status))
    return f"{figure.value:f} {figure.unit}".strip()
