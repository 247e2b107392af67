"""The lines that say what a paper was computed from."""

from collections.abc import Sequence

from pipelines.papers.facts import Row
from pipelines.papers.heading import Heading, rules_version
from pipelines.papers.words import say
from pipelines.validate.rulebook import rulebook


def notes(heading: Heading, scope: str, *, excluded: int, rows: Sequence[Row]) -> list[str]:
    """Return scope, store, rules and the meaning of the figures, as far as they apply."""
    made_on = heading.made_on.isoformat()
    dataset = say("shared", f"dataset.{heading.dataset}")
    version = {"digest": heading.digest, "rules": rules_version(), "made_on": made_on}
    lines = [
        say("shared", "note.data", scope=scope, dataset=dataset),
        say("shared", "note.store", **version),
    ]
    if heading.link:
        lines.append(say("shared", "note.link", link=heading.link))
    lines.append(say("shared", "note.rule", count=len(rulebook().rules)))
    if any(row.get("is_assumed") for row in rows):
        lines.append(say("shared", "note.assumed"))
    if excluded:
        lines.append(say("shared", "note.excluded", count=excluded))
    return lines
