"""Questions to the rows of the desk: one document, those of an agency's year, a page of a list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    RowMapping,
    Select,
    and_,
    delete,
    exists,
    false,
    func,
    or_,
    select,
    update,
)

from pipelines.ledger import standing
from pipelines.ledger.decisions import Decision, decision_of
from pipelines.ledger.draft_states import DRAFT, FILED, RETURNED, WITHDRAWN, DraftState, from_plain
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.standing import ABSENT, DOCUMENT, REPORT, ROSTER, WORD
from pipelines.ledger.table import DECISION, in_turn


@dataclass(frozen=True, slots=True)
class Reach:
    """Which reports of the desk: "" and no states let everything pass.

    `codes` are the places whose documents somebody may see, beside what `signature` brought in:
    a filed report of such a place, a draft all of whose reports are of such places. None is all.
    """

    by: str = ""
    county: str = ""
    states: tuple[str, ...] = ()
    sha256: str = ""
    codes: tuple[str, ...] | None = None
    signature: str = ""


EVERYTHING: Final = Reach()
Listed = tuple[DraftState, Mapping[str, Any]]


class DeskBook:
    """The desk's rows of one ledger; safe to share between threads.

    Every method raises LedgerError where the ledger cannot be read or written.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = Lock()
        self._made: Engine | None = None

    def states(self, hashes: Iterable[str]) -> dict[str, DraftState]:
        """Return how some documents stand; what never was on the desk is not among them."""
        with self._asked() as connection:
            return standing.states(connection, hashes) if connection else {}

    def every_state(self) -> dict[str, DraftState]:
        """Return how every document of the desk stands."""
        drafts = (from_plain(row["said"]) for row in self._rows(select(DOCUMENT.c.said)))
        return {draft.sha256: draft for draft in drafts}

    def words(self, hashes: Iterable[str]) -> list[Decision]:
        """Return the decisions about the reports of some documents, in the order they were made."""
        query = (
            select(*(DECISION.c[name] for name in Decision.__slots__))
            .join(WORD, WORD.c.decision_id == DECISION.c.id)
            .where(WORD.c.subject.in_(list(hashes)))
            .order_by(DECISION.c.id)
        )
        return [decision_of(row) for row in self._rows(query)]

    def rosters(self) -> list[Decision]:
        """Return the decisions about who must report."""
        return self.words([ROSTER])

    def stale(self, reading: str) -> list[tuple[DraftState, int]]:
        """Return the documents whose reports are not listed by a reading, and what touched each."""
        known = DOCUMENT.c.reading
        other = or_(known < reading, known > reading)  # which the index finds, unlike !=
        query = select(DOCUMENT.c.said, DOCUMENT.c.touched).where(other, known != ABSENT)
        return [(from_plain(row["said"]), int(row["touched"])) for row in self._rows(query)]

    def absent(self) -> list[str]:
        """Return the documents whose bytes had not come when they were looked for."""
        query = select(DOCUMENT.c.sha256).where(DOCUMENT.c.reading == ABSENT)
        return [str(row["sha256"]) for row in self._rows(query)]

    def touch(self, hashes: Iterable[str]) -> None:
        """Let the reports of documents be listed anew."""
        with self._asked() as connection:
            if connection:
                in_turn(connection)  # several rows: else each of two may wait for the other's
                here = DOCUMENT.c.sha256.in_(list(hashes))
                connection.execute(update(DOCUMENT).where(here).values(reading=""))
                connection.commit()

    def put_reports(
        self, sha256: str, rows: Sequence[Mapping[str, Any]], *, reading: str, touched: int
    ) -> None:
        """List the reports of a document, unless a decision has touched it since."""
        is_untouched = (DOCUMENT.c.sha256 == sha256) & (DOCUMENT.c.touched == touched)
        fresh = update(DOCUMENT).where(is_untouched).values(reading=reading)
        with self._asked() as connection:
            if connection and connection.execute(fresh).rowcount:
                connection.execute(delete(REPORT).where(REPORT.c.sha256 == sha256))
                if rows:
                    connection.execute(REPORT.insert(), [{**row, "sha256": sha256} for row in rows])
                connection.commit()

    def versions(self, agency_id: str, year: int) -> set[tuple[str, int]]:
        """Return document and part of what is on the desk for an agency's year."""
        query = (
            select(REPORT.c.sha256, REPORT.c.part)
            .join(DOCUMENT, DOCUMENT.c.sha256 == REPORT.c.sha256)
            .where(REPORT.c.agency_id == agency_id, REPORT.c.report_year == year)
            .where(DOCUMENT.c.state != WITHDRAWN)
        )
        return {(str(row["sha256"]), int(row["part"])) for row in self._rows(query)}

    def places(self, hashes: Iterable[str] | None = None) -> dict[str, frozenset[str]]:
        """Return the areas that the reports of documents are of, or of all that are listed."""
        query = select(REPORT.c.sha256, REPORT.c.area).where(REPORT.c.area != "")
        if hashes is not None:
            query = query.where(REPORT.c.sha256.in_(list(hashes)))
        by_document: dict[str, set[str]] = {}
        for row in self._rows(query):
            by_document.setdefault(str(row["sha256"]), set()).add(str(row["area"]))
        return {key: frozenset(areas) for key, areas in by_document.items()}

    def waiting(self) -> int:
        """Return how many documents nobody has decided on yet."""
        query = select(func.count().label("count")).where(DOCUMENT.c.state == DRAFT)
        return sum(int(row["count"]) for row in self._rows(query))

    def counts(self, reach: Reach = EVERYTHING) -> dict[str, int]:
        """Return how many reports stand in each state."""
        query = (
            select(DOCUMENT.c.state, func.count())
            .join(REPORT, REPORT.c.sha256 == DOCUMENT.c.sha256)
            .where(_within(reach))
            .group_by(DOCUMENT.c.state)
        )
        every = select(func.count()).select_from(REPORT)
        if is_all := reach == EVERYTHING:  # what is filed grows year by year, the rest is at hand
            query = query.where(DOCUMENT.c.state.in_((DRAFT, RETURNED, WITHDRAWN)))
        with self._asked() as connection:
            rows = connection.execute(query).all() if connection else []
            total = connection.execute(every).scalar_one() if connection and is_all else 0
        by_state = {str(state): int(count) for state, count in rows}
        filed = int(total) - sum(by_state.values()) if is_all else 0
        return by_state | ({FILED: filed} if filed else {})

    def listed(
        self, reach: Reach = EVERYTHING, limit: int | None = None, offset: int = 0
    ) -> list[Listed]:
        """Return reports, those of the newest word first, each with how its document stands."""
        within, newest = _within(reach), DOCUMENT.c.decision_id.desc()
        query = (
            select(DOCUMENT.c.said.label("standing"), REPORT)
            .join(REPORT, REPORT.c.sha256 == DOCUMENT.c.sha256)
            .where(within)
            .order_by(newest, REPORT.c.part)
            .limit(limit)
            .offset(offset)
        )
        if limit is not None:  # so many reports are of no more documents: only those are looked at
            matching = exists().where(REPORT.c.sha256 == DOCUMENT.c.sha256, within)
            first = select(DOCUMENT.c.sha256).where(matching.correlate(DOCUMENT)).order_by(newest)
            query = query.where(DOCUMENT.c.sha256.in_(first.limit(offset + limit)))
        return [(from_plain(row["standing"]), dict(row)) for row in self._rows(query)]

    def _rows(self, query: Select[Any]) -> Sequence[RowMapping]:
        """Return the rows of an answer, none where there is no ledger yet."""
        with self._asked() as connection:
            return connection.execute(query).mappings().all() if connection else ()

    @contextmanager
    def _asked(self) -> Iterator[Connection | None]:
        """Give a connection to rows that are up to date, None where there is no ledger yet."""
        with self._ledger.opened() as engine:
            if engine is None:
                yield None
                return
            with self._lock:
                if self._made is not engine:
                    standing.make(engine)
                    self._made = engine
            standing.catch_up(engine)
            with engine.connect() as connection:
                yield connection


def _within(reach: Reach) -> ColumnElement[bool]:
    tests: list[ColumnElement[bool]] = [DOCUMENT.c.sha256 != ""]
    if reach.by:
        tests.append(DOCUMENT.c.received_by == reach.by)
    if reach.county:
        tests.append(REPORT.c.county_code == reach.county)
    if reach.states:
        tests.append(DOCUMENT.c.state.in_(reach.states))
    if reach.sha256:
        tests.append(DOCUMENT.c.sha256 == reach.sha256)
    if reach.codes is not None:
        tests.append(or_(DOCUMENT.c.received_by == reach.signature, _permitted(reach.codes)))
    return and_(*tests)


def _permitted(codes: Sequence[str]) -> ColumnElement[bool]:
    """Return what holds of a filed report of these places, and of a draft that is theirs alone."""
    if not codes:
        return false()
    other = REPORT.alias("other")
    beside = select(other.c.sha256).where(other.c.sha256 == DOCUMENT.c.sha256, other.c.area != "")
    placed = beside.correlate(DOCUMENT)  # of the list, however deep it is asked
    foreign = placed.where(~or_(*(other.c.area.startswith(code) for code in codes)))
    own = or_(*(REPORT.c.county_code.startswith(code) for code in codes))
    is_filed = DOCUMENT.c.state == FILED
    return or_(and_(is_filed, own), and_(~is_filed, placed.exists(), ~foreign.exists()))
