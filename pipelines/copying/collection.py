"""Near-copies in a collection: between the years of an agency, and between agencies of a year."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pipelines.copying.compare import Likeness, likeness
from pipelines.copying.compared_year import ComparedYear, KeptYear
from pipelines.copying.letters import measure
from pipelines.copying.shingles import Hashes
from pipelines.identities import AgencyId

_COUNTERS = 4_000_000  # counted at once: 32 MB, whatever the number of texts
_FEWEST = 2  # sampled shingles in common
Numbers = npt.NDArray[np.int64]
YEARS = "years"
AGENCIES = "agencies"
Load = Callable[["CollectedReport"], str]


@dataclass(frozen=True, slots=True)
class CollectedReport:
    """One report of a collection: who tells it, at which level, of which year, and its key.

    `name` says which text it is, where what was learnt of it may be kept for another time.
    """

    key: int
    agency: str
    level: str
    year: int
    name: str = ""

    @property
    def county(self) -> str:
        """Return the code under which agencies share a template of their own."""
        return AgencyId(self.agency).area


@dataclass(frozen=True, slots=True)
class CopiedPair:
    """Two reports that share much; between years the later one is `left`.

    `compared` counts the pairs of their kind that were compared with it, those of the same county
    or nation and year, and `lower` how many of them are less alike.
    """

    left: CollectedReport
    right: CollectedReport
    kind: str  # years | agencies
    likeness: Likeness
    compared: int = 1
    lower: int = 0

    @property
    def quantile(self) -> float:
        """Return the share of the other pairs of its kind that are less alike."""
        return self.lower / max(1, self.compared - 1)


def near_copies(texts: Sequence[CollectedReport], load: Load) -> Iterator[CopiedPair]:
    """Yield the pairs of one data set whose similarity is above the floor, year by year.

    Args:
        texts: one report an agency and year, in any order.
        load: gives the letters of a text; asked several times, so that few need be in memory.
    """
    before: ComparedYear | None = None
    for year, told in by_year(texts).items():
        block = ComparedYear(told, load, KeptYear())
        if before is not None and before.year == year - 1:
            yield from between_years(block, before, block.counties)
        yield from between_agencies(block, block.counties)
        before = block


def by_year(texts: Sequence[CollectedReport]) -> dict[int, list[CollectedReport]]:
    """Return texts by year, those of each year in one order."""
    years: dict[int, list[CollectedReport]] = {}
    for text in sorted(texts, key=lambda one: (one.year, one.agency, one.key)):
        years.setdefault(text.year, []).append(text)
    return years


def between_years(
    block: ComparedYear, before: ComparedYear, counties: Collection[str]
) -> Iterator[CopiedPair]:
    """Yield the pairs of some counties' agencies with their own texts of the year before."""
    earlier = {text.agency: text for text in before.texts if text.county in counties}
    for county in counties:
        pairs = [
            CopiedPair(text, prior, YEARS, likeness(block.weighed(text), before.weighed(prior)))
            for text in block.counties.get(county, ())
            if (prior := earlier.get(text.agency)) is not None
        ]
        yield from _ranked(pairs, len(pairs))


def between_agencies(block: ComparedYear, counties: Collection[str]) -> Iterator[CopiedPair]:
    """Yield the pairs of a year of which one is of some counties."""
    near: dict[str, list[CopiedPair]] = {}
    far: list[CopiedPair] = []
    for pair in _alike(block, counties):
        if pair.left.county == pair.right.county:
            near.setdefault(pair.left.county, []).append(pair)
        elif pair.likeness.similarity >= measure()["far_floor"]:
            far.append(pair)
    for county, pairs in near.items():
        count = len(block.counties[county])
        yield from _ranked(pairs, count * (count - 1) // 2)
    count = len(block.texts)
    yield from _ranked(far, count * (count - 1) // 2)


def _alike(block: ComparedYear, counties: Collection[str]) -> Iterator[CopiedPair]:
    """Score the candidates."""
    texts = block.texts
    samples = [block.samples[text.key] for text in texts]
    looked_for = None
    if len(counties) < len(block.counties):
        looked_for = [i for i, text in enumerate(texts) if text.county in counties]
    for i, j in candidates(samples, measure()["looked_at"], looked_for):
        if texts[i].agency != texts[j].agency:
            like = likeness(block.weighed(texts[i]), block.weighed(texts[j]))
            yield CopiedPair(texts[i], texts[j], AGENCIES, like)


def _ranked(pairs: Sequence[CopiedPair], compared: int) -> Iterator[CopiedPair]:
    """Tell of each pair above the floor how many were compared and are less alike."""
    ordered = sorted(pair.likeness.similarity for pair in pairs)
    unseen = compared - len(pairs)  # far below: they were no candidates
    for pair in pairs:
        if pair.likeness.similarity >= measure()["floor"]:
            lower = unseen + bisect_left(ordered, pair.likeness.similarity)
            yield replace(pair, compared=compared, lower=lower)


def candidates(
    samples: Sequence[Hashes], share: float, looked_for: Sequence[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of texts that share enough of their samples, each once.

    Args:
        samples: the different sampled shingles of each text.
        share: of the smaller sample, what must be in common.
        looked_for: the texts one of which must be in a pair, where not any may be.
    """
    if looked_for is not None:
        yield from _candidates_of(samples, share, looked_for)
        return
    sizes = np.array([len(one) for one in samples], dtype=np.int64)
    if len(sizes) < 2 or not sizes.sum():
        return
    owner, position, end = _postings(samples, sizes)
    order = np.argsort(owner[position], kind="stable")  # the places of each text, text by text
    bounds = np.concatenate(([0], np.cumsum(sizes)))
    step = max(1, _COUNTERS // len(sizes))
    for first in range(0, len(sizes), step):
        last = min(first + step, len(sizes))
        mine = order[bounds[first] : bounds[last]]
        counts = _counted(owner, mine, end[mine], first, (last - first, len(sizes)))
        enough = np.maximum(_FEWEST, share * np.minimum(sizes[first:last, None], sizes[None, :]))
        for left, right in np.argwhere(counts >= enough).tolist():
            yield first + left, right


def _candidates_of(
    samples: Sequence[Hashes], share: float, looked_for: Sequence[int]
) -> Iterator[tuple[int, int]]:
    sizes = np.array([len(sample) for sample in samples], dtype=np.int64)
    mine = frozenset(looked_for)
    if len(sizes) < 2 or not sizes.sum():
        return
    every = np.concatenate(list(samples))
    owner = np.repeat(np.arange(len(sizes)), sizes)
    sought = np.unique(np.concatenate([samples[number] for number in looked_for]))
    is_sought = np.isin(every, sought)
    every, owner = every[is_sought], owner[is_sought]
    for number in looked_for:
        shared = np.bincount(owner[np.isin(every, samples[number])], minlength=len(sizes))
        enough = np.maximum(_FEWEST, share * np.minimum(sizes[number], sizes))
        for other in np.flatnonzero(shared >= enough).tolist():
            if other > number or (other < number and other not in mine):
                yield min(number, other), max(number, other)


def _postings(samples: Sequence[Hashes], sizes: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the texts in the order of their shingles, their places, and where each group ends."""
    every = np.concatenate(list(samples))
    owner = np.repeat(np.arange(len(sizes)), sizes)
    order = np.argsort(every, kind="stable")
    every, owner = every[order], owner[order]
    starts = np.flatnonzero(np.concatenate(([True], every[1:] != every[:-1])))
    lengths = np.diff(np.concatenate((starts, [len(every)])))
    end = np.repeat(starts + lengths, lengths)
    return owner, np.arange(len(every)), end


def _counted(
    owner: Numbers, mine: Numbers, end: Numbers, first: int, shape: tuple[int, int]
) -> npt.NDArray[np.int64]:
    """Count for some texts the shingles that each later text shares with them."""
    others = end - mine - 1
    total = int(others.sum())
    before = np.cumsum(others) - others
    places = np.arange(total) + np.repeat(mine + 1 - before, others)
    left = np.repeat(owner[mine] - first, others)
    keys = left * shape[1] + owner[places]
    return np.bincount(keys, minlength=shape[0] * shape[1]).reshape(shape)
