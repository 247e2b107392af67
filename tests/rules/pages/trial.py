"""One trial: a clean pair of years, or the same with one fault, through `check`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipelines.validate.folding import every
from pipelines.validate.judgement import Judgement
from tests.forms.chance import Chance
from tests.rules.pages.bench import checked
from tests.rules.pages.faults import FAULTS, LAST, Fault
from tests.rules.pages.figures import Year, two_years
from tests.rules.pages.render import STYLES

LEVELS = ("township",) * 5 + ("department",) * 3 + ("county",)
YEARS = (2025, 2024, 2023, 2022, 2022, 2021, 2020, 2020, 2018, 2017, 2013)


@dataclass(frozen=True)
class Trial:
    """What was said of a report with a fault: by its rule, by others, and whether it is enough."""

    is_found: bool
    is_explained: bool
    said: tuple[str, ...]


def planted(fault: Fault, seed: int) -> Trial:
    """Plant a fault and look for it: rule, year, member and, where one balances, the reason."""
    level = fault.levels[seed % len(fault.levels)]
    pair = two_years(
        Chance("fault", fault.id, seed), level, fault.year or LAST[fault.form], busy=True
    )
    for year in pair:
        year.want = dict(fault.want)
    fault.plant(pair[1], pair[0])
    styles = fault.styles or STYLES
    style = styles[(seed + FAULTS.index(fault)) % len(styles)]
    fails = list(every(checked(pair, f"{fault.id}{seed}", style)[1]))
    named = [j for j in fails if _is_named(j, fault, pair[1])]
    kinds = {j.explanation.kind for j in named if j.explanation}
    said = tuple(f"{j.rule} {j.member}".strip() for j in fails)
    return Trial(bool(named), not fault.explained or fault.explained in kinds, said)


def _is_named(judgement: Judgement, fault: Fault, year: Year) -> bool:
    return (
        judgement.rule == fault.rule
        and judgement.report_year == year.year
        and fault.member in {"", judgement.member}
    )


def graves(seed: int) -> list[tuple[str, ...]]:
    """Check a clean pair and return for each report the rules that wrongly speak up."""
    chance = Chance("clean", seed)
    pair = two_years(chance, chance.pick(LEVELS), chance.pick(YEARS))
    found = checked(pair, seed, STYLES[seed % len(STYLES)])
    return [tuple(j.rule for j in fails if j.severity != "info") for fails in found.values()]


PAGE = Path(__file__).resolve().parents[3] / "docs" / "recall.md"
