"""Write the simulated district: documents, roster, manifest, planted truth, list of faults."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.model import Status
from tests.simulate.district import Simulated, agencies, faults, place, words
from tests.simulate.history import history
from tests.simulate.page import address, page
from tests.simulate.printed import Printed, printed

NAMED = ("agency_id", "name", "short_name", "level")
REGION = ("county_code", "county", "city_code", "city", "province_code", "province")


def write(home: Path) -> None:
    """Rewrite every file of the simulated district under `home`."""
    for path, text in sorted(files_of().items()):
        target = home / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())


def files_of() -> dict[str, str]:
    """Return every file by its path below data/demo."""
    reports = [r for a in agencies() for y in history(a) if (r := printed(a, y)) is not None]
    found = {_path(report): page(report) for report in reports}
    manifest = [
        (_path(r), address(r), r.published_on.isoformat(), _digest(found[_path(r)]))
        for r in reports
    ]
    truth = [row for report in reports for row in _truth(report)]
    columns = ("agency_id", "report_year", "table", "indicator", "member", "label")
    return found | {
        "roster.csv": _csv((*NAMED, *REGION, "valid_from", "valid_to"), map(_roster, agencies())),
        "manifest.csv": _csv(("path", "address", "published_on", "sha256"), manifest),
        "truth.csv": _csv((*columns, "value", "status"), truth),
        "faults.csv": _csv(("agency_id", "report_year", "kind", "note"), _faults()),
    }


def _path(report: Printed) -> str:
    return f"documents/{report.agency.id}/{report.year.year}.html"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _roster(agency: Simulated) -> tuple[str, ...]:
    where = place()
    names = (agency.id, agency.name, agency.short, agency.level)
    return (*names, *(where[key] for key in REGION), where["valid_from"], "")


def _faults() -> Iterator[tuple[object, ...]]:
    ids = {agency.short: agency.id for agency in agencies()}
    for planted in faults():
        yield ids[planted.agency], planted.year, planted.kind, planted.detail["note"]


def _truth(report: Printed) -> Iterator[tuple[object, ...]]:
    """Yield what was planted: every cell that is not a printed 0, and all that is said in prose."""
    who = (report.agency.id, report.year.year)
    for form in report.form.table:
        for indicator, member in form.slots():
            text, status = report.cells[indicator, member]
            if text != "0":
                yield *who, form.number, indicator, member, "", text, status.value
    number = Status.NUMBER.value
    for indicator, count in sorted(report.stated.items()):
        if _is_said(report, indicator, count):
            yield *who, "narrative", indicator, "", "", count, number
    kinds = words()["category"]
    for label, count in report.year.categories.items():
        yield *who, "narrative", "disclosure.by_category", kinds[label], label, count, number
    for channel, count in report.year.channels.items():
        label = words()["channel"][channel]
        yield *who, "narrative", "disclosure.by_channel", channel, label, count, number


def _is_said(report: Printed, indicator: str, count: int) -> bool:
    """Whether a sentence of the page states the figure."""
    if indicator == "interpretation.items":
        return count > 0
    return report.form.id == "2014" or not indicator.endswith((".review.total", ".suit.total"))


def _csv(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()
