"""How a line of a proposed roster is said, on the page and by the command."""

from collections.abc import Iterable

from pipelines.catalogue.model import Language
from pipelines.filing.proposal import ProposedLine
from pipelines.papers.words import say


def source_words(line: ProposedLine, language: Language) -> str:
    """Name what a line is proposed from."""
    return " ".join(say("roster", f"source.{source}", language) for source in line.sources)


def sentences(line: ProposedLine, language: Language) -> list[str]:
    """Say of which years anything was seen, whom it took over from, whose double it may be."""
    if line.years:
        parts = [say("roster", "line.years", language, years=_listed(line.years))]
    else:
        parts = [say("roster", "line.nothing", language)]
    if line.gaps:
        parts.append(say("roster", "line.gaps", language, years=_listed(line.gaps)))
    for key, names in (("after", line.predecessor_names), ("alike", line.alike)):
        if names:
            parts.append(say("roster", f"line.{key}", language, names=_listed(names)))
    return parts


def _listed(parts: Iterable[object]) -> str:
    return " ".join(map(str, parts))
