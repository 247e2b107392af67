"""Ledgers of quarters and half-years set against each other and the year's report; none is kept."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from pipelines.aggregate.interim import DECIMALS, Months, compared, parts_of
from pipelines.catalogue.load import catalogue, lexicon
from pipelines.documents.outcomes import Outcomes
from pipelines.model import Status
from pipelines.parse.interim import TABLES, InterimLedger, parse_interim
from pipelines.parse.kind import PART_OF_YEAR
from pipelines.settings import Settings
from pipelines.store.store import Store

YEAR: Final[Months] = (1, 12)
_NUMBER: Final = "number"


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """One cell: what each part says, what they come to, and what the longer period says."""

    table: str
    indicator: str
    member: str
    parts: tuple[float, ...]
    made_up: float
    value: float

    @property
    def difference(self) -> float:
        """Return by how much the parts come to more, or with a minus to less."""
        return round(self.made_up - self.value, DECIMALS)


@dataclass(frozen=True, slots=True)
class PeriodCheck:
    """One longer period of an agency against the shorter ones that make it up.

    `problem` says why it could not be checked: "" | gap (a part lacks; `missing` are its months) |
    no_report | other_form | unread (no cell is known in all of them).
    """

    agency: str
    year: int
    period: Months
    parts: tuple[Months, ...] = ()
    missing: tuple[int, ...] = ()
    problem: str = ""
    cells: tuple[ComparedCell, ...] = ()

    @property
    def differences(self) -> tuple[ComparedCell, ...]:
        """Return the cells whose parts do not come to what the longer period says."""
        return tuple(cell for cell in self.cells if cell.difference)


@dataclass(frozen=True, slots=True)
class UnplacedLedger:
    """A ledger that is not compared: its agency is `unknown`, or there are two of one `period`."""

    name: str
    agency: str
    problem: str
    sha256: str


def ledgers_of(
    settings: Settings, store: Store, dataset: str, agency_id: str
) -> list[InterimLedger]:
    """Return the ledgers of an agency that were brought in, in the order of their periods.

    One whose reading is not kept any more is left out until the next build reads it again.
    """
    agencies = store.agencies(dataset)
    own = agencies[agencies["agency_id"] == agency_id]
    names = sorted(set(_called(own)["called"]))
    refused = store.refused_of(dataset, PART_OF_YEAR, names)
    if refused.empty:  # nearly always: nothing is asked of what was read
        return []
    readings = Outcomes(settings.store / "parsed", settings.reference)
    kept = (readings.reading(str(sha256)) for sha256 in refused["sha256"])
    ledgers = (parse_interim(reading, catalogue()) for reading in kept if reading)
    return sorted(filter(None, ledgers), key=lambda one: (one.period, one.name))


def set_against(
    store: Store, ledgers: Iterable[InterimLedger], dataset: str
) -> tuple[list[PeriodCheck], list[UnplacedLedger]]:
    """Return how the ledgers of each agency and year add up, and those that could not be placed."""
    placed, unplaced = _placed(store, ledgers, dataset)
    checks = [
        check
        for (agency, year), own in sorted(placed.items())
        for check in _checks(store, dataset, agency, year, own)
    ]
    return checks, unplaced


def _placed(
    store: Store, ledgers: Iterable[InterimLedger], dataset: str
) -> tuple[dict[tuple[str, int], dict[Months, InterimLedger]], list[UnplacedLedger]]:
    """Sort ledgers by agency and year; a name counts only where it is one agency's whole name."""
    called = _called(store.agencies(dataset))
    placed: dict[tuple[str, int], dict[Months, InterimLedger]] = {}
    unplaced: list[UnplacedLedger] = []
    for ledger in ledgers:
        ids = sorted(set(called.loc[called["called"] == ledger.agency, "agency_id"].astype(str)))
        if len(ids) != 1:
            unplaced.append(UnplacedLedger(ledger.name, ledger.agency, "unknown", ledger.sha256))
            continue
        own = placed.setdefault((ids[0], ledger.period.year), {})
        months = (ledger.period.first, ledger.period.last)
        if months in own and own[months].figures != ledger.figures:
            unplaced.append(UnplacedLedger(ledger.name, ledger.agency, "twice", ledger.sha256))
            continue
        own[months] = ledger
    return placed, unplaced


def _called(agencies: pd.DataFrame) -> pd.DataFrame:
    """Return agencies by each whole name: the full one, the short one, that after the county's."""
    of_county = agencies["county"].fillna("") + agencies["short_name"]
    names = (agencies["name"], agencies["short_name"], of_county)
    return pd.concat([agencies[["agency_id"]].assign(called=called) for called in names])


def _checks(
    store: Store, dataset: str, agency: str, year: int, own: Mapping[Months, InterimLedger]
) -> Iterator[PeriodCheck]:
    """Yield a check of the year and of every longer ledger that shorter ones make up."""
    cells = pd.concat([_of_ledger(months, ledger) for months, ledger in own.items()])
    annual = _of_report(store, dataset, agency, year)
    name = next(iter(own.values())).agency
    for period in [*sorted(held_months for held_months in own if parts_of(held_months, own)), YEAR]:
        parts = tuple(parts_of(period, own))
        about: dict[str, Any] = {"agency": name, "year": year, "period": period, "parts": parts}
        held = {month for held_months in own for month in range(held_months[0], held_months[1] + 1)}
        missing = tuple(month for month in range(1, 13) if month not in held)
        if period == YEAR and annual.empty:
            yield PeriodCheck(**about, missing=missing, problem="no_report")
        elif not parts:
            yield PeriodCheck(**about, missing=missing, problem="gap")
        else:
            whole = pd.concat([cells, annual]) if period == YEAR else cells
            yield _check(whole[_is_of(whole, (period, *parts))], about)


def _check(cells: pd.DataFrame, about: dict[str, Any]) -> PeriodCheck:
    if len(set(cells["template"])) > 1:
        return PeriodCheck(**about, problem="other_form")
    rules = lexicon("interim")["cells"]
    joined = compared(cells, about["period"], about["parts"], (rules["first"], rules["last"]))
    if joined.empty:
        return PeriodCheck(**about, problem="unread")
    tables = cells.drop_duplicates("indicator").set_index("indicator")["table"]
    compared_cells = tuple(
        ComparedCell(
            str(tables[row["indicator"]]),
            str(row["indicator"]),
            str(row["member"]),
            tuple(float(row[place]) for place in range(1, len(about["parts"]) + 1)),
            float(row["made_up"]),
            float(row["value"]),
        )
        for row in joined.to_dict("records")
    )
    return PeriodCheck(**about, cells=compared_cells)


def _is_of(cells: pd.DataFrame, periods: tuple[Months, ...]) -> list[bool]:
    return [one in periods for one in zip(cells["first"], cells["last"], strict=True)]


def _of_ledger(months: Months, one: InterimLedger) -> pd.DataFrame:
    rows = [
        {
            "table": figure.table,
            "indicator": figure.indicator,
            "member": figure.member,
            "value": float(figure.value) if figure.value is not None else float("nan"),
        }
        for figure in one.figures
        if figure.status is Status.NUMBER
    ]
    columns = ["table", "indicator", "member", "value"]
    frame = pd.DataFrame(rows, columns=columns)
    frame = frame.drop_duplicates(["indicator", "member"])
    return frame.assign(first=months[0], last=months[1], template=one.template)


def _of_report(store: Store, dataset: str, agency: str, year: int) -> pd.DataFrame:
    """Return the cells that the year's report states in tables two and three."""
    frames = [
        store.table_cells(dataset, table, [agency], (year, year)).assign(table=table)
        for table in TABLES
    ]
    cells = pd.concat(frames)
    cells = cells[cells["state"] == _NUMBER]
    columns = ["table", "indicator", "member", "value", "template"]
    return cells[columns].assign(first=YEAR[0], last=YEAR[1])
