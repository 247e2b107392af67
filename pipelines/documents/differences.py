"""Two versions of a report, cell by cell."""

from dataclasses import dataclass

from pipelines.model import Figure, Report

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that says something else; a side is None where that version has no such cell."""

    table: str
    indicator: str
    member: str
    label: str
    scope: str
    left: Figure | None
    right: Figure | None


def differences(left: Report, right: Report) -> list[Difference]:
    """Return the cells that differ in value or status, in the order of the left, then the right."""
    before, after = _by_key(left), _by_key(right)
    return [
        Difference(*key, before.get(key), after.get(key))
        for key in {**before, **after}
        if _said(before.get(key)) != _said(after.get(key))
    ]


def _by_key(report: Report) -> dict[Key, Figure]:
    figures: dict[Key, Figure] = {}
    for figure in report.figures:
        key = (figure.table, figure.indicator, figure.member, figure.label, figure.scope)
        figures.setdefault(key, figure)
    return figures


def _said(figure: Figure | None) -> object:
    return figure and (figure.status, figure.value, figure.unit, figure.is_approximate)
