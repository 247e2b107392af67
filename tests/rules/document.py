"""Write docs/rules.md: every rule with its formula, basis, severity and tests.

`python -m tests.rules.document` writes it; a test fails when the page and the rules disagree.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pipelines.validate.rulebook import FAMILIES, Rule, rulebook

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "rules.md"
HEAD = """# Rules

Generated from `pipelines/validate/rules/*.toml`, `tests/rules/plants.toml` and
`tests/rules/contradictions.toml` by `python -m tests.rules.document`; a test fails when this page
and the rules disagree. Severity: error, warning, info. `@prior` is the agency's report of the year
before. *Planted* counts faults that are found and whose clean twin is silent, *real* counts
contradictions of real reports that the rule finds. *Precision* is how often a rule was right on the
texts labelled by reading (`tests/rules/real.jsonl`), where it fired at warning or error: it decides
how grave a rule is. A rule that fires more than five times there and is right less than nine times
in ten is a note. How often faults planted in whole documents are
found, and clean ones left in peace, is measured in `docs/recall.md`.

A relation is judged three ways: it holds, it fails, or it is not judged because a cell is a
picture, lost, absent or not captured, or a year is missing. Empty cells, strokes and 无 are tried
as 0: where the relation then holds, R-CELL-02 says so once a table; where it does not, the breach
says that it rests on the assumption. A breach puts the doubt on our reading first where a number
was repaired or the table has cells that could not be read. A relation that fails is explained
where exactly one reason of `pipelines/validate/explanations.toml` balances it.

To add a relation, add a block to a file of `pipelines/validate/rules` and a fault to
`tests/rules/plants.toml`. A rule without `case` is a check: a function of
`pipelines/validate/checks` that yields it.
"""
COLUMNS = (
    "Rule",
    "Title",
    "Formula or check",
    "Forms",
    "Severity",
    "Basis",
    "Planted",
    "Real",
    "Precision",
)


def page() -> str:
    """Return the page as it should be."""
    plants = _counted("plants.toml", "plant")
    real = _counted("contradictions.toml", "case")
    runs: dict[str, list[int]] = json.loads((HERE / "real_run.json").read_text(encoding="utf-8"))
    parts = [HEAD]
    for family in FAMILIES:
        rules = [rule for rule in rulebook().rules if rule.family == family]
        lines = [_line(COLUMNS), _line(["---"] * len(COLUMNS))]
        lines += [
            _row(rule, plants.get(rule.id, 0), real.get(rule.id, 0), runs.get(rule.id, [0, 0]))
            for rule in rules
        ]
        parts.append(f"## {family}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def _row(rule: Rule, planted: int, real: int, run: Sequence[int]) -> str:
    severity = rule.severity
    if rule.soft:
        severity += f" (info: {', '.join(rule.soft)})"
    asked = ", ".join(rule.templates) or "any"
    if rule.years != (0, 9999):
        asked += f"; {rule.years[0]}–{rule.years[1] if rule.years[1] < 9999 else ''}"
    if rule.levels:
        asked += f"; {', '.join(rule.levels)}"
    basis = _both(rule.basis.zh, rule.basis.en)
    if rule.exceptions:
        basis += f"<br>*{_both(rule.exceptions.zh, rule.exceptions.en)}*"
    title = _both(rule.title.zh, rule.title.en)
    precision = f"{run[1]} of {run[0]}" if run[0] else "–"
    return _line([rule.id, title, _formula(rule), asked, severity, basis, planted, real, precision])


def _formula(rule: Rule) -> str:
    cases = []
    for case in rule.case:
        text = " or ".join(f"`{relation}`" for relation in case.relation)
        when = " and ".join(f"`{condition}`" for condition in case.when)
        cases.append(f"{text} where {when}" if when else text)
    scope = [f"each of the {rule.each} columns"] if rule.each else []
    scope += [f"x: {', '.join(rule.over)}"] if rule.over else []
    return "; ".join([*cases, *scope]) or "check of the document"


def _both(zh: str, en: str) -> str:
    return f"{zh} / {en}"


def _line(cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def _counted(name: str, key: str) -> dict[str, int]:
    entries = tomllib.loads((HERE / name).read_text(encoding="utf-8"))[key]
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.get("rule", "")] = counts.get(entry.get("rule", ""), 0) + 1
    return counts


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
