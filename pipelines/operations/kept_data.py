"""Checks of what an installation keeps: documents, decisions, and what is published of them."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from pipelines.accounts.key import ledger_file
from pipelines.build import ownership
from pipelines.build.assemble import Sources
from pipelines.build.queue import FAILED, last
from pipelines.documents.archive import Archive
from pipelines.errors import ArchiveError, LostLedgerError, MingchaError
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.schema import HEAD
from pipelines.ledger.table import may_others
from pipelines.settings import Settings
from pipelines.store.condition import EARLIER, condition
from pipelines.store.integrity import damage
from pipelines.store.pointer import POINTER, published
from pipelines.store.store import Store

OK, WARN, FAIL = "ok", "warn", "fail"
SAMPLE: Final = 200  # documents whose bytes are checked when not all are


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: how it is, and the name and parts of the sentence that says so."""

    subject: str
    state: str
    code: str
    parts: dict[str, Any] = field(default_factory=dict)
    error: MingchaError | None = None


def archive(settings: Settings, *, is_whole: bool) -> Iterator[Check]:
    """Look at the documents: whether each is whole, of all or of a sample."""
    archive = Archive(settings.archive)
    known = list(archive.hashes())
    chosen = known if is_whole else random.sample(known, min(SAMPLE, len(known)))
    damaged = []
    broken = [record.sha256 for record in archive.broken()]
    if broken:
        parts = {"count": len(broken), "first": broken[0]}
        yield Check("archive", FAIL, "records_broken", parts)
    for sha256 in [key for key in chosen if key not in broken]:
        try:
            archive.open(sha256)
        except (ArchiveError, OSError):
            damaged.append(sha256)
    if damaged:
        parts = {"count": len(damaged), "first": damaged[0]}
        yield Check("archive", FAIL, "damaged", parts)
    if damaged or broken:
        return
    code = "documents" if len(chosen) == len(known) else "documents_sampled"
    yield Check("archive", OK, code, {"count": len(known), "checked": len(chosen)})


def ledger(settings: Settings) -> Iterator[Check]:
    """Look at the ledger: its structure, its guards, its chain of entries."""
    ledger = Ledger(settings.ledger)
    revision = ledger.revision()
    if not revision:
        yield Check("ledger", OK, "ledger_none")
        return
    if revision != HEAD:
        code = "ledger_later" if revision > HEAD else "ledger_earlier"
        yield Check(
            "ledger", FAIL if revision > HEAD else WARN, code, {"found": revision, "head": HEAD}
        )
        return
    faults = [*_ledger_file_faults(settings, ledger), *_ledger_row_faults(ledger)]
    yield from faults
    if all(one.state != FAIL for one in faults):
        yield Check("ledger", OK, "ledger_fine", {"found": revision, "count": ledger.count()})


def _ledger_file_faults(settings: Settings, ledger: Ledger) -> Iterator[Check]:
    file = ledger_file(settings)
    if file and may_others(file):
        yield Check("ledger", FAIL, "ledger_open", {"path": file})
    if missing := ledger.missing_guards():
        yield Check("ledger", FAIL, "unguarded", {"names": " ".join(missing)})


def _ledger_row_faults(ledger: Ledger) -> Iterator[Check]:
    if fault := ledger.damage():
        yield Check("ledger", FAIL, "ledger_damaged", {"why": fault})
        return
    if broken := ledger.first_break():
        yield Check("ledger", FAIL, f"chain_{broken.how}", {"number": broken.id})
    if aside := ledger.set_aside():
        parts = {"count": len(aside), "first": aside[0].id, "why": aside[0].why}
        yield Check("ledger", WARN, "entries_set_aside", parts)


def belonging(settings: Settings) -> Iterator[Check]:
    """Look whether the ledger is the one that archive and store were built with."""
    ledger = Ledger(settings.ledger).revision()
    if ledger not in {"", HEAD}:
        return
    state = ownership.ownership(settings, Sources(settings).archived)
    try:
        ownership.check(state)
    except LostLedgerError as error:
        yield Check("belonging", FAIL, "belongs_not", {}, error)
        return
    code = "belongs" if state.installation else "unclaimed"
    yield Check("belonging", OK, code, {"installation": state.installation[:8]})


def store(settings: Settings) -> Iterator[Check]:
    """Look at what is published: whether it is whole, and of today."""
    if not os.path.lexists(settings.store / POINTER):
        yield Check("store", WARN, "unpublished")
        return
    why = damage(published(settings.store).resolve())
    if why:
        yield Check("store", FAIL, "store_damaged", {"why": why})
        return
    found = condition(settings.store)
    if found.state == EARLIER:
        yield Check("store", WARN, "store_earlier", {"why": found.why})
    info = Store(settings.store).info()
    named = published(settings.store).resolve().stem.rpartition("-")[2]
    if named != info.digest:
        parts = {"name": named, "digest": info.digest}
        yield Check("store", FAIL, "misnamed", parts)
        return
    revision = Ledger(settings.ledger).revision()
    if revision not in {"", HEAD}:
        yield Check("store", WARN, "age_unknown", {"digest": info.digest})
        return
    is_current = Sources(settings).digest() == info.digest
    state, code = (OK, "published") if is_current else (WARN, "outdated")
    yield Check("store", state, code, {"digest": info.digest})


def builds(settings: Settings) -> Iterator[Check]:
    """Look how the last build in the background ended."""
    build = last(settings)
    if build.state == FAILED:
        parts = {"ended": build.ended or build.started, "why": build.error}
        yield Check("builds", WARN, "build_failed", parts)
    else:
        yield Check("builds", OK, f"builds_{build.state}")
