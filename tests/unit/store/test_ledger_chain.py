"""Rows that somebody changed, removed or slipped in past the guards are found and named."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from pipelines.ledger.chain import CHANGED, PARTED, Break
from pipelines.ledger.ledger import Ledger

ASIDE = {
    "sqlite": tuple(f"DROP TRIGGER decision_no_{verb}" for verb in ("update", "delete", "replace")),
    "postgresql": ("ALTER TABLE decision DISABLE TRIGGER ALL",),
}
SLIPPED = "'2026-01-05 08:00:00', 'x', 'filing', '2022:130306200', '{}'"
COLUMNS = "(id, made_at, made_by, kind, subject, body)"
TAMPERING = {
    "the words of one": ("UPDATE decision SET body = '{\"value\": 9}' WHERE id = 2", 2, CHANGED),
    "who said the last": ("UPDATE decision SET made_by = 'y' WHERE id = 4", 4, CHANGED),
    "when one was made": (
        "UPDATE decision SET made_at = '2020-01-01 00:00:00' WHERE id = 1",
        1,
        CHANGED,
    ),
    "its own digest": ("UPDATE decision SET digest = 'f' WHERE id = 3", 3, CHANGED),
    "one gone": ("DELETE FROM decision WHERE id = 2", 3, PARTED),
    "the first gone": ("DELETE FROM decision WHERE id = 1", 2, PARTED),
    "one slipped in": (f"INSERT INTO decision {COLUMNS} VALUES (9, {SLIPPED})", 9, PARTED),
    "a body that is no JSON": ("UPDATE decision SET body = '{\"a\": ' WHERE id = 2", 2, CHANGED),
}


def tamper(url, *statements):
    """Do what the owner of the database can do."""
    with create_engine(url, poolclass=NullPool).begin() as connection:
        for statement in statements:
            connection.execute(text(statement.replace(":", r"\:")))


@pytest.fixture
def ledger(ledger_url):
    ledger = Ledger(ledger_url)
    for number in range(4):
        ledger.append("correction", f"a:0:{number}", {"value": number, "reason": "“核对”"}, by="王")
    return ledger


def test_entries_as_they_were_written_follow_each_other(ledger):
    assert ledger.first_break() is None
    assert Ledger(ledger.url).append_all([("filing", "a", {}), ("filing", "b", {})], by="x") == [
        5,
        6,
    ]
    assert ledger.first_break() is None
    assert ledger.head().entry_count == 6
    assert ledger.digest_at(6) == ledger.head().digest != ledger.digest_at(5)
    assert ledger.digest_at(7) == ledger.digest_at(0) == ""


def test_every_change_of_a_row_is_found_and_named(ledger, tmp_path):
    dialect = ledger.url.partition(":")[0].partition("+")[0]
    tamper(ledger.url, *ASIDE[dialect])
    before = rows(ledger.url)
    unseen = []
    for what, (statement, number, how) in TAMPERING.items():
        if dialect == "postgresql" and "no JSON" in what:
            continue  # its column takes nothing else
        tamper(ledger.url, statement)
        found = ledger.first_break()
        if found != Break(number, how):
            unseen.append((what, found))
        tamper(ledger.url, "DELETE FROM decision")
        put_back(ledger.url, before)
    assert unseen == []
    assert ledger.first_break() is None


def rows(url):
    with create_engine(url, poolclass=NullPool).connect() as connection:
        query = (
            "SELECT id, CAST(made_at AS VARCHAR), made_by, kind, subject, "
            "CAST(body AS VARCHAR), previous, digest FROM decision"
        )
        return [tuple(row) for row in connection.execute(text(query))]


def put_back(url, before):
    names = ("id", "at", "by", "kind", "subject", "body", "previous", "digest")
    body = "CAST(:body AS JSON)" if url.startswith("postgresql") else ":body"
    at = "CAST(:at AS TIMESTAMPTZ)" if url.startswith("postgresql") else ":at"
    query = (
        f"INSERT INTO decision VALUES (:id, {at}, :by, :kind, :subject, {body}, :previous, :digest)"
    )
    with create_engine(url, poolclass=NullPool).begin() as connection:
        for row in before:
            connection.execute(text(query), dict(zip(names, row, strict=True)))
