"""No value without bounds gets in: typed, read from a document, read back, or shipped."""

import json
from decimal import Decimal

import duckdb
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from pipelines.build.run import build
from pipelines.catalogue.bounds import bound_of, excess, within
from pipelines.desk.recording import Correction, correct
from pipelines.documents.archive import Archive
from pipelines.documents.collect import InputFile
from pipelines.documents.reception import ingest
from pipelines.errors import LedgerError
from pipelines.ledger.ledger import Ledger
from pipelines.operations.doctor import WARN, examined
from pipelines.store.store import Store

NOT_VALUES = (
    *("1E8000000", "inf", "-Infinity", "NaN", "sNaN", "1e400", "9" * 30, "9" * 5_000, "1e-9"),
    *("0." + "1" * 40, "", "一", "0x10", "1_0" * 30, "1E+9999999999999999999"),
)


@pytest.fixture
def office(environment, page):
    list(ingest(environment, [InputFile(page("a.html"))]))
    build(environment)
    return environment


def sha256_of(office):
    return next(Archive(office.archive).documents()).sha256


def test_what_no_figure_can_be_is_no_value():
    assert [one for one in NOT_VALUES if within("disclosure.total", one) is not None] == []
    assert within("disclosure.total", "57.0000") == 57
    assert within("fee.amount", "27.948692") == Decimal("27.948692")
    assert within("procurement.amount", "1234567890123.45") is not None
    assert within("procurement.amount", "47.689123") == Decimal("47.689123")
    assert within("procurement.amount", "1234567890.123456") is None
    assert within("disclosure.total", True) is None
    for indicator in ("disclosure.total", "fee.amount", "nothing.known"):
        bound = bound_of(indicator)
        assert excess(indicator, Decimal(10) ** bound.digits) == "digits"
        assert excess(indicator, -(Decimal(10) ** bound.digits) + 1) == ""
        assert excess(indicator, Decimal(10) ** -(bound.decimals + 1)) == "decimals"


def test_none_of_them_can_be_typed(office, mingcha):
    sha256 = sha256_of(office)
    for value in NOT_VALUES:
        one = Correction(sha256, 0, "disclosure.total", "", "", "1", value, "原件如此")
        with pytest.raises(LedgerError, match="no value") as refused:
            correct(office, one, by="x")
        assert len(str(refused.value)) < 200
    assert Ledger(office.ledger).count() == 0
    report = f"{sha256[:12]}:0"
    code, _, said = mingcha("correct", report, "disclosure.total", "1", "1E8000000", "--by", "x")
    assert (code, "1E8000000" in said) == (2, True)


SLIPS = {
    "correction": [
        *({"value": value, "expected": "1"} for value in NOT_VALUES[:8]),
        {"value": "1", "expected": "1", "place": [1, 2]},
    ],
    "assignment": [{"agency_id": "x y"}, {"report_year": 99999999999}, {"report_year": "2022"}],
    "filing": [{"filed_on": "2023-13-45"}, {"mended_on": "soon"}],
    "roster": [{"entries": [{"agency_id": "1"}]}, {"entries": [7]}, {"entries": 7}],
    "draft": [
        {"act": "filed", "filed_on": "yesterday"},
        {"act": "filed", "reports": [{"part": "x", "agency_id": "1", "report_year": 2022}]},
    ],
    "verdict": [{"verdict": "confirmed", "about": [1]}],
}
TEXTS = ('{"value": ' + "9" * 5_000 + "}", "[" * 5_000, "7", '{"value": ')


def slip_in(url, kind, subject, body):
    """Write a row as a slip, a script or an older version might have."""
    body_of = "CAST(:body AS JSON)" if url.startswith("postgresql") else ":body"
    query = (
        "INSERT INTO decision (id, made_at, made_by, kind, subject, body) SELECT "
        "coalesce(max(id), 0) + 1, '2026-01-05 08:00:00', 'x', :kind, :subject, "
        f"{body_of} FROM decision"
    )
    with create_engine(url, poolclass=NullPool).begin() as connection:
        connection.execute(text(query), {"kind": kind, "subject": subject, "body": body})


def test_a_bad_entry_is_set_aside_and_named_and_stops_nothing(office, mingcha):
    sha256 = sha256_of(office)
    subjects = {
        "correction": f"{sha256}:0:disclosure.total",
        "assignment": f"{sha256}:0",
        "filing": "2022:130306200",
        "roster": "list:a.csv",
        "draft": sha256,
        "verdict": "f" * 16,
    }
    before = Store(office.store).cells("real", "disclosure.total")
    Ledger(office.ledger).append("filing", "2020:130306200", {"filed_on": "2021-01-02"}, by="x")
    for kind, bodies in SLIPS.items():
        for body in bodies:
            slip_in(office.ledger, kind, subjects[kind], json.dumps(body))
    for body in TEXTS:
        slip_in(office.ledger, "correction", subjects["correction"], body)
    ledger = Ledger(office.ledger)
    count = sum(map(len, SLIPS.values())) + len(TEXTS)
    assert (len(ledger.set_aside()), len(ledger.decisions())) == (count, 1)
    code, _, said = mingcha("build")
    assert code == 0
    assert said.count("已放在一边") == count
    assert "台账第 2 条与前面接不上或被改过" in said
    after = Store(office.store).cells("real", "disclosure.total")
    assert sorted(after["value"].dropna()) == sorted(before["value"].dropna())
    states = {one.code: one.state for one in examined(office) if one.subject == "ledger"}
    assert states["entries_set_aside"] == WARN
    assert mingcha("findings")[0] in {0, 1}


def test_none_of_them_can_be_written_either(office):
    for kind, bodies in SLIPS.items():
        for body in bodies:
            with pytest.raises(LedgerError, match="no such decision"):
                Ledger(office.ledger).append(kind, "a:0:disclosure.total", body, by="x")
    for subject, body in (("a" * 201, {}), ("a\0", {}), ("a\ud800", {}), ("a", {"x": "y" * 2**23})):
        with pytest.raises(LedgerError):
            Ledger(office.ledger).append("filing", subject, body, by="x")
    assert Ledger(office.ledger).count() == 0


def test_a_document_that_prints_thirty_nines_has_lost_the_cell(environment, page):
    path = page("a.html")
    text = path.read_text(encoding="utf-8")
    cell = (
        "<td>7</td>"
        if "<td>7</td>" in text
        else next(f"<td>{n}</td>" for n in range(1, 99) if f"<td>{n}</td>" in text)
    )
    path.write_text(text.replace(cell, f"<td>{'9' * 30}</td>"), encoding="utf-8")
    list(ingest(environment, [InputFile(path)]))
    target = build(environment)
    with duckdb.connect(str(target), read_only=True) as connection:  # noqa: TID251 - looks inside
        query = "SELECT max(value), count(*) FILTER (raw LIKE '%999999999%') FROM raw.figure"
        most, lost = connection.execute(query).fetchone()
        states = connection.execute(
            "SELECT DISTINCT status, value FROM raw.figure WHERE raw LIKE '%999999999%'"
        ).fetchall()
    assert (most < 1e10, lost > 0, states) == (True, True, [("lost", None)])


def test_what_ships_is_held_to_the_bounds_too(environment):
    figures = environment.published / "figures.csv"
    figures.write_text(figures.read_text().replace(",57,", ",1E8000000,"))
    build(environment)
    cells = Store(environment.store).cells("real", "disclosure.total", agencies=["130306200"])
    assert cells["value"].dropna().empty
