"""Shingles: every five characters of a text as one number, the same on every machine."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil, sqrt

import numpy as np
import numpy.typing as npt

from pipelines.catalogue.load import catalogue
from pipelines.copying.letters import letters, measure
from pipelines.resources import toml

Hashes = npt.NDArray[np.uint64]
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd: multiplying loses nothing
_SHIFT = np.uint64(29)
_TABLE = 18  # bits of a shingle that are looked up before it is searched for
_REST = np.uint64(64 - _TABLE)
NONE: Hashes = np.empty(0, dtype=np.uint64)


def shingles(text: str) -> Hashes:
    """Return one number for every place of a text where five characters begin."""
    size: int = measure()["gram"]
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    count = len(codes) - size + 1
    if count <= 0:
        return NONE
    hashes = codes[:count].copy()
    for step in range(1, size):
        hashes *= _FACTOR
        hashes += codes[step : step + count]
    hashes ^= hashes >> _SHIFT
    hashes *= _FACTOR
    hashes ^= hashes >> _SHIFT
    return hashes


def sample(every: Hashes, aside: Hashes) -> Hashes:
    """Return the few different shingles of its own by which a text is looked for, in order."""
    kept = distinct(every[every % np.uint64(measure()["kept"]) == 0])
    return kept[~within(kept, aside)]


@lru_cache(maxsize=1)
def shipped() -> Hashes:
    """Return the shingles of what every report says: law titles and the wording of the form."""
    said = [*toml("pipelines.copying", "copying.toml")["boilerplate"]["phrases"]]
    said += [indicator.label_zh for indicator in catalogue().indicators]
    return union([shingles(letters(phrase)) for phrase in said])


def limit(agency_count: int) -> int:
    """Return how many agencies may say a shingle before it is boilerplate."""
    return max(int(_measured("least")), ceil(_measured("root") * sqrt(agency_count)))


def _measured(name: str) -> float:
    known: dict[str, float] = toml("pipelines.copying", "copying.toml")["frequent"]
    return known[name]


def frequent(texts: Iterable[Hashes], agency_count: int) -> Hashes:
    """Return the shingles that more agencies say than may, each text counted once.

    Args:
        texts: the shingles of one text an agency.
        agency_count: how many there are.
    """
    return _said_by([distinct(text) for text in texts], limit(agency_count))


def _said_by(every: Sequence[Hashes], more_than: int) -> Hashes:
    """Return the shingles that more than so many texts say."""
    if not every:
        return NONE
    ordered = np.sort(np.concatenate(every))
    first = np.flatnonzero(_is_new(ordered))
    counts = np.diff(first, append=len(ordered))
    return ordered[first[counts > more_than]]


def learnt(texts: Iterable[Hashes], text_count: int) -> Hashes:
    """Return a nation's boilerplate, learnt from all of its texts or from a few chosen ones.

    Args:
        texts: the shingles of the chosen texts.
        text_count: how many there are in all.
    """
    known = [distinct(text) for text in texts]
    if text_count <= len(known):
        return frequent(known, len(known))
    least = max(int(_measured("least")), ceil(_measured("learnt") * len(known)))
    return _said_by(known, least)


def union(parts: Sequence[Hashes]) -> Hashes:
    """Return the different shingles of several sets, in order."""
    return distinct(np.concatenate(parts)) if parts else NONE


def distinct(hashes: Hashes) -> Hashes:
    """Return the different shingles in order; sorting them is five times as fast as np.unique."""
    ordered = np.sort(hashes)
    return ordered[_is_new(ordered)]


def _is_new(ordered: Hashes) -> npt.NDArray[np.bool_]:
    new = np.ones(len(ordered), dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    return new


def within(hashes: Hashes, known: Hashes) -> npt.NDArray[np.bool_]:
    """Tell of each shingle whether it is among some ordered ones."""
    is_known = np.zeros(len(hashes), dtype=np.bool_)
    if len(known):
        marked = np.zeros(1 << _TABLE, dtype=np.bool_)  # most others are told apart by a look
        marked[known >> _REST] = True
        maybe = np.flatnonzero(marked[hashes >> _REST])
        maybe = maybe[np.argsort(hashes[maybe])]  # searched in order: four times as fast
        at = np.minimum(np.searchsorted(known, hashes[maybe]), len(known) - 1)
        is_known[maybe] = known[at] == hashes[maybe]
    return is_known
