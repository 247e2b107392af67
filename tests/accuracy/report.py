"""The figures as a table, the page of docs, and whether each mark is met."""

from __future__ import annotations

from collections import Counter
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


def verdicts(tallies: dict[str, Tally]) -> list[tuple[str, bool]]:
    """Return every mark in words and whether it is met."""
    counts = Counter[str]()
    for tally in tallies.values():
        counts.update(tally.counts)
    readable = counts["right"] + counts["flagged"] + counts["missed"]
    identities = sum(counts[f"identity {word}"] for word in ("right", "open", "wrong", "missed"))
    decoys = counts["decoy taken"] + counts["decoy rejected"]
    refused = counts["rejected"] + counts["rejected otherwise"] + counts["not rejected"]
    marks = [
        ("cells silently wrong", counts["silently wrong"], None, 0),
        ("recoverable cells right", counts["right"], readable, 99.8),
        ("identities right", counts["identity right"], identities, 99.5),
        ("documents rejected rightly", counts["rejected"], refused, 100),
        ("decoys rejected", counts["decoy rejected"], decoys, 100),
    ]
    for kind, precise, complete in (("total", 99, 97), ("category", 97, 95), ("channel", 97, 95)):
        right = counts[f"{kind} right"]
        found, asked = right + counts[f"{kind} invented"], right + counts[f"{kind} missed"]
        marks.append((f"prose, {kind}: precision", right, found, precise))
        marks.append((f"prose, {kind}: recall", right, asked, complete))
    return [_verdict(*mark) for mark in marks] + [
        (f"crashes: {counts['crashed']} (mark 0)", counts["crashed"] == 0)
    ]


def _verdict(name: str, part: int, whole: int | None, mark: float) -> tuple[str, bool]:
    if whole is None:
        return f"{name}: {part} (mark {mark})", part <= mark
    rate = 100 * part / whole if whole else 100.0
    return f"{name}: {rate:.2f} % of {whole} (mark {mark} %)", rate >= mark


def page(tallies: dict[str, Tally]) -> str:
    """Return docs/accuracy.md."""
    lines = [f"- {'met' if met else '**not met**'}: {text}" for text, met in verdicts(tallies)]
    return f"{HEAD}\n## Marks\n\n" + "\n".join(lines) + f"\n\n## Classes\n\n{table(tallies)}\n"
