"""Where a figure comes from: the store's rows, and the page itself for zeros it only implies."""

import pandas as pd

from pipelines.build.assemble import Sources
from pipelines.documents.outcomes import Outcome, read_outcome
from pipelines.errors import ArchiveError
from pipelines.ledger.ledger import Ledger
from pipelines.model import Figure
from pipelines.settings import Settings
from pipelines.store.rows import place_text
from pipelines.store.store import Store


def explain(
    settings: Settings, store: Store, agency_id: str, report_year: int, indicator: str | None
) -> pd.DataFrame:
    """Return the figures of a report with raw text and place of each, implied zeros included.

    An implied zero is looked up in the archived document; where the document is gone, its place
    and raw text stay empty.
    """
    rows = _named(settings, store.explain(agency_id, report_year, indicator))
    if rows.empty or not rows["is_implied"].any():
        return rows
    outcome = _read_again(settings, str(rows["sha256"].iloc[0]))
    part = int(rows["part"].iloc[0])
    if outcome is None or part >= len(outcome.reports):
        return rows
    figure_by_cell = {
        (f.table, f.indicator, f.member): f for f in reversed(outcome.reports[part].figures)
    }
    rows = rows.astype({"raw": "object", "place": "object"})
    for position in rows.index[rows["is_implied"]]:
        row = rows.loc[position]
        figure: Figure | None = figure_by_cell.get((row["table"], row["indicator"], row["member"]))
        if figure is not None:
            rows.loc[position, "raw"] = figure.raw
            rows.loc[position, "place"] = place_text(figure.place)
    return rows


def _named(settings: Settings, rows: pd.DataFrame) -> pd.DataFrame:
    """Name who corrected a figure: the published file, which anybody may have, does not."""
    if not rows["decision_id"].notna().any():
        return rows
    names = {one.id: one.made_by for one in Ledger(settings.ledger).decisions(kind="correction")}
    return rows.assign(corrected_by=rows["decision_id"].map(names).fillna(""))


def _read_again(settings: Settings, sha256: str) -> Outcome | None:
    sources = Sources(settings)
    kept = sources.outcomes.get(sha256)
    if kept is not None:
        return kept
    simulated = {document.sha256: document for document, _ in sources.demo}
    try:
        document = simulated.get(sha256) or sources.archive.find(sha256)
        data = document.path.read_bytes()
    except (ArchiveError, OSError):
        return None
    return read_outcome(data, document.name, document.address, sources.agencies)
