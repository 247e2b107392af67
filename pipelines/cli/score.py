"""The verb `score`: the points of one report, and what took some off."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from pipelines.cli import places
from pipelines.cli.arguments import check_year
from pipelines.cli.options import FINDINGS, FINE, Json
from pipelines.cli.words import language, say
from pipelines.desk.json_lines import frame_lines, text
from pipelines.errors import MingchaError
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.verdicts import current, with_verdicts
from pipelines.settings import settings
from pipelines.store.store import Store

if TYPE_CHECKING:
    import pandas as pd


def score(agency: str, year: int, *, as_json: Json = False) -> None:
    """Give the points of an agency's report; exit code 1 when something took some off."""
    check_year(year)
    card, sums, rules, standing = _scored(agency, year)
    for row in frame_lines(card):
        typer.echo(text(row) if as_json else _line(row, rules))
    total = sums | _scheme_name() | standing
    shown = total | {name: _plain(sums[name]) for name in ("points", "judged_out_of", "out_of")}
    typer.echo(text(total) if as_json else say("score.total", **shown))
    if not as_json and any(standing.values()):
        typer.echo(say("score.open", **standing))
    lost = card["points"] < card["out_of"]
    raise typer.Exit(FINDINGS if lost.any() else FINE)


def _scored(
    agency: str, year: int
) -> tuple[pd.DataFrame, dict[str, Any], dict[str, str], dict[str, int]]:
    """Return the card, its sums, the rule of each fingerprint, and how many findings are open."""
    # The rule book takes a fifth of a second to load: no other verb waits for it.
    from pipelines.score import OpenFindings, open_findings, score_card, totals  # noqa: PLC0415

    store = Store(settings().store)
    scored = places.one_agency(store, agency)
    filing = store.filing(scored.dataset, [scored.id], (year, year))
    if filing.empty:
        raise MingchaError(say("score.nothing", agency=scored.name, year=year))
    verdicts = current(Ledger(settings().ledger))
    findings, former = (
        with_verdicts(asked(scored.dataset, [scored.id], (year, year)), verdicts)
        for asked in (store.findings, store.former_findings)
    )
    standing = open_findings(findings, former).get((scored.id, year), OpenFindings())
    card = score_card(findings, filing)
    [sums] = frame_lines(totals(card))
    rules = dict(zip(findings["fingerprint"], findings["rule"], strict=True))
    return card, sums, rules, asdict(standing)


def _line(row: dict[str, Any], rules: dict[str, str]) -> str:
    holes = {
        "title": row[f"title_{language()}"],
        "out_of": _plain(row["out_of"]),
        "points": _plain(row["points"]),
        "why": _why(row, rules),
    }
    return say("score.line" if row["is_judged"] else "score.unjudged", **holes)


def _why(row: dict[str, Any], rules: dict[str, str]) -> str:
    """Return what took points off: the reason in words, then rule, fingerprint and cost."""
    costs = [
        f"{rules.get(mark, '')} {mark} −{_plain(cost)}".strip()
        for mark, cost in zip(row["fingerprints"], row["taken"], strict=True)
    ]
    return "; ".join(part for part in (row[f"reason_{language()}"], *costs) if part) or "—"


def _scheme_name() -> dict[str, str]:
    from pipelines.score import scheme  # noqa: PLC0415 - as above

    return {"scheme": scheme().name.spoken(language())}


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
