"""How many errors, warnings and doubts of reading a report on the desk has: judged when asked for.

Judging takes its neighbours into account and most of a second: the list is drawn before, and the
browser asks for one row after another.
"""

from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import Final

from components.context import PageRequest
from components.pages.importing.answer import inbox
from components.pages.importing.permission import reach
from components.posted import Reply, refusal, sent
from pipelines.desk.inspection import InspectedReport
from pipelines.ledger.ledger import Ledger
from pipelines.settings import Settings

COUNTED: Final = ("error", "warning", "doubt")


def counted(ask: PageRequest) -> Reply:
    """Answer with the counts of one report on the desk, for who may look at it."""
    at, installation = sent("at"), ask.desk.installation
    sha256, _, part = at.partition(":")
    drafts = inbox(installation).listed(replace(reach(ask), sha256=sha256 or "-"))
    if part not in set(drafts["part"].astype(str)):
        return refusal("importing.gone", ask.language, 404)
    decisions = Ledger(installation.ledger).count()
    return {"counts": _counts(installation, at, decisions, ask.store.info().digest)}, 200


@lru_cache(maxsize=512)
def _counts(
    installation: Settings, at: str, _decisions: int, _digest: str
) -> dict[str, int] | None:
    """Count what is judged of a report; None where its document gave none."""
    sha256, _, part = at.partition(":")
    look = inbox(installation).look(sha256)
    return counts_of(look.parts[int(part)]) if look and look.parts else None


def counts_of(report: InspectedReport) -> dict[str, int]:
    """Count the findings of a report by grade; what we may have misread is a doubt, no error."""
    kinds = Counter(
        "doubt" if one.axis == "reading" else str(one.severity)
        for one in report.judgements
        if one.status == "fail"
    )
    return {kind: kinds[kind] for kind in COUNTED}
