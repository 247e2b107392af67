"""Single cells: empty ones, decimals, negatives, units; groups of which only a half is filled."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import Words
from pipelines.model import Figure, Status
from pipelines.validate.check_context import CheckContext, cells_hole
from pipelines.validate.judgement import Judgement, plain
from pipelines.validate.naming import cell_name, member_name
from pipelines.validate.rulebook import rulebook

EMPTY = (Status.BLANK, Status.DASH, Status.SLASH, Status.NONE_WORD)
GROUPS = ("review", "suit_direct", "suit_after_review")
PARTS = ("upheld", "corrected", "other", "pending")
TABLES = ("2", "3", "4", "2014")
SHOWN = 6  # names listed before the rest is only counted
MIXED_UNITS = (Decimal(5_000), Decimal(20_000))
_LETTERS = re.compile(r"[^\d\s.,+%()\-]")
_OWN = {"3": "R-T3-04", "4": "R-T4-02"}


@lru_cache(maxsize=1)
def _kinds() -> dict[tuple[str, str], str]:
    return {(i.indicator, i.table): i.kind for i in catalogue().indicators}


def empty_cells(context: CheckContext) -> Iterator[Judgement]:
    """R-CELL-02: cells without a number, once a table."""
    for table in TABLES:
        empty = [f for f in _of(context, table) if f.status in EMPTY]
        if empty:
            yield from _listed(context, "R-CELL-02", table, empty, left=Decimal(len(empty)))


def odd_numbers(context: CheckContext) -> Iterator[Judgement]:
    """R-CELL-04, 05, R-T2-10, R-T3-04, R-T4-02: counts are whole and not negative."""
    for table in TABLES:
        figures = [f for f in _of(context, table) if f.value is not None]
        negative = [f for f in figures if f.value and f.value < 0 and _kind(f) != "signed"]
        broken = [f for f in figures if _is_fraction(f)]
        if negative:
            yield from _listed(context, "R-CELL-05", table, negative)
        if broken:
            is_own = table == "2" and context.applies(rulebook()["R-T2-10"])
            rule = "R-T2-10" if is_own else "R-CELL-04"
            yield from _listed(context, rule, table, broken)
        if (negative or broken) and table in _OWN:
            yield from _listed(context, _OWN[table], table, [*negative, *broken])


def units(context: CheckContext) -> Iterator[Judgement]:
    """R-CELL-03, R-UNIT-01: a unit inside a cell, money without one."""
    inside = [f for f in _of(context, "2") if f.value is not None and _has_unit(f)]
    if inside:
        yield from _listed(context, "R-CELL-03", "2", inside)
    bare = [
        f
        for f in _of(context, "2")
        if f.indicator == "procurement.amount" and f.value and not f.unit
    ]
    if bare:
        yield from _listed(context, "R-UNIT-01", "2", bare, left=bare[0].value)


def magnitude(context: CheckContext) -> Iterator[Judgement]:
    """R-UNIT-02: money ten thousand times last year's, or a ten-thousandth."""
    if len(context.priors) != 1:
        return
    for figure in _of(context, "2"):
        before = context.priors[0].printed(figure.indicator)
        if _kind(figure) != "money" or not figure.value or not before:
            continue
        ratio = max(figure.value / before, before / figure.value)
        if MIXED_UNITS[0] <= ratio <= MIXED_UNITS[1]:
            yield from _listed(context, "R-UNIT-02", "2", [figure], left=figure.value, right=before)


def half_filled(context: CheckContext) -> Iterator[Judgement]:
    """R-T4-03: a group of table four with a total and no parts, or parts and no total."""
    for group in GROUPS:
        statuses = [_status(context, f"{group}.{part}") for part in PARTS]
        total = context.printed(f"{group}.total") or Decimal(0)
        parts = sum(
            (context.printed(f"{group}.{part}") or Decimal(0) for part in PARTS), Decimal(0)
        )
        total_status = _status(context, f"{group}.total")
        no_parts = all(status in EMPTY for status in statuses) and total > 0
        no_total = total_status in EMPTY and parts > 0
        nothing_but_total = not no_parts and total > 0 and parts == 0 and "number" in statuses
        nothing_but_parts = not no_total and parts > 0 and total == 0 and total_status == "number"
        if no_parts or no_total or nothing_but_total or nothing_but_parts:
            yield from context.fail("R-T4-03", member=group, left=parts, right=total)


def _status(context: CheckContext, indicator: str) -> str:
    known = context.cells.get((indicator, "", True))
    return known.status if known else ""


def _of(context: CheckContext, table: str) -> Iterator[Figure]:
    return (f for f in context.report.figures if f.table == table)


def _kind(figure: Figure) -> str:
    return _kinds().get((figure.indicator, figure.table), "count")


def _is_fraction(figure: Figure) -> bool:
    value = figure.value
    return (
        value is not None and _kind(figure) in {"count", "signed"} and value != value.to_integral()
    )


def _has_unit(figure: Figure) -> bool:
    return bool(_LETTERS.search(unicodedata.normalize("NFKC", figure.raw).replace("\u2212", "-")))


def _listed(
    context: CheckContext,
    rule: str,
    table: str,
    figures: Sequence[Figure],
    left: Decimal | None = None,
    right: Decimal | None = None,
) -> Iterator[Judgement]:
    """Yield one breach that names its cells with what stands in them."""
    names = [cell_name(figure.indicator, figure.member) for figure in figures[:SHOWN]]
    values = [plain(figure.value) if figure.value is not None else "" for figure in figures]
    rest = " …" if len(figures) > SHOWN else ""
    said = list(zip(names, values, strict=False))
    zh, en = _join(said, "zh"), _join(said, "en")
    member = table if rule in {"R-CELL-02", "R-PARSE-02"} else _key(figures)
    words = cells_hole(zh + rest, en + rest) | {"member": member_name(table)}
    places = tuple(figure.place for figure in figures if figure.place)
    yield from context.fail(rule, member=member, left=left, right=right, words=words, places=places)


def _join(said: Sequence[tuple[Words, str]], language: str) -> str:
    names = [(n.zh if language == "zh" else n.en, v) for n, v in said]
    return "; ".join(f"{name} {value}".strip() for name, value in names)


def _key(figures: Sequence[Figure]) -> str:
    return " ".join(
        f"{f.indicator}[{f.member}]" if f.member else f.indicator for f in figures[:SHOWN]
    )


CELLS = (empty_cells, odd_numbers, units, magnitude, half_filled)
