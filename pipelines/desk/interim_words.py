"""What is said of ledgers of a part of the year, on the page of an agency and by the command."""

from collections.abc import Iterable
from typing import Final

from pipelines.aggregate.interim import DECIMALS, Months
from pipelines.catalogue.model import Language
from pipelines.desk.interim import YEAR, ComparedCell, PeriodCheck
from pipelines.papers.words import rounded, say
from pipelines.store.store import Store

_NAMED: Final = {
    (1, 3): "q1",
    (4, 6): "q2",
    (7, 9): "q3",
    (10, 12): "q4",
    (1, 6): "h1",
    (7, 12): "h2",
    YEAR: "year",
}
Labels = dict[tuple[str, str], str]


def period_words(period: Months, language: Language) -> str:
    """Name a part of a year, or the year's report."""
    key = _NAMED.get(period, "month" if period[0] == period[1] else "months")
    return say("interim", f"period.{key}", language, first=period[0], last=period[1])


def joined_words(periods: Iterable[Months], language: Language) -> str:
    """Name the periods that are added up."""
    plus = say("interim", "period.plus", language)
    return plus.join(period_words(period, language) for period in periods)


def check_words(check: PeriodCheck, language: Language) -> str:
    """Say whether the parts of a period come to it, or why nobody can tell."""
    count = len(check.differences)
    key = check.problem or ("differs" if count else "holds")
    missing = say("interim", "period.comma", language).join(map(str, check.missing))
    return say(
        "interim",
        f"check.{key}",
        language,
        parts=joined_words(check.parts, language),
        period=period_words(check.period, language),
        missing=missing,
        cells=len(check.cells),
        count=count,
    )


def sum_words(cell: ComparedCell) -> str:
    """Write what the parts come to: added up, or the first's or the last's."""
    parts, made_up = "+".join(map(number_words, cell.parts)), number_words(cell.made_up)
    is_added = round(sum(cell.parts), DECIMALS) == cell.made_up
    return f"{parts}={made_up}" if is_added else made_up


def difference_words(cell: ComparedCell) -> str:
    """Write with its sign by how much the parts come to more or less."""
    return "+" * (cell.difference > 0) + number_words(cell.difference)


def number_words(value: float) -> str:
    """Write a number whole, however large, without an idle nought."""
    return rounded(value, DECIMALS)


def labels(store: Store, language: Language) -> Labels:
    """Return the printed words of every cell by indicator and member."""
    members = store.members()
    named = dict(zip(members["member"], members[f"label_{language}"], strict=True))
    rows = store.indicators().drop_duplicates("id")
    words = dict(zip(rows["id"], rows[f"label_{language}"], strict=True))
    return {
        (str(cell), str(member)): say(
            "interim", "cell.label", language, label=label, member=named[member]
        )
        for cell, label in words.items()
        for member in named
    } | {(str(cell), ""): str(label) for cell, label in words.items()}
