"""What the office said, by unit, as digests: the next publication sees by them what changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from pipelines.build.filing_rows import FilingContext, areas_of
from pipelines.identities import unit_of
from pipelines.store.rows import Row

if TYPE_CHECKING:
    from pipelines.build.assemble import Sources

SHIPPED, AS_OF, ROSTER, REGISTER = "shipped", "as_of", "roster", "register"
SENT_BACK = "sent_back"
_LENGTH: Final = 16  # digits of a digest


def input_rows(sources: Sources) -> list[Row]:
    """Return the digests of what ships, of the roster by area, of the register by unit."""
    [desk] = [context for context in sources.desks if context.dataset == "real"]
    day = desk.as_of.isoformat() if desk.as_of else ""
    received = {document.sha256 for document in sources.documents}
    lines: list[Row] = [(SHIPPED, 0, sources.shipped), (AS_OF, 0, day)]
    lines += [(ROSTER, area, digest) for area, digest in roster_digests(desk).items()]
    lines += [(REGISTER, unit, digest) for unit, digest in register_digests(desk, received).items()]
    return lines + [(SENT_BACK, unit, digest) for unit, digest in _sent_back(sources).items()]


def roster_digests(desk: FilingContext) -> Mapping[int, str]:
    """Return the digest of what the roster says of each area."""
    texts: dict[int, list[str]] = {}
    for entry in desk.entries:
        text = repr(entry)
        for area in areas_of(desk.dataset, entry):
            texts.setdefault(area, []).append(text)
    return _digests(texts)


def register_digests(desk: FilingContext, received: set[str]) -> Mapping[int, str]:
    """Return the digest of what the register says of each unit."""
    texts: dict[int, list[str]] = {}
    for key, filed in sorted(desk.filed.items()):
        text = f"{filed!r} {filed.sha256 in received}"
        texts.setdefault(unit_of(desk.dataset, *key), []).append(text)
    return _digests(texts)


def _sent_back(sources: Sources) -> Mapping[int, str]:
    """Return the digest of what was sent back, by the units of the names it was sent back under."""
    texts: dict[int, list[str]] = {}
    for document, draft in sources.sent_back:
        for part, answer in draft.reports.items():
            unit = unit_of("real", answer.agency_id, answer.report_year)
            texts.setdefault(unit, []).append(f"{document.sha256}:{part} {document.received_at}")
    return _digests(texts)


def _digests(said: Mapping[int, list[str]]) -> dict[int, str]:
    return {
        key: hashlib.sha256("\n".join(texts).encode()).hexdigest()[:_LENGTH]
        for key, texts in said.items()
    }
