"""Documents on disk through `check`, as a person would run it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.agencies import Agencies
from pipelines.build.rosters import Roster
from pipelines.desk.preview import drafts, judged
from pipelines.validate.judgement import Judgement
from tests.rules.pages.figures import Year
from tests.rules.pages.render import rendered

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = ROOT / "data" / "reference"


@lru_cache(maxsize=1)
def register() -> tuple[Agencies, Roster]:
    """Return what `check` knows of agencies."""
    return Agencies.load(REFERENCE), Roster.load(ROOT / "data" / "demo" / "roster.csv")


def checked(years: Sequence[Year], key: object, style: str) -> dict[int, list[Judgement]]:
    """Write reports, check them together and return what fails, by the year of the file."""
    agencies, roster = register()
    with TemporaryDirectory() as home:
        paths = {}
        for number, year in enumerate(years):
            name, data = rendered(year, f"{key}|{year.body.id}|{year.year}", style)
            path = Path(home) / f"{number}-{name}"
            path.write_bytes(data)
            paths[path.name] = number
        found = list(drafts([Path(home)], agencies, roster))
        told = judged(found, REFERENCE, agencies, roster)
    by_file: dict[int, list[Judgement]] = {number: [] for number in paths.values()}
    for draft in found:
        number = paths[Path(draft.name).name]
        for report in draft.reports:
            fails = [j for j in told[report.sha256, report.part] if j.status == "fail"]
            by_file[number] += fails
        if not draft.reports:
            by_file[number].append(draft.rejection)
    return by_file
