"""The figures as a table, the page of docs, and whether each mark is met."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.accuracy.score import Tally

HEAD = (Path(__file__).parent / "head.md").read_text(encoding="utf-8")
COLUMNS = (
    ("documents", "documents"),
    ("right", "right"),
    ("flagged", "flagged"),
    ("missed", "missed"),
    ("withheld", "withheld"),
    ("recovered", "recovered"),
    ("silently wrong", "silently wrong"),
    ("identity right", "identity right"),
    ("identity open", "open"),
    ("identity wrong", "wrong"),
)


def table(tallies: dict[str, Tally]) -> str:
    """Return the table of classes as Markdown."""
    heads = [head for _, head in COLUMNS] + ["totals P/R", "categories P/R", "decoys", "rejected"]
    lines = ["| class | " + " | ".join(heads) + " |", "| --- |" + " ---: |" * len(heads)]
    every = Counter[str]()
    for layout, tally in tallies.items():
        every.update(tally.counts)
        lines.append(_line(layout, tally.counts))
    lines.append(_line("**all**", every))
    return "\n".join(lines)


def _line(layout: str, counts: Counter[str]) -> str:
    cells = [str(counts[key]) for key, _ in COLUMNS]
    cells[9] = str(counts["identity wrong"] + counts["identity missed"])
    cells += [_pair(counts, "total"), _pair(counts, "category")]
    decoys = counts["decoy taken"] + counts["decoy rejected"]
    cells.append(f"{counts['decoy rejected']}/{decoys}" if decoys else "")
    refused = counts["rejected"] + counts["rejected otherwise"] + counts["not rejected"]
    cells.append(f"{counts['rejected']}/{refused}" if refused else "")
    return f"| {layout} | " + " | ".join(cells) + " |"


def _pair(counts: Counter[str], kind: str) -> str:
    right, wrong = counts[f"{kind} right"], counts[f"{kind} invented"]
    asked = right + counts[f"{kind} missed"]
    if not asked and not wrong:
        return ""
    return f"{_rate(right, right + wrong)}/{_rate(right, asked)}"


def _rate(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure and what it must reach: a share of `whole`, or no more than `least` of a kind."""

    key: str
    name: str
    part: int
    whole: int | None
    least: float

    @property
    def is_met(self) -> bool:
        """Tell whether it is reached."""
        return self.part <= self.least if self.whole is None else self.rate >= self.least

    @property
    def rate(self) -> float:
        """Return the share in percent."""
        return 100 * self.part / self.whole if self.whole else 100.0

    def __str__(self) -> str:
        if self.whole is None:
            return f"{self.name}: {self.part} (mark {self.least})"
        return f"{self.name}: {self.rate:.2f} % of {self.whole} (mark {self.least} %)"


def marks(tallies: dict[str, Tally]) -> list[Mark]:
    """Return every mark."""
    counts = Counter[str]()
    for tally in tallies.values():
        counts.update(tally.counts)
    readable = counts["right"] + counts["flagged"] + counts["missed"]
    identities = sum(counts[f"identity {word}"] for word in ("right", "open", "wrong", "missed"))
    decoys = counts["decoy taken"] + counts["decoy rejected"]
    refused = counts["rejected"] + counts["rejected otherwise"] + counts["not rejected"]
    found = [
        Mark("silent", "cells silently wrong", counts["silently wrong"], None, 0),
        Mark("cells", "recoverable cells right", counts["right"], readable, 99.5),
        Mark("identity", "identities right", counts["identity right"], identities, 99.5),
        Mark("rejected", "documents rejected rightly", counts["rejected"], refused, 100),
        Mark("decoys", "decoys rejected", counts["decoy rejected"], decoys, 100),
    ]
    for kind, precise, complete in (("total", 99, 97), ("category", 97, 95), ("channel", 97, 95)):
        right = counts[f"{kind} right"]
        taken, asked = right + counts[f"{kind} invented"], right + counts[f"{kind} missed"]
        found.append(Mark(f"{kind}_precision", f"prose, {kind}: precision", right, taken, precise))
        found.append(Mark(f"{kind}_recall", f"prose, {kind}: recall", right, asked, complete))
    return [*found, Mark("crashes", "crashes", counts["crashed"], None, 0)]


def figures(tallies: dict[str, Tally]) -> str:
    """Return components/pages/about/accuracy.csv: what the product says of its own reading."""
    documents = sum(tally.counts["documents"] for tally in tallies.values())
    lines = ["key,part,whole", f"documents,{documents},", f"classes,{len(tallies)},"]
    wholes = ((one, "" if one.whole is None else one.whole) for one in marks(tallies))
    lines += [f"{one.key},{one.part},{whole}" for one, whole in wholes]
    return "\n".join(lines) + "\n"


def page(tallies: dict[str, Tally]) -> str:
    """Return docs/accuracy.md."""
    lines = [f"- {'met' if mark.is_met else '**not met**'}: {mark}" for mark in marks(tallies)]
    return f"{HEAD}\n## Marks\n\n" + "\n".join(lines) + f"\n\n## Classes\n\n{table(tallies)}\n"
