"""Pairs of reports that say much in the same words: frame → matrix, no store, no browser."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

MOST: Final = 30  # rows and columns of a map that can still be read
BANDS: Final = (0.9, 0.8, 0.65)  # where a darker tint begins; the first is that of a copy


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who stands in rows and columns, and the pair of each two that are alike."""

    keys: tuple[str, ...]
    cells: dict[tuple[str, str], int]  # position of the pair in its frame
    left_out: int


def band_of(similarity: float) -> int:
    """Return the tint of a similarity: 0 is the darkest."""
    return next((at for at, least in enumerate(BANDS) if similarity >= least), len(BANDS))


def pairs_of(similar: pd.DataFrame, kind: str, year: int | None) -> pd.DataFrame:
    """Return the pairs of one kind, of one year where it is given, the most alike first."""
    kept = similar[similar["kind"] == kind]
    if year is not None:
        kept = kept[kept["left_year"] == year]
    return kept.sort_values(
        ["similarity", "left_agency_id", "right_agency_id"],
        ascending=[False, True, True],
        kind="stable",
        ignore_index=True,
    )


def between_agencies(pairs: pd.DataFrame, agencies: list[str]) -> Matrix:
    """Set agencies against agencies; of very many only those of the most alike pairs."""
    in_pairs = list(
        dict.fromkeys(
            agency
            for row in pairs[["left_agency_id", "right_agency_id"]].itertuples(index=False)
            for agency in map(str, row)
        )
    )
    every = list(dict.fromkeys([*agencies, *in_pairs]))
    kept = every if len(every) <= MOST else in_pairs[:MOST]
    shown = sorted(kept)
    known = set(shown)
    cells: dict[tuple[str, str], int] = {}
    for at, row in enumerate(pairs[["left_agency_id", "right_agency_id"]].itertuples(index=False)):
        left, right = map(str, row)
        if left in known and right in known:
            cells.setdefault((left, right), at)
            cells.setdefault((right, left), at)
    return Matrix(tuple(shown), cells, len(every) - len(shown))


def between_years(pairs: pd.DataFrame, years: list[int]) -> Matrix:
    """Set the years of one agency against each other."""
    shown = [str(year) for year in sorted(set(years))]
    cells: dict[tuple[str, str], int] = {}
    for at, row in enumerate(pairs[["left_year", "right_year"]].itertuples(index=False)):
        left, right = (str(int(year)) for year in row)
        cells.setdefault((left, right), at)
        cells.setdefault((right, left), at)
    return Matrix(tuple(shown), cells, 0)
